"""Reading segments of the present and former editions of the schema with Polars."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from sociallens.schema import ANY_EDITION, FORMERLY, NAMES, POLARS, NoneOf

_READ = pl.Schema(ANY_EDITION)


def scan(files: Sequence[Path]) -> pl.LazyFrame:
    """The rows of segments: all columns of the schema, then `file`, the segment's path (text)."""
    if not files:
        return pl.LazyFrame(schema=POLARS | {"file": pl.String()})
    rows = pl.scan_parquet(
        list(files), glob=False, include_file_paths="file", schema=_READ, missing_columns="insert"
    )
    return rows.with_columns(map(of_any_edition, FORMERLY)).select(*NAMES, "file")


def of_any_edition(name: str) -> pl.Expr:
    """A column of the present schema, computed from the columns of `ANY_EDITION`."""
    formerly = FORMERLY[name]
    other = pl.col(formerly.column)
    if isinstance(formerly, NoneOf):
        former = ~other.is_in(formerly.values)
    else:
        former = pl.when(other != formerly.unless).then(other)
    return pl.coalesce(name, former).alias(name)
