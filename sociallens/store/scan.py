"""Reading segments with Polars, those of former editions of the schema among them."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from sociallens.schema import ANY_EDITION, FORMERLY, NAMES, POLARS, NoneOf

_READ = pl.Schema(ANY_EDITION)


def scan(files: Sequence[Path]) -> pl.LazyFrame:
    """The rows of segments with every column of the schema, and the `file` each stands in."""
    if not files:
        return pl.LazyFrame(schema=POLARS | {"file": pl.String()})
    rows = pl.scan_parquet(
        list(files), glob=False, include_file_paths="file", schema=_READ, missing_columns="insert"
    )
    return rows.with_columns(map(of_any_edition, FORMERLY)).select(*NAMES, "file")


def of_any_edition(name: str) -> pl.Expr:
    """A column of today, of rows of `ANY_EDITION`, under its name."""
    formerly = FORMERLY[name]
    other = pl.col(formerly.column)
    if isinstance(formerly, NoneOf):
        former = ~other.is_in(formerly.values)
    else:
        former = pl.when(other != formerly.unless).then(other)
    return pl.coalesce(name, former).alias(name)
