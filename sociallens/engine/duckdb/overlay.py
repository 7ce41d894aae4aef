"""People's corrections, laid over what is stored: no stored row or cube is touched.

`overlay` holds the labels of corrected messages. `corrections` holds the facts of the messages
concerned twice: as they are stored, to be taken away (`sign` -1), and as they are shown, to be
added (`sign` 1). So sums of cubes stay right, and the rows of a list are the stored ones but for
those in `overlay`, and the shown ones.
"""

from collections.abc import Callable, Collection
from threading import Lock

import duckdb
import polars as pl

from sociallens.annotations.log import EMPTY, Log
from sociallens.annotations.merging import CHECKED, LABELLED, merged
from sociallens.engine.duckdb.forms import plain_facts
from sociallens.engine.duckdb.places import PLACE, Original, find, read
from sociallens.schema import NAMES, POLARS
from sociallens.store import threads

OVERLAID = (*LABELLED, "outcome", CHECKED)
_UNREAD = ("url", "evidence")  # long columns that no fact needs
_READ = tuple(name for name in NAMES if name not in _UNREAD)


def shown(relation: str) -> str:
    """A relation like `original`, with the labels that people gave."""
    columns = ", ".join(
        f"CASE WHEN o.segment IS NULL THEN v.{name} ELSE o.{name} END AS {name}"
        for name in OVERLAID
    )
    return (
        f"(SELECT v.* REPLACE ({columns}) FROM {relation} v LEFT JOIN overlay o"
        " ON o.segment = v.segment AND o.row = v.row)"
    )


class Overlay:
    """Keeps what a log says beside the data of one database. Safe to share between threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, original: Original) -> None:
        columns = ", ".join((*PLACE, *OVERLAID))
        connection.execute(f"CREATE TABLE overlay AS SELECT {columns} FROM original LIMIT 0")
        connection.execute(
            "CREATE TABLE corrections AS SELECT *, 1::TINYINT AS sign"
            f" FROM ({plain_facts('original')}) LIMIT 0"
        )
        self._connection = connection
        self._original = original
        self._lock = Lock()
        self._log, self._said = EMPTY, frozenset[tuple[str, ...]]()
        self.empty = True  # whether nothing is laid over

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
        self._write(before, after.filter(overlaid), before.filter(overlaid))

    def _rows(self, column: str, values: Collection[str]) -> pl.DataFrame:
        """Contributions as they are stored, by the values of a column."""
        cursor = self._connection.cursor()
        rows = read(cursor, self._original, find(cursor, column, values), (*_READ, CHECKED))
        rows = rows.filter(pl.col(column).is_in(list(values)))
        return rows.cast({name: POLARS[name] for name in _READ})

    def _write(self, touched: pl.DataFrame, after: pl.DataFrame, before: pl.DataFrame) -> None:
        """Replace what is laid over `touched` messages, at once for whoever asks meanwhile."""
        cursor = self._connection.cursor()
        for name, frame in (("touched", touched), ("shown", after), ("hidden", before)):
            cursor.register(name, frame.to_arrow())
        cursor.begin()
        try:
            for table in ("overlay", "corrections"):
                cursor.execute(
                    f"DELETE FROM {table} WHERE (segment, row) IN"
                    " (SELECT (segment, row) FROM touched)"
                )
            columns = ", ".join((*PLACE, *OVERLAID))
            cursor.execute(f"INSERT INTO overlay SELECT {columns} FROM shown")
            for sign, name in ((-1, "hidden"), (1, "shown")):
                facts = plain_facts(name)
                cursor.execute(f"INSERT INTO corrections SELECT *, {sign} FROM ({facts})")
            cursor.commit()
        except duckdb.Error:
            cursor.rollback()
            raise
        held = cursor.execute("SELECT count(*) FROM overlay").fetchone()
        self.empty = held == (0,)


def _said(log: Log) -> frozenset[tuple[str, ...]]:
    """What a log says of which message, to compare it with another."""
    said = log.corrections.select("id", "task", pl.col("values").list.join("|"))
    return frozenset((*said.rows(), *log.disputed.rows()))
