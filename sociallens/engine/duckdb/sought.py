"""The facts of the contributions that hold the words which a reader looks for.

What the tables of pages count is set apart once for each version and words: their questions then
read that alone. Lists, and questions about anything else, read the facts by the numbers of the
rows, and so of other columns only the blocks that these stand in.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from threading import Lock

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sociallens.engine.duckdb.choosing import DAY, HELD, Source
from sociallens.engine.duckdb.stored import PLACE
from sociallens.engine.duckdb.sums import CELLS
from sociallens.metrics import COUNTS
from sociallens.search.hits import Hits
from sociallens.search.query import Query, parse
from sociallens.store.manifest import Segment
from sociallens.tables import TABLES

_MOST = 4  # words whose facts are kept: those of a person who goes back and forth
_BATCH = 1_000_000  # facts whose numbers are looked at together


def _counted() -> Iterator[str]:
    """The columns of the facts that the tables of pages count by, and count."""
    yield from (DAY, "repost", CELLS)
    for table in TABLES.values():
        yield from (name for name in table.dimensions if name in HELD)
        for each in table.metrics:
            yield from COUNTS.keys() & {each.k, each.n, each.minus, each.possible}


COUNTED = tuple(sorted({*_counted()}))


@dataclass(frozen=True)
class _Found:
    """What is kept of some words: the numbers of their facts, and their counts set apart."""

    numbers: str
    counts: str
    rows: int


class Sought:
    """Finds facts in one database, and sets counts apart. Safe to share between threads."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        hits: Hits,
        segments: Mapping[int, Segment],
        facts: Source,
    ) -> None:
        self._connection = connection
        self._hits, self._segments, self._facts = hits, segments, facts
        self._lock = Lock()
        self._ordinals = count()
        self._kept: OrderedDict[Query, _Found] = OrderedDict()

    def facts(self, typed: str, columns: Collection[str] | None = None) -> Source:
        """The facts that hold what a reader typed. Raises `Preparing`, `duckdb.Error`.

        `columns`: those that are needed, by default all.
        """
        found = self._find(typed)
        if columns is not None and set(columns) <= set(COUNTED):
            table = found.counts
        else:
            table = _numbered("*", self._facts.table, found.numbers)
        return replace(self._facts, table=table, rows=found.rows)

    def _find(self, typed: str) -> _Found:
        query = parse(typed)
        with self._lock:
            if query not in self._kept:
                self._kept[query] = self._set_apart(typed)
                if len(self._kept) > _MOST:
                    _, left = self._kept.popitem(last=False)
                    for table in (left.counts, left.numbers):
                        self._connection.cursor().execute(f"DROP TABLE {table}")
            self._kept.move_to_end(query)
            return self._kept[query]

    def _set_apart(self, typed: str) -> _Found:
        places = self._hits.find(typed, self._segments)
        ordinal = next(self._ordinals)
        found = _Found(f"numbers_{ordinal}", f"sought_{ordinal}", places.num_rows)
        cursor = self._connection.cursor()
        cursor.register("found", pa.table({"number": self._runs.numbers(places)}))
        cursor.execute(f"CREATE TABLE {found.numbers} AS SELECT number FROM found")
        counts = _numbered(", ".join(COUNTED), self._facts.table, found.numbers)
        cursor.execute(f"CREATE TABLE {found.counts} AS FROM {counts}")
        return found

    @cached_property
    def _runs(self) -> "_Runs":
        return _Runs(self._connection.cursor(), self._facts.table)


class _Runs:
    """Where the facts of places stand: in runs, as segments were written piece by piece."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, facts: str) -> None:
        read = cursor.sql(f"SELECT {', '.join(PLACE)}, rowid FROM {facts}").to_arrow_reader(_BATCH)
        starts = [np.empty(0, np.int64)]
        numbers = [np.empty(0, np.int64)]
        for batch in read:
            place = _key(batch)
            number = batch["rowid"].to_numpy()
            breaks = (np.diff(place) != 1) | (np.diff(number) != 1)
            first = np.concatenate([[0], np.flatnonzero(breaks) + 1])[: len(place)]
            starts.append(place[first])
            numbers.append(number[first])
        start, number = np.concatenate(starts), np.concatenate(numbers)
        order = np.argsort(start)
        self._starts, self._numbers = start[order], number[order]

    def numbers(self, places: pa.Table) -> NDArray[np.int64]:
        """The numbers of the facts at places; each has one."""
        place = _key(places)
        run = np.searchsorted(self._starts, place, side="right") - 1
        numbers: NDArray[np.int64] = self._numbers[run] + (place - self._starts[run])
        return numbers


def _key(places: pa.Table | pa.RecordBatch) -> NDArray[np.int64]:
    """Places as numbers that are in their order."""
    segment, row = (places[name].to_numpy().astype(np.int64) for name in PLACE)
    key: NDArray[np.int64] = (segment << 32) + row
    return key


def _numbered(columns: str, facts: str, numbers: str) -> str:
    """Columns of the facts with these numbers, as an SQL relation."""
    return f"(SELECT {columns} FROM {facts} WHERE rowid IN (SELECT number FROM {numbers}))"
