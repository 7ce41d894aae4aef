"""Contributions in view, newest first, piece by piece: for files that no memory need hold.

Rows are never put in order all at once. A segment holds one month, so the latest month goes first;
a month goes by slices, whose rows Parquet finds by their numbers without decoding the others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol, TypeVar

import duckdb
import polars as pl

from sociallens.engine.duckdb.dialect import Clause
from sociallens.errors import StoreError
from sociallens.schema import NAMES
from sociallens.store.manifest import UNDATED, Segment

FIRST = 2_000  # contributions of the first slice: somebody waits for it
SLICE = 100_000  # of any other: some 50 MB
T = TypeVar("T")
Question = Callable[[duckdb.DuckDBPyConnection], pl.DataFrame]


class Ask(Protocol):
    """Answers a question that is given a cursor, from sound segments alone."""

    def __call__(self, question: Callable[[duckdb.DuckDBPyConnection], T], /) -> T:
        """The answer to a question; raises `StoreError`."""


def newest_first(
    ask: Ask, segments: Iterable[Segment], clause: Clause, rows: int
) -> Iterator[pl.DataFrame]:
    """Contributions under a condition over the facts, in frames of at most `rows`.

    Columns `schema.NAMES`. Raises `StoreError`, also where a file falls out between two frames.
    """
    numbers = ask(_numbers)

    def of_the_same_files(question: Question) -> pl.DataFrame:
        def asked(cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
            if _numbers(cursor) != numbers:
                raise StoreError("damage-between")
            return question(cursor)

        return ask(asked)

    size = FIRST
    for month in _months(segments):
        held = [numbers[file] for file in month if file in numbers]
        order = of_the_same_files(partial(_order, segments=held, clause=clause))
        while order.height:
            wanted, order = order.head(size), order.slice(size)
            frame = of_the_same_files(partial(_read, wanted=wanted))
            yield from frame.iter_slices(rows)
            size = SLICE


def _months(segments: Iterable[Segment]) -> Iterator[Sequence[str]]:
    """The files of each month, the latest month first; what has no date comes last."""
    files = defaultdict[str, list[str]](list)
    for segment in segments:
        files[segment.month].append(segment.file)
    for month in sorted(files, key=lambda month: (month != UNDATED, month), reverse=True):
        yield files[month]


def _numbers(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return dict(cursor.execute("SELECT file, segment FROM segments").fetchall())


def _order(
    cursor: duckdb.DuckDBPyConnection, segments: Sequence[int], clause: Clause
) -> pl.DataFrame:
    """The rows of some segments that are in view, newest first: `segment` and `row`."""
    where, values = clause
    found = cursor.sql(
        f"SELECT segment, row FROM facts WHERE segment IN $segments AND {where}"
        " ORDER BY published_at DESC NULLS LAST, segment, row",
        params=values | {"segments": segments},
    )
    return pl.DataFrame(pl.from_arrow(found.to_arrow_table()))


def _read(cursor: duckdb.DuckDBPyConnection, wanted: pl.DataFrame) -> pl.DataFrame:
    """Contributions by segment and row, in that order, with people's corrections."""
    cursor.register("wanted", wanted.with_row_index("place").to_arrow())
    found = cursor.sql(
        f"SELECT {', '.join(f'v.{name}' for name in NAMES)}, wanted.place"
        " FROM verbatims v JOIN wanted ON v.segment = wanted.segment AND v.row = wanted.row"
        " WHERE v.segment IN $segments",
        params={"segments": wanted["segment"].unique().to_list()},
    )
    return pl.DataFrame(pl.from_arrow(found.to_arrow_table())).sort("place").drop("place")
