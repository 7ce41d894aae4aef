"""The engine that answers with DuckDB.

The facts that figures need are held in memory; texts are read from the manifest's Parquet files
on demand.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

import duckdb
import polars as pl

from sociallens import merchants, taxonomy
from sociallens.access import Scope
from sociallens.annotations import log
from sociallens.annotations.log import Log
from sociallens.dimensions import Dimension
from sociallens.engine.duckdb.dialect import (
    ORDERS,
    SCORE,
    allowed,
    broken_down,
    clauses,
    element,
    latest,
    literal,
    members,
    tally,
)
from sociallens.engine.duckdb.relabelled import TABLE
from sociallens.engine.duckdb.relations import Relations
from sociallens.engine.duckdb.streaming import newest_first
from sociallens.engine.protocol import Data
from sociallens.metrics import Wait
from sociallens.schema import MODEL, NAMES
from sociallens.selection import Order, Selection
from sociallens.store.integrity import Damage, Integrity
from sociallens.store.manifest import Store
from sociallens.store.upkeep import Failures, Upkeep

T = TypeVar("T")
_FAILURES = Failures(
    every=(duckdb.Error,),
    harmless=(
        duckdb.BinderException,
        duckdb.CatalogException,
        duckdb.NotImplementedException,
        duckdb.OutOfMemoryException,
        duckdb.ParserException,
        duckdb.SyntaxException,
    ),
    wanted=(duckdb.InterruptException,),
)


class DuckDBEngine:
    """`Engine` over one version of a store: one cursor per question."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.taxonomy = taxonomy.load(store.manifest.taxonomy)
        self.merchants = merchants.load(store.path)
        self._names = merchants.digest(store.path)
        self._vocabularies = taxonomy.digest(store.manifest.taxonomy)
        self._upkeep = Upkeep(
            Integrity(store), partial(Relations, store, self.merchants), _FAILURES
        )
        self._upkeep.condition()

    @property
    def data(self) -> Data:
        """See `Engine.data`."""
        damaged = tuple(damage.file for damage in self.damages)
        return Data(
            self.store.path,
            self.store.digest,
            self._names,
            self._vocabularies,
            damaged,
            self.annotations.digest,
        )

    @property
    def annotations(self) -> Log:
        """See `Engine.annotations`."""
        return log.read(self.store.path)

    @property
    def damages(self) -> tuple[Damage, ...]:
        """See `Engine.damages`."""
        return self._upkeep.condition().damages

    def counts(
        self,
        counts: Sequence[str],
        by: Sequence[Dimension],
        selection: Selection,
        scope: Scope,
        *,
        kind: str = "",
    ) -> pl.DataFrame:
        """See `Engine.counts`."""
        where, values = clauses(selection, scope)
        where = f"{where} AND {kind} = 1" if kind else where
        summed = [f"coalesce(sum({name}), 0)::BIGINT AS {name}" for name in counts]
        rows = self._rows(broken_down(summed, by, where), values)
        kinds = {d.name: pl.Date if d.time else pl.String for d in by}
        return pl.DataFrame(rows, kinds | dict.fromkeys(counts, pl.Int64), orient="row")

    def corrected(
        self, counts: Sequence[str], selection: Selection, scope: Scope
    ) -> tuple[dict[str, int], dict[str, int]]:
        """See `Engine.corrected`."""
        where, values = clauses(selection, scope)
        summed = [f"coalesce(sum({name}), 0)::BIGINT AS {name}" for name in counts]
        sides = (broken_down(summed, [], where, source) for source in ("uncorrected", "facts"))
        before, after = self._rows(" UNION ALL ".join(sides), values)
        return dict(zip(counts, map(_whole, before), strict=True)), dict(
            zip(counts, map(_whole, after), strict=True)
        )

    def tallies(
        self, dimensions: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> dict[str, dict[str, int]]:
        """See `Engine.tallies`."""
        questions, values = [], dict[str, object]()
        for dimension in dimensions:
            where, bound = clauses(selection.without(dimension.name), scope)
            questions.append(tally(dimension, where))
            values |= bound
        tallies: dict[str, dict[str, int]] = {dimension.name: {} for dimension in dimensions}
        for name, value, messages in self._rows(" UNION ALL ".join(questions), values):
            if value is not None:
                tallies[str(name)][str(value)] = int(str(messages))
        return tallies

    def waits(
        self, wait: Wait, by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> pl.DataFrame:
        """See `Engine.waits`."""
        where, values = clauses(selection, scope)
        ended, unended = f"{wait.name}_ended", f"{wait.name}_open"
        lists = [
            f"coalesce(list({column}) FILTER (WHERE {column} IS NOT NULL), []) AS {name}"
            for column, name in ((ended, "ended"), (unended, "open"))
        ]
        is_wait = f"({ended} IS NOT NULL OR {unended} IS NOT NULL)"
        return self._frame(broken_down(lists, by, f"{where} AND {is_wait}"), values)

    def contributions(
        self,
        selection: Selection,
        scope: Scope,
        *,
        kind: str = "messages",
        order: Order = "latest",
        limit: int | None = None,
        offset: int = 0,
    ) -> pl.DataFrame:
        """See `Engine.contributions`."""
        where, values = clauses(selection, scope, everybody=not kind)
        where = f"{where} AND {kind} = 1" if kind else where
        cut = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
        return self._frame(
            f"SELECT {', '.join(f'v.{name}' for name in NAMES)}"
            f" FROM (SELECT *, confidence AS {SCORE} FROM verbatims) v SEMI JOIN"
            f" (SELECT id FROM facts WHERE {where} ORDER BY {ORDERS[order]}{cut}) f"
            f" ON v.id = f.id ORDER BY {ORDERS[order]}",
            values,
        )

    def stream(self, selection: Selection, scope: Scope, rows: int) -> Iterator[pl.DataFrame]:
        """See `Engine.stream`."""
        clause = clauses(selection, scope, everybody=True)
        return newest_first(self._ask, self.store.manifest.segments, clause, rows)

    def latest(self, by: Dimension, most: int, selection: Selection, scope: Scope) -> pl.DataFrame:
        """See `Engine.latest`."""
        where, values = clauses(selection, scope)
        columns = "text", "topic", "sentiment", "confidence"
        return self._frame(latest(by, most, columns, f"{where} AND messages = 1"), values)

    def originals(self, ids: Sequence[str], scope: Scope) -> pl.DataFrame:
        """See `Engine.originals`."""
        where, values = allowed(scope)
        sql = f"SELECT {', '.join(NAMES)} FROM original WHERE list_contains($ids, id) AND {where}"
        return self._frame(sql, {**values, "ids": list(ids)})

    def opinions(self, selection: Selection, scope: Scope) -> pl.DataFrame:
        """See `Engine.opinions`."""
        where, values = clauses(selection, scope)
        return self._frame(
            "SELECT tool_sentiment, sentiment, count(*)::BIGINT AS messages FROM original v"
            f" SEMI JOIN (SELECT id FROM facts WHERE {where} AND messages = 1) f ON v.id = f.id"
            " WHERE tool_sentiment IS NOT NULL AND sentiment IS NOT NULL"
            f" AND starts_with(sentiment_by, {literal(MODEL)}) GROUP BY ALL ORDER BY ALL",
            values,
        )

    def members(self, count: str, selection: Selection, scope: Scope) -> pl.DataFrame:
        """See `Engine.members`."""
        where, values = clauses(selection, scope)
        return self._frame(f"SELECT id, channel FROM facts WHERE {where} AND {count} = 1", values)

    def relabelled(
        self,
        labels: pl.DataFrame,
        counts: Sequence[str],
        by: Sequence[Dimension],
        selection: Selection,
        scope: Scope,
    ) -> pl.DataFrame:
        """See `Engine.relabelled`."""
        where, values = clauses(selection, scope)
        columns = ["id", "said", *(f"{name}::BIGINT AS {name}" for name in counts)]

        def ask(relations: Relations) -> list[tuple[object, ...]]:
            relations.overlay.follow(lambda: self.annotations)
            with relations.relabelled.under(labels, self.annotations.digest) as cursor:
                return cursor.execute(members(TABLE, columns, by, where), values).fetchall()

        kinds = {d.name: pl.Date if d.time else pl.String for d in by}
        schema = {"id": pl.String, "said": pl.Boolean, **dict.fromkeys(counts, pl.Int64), **kinds}
        return pl.DataFrame(self._upkeep.ask(ask), schema, orient="row")

    def thread(self, conversation: str, scope: Scope) -> pl.DataFrame:
        """See `Engine.thread`."""
        where, values = allowed(scope)
        return self._frame(
            f"SELECT {', '.join(NAMES)} FROM verbatims WHERE conversation_id = $thread AND {where}"
            " ORDER BY opens DESC, published_at NULLS LAST, id",
            {**values, "thread": conversation},
        )

    def named(self, ids: Sequence[str], scope: Scope) -> pl.DataFrame:
        """See `Engine.named`."""
        where, values = allowed(scope)
        sql = f"SELECT {', '.join(NAMES)} FROM verbatims WHERE id IN $ids AND {where}"
        return self._frame(sql, {**values, "ids": list(ids)})

    def span(self, selection: Selection, scope: Scope) -> tuple[date, date] | None:
        """See `Engine.span`."""
        where, values = clauses(selection, scope)
        days = "min(day) AS first, max(day) AS last"
        sql = f"SELECT {days} FROM facts WHERE {where} AND messages = 1"
        first, last = self._frame(sql, values).row(0)
        return None if first is None else (first, last)

    def values(self, dimension: Dimension, scope: Scope) -> tuple[str, ...]:
        """See `Engine.values`."""
        where, values = allowed(scope)
        sql = f"SELECT DISTINCT {element(dimension)} FROM facts WHERE {where}"
        rows = self._rows(sql, values)
        return tuple(sorted(str(value) for (value,) in rows if value is not None))

    def _frame(self, sql: str, values: Mapping[str, object]) -> pl.DataFrame:
        def ask(cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
            table = cursor.sql(sql, params=dict(values)).to_arrow_table()
            return pl.DataFrame(pl.from_arrow(table))

        return self._ask(ask)

    def _rows(self, sql: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        # For small answers: an Arrow table costs half a millisecond a column.
        return self._ask(lambda cursor: cursor.execute(sql, dict(values) or None).fetchall())

    def _ask(self, ask: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """The result of `ask`, given a new cursor."""

        def question(relations: Relations) -> T:
            relations.overlay.follow(lambda: self.annotations)
            return ask(relations.connection.cursor())

        return self._upkeep.ask(question)


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
