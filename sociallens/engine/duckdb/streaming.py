"""Contributions in view, newest first, piece by piece: for files that no memory need hold.

A segment holds one month, so the latest month goes first. Of a month with many rows each file is
read once, some of its rows after the other, and what is read waits on disk until it is its turn.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Protocol, TypeVar

import duckdb
import polars as pl
import pyarrow as pa

from sociallens import work
from sociallens.engine.duckdb.dialect import ORDERS
from sociallens.engine.duckdb.questions import Question
from sociallens.engine.duckdb.relations import Relations
from sociallens.engine.duckdb.stored import PLACE
from sociallens.engine.duckdb.waiting import Waiting, in_turn
from sociallens.errors import StoreError
from sociallens.store.manifest import UNDATED, Segment

FIRST = 2_000  # contributions that are told before a month is read: somebody waits for them
HELD = 25_000  # contributions that are in memory at once
READ = 50_000  # rows of a file that are read at once: two blocks, one for each of two processors
TURN = "turn"  # the place in the order of a month
T = TypeVar("T")
Asked = Callable[[Relations, duckdb.DuckDBPyConnection], T]


class Read(Protocol):
    """How an engine reads contributions by their places."""

    def __call__(
        self, relations: Relations, cursor: duckdb.DuckDBPyConnection, found: pl.DataFrame
    ) -> pa.Table:
        """The contributions, in no order: where each stands (`PLACE`), then `NAMES`."""


class Ask(Protocol):
    """How an engine has something asked, of sound segments alone."""

    def __call__(self, ask: Asked[T], /) -> T:
        """The answer, of the relations and a cursor. Raises `StoreError`."""


def newest_first(
    ask: Ask, question: Question, read: Read, segments: Iterable[Segment], rows: int
) -> Iterator[pl.DataFrame]:
    """The contributions of a question, in frames of at most `rows`, as `read` finds them by places.

    Raises `StoreError`, also where a file falls out or comes back between two frames, and
    `NoFolder` where rows that wait find no room.
    """
    numbers = ask(lambda relations, _: relations.numbers)

    def of_the_same_files(asked: Asked[T]) -> T:
        def steadily(relations: Relations, cursor: duckdb.DuckDBPyConnection) -> T:
            if relations.numbers != numbers:
                raise StoreError("damage-between")
            return asked(relations, cursor)

        return ask(steadily)

    def told(places: pl.DataFrame) -> tuple[pa.Table, pl.Series]:
        rows = of_the_same_files(partial(read, found=places))
        at = pl.DataFrame(pl.from_arrow(rows.select(PLACE))).cast(places.select(PLACE).schema)
        turns = at.join(places, on=PLACE, how="left", maintain_order="left")[TURN]
        return rows.drop_columns(list(PLACE)), turns

    size = FIRST
    for files in _months(segments):
        held = [numbers[file] for file in files if file in numbers]
        order = of_the_same_files(partial(_order, question=question, segments=held))
        for part in (order.head(size), order.slice(size)):
            for table in _in_turn(part.with_row_index(TURN), told):
                size = 0
                yield from pl.DataFrame(pl.from_arrow(table)).iter_slices(rows)


def _in_turn(
    order: pl.DataFrame, told: Callable[[pl.DataFrame], tuple[pa.Table, pl.Series]]
) -> Iterator[pa.Table]:
    """What is told of places, in their order, of at most `HELD` at once."""
    if order.height <= HELD:
        if order.height:
            yield in_turn(*told(order))
        return
    with work.folder("export") as folder, Waiting(folder, order.height, HELD) as waiting:
        for _, places in order.group_by("segment", pl.col("row") // READ):
            waiting.add(*told(places))
        yield from waiting.slices()


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
