"""Reading segments with Polars, those of former editions of the schema among them."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from sociallens.schema import ANY_EDITION, FORMERLY, NAMES, POLARS

_READ = pl.Schema(ANY_EDITION)


def scan(files: Sequence[Path]) -> pl.LazyFrame:
    """The rows of segments with every column of the schema, and the `file` each stands in."""
    if not files:
        return pl.LazyFrame(schema=POLARS | {"file": pl.String()})
    rows = pl.scan_parquet(
        list(files), glob=False, include_file_paths="file", schema=_READ, missing_columns="insert"
    )
    told = [pl.sql_expr(sql).alias(name) for name, sql in FORMERLY.items()]
    return rows.with_columns(told).select(*NAMES, "file")
