"""Reading segments of the present and former editions of the schema with Polars."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from sociallens.schema import ANY_EDITION, FORMERLY, NAMES, POLARS, NoneOf
from sociallens.store.manifest import Segment, Store

CHUNK = 100_000  # rows that are read at a time
_READ = pl.Schema(ANY_EDITION)


def scan(files: Sequence[Path]) -> pl.LazyFrame:
    """The rows of segments: all columns of the schema, then `file`, the segment's path (text)."""
    if not files:
        return pl.LazyFrame(schema=POLARS | {"file": pl.String()})
    rows = pl.scan_parquet(
        list(files), glob=False, include_file_paths="file", schema=_READ, missing_columns="insert"
    )
    return rows.with_columns(map(of_any_edition, FORMERLY)).select(*NAMES, "file")


def column(store: Store, segment: Segment, name: str) -> pl.Series:
    """One column of a segment."""
    return scan([store.path / segment.file]).select(name).collect()[name]


def chunks(
    store: Store, segment: Segment, names: Sequence[str], wanted: pl.Series
) -> Iterator[tuple[int, pl.DataFrame]]:
    """Columns of a segment, some rows at a time, each with the number of its first row.

    Chunks that hold none of the `wanted` rows (booleans, one for each row) are left out.
    """
    rows = scan([store.path / segment.file]).select(names)
    for start in range(0, segment.rows, CHUNK):
        if wanted[start : start + CHUNK].any():
            yield start, rows.slice(start, CHUNK).collect()


def of_any_edition(name: str) -> pl.Expr:
    """A column of the present schema, computed from the columns of `ANY_EDITION`."""
    formerly = FORMERLY[name]
    other = pl.col(formerly.column)
    if isinstance(formerly, NoneOf):
        former = ~other.is_in(formerly.values)
    else:
        former = pl.when(other != formerly.unless).then(other)
    return pl.coalesce(name, former).alias(name)
