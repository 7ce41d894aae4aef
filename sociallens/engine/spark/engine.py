"""The engine that asks a cluster: Apache Spark, or Sail, over Spark Connect."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import count as counter

import polars as pl

from sociallens import merchants, taxonomy
from sociallens.access import Scope, TextScope
from sociallens.annotations import log
from sociallens.annotations.log import Log
from sociallens.dimensions import Dimension
from sociallens.engine.protocol import Data
from sociallens.engine.spark.dialect import (
    ORDERS,
    SCORE,
    STORED_SITE,
    allowed,
    among,
    broken_down,
    clauses,
    declared,
    facts,
    latest,
    literal,
    members,
    newest_first,
    tally,
    within,
)
from sociallens.engine.spark.relations import Relations
from sociallens.engine.spark.session import FAILURES, LIMIT, Session
from sociallens.engine.spark.sought import Words
from sociallens.errors import StoreError
from sociallens.merchants import Merchants
from sociallens.metrics import Wait
from sociallens.schema import ARROW, MODEL, NAMES, POLARS
from sociallens.selection import Order, Selection
from sociallens.store.integrity import Condition, Damage, Integrity
from sociallens.store.manifest import Store
from sociallens.store.objects import Listing, Place
from sociallens.store.upkeep import Failures, Upkeep

_FAILURES = Failures(every=FAILURES)
_LATEST = "text", "topic", "sentiment", "confidence"


class SparkEngine:
    """`Engine` over one version of a store, whose segments the cluster reads where they are."""

    def __init__(
        self, store: Store, url: str, place: Place | None = None, *, limit: float = LIMIT
    ) -> None:
        """Connect to the server at `url` (`sc://…`).

        `place`: where the cluster finds the segments; by default the store's own folder, which it
        must share. `limit`: the seconds that a question may take. Raises `StoreError`.
        """
        self.store = store
        self.taxonomy = taxonomy.load(store.manifest.taxonomy)
        self.merchants = merchants.load(store.path)
        self._names = merchants.digest(store.path)
        self._vocabularies = taxonomy.digest(store.manifest.taxonomy)
        self._numbers = counter()
        checks = Listing(store, place) if place else Integrity(store)
        place = place or Place.of(str(store.path.resolve()))
        load = partial(_load, store, self.merchants, Words(store), place, url, limit)
        self._upkeep = Upkeep(checks, load, _FAILURES)
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
    def noticed(self) -> tuple[str, ...]:
        """See `Engine.noticed`."""
        return tuple(damage.file for damage in self._upkeep.noticed().damages)

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
        rows = self._frame(broken_down(_summed(counts), by, where), values, selection.q)
        return _typed(rows, by).with_columns(pl.col(counts).cast(pl.Int64))

    def corrected(
        self, counts: Sequence[str], selection: Selection, scope: Scope
    ) -> tuple[dict[str, int], dict[str, int]]:
        """See `Engine.corrected`."""
        where, values = clauses(selection, scope)
        sides = (
            f"SELECT {place} AS place, s.* FROM"
            f" ({broken_down(_summed(counts), [], where, source)}) s"
            for place, source in enumerate(("uncorrected", "facts"))
        )
        rows = self._frame(" UNION ALL ".join(sides), values, selection.q).sort("place")
        rows = rows.drop("place")
        before, after = rows.to_dicts()
        return before, after

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
        if questions:
            rows = self._frame(" UNION ALL ".join(questions), values, selection.q)
            for name, value, messages in rows.drop_nulls("value").rows():
                tallies[name][value] = messages
        return tallies

    def waits(
        self, wait: Wait, by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> pl.DataFrame:
        """See `Engine.waits`."""
        where, values = clauses(selection, scope)
        ended, unended = f"{wait.name}_ended", f"{wait.name}_open"
        source = (
            f"(SELECT f.*, coalesce({ended}, {unended}) AS hours FROM facts f"
            f" WHERE {ended} IS NOT NULL OR {unended} IS NOT NULL) timed"
        )
        sums = [
            f"count({column}) AS {name}" for column, name in ((ended, "ended"), (unended, "open"))
        ]
        rows = self._frame(broken_down(sums, by, where, source, ["hours"]), values, selection.q)
        lists = pl.col("hours"), pl.col("ended", "open").cast(pl.Int64)
        rows = _typed(rows, by)
        if not by:
            told = rows.select(*(each.implode() for each in lists))
            return told if rows.height else told.clear()  # as one machine tells that there is none
        return rows.group_by([each.name for each in by], maintain_order=True).agg(*lists)

    def contributions(
        self,
        selection: Selection,
        scope: TextScope,
        *,
        kind: str = "messages",
        order: Order = "latest",
        limit: int | None = None,
        offset: int = 0,
        columns: Sequence[str] = NAMES,
    ) -> pl.DataFrame:
        """See `Engine.contributions`."""
        where, values = clauses(selection, scope, everybody=not kind)
        where = f"{where} AND {kind} = 1" if kind else where
        cut = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
        return self._listed(where, values, selection.q, order=order, cut=cut).select(columns)

    def stream(self, selection: Selection, scope: TextScope, rows: int) -> Iterator[pl.DataFrame]:
        """See `Engine.stream`. Holds one month at a time."""
        where, values = clauses(selection, scope, everybody=True)
        damages = self.damages
        months = {segment.month for segment in self.store.manifest.segments}
        for month in newest_first(months, selection.period):
            when, bound = within(month)
            found = self._listed(where, values | bound, selection.q, among=when)
            if self.damages != damages:
                raise StoreError("damage-between")
            yield from found.iter_slices(rows)

    def latest(
        self, by: Dimension, most: int, selection: Selection, scope: TextScope
    ) -> pl.DataFrame:
        """See `Engine.latest`."""
        where, values = clauses(selection, scope)
        sql = latest(by, most, _LATEST, f"{where} AND messages = 1")
        rows = self._frame(sql, values, selection.q)
        return _typed(rows, [by]).cast(pl.Schema({name: POLARS[name] for name in _LATEST}))

    def originals(self, ids: Sequence[str], scope: TextScope) -> pl.DataFrame:
        """See `Engine.originals`."""
        return self._of("original", ids, scope)

    def opinions(self, selection: Selection, scope: Scope) -> pl.DataFrame:
        """See `Engine.opinions`."""
        where, values = clauses(selection, scope)
        return self._frame(
            "SELECT tool_sentiment, sentiment, count(*) AS messages FROM original v"
            f" LEFT SEMI JOIN (SELECT id FROM facts WHERE {where} AND messages = 1) f"
            " ON v.id = f.id WHERE tool_sentiment IS NOT NULL AND sentiment IS NOT NULL"
            f" AND startswith(sentiment_by, {literal(MODEL)})"
            " GROUP BY tool_sentiment, sentiment ORDER BY tool_sentiment, sentiment, messages",
            values,
            selection.q,
        )

    def members(self, count: str, selection: Selection, scope: Scope) -> pl.DataFrame:
        """See `Engine.members`."""
        where, values = clauses(selection, scope)
        sql = f"SELECT id, channel FROM facts WHERE {where} AND {count} = 1"
        return self._frame(sql, values, selection.q)

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
        given, names = f"given_{next(self._numbers)}", labels.columns[1:]
        told = ", ".join(f"{'g' if name in names else 'v'}.{name} AS {name}" for name in NAMES)
        rows = (
            f"(SELECT {told}, v.{STORED_SITE} AS {STORED_SITE}, v.checked AS checked,"
            f" v.observed_until AS observed_until FROM verbatims v JOIN {given} g ON g.id = v.id)"
        )
        twice = (
            f"(SELECT f.*, false AS said FROM facts f LEFT SEMI JOIN {given} g ON g.id = f.id"
            f" UNION ALL SELECT t.*, true AS said FROM ({facts(rows)}) t) twice"
        )
        columns = ["id", "said", *(f"CAST({name} AS BIGINT) AS {name}" for name in counts)]
        table = labels.cast({name: POLARS[name] for name in labels.columns}).to_arrow()
        columns_given = declared(ARROW.empty_table().select(labels.columns).schema)

        def ask(relations: Relations) -> pl.DataFrame:
            before = relations.following(lambda: self.annotations, selection.q)
            relations.session.lend(given, table, columns_given)
            try:
                return relations.session.frame(before + members(twice, columns, by, where), values)
            finally:
                relations.session.forget(given)

        return _typed(self._upkeep.ask(ask), by)

    def thread(self, conversation: str, scope: TextScope) -> pl.DataFrame:
        """See `Engine.thread`."""
        where, values = allowed(scope)
        return self._stored(
            f"SELECT {_columns('v')} FROM verbatims v WHERE conversation_id = :thread AND {where}"
            " ORDER BY opens DESC, published_at ASC NULLS LAST, id",
            {**values, "thread": conversation},
        )

    def named(self, ids: Sequence[str], scope: TextScope) -> pl.DataFrame:
        """See `Engine.named`."""
        return self._of("verbatims", ids, scope)

    def span(self, selection: Selection, scope: Scope) -> tuple[date, date] | None:
        """See `Engine.span`."""
        where, values = clauses(selection, scope)
        days = "min(day) AS first, max(day) AS last"
        sql = f"SELECT {days} FROM facts WHERE {where} AND messages = 1"
        first, last = self._frame(sql, values, selection.q).row(0)
        return None if first is None else (first, last)

    def values(self, dimension: Dimension, scope: Scope) -> tuple[str, ...]:
        """See `Engine.values`."""
        where, values = allowed(scope)
        found = self._frame(broken_down([], [dimension], where), values)[dimension.name]
        return tuple(sorted(str(value) for value in found if value is not None))

    def _of(self, table: str, ids: Sequence[str], scope: Scope) -> pl.DataFrame:
        where, values = allowed(scope)
        asked, bound = among("id", "asked", ids)
        sql = f"SELECT {_columns('v')} FROM {table} v WHERE {asked} AND {where}"
        return self._stored(sql, values | bound)

    def _listed(
        self,
        where: str,
        values: Mapping[str, object],
        q: str,
        *,
        order: Order = "latest",
        cut: str = "",
        among: str = "true",
    ) -> pl.DataFrame:
        """Contributions in view; `among`: a condition that facts and texts can be narrowed by."""
        cut = f" ORDER BY {ORDERS[order]}{cut}" if cut else ""
        return self._stored(
            f"SELECT {_columns('v')}"
            f" FROM (SELECT *, confidence AS {SCORE} FROM verbatims WHERE {among}) v"
            f" LEFT SEMI JOIN (SELECT id FROM facts WHERE {where} AND {among}{cut}) f"
            f" ON v.id = f.id ORDER BY {ORDERS[order]}",
            values,
            q,
        )

    def _stored(self, sql: str, values: Mapping[str, object], q: str = "") -> pl.DataFrame:
        return self._frame(sql, values, q).cast(POLARS)

    def _frame(self, sql: str, values: Mapping[str, object], q: str = "") -> pl.DataFrame:
        """The answer to a question, of what holds the words `q` if it asks for them."""

        def ask(relations: Relations) -> pl.DataFrame:
            return relations.session.frame(
                relations.following(lambda: self.annotations, q) + sql, values
            )

        return self._upkeep.ask(ask)


def _load(
    store: Store,
    names: Merchants,
    words: Words,
    place: Place,
    url: str,
    limit: float,
    condition: Condition,
) -> Relations:
    sound = set(condition.files)
    segments = [each for each in store.manifest.segments if store.path / each.file in sound]
    return Relations(Session(url, limit), place, segments, names, words)


def _columns(table: str) -> str:
    return ", ".join(f"{table}.{name} AS {name}" for name in NAMES)


def _summed(counts: Sequence[str]) -> list[str]:
    return [
        f"coalesce(CAST(sum({name}) AS BIGINT), CAST(0 AS BIGINT)) AS {name}" for name in counts
    ]


def _typed(rows: pl.DataFrame, by: Sequence[Dimension]) -> pl.DataFrame:
    """Rows whose dimensions are of the promised types: a column of nulls alone has another."""
    return rows.with_columns(
        pl.col(each.name).cast(pl.Date if each.time else pl.String) for each in by
    )
