"""The facts of the contributions that hold the words which a reader looks for.

They are set apart once for each version and words; all questions of a view then read these alone,
as they would read all facts.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from threading import Lock

import duckdb

from sociallens.engine.duckdb.choosing import Source
from sociallens.engine.duckdb.stored import PLACE
from sociallens.search.hits import Hits
from sociallens.search.query import Query, parse
from sociallens.store.manifest import Segment

_MOST = 4  # words whose facts are kept: those of a person who goes back and forth


class Sought:
    """Sets facts apart in one database. Safe to share between threads."""

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
        self._numbers = count()
        self._kept: OrderedDict[Query, Source] = OrderedDict()

    def facts(self, typed: str) -> Source:
        """The facts that hold what a reader typed. Raises `Preparing`, `duckdb.Error`."""
        query = parse(typed)
        with self._lock:
            if query not in self._kept:
                self._kept[query] = self._set_apart(typed)
                if len(self._kept) > _MOST:
                    _, left = self._kept.popitem(last=False)
                    self._connection.cursor().execute(f"DROP TABLE {left.table}")
            self._kept.move_to_end(query)
            return self._kept[query]

    def _set_apart(self, typed: str) -> Source:
        found = self._hits.find(typed, self._segments)
        table = f"sought_{next(self._numbers)}"
        cursor = self._connection.cursor()
        cursor.register("found", found)
        places = f"SELECT rowid FROM {self._facts.table} SEMI JOIN found USING ({', '.join(PLACE)})"
        # By their numbers, so that of the other columns only the blocks of these rows are read.
        cursor.execute(
            f"CREATE TABLE {table} AS SELECT * FROM {self._facts.table} WHERE rowid IN ({places})"
        )
        return replace(self._facts, table=table, rows=found.num_rows)
