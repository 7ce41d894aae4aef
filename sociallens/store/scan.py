"""Reading segments with Polars, those of the previous schema among them."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from sociallens.schema import NAMES, POLARS


def scan(files: Sequence[Path]) -> pl.LazyFrame:
    """The rows of segments with every column of the schema, and the `file` each stands in."""
    if not files:
        return pl.LazyFrame(schema=POLARS | {"file": pl.String()})
    rows = pl.scan_parquet(
        list(files), glob=False, include_file_paths="file", schema=POLARS, missing_columns="insert"
    )
    return rows.select(*NAMES, "file")
