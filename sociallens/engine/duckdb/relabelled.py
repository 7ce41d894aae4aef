"""Single contributions, as they are shown and under other labels: what an audit compares."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import duckdb
import polars as pl

from sociallens.engine.duckdb.dialect import facts

TABLE = "relabelled"


class Relabelled:
    """Keeps a small table like `facts` for the last labels asked about. Thread-safe."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
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
        kinds = {
            name: "VARCHAR[]" if labels[name].dtype == pl.List else "VARCHAR"
            for name in labels.columns
        }
        given = ", ".join(f"unnest(${name}::{kind}[]) AS {name}" for name, kind in kinds.items())
        told = ", ".join(f"given.{name} AS {name}" for name in names)
        rows = f"(SELECT v.* REPLACE ({told}) FROM verbatims v JOIN given ON given.id = v.id)"
        cursor.execute(
            f"CREATE OR REPLACE TABLE {TABLE} AS WITH given AS (SELECT {given})"
            " SELECT *, false AS said FROM facts SEMI JOIN given USING (id)"
            f" UNION ALL BY NAME SELECT *, true AS said FROM ({facts(rows)})",
            {name: labels[name].to_list() for name in labels.columns},
        )
