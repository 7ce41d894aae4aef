"""The engine that answers with DuckDB.

Figures come from the serving data, cubes and coded facts, with people's corrections added to them;
texts are read from the manifest's Parquet files, by the segment and the row that a fact names.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

import duckdb
import polars as pl
import pyarrow as pa

from sociallens import behind, merchants, taxonomy
from sociallens.access import Scope, TextScope
from sociallens.annotations import log
from sociallens.annotations.log import Log
from sociallens.dimensions import DIMENSIONS, Dimension
from sociallens.engine.duckdb import buckets, places
from sociallens.engine.duckdb.choosing import Part
from sociallens.engine.duckdb.dialect import ORDERS, Clause, literal
from sociallens.engine.duckdb.nearest import nearest
from sociallens.engine.duckdb.overlay import shown
from sociallens.engine.duckdb.questions import Question
from sociallens.engine.duckdb.relabelled import TABLE
from sociallens.engine.duckdb.relations import Loader, Relations
from sociallens.engine.duckdb.serving.files import SERVED
from sociallens.engine.duckdb.stored import PLACE
from sociallens.engine.duckdb.streaming import newest_first
from sociallens.engine.duckdb.sums import CELLS
from sociallens.engine.patience import patience
from sociallens.engine.protocol import Data
from sociallens.metrics import Wait
from sociallens.schema import MODEL, NAMES
from sociallens.selection import Order, Selection
from sociallens.store.integrity import Damage, Integrity
from sociallens.store.manifest import Store
from sociallens.store.upkeep import Failures, Upkeep

T = TypeVar("T")
MESSAGES = "messages"  # the count of customers' contributions
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
    """`Engine` over one version of a store: one cursor per question.

    From `served` rows on it answers from a serving file with cubes.
    """

    def __init__(self, store: Store, served: int = SERVED) -> None:
        self.store = store
        self.taxonomy = taxonomy.load(store.manifest.taxonomy)
        self.merchants = merchants.load(store.path)
        self._names = merchants.digest(store.path)
        self._vocabularies = taxonomy.digest(store.manifest.taxonomy)
        self._said = behind.said(self.taxonomy)
        loader = Loader(store, self.merchants, served)
        self._upkeep = Upkeep(
            Integrity(store, trusted=loader.trusted), loader, _FAILURES, loader.doubt
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
        question, summed = self._shortest(Question(selection, scope, tuple(by), kind), counts)
        if len(by) > 1:  # many cells: as Python's numbers they would cost more than their sums
            cells = self._frame(lambda relations: question.sums(relations, summed))
            return cells.rename(dict(zip(summed, counts, strict=True)))
        rows = self._rows(lambda relations: question.sums(relations, summed))
        kinds = {d.name: pl.Date if d.time else pl.String for d in by}
        return pl.DataFrame(rows, kinds | dict.fromkeys(counts, pl.Int64), orient="row")

    def sources(
        self,
        counts: Sequence[str],
        by: Sequence[Dimension],
        selection: Selection,
        scope: Scope,
        *,
        kind: str = "",
    ) -> tuple[Part, ...]:
        """What the answer to `counts` would be summed of: see `choosing`."""
        question, summed = self._shortest(Question(selection, scope, tuple(by), kind), counts)
        return self._upkeep.ask(lambda relations: question.parts(relations, summed))

    def wait_sources(
        self, wait: Wait, by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> tuple[Part, ...]:
        """What the answer to `waits` would be summed of: see `choosing`."""
        question = Question(selection, scope, tuple(by))
        return self._upkeep.ask(lambda relations: question.wait_parts(relations, wait))

    def corrected(
        self, counts: Sequence[str], selection: Selection, scope: Scope
    ) -> tuple[dict[str, int], dict[str, int]]:
        """See `Engine.corrected`."""
        question = Question(selection, scope)
        sides = (
            self._rows(partial(question.sums, counts=counts, corrected=corrected))[0]
            for corrected in (False, True)
        )
        before, after = (dict(zip(counts, map(_whole, side), strict=True)) for side in sides)
        return before, after

    def tallies(
        self, dimensions: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> dict[str, dict[str, int]]:
        """See `Engine.tallies`."""

        def ask(relations: Relations) -> Clause:
            questions, bound = [], dict[str, object]()
            for each in dimensions:
                question = Question(selection.without(each.name), scope, (each,))
                sql, values = question.sums(relations, [MESSAGES])
                named = f"{literal(each.name)} AS dimension, {each.name} AS value, {MESSAGES}"
                questions.append(f"SELECT {named} FROM ({sql})")
                bound |= values
            return " UNION ALL ".join(questions), bound

        tallies: dict[str, dict[str, int]] = {dimension.name: {} for dimension in dimensions}
        for name, value, messages in self._rows(ask):
            if value is not None:
                tallies[str(name)][str(value)] = _whole(messages)
        return tallies

    def waits(
        self, wait: Wait, by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> pl.DataFrame:
        """See `Engine.waits`."""
        question = Question(selection, scope, tuple(by))
        names = [each.name for each in by]

        def ask(relations: Relations, cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
            if wait.name in relations.viewed(selection).times:
                counted = _table(cursor, *question.buckets(relations, wait))
                return buckets.by_cell(counted, names, wait)
            return buckets.listed(_arrow(cursor, *question.waits(relations, wait)), names)

        return self._ask(ask)

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
        question = Question(selection, scope, kind=kind)
        if kind == MESSAGES:
            question = question.shorter(self._said)
        cut = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"

        def ask(relations: Relations, cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
            near = question
            if limit is not None:
                near = nearest(relations, cursor, question, order, offset + limit)
            sql, bound = near.rows(relations, ordered=f"ORDER BY {ORDERS[order]}{cut}")
            return _read(relations, cursor, _arrow(cursor, sql, bound), columns)

        return self._ask(ask).select(columns)

    def stream(self, selection: Selection, scope: TextScope, rows: int) -> Iterator[pl.DataFrame]:
        """See `Engine.stream`."""

        def read(
            relations: Relations, cursor: duckdb.DuckDBPyConnection, found: pl.DataFrame
        ) -> pa.Table:
            return places.gather(cursor, relations.original, found, NAMES, _over(relations))

        question = Question(selection, scope, kind="")
        return newest_first(self._ask, question, read, self.store.manifest.segments, rows)

    def latest(
        self, by: Dimension, most: int, selection: Selection, scope: TextScope
    ) -> pl.DataFrame:
        """See `Engine.latest`."""
        question = Question(selection, scope, (by,), "messages")
        columns = "text", "topic", "sentiment", "confidence"

        def ask(relations: Relations, cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
            found = _arrow(cursor, *question.latest(relations, most))
            texts = _read(relations, cursor, found.select(PLACE), columns)
            return found.join(texts, on=PLACE, maintain_order="left")

        return self._ask(ask).select(by.name, *columns)

    def originals(self, ids: Sequence[str], scope: TextScope) -> pl.DataFrame:
        """See `Engine.originals`."""
        return self._found("id", ids, scope, laid_over=False).select(NAMES)

    def opinions(self, selection: Selection, scope: Scope) -> pl.DataFrame:
        """See `Engine.opinions`."""
        question = Question(selection, scope, kind="messages")

        def ask(relations: Relations) -> Clause:
            viewed, bound = question.rows(relations)
            return (
                "SELECT tool_sentiment, sentiment, count(*)::BIGINT AS messages FROM original v"
                f" SEMI JOIN ({viewed}) f ON v.segment = f.segment AND v.row = f.row"
                " WHERE tool_sentiment IS NOT NULL AND sentiment IS NOT NULL"
                f" AND starts_with(sentiment_by, {literal(MODEL)}) GROUP BY ALL ORDER BY ALL",
                bound,
            )

        return self._frame(ask)

    def members(self, count: str, selection: Selection, scope: Scope) -> pl.DataFrame:
        """See `Engine.members`."""
        question = Question(selection, scope, kind=count)

        def ask(relations: Relations, cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
            found = _arrow(cursor, *question.rows(relations))
            return _read(relations, cursor, found, ("id", "channel"))

        return self._ask(ask).select("id", "channel")

    def relabelled(
        self,
        labels: pl.DataFrame,
        counts: Sequence[str],
        by: Sequence[Dimension],
        selection: Selection,
        scope: Scope,
    ) -> pl.DataFrame:
        """See `Engine.relabelled`."""
        question = Question(selection, scope, tuple(by))
        columns = ["id", "said", *(f"{name}::BIGINT AS {name}" for name in counts)]

        def ask(relations: Relations) -> list[tuple[object, ...]]:
            relations.overlay.follow(lambda: self.annotations)
            with (
                relations.relabelled.under(labels, self.annotations.digest) as cursor,
                patience(cursor.interrupt),
            ):
                sql, bound = question.members(relations, TABLE, columns)
                return cursor.execute(sql, bound or None).fetchall()

        kinds = {d.name: pl.Date if d.time else pl.String for d in by}
        schema = {"id": pl.String, "said": pl.Boolean, **dict.fromkeys(counts, pl.Int64), **kinds}
        return pl.DataFrame(self._upkeep.ask(ask), schema, orient="row")

    def thread(self, conversation: str, scope: TextScope) -> pl.DataFrame:
        """See `Engine.thread`."""
        rows = self._found("conversation_id", [conversation], scope)
        order = {"opens": True, "published_at": False, "segment": False, "row": False}
        return rows.sort(*order, descending=[*order.values()], nulls_last=True).select(NAMES)

    def named(self, ids: Sequence[str], scope: TextScope) -> pl.DataFrame:
        """See `Engine.named`."""
        return self._found("id", ids, scope).select(NAMES)

    def span(self, selection: Selection, scope: Scope) -> tuple[date, date] | None:
        """See `Engine.span`."""
        days = self.counts(["messages"], [DIMENSIONS["day"]], selection, scope)
        held = days.filter(pl.col("messages") > 0)["day"].drop_nulls().to_list()
        return (held[0], held[-1]) if held else None

    def values(self, dimension: Dimension, scope: Scope) -> tuple[str, ...]:
        """See `Engine.values`."""
        rows = self.counts([CELLS], [dimension], Selection(reposts=True), scope)
        return tuple(rows[dimension.name].drop_nulls().to_list())

    def _shortest(
        self, question: Question, counts: Sequence[str]
    ) -> tuple[Question, Sequence[str]]:
        """What to ask for the counts of a question: see `Question.shorter`."""
        if list(counts) != [MESSAGES] or question.kind != MESSAGES:
            return question, counts
        question = question.shorter(self._said)
        return question, [question.kind]

    def _found(
        self, column: str, names: Sequence[str], scope: Scope, *, laid_over: bool = True
    ) -> pl.DataFrame:
        """The contributions that have one of these names in a column; `PLACE`, then `NAMES`."""

        def ask(relations: Relations, cursor: duckdb.DuckDBPyConnection) -> pl.DataFrame:
            found = places.find(cursor, column, names)
            return _read(relations, cursor, found, NAMES, laid_over=laid_over)

        rows = self._ask(ask).filter(pl.col(column).is_in(list(names)))
        return rows.filter(_allowed(scope))

    def _frame(self, question: Callable[[Relations], Clause]) -> pl.DataFrame:
        return self._ask(lambda relations, cursor: _arrow(cursor, *question(relations)))

    def _rows(self, question: Callable[[Relations], Clause]) -> list[tuple[object, ...]]:
        # For small answers: an Arrow table costs half a millisecond a column.
        def ask(
            relations: Relations, cursor: duckdb.DuckDBPyConnection
        ) -> list[tuple[object, ...]]:
            sql, bound = question(relations)
            return cursor.execute(sql, bound or None).fetchall()

        return self._ask(ask)

    def _ask(self, ask: Callable[[Relations, duckdb.DuckDBPyConnection], T]) -> T:
        """The result of `ask`, given the relations and a new cursor."""

        def question(relations: Relations) -> T:
            relations.overlay.follow(lambda: self.annotations)
            cursor = relations.connection.cursor()  # one each: what interrupts it ends no other
            with patience(cursor.interrupt):
                return ask(relations, cursor)

        return self._upkeep.ask(question)


def _arrow(cursor: duckdb.DuckDBPyConnection, sql: str, bound: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(pl.from_arrow(_table(cursor, sql, bound)))


def _table(cursor: duckdb.DuckDBPyConnection, sql: str, bound: dict[str, object]) -> pa.Table:
    return cursor.sql(sql, params=bound or None).to_arrow_table()


def _read(
    relations: Relations,
    cursor: duckdb.DuckDBPyConnection,
    found: pl.DataFrame,
    columns: Sequence[str],
    *,
    laid_over: bool = True,
) -> pl.DataFrame:
    """The contributions at places, as they are shown or, not `laid_over`, as they are stored."""
    over = _over(relations) if laid_over else places.as_stored
    return places.read(cursor, relations.original, found, columns, over)


def _over(relations: Relations) -> places.Shown:
    """What lays people's corrections over rows; nothing does where there are none."""
    return places.as_stored if relations.overlay.empty else shown


def _allowed(scope: Scope) -> pl.Expr:
    """Whether a contribution is in a scope."""
    parts = (
        pl.all_horizontal(pl.lit(True), *(pl.col(name).is_in(values) for name, values in part.only))
        for part in scope.parts
    )
    return pl.any_horizontal(pl.lit(False), *parts)


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
