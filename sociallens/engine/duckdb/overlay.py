"""People's corrections, laid over the facts of the messages concerned: no other row is touched.

`overlay` holds the labels of corrected messages, `said` their facts as they were without.
"""

from collections.abc import Callable, Collection
from threading import Lock

import duckdb
import polars as pl

from sociallens.annotations.log import EMPTY, Log
from sociallens.annotations.merging import CHECKED, LABELLED, merged
from sociallens.engine.duckdb.dialect import facts
from sociallens.schema import NAMES, POLARS
from sociallens.store import threads

OVERLAID = (*LABELLED, "outcome", CHECKED)
_UNREAD = ("url", "evidence")  # long columns that no fact needs
_READ = tuple(name for name in NAMES if name not in _UNREAD)


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the empty table `overlay`, which the view `verbatims` shows over what is stored."""
    columns = ", ".join(f"v.{name}" for name in LABELLED)
    connection.execute(
        f"CREATE TABLE overlay AS SELECT v.id, {columns}, v.outcome, v.{CHECKED}"
        " FROM original v LIMIT 0"
    )
    shown = ", ".join(
        f"CASE WHEN o.id IS NULL THEN v.{name} ELSE o.{name} END AS {name}" for name in OVERLAID
    )
    others = ", ".join(f"v.{name}" for name in NAMES if name not in OVERLAID)
    connection.execute(
        f"CREATE VIEW verbatims AS SELECT v.segment, v.row, {others}, {shown}"
        " FROM original v LEFT JOIN overlay o ON o.id = v.id"
    )


class Overlay:
    """Keeps the facts of one database with what a log says. Safe to share between threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("CREATE TABLE said AS SELECT * FROM facts LIMIT 0")
        connection.execute(
            "CREATE VIEW uncorrected AS SELECT * FROM facts WHERE id NOT IN (SELECT id FROM said)"
            " UNION ALL BY NAME SELECT * FROM said"
        )
        self._connection = connection
        self._lock = Lock()
        self._log, self._said = EMPTY, frozenset[tuple[str, ...]]()

    def follow(self, read: Callable[[], Log]) -> None:
        """Show what the log says from the next question on. Raises `duckdb.Error`.

        It is read again under the lock, so that who read it earlier never shows it older again.
        """
        if read().digest == self._log.digest:
            return
        with self._lock:
            log = read()
            if log.digest == self._log.digest:
                return
            said = _said(log)
            if changed := {identity for identity, *_ in said ^ self._said}:
                self._replace(changed, log)
            self._log, self._said = log, said

    def _replace(self, ids: Collection[str], log: Log) -> None:
        rows = self._rows("id", ids)
        several = ~pl.col("opens") | (pl.col("contributions") > 1)
        turns = rows.filter(several)["conversation_id"].unique()
        if len(turns):  # the outcome of a conversation follows from what is said in it
            rows = pl.concat([rows, self._rows("conversation_id", turns)]).unique("id")
        labels = merged(rows, log)
        after = pl.concat([labels, rows.join(labels, on="id", how="anti")])
        outcomes = threads.facts(after.filter(pl.col("conversation_id").is_in(turns.implode())))
        after = (
            after.join(outcomes.select("id", now="outcome", told=True), on="id", how="left")
            .with_columns(outcome=pl.when("told").then("now").otherwise("outcome"))
            .select(rows.columns)
        )
        openings = rows.filter("opens")["id"]
        touched = set(ids) | set(openings)
        before = rows.filter(pl.col("id").is_in(list(touched)))
        after = after.filter(pl.col("id").is_in(list(touched)))
        moved = after.join(before.select("id", was="outcome"), on="id").filter(
            pl.col(CHECKED).is_not_null() | pl.col("outcome").ne_missing(pl.col("was"))
        )["id"]
        overlaid = pl.col("id").is_in(moved.implode())
        self._write(before, after, after.filter(overlaid), before.filter(overlaid))

    def _rows(self, column: str, values: Collection[str]) -> pl.DataFrame:
        """Contributions as they are stored, by the values of a column."""
        cursor = self._connection.cursor()
        rows = cursor.sql(
            f"SELECT segment, row, {', '.join(_READ)}, {CHECKED} FROM original"
            f" WHERE {column} IN (SELECT unnest($values::VARCHAR[]))",
            params={"values": list(values)},
        ).to_arrow_table()
        return pl.DataFrame(pl.from_arrow(rows)).cast({name: POLARS[name] for name in _READ})

    def _write(
        self, before: pl.DataFrame, after: pl.DataFrame, shown: pl.DataFrame, hidden: pl.DataFrame
    ) -> None:
        """Replace all rows of the messages in `before`, at once for whoever asks meanwhile."""
        cursor = self._connection.cursor()
        for name, frame in (("touched", after), ("shown", shown), ("hidden", hidden)):
            cursor.register(name, frame.to_arrow())
        cursor.begin()
        try:
            for table in ("overlay", "facts", "said"):
                cursor.execute(f"DELETE FROM {table} WHERE id IN (SELECT id FROM touched)")
            columns = ", ".join(("id", *OVERLAID))
            cursor.execute(f"INSERT INTO overlay ({columns}) SELECT {columns} FROM shown")
            cursor.execute(f"INSERT INTO facts {facts('touched')}")
            cursor.execute(f"INSERT INTO said {facts('hidden')}")
            cursor.commit()
        except duckdb.Error:
            cursor.rollback()
            raise


def _said(log: Log) -> frozenset[tuple[str, ...]]:
    """What a log says of which message, to compare it with another."""
    said = log.corrections.select("id", "task", pl.col("values").list.join("|"))
    return frozenset((*said.rows(), *log.disputed.rows()))
