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

from sociallens.engine.duckdb.dialect import ORDERS
from sociallens.engine.duckdb.places import Held
from sociallens.engine.duckdb.questions import Question
from sociallens.engine.duckdb.relations import Relations
from sociallens.errors import StoreError
from sociallens.store.manifest import UNDATED, Segment

FIRST = 2_000  # contributions of the first slice: somebody waits for it
SLICE = 75_000  # of any other: the fewer, the less often the blocks of a month are decoded
T = TypeVar("T")
Asked = Callable[[Relations, duckdb.DuckDBPyConnection], T]


class Read(Protocol):
    """How an engine reads contributions by their places."""

    def __call__(
        self, relations: Relations, cursor: duckdb.DuckDBPyConnection, found: pl.DataFrame
    ) -> Held:
        """The contributions, to be told in the order of the places found."""


class Ask(Protocol):
    """How an engine has something asked, of sound segments alone."""

    def __call__(self, ask: Asked[T], /) -> T:
        """The answer, of the relations and a cursor. Raises `StoreError`."""


def newest_first(
    ask: Ask, question: Question, read: Read, segments: Iterable[Segment], rows: int
) -> Iterator[pl.DataFrame]:
    """The contributions of a question, in frames of at most `rows`, as `read` finds them by places.

    Raises `StoreError`, also where a file falls out or comes back between two frames.
    """
    numbers = ask(lambda relations, _: relations.numbers)

    def of_the_same_files(asked: Asked[T]) -> T:
        def steadily(relations: Relations, cursor: duckdb.DuckDBPyConnection) -> T:
            if relations.numbers != numbers:
                raise StoreError("damage-between")
            return asked(relations, cursor)

        return ask(steadily)

    size = FIRST
    for files in _months(segments):
        held = [numbers[file] for file in files if file in numbers]
        order = of_the_same_files(partial(_order, question=question, segments=held))
        while order.height:
            found, order = order.head(size), order.slice(size)
            yield from of_the_same_files(partial(read, found=found)).pieces(rows)
            size = SLICE


def _months(segments: Iterable[Segment]) -> Iterator[Sequence[str]]:
    """The files of each month, the latest month first; what has no date comes last."""
    files = defaultdict[str, list[str]](list)
    for segment in segments:
        files[segment.month].append(segment.file)
    for month in sorted(files, key=lambda month: (month != UNDATED, month), reverse=True):
        yield files[month]


def _order(
    relations: Relations,
    cursor: duckdb.DuckDBPyConnection,
    question: Question,
    segments: Sequence[int],
) -> pl.DataFrame:
    """The places of what is in view of some segments, newest first."""
    order = f"ORDER BY {ORDERS['latest']}"
    sql, bound = question.rows(relations, ordered=order, segments=segments)
    table = cursor.sql(sql, params=bound or None).to_arrow_table()
    return pl.DataFrame(pl.from_arrow(table))
