"""Single contributions, as they are shown and under other labels: what an audit compares."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import duckdb
import polars as pl

from sociallens.annotations.merging import CHECKED
from sociallens.engine.duckdb.forms import plain_facts
from sociallens.engine.duckdb.overlay import shown
from sociallens.engine.duckdb.places import Original, find, read
from sociallens.schema import NAMES

TABLE = "relabelled"


class Relabelled:
    """Keeps a small table of plain facts for the last labels asked about. Thread-safe."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, original: Original) -> None:
        self._connection = connection
        self._original = original
        self._lock = Lock()
        self._key = ("", "")

    @contextmanager
    def under(self, labels: pl.DataFrame, shown: str) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor that finds in `TABLE` the contributions twice: as shown and, `said`, as told.

        `labels`: `id` and the columns that take the place of those shown. `shown`: identity of
        what is shown, which the table is made anew for.
        """
        key = (shown, labels.write_json())
        with self._lock:
            cursor = self._connection.cursor()
            if key != self._key:
                self._key = ("", "")
                self._make(cursor, labels)
                self._key = key
            yield cursor

    def _make(self, cursor: duckdb.DuckDBPyConnection, labels: pl.DataFrame) -> None:
        _, *names = labels.columns
        places = find(cursor, "id", labels["id"].to_list())
        rows = read(cursor, self._original, places, (*NAMES, CHECKED), shown)
        told = rows.join(labels, on="id", how="inner", suffix=":told").with_columns(
            pl.col(f"{name}:told").cast(rows.schema[name]).alias(name) for name in names
        )
        told = told.select(rows.columns)
        cursor.register("as_shown", rows.join(labels, on="id", how="semi").to_arrow())
        cursor.register("as_told", told.to_arrow())
        cursor.execute(
            f"CREATE OR REPLACE TABLE {TABLE} AS"
            f" SELECT *, false AS said FROM ({plain_facts('as_shown')})"
            f" UNION ALL SELECT *, true AS said FROM ({plain_facts('as_told')})"
        )
