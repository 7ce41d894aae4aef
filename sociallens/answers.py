"""Answers: the figures of a declared table for a view, and the merchants that they cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from sociallens.access import Scope, TextScope
from sociallens.dimensions import DIMENSIONS, excluding
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Data, Engine
from sociallens.estimates import (
    Correction,
    beside,
    correctable,
    corrected,
    correction,
    in_use,
)
from sociallens.figures import Breakdown, Coverage, needed
from sociallens.metrics import VOLUME, Metric
from sociallens.selection import Selection
from sociallens.stats import FEW
from sociallens.steps import bearable, suited
from sociallens.tables import FIGURES, LABELS, RAW, SELECTED, TIME, Table, grain


@dataclass(frozen=True)
class Figure:
    """One metric in one cell. `rate`, `low` and `high` are None if they would be meaningless.

    They are shares from 0 to 1, or -1 to 1 for a net rate. Of a wait, `rate` is the median in
    hours, and `low` and `high` are the quartiles.
    """

    metric: Metric
    k: int
    n: int
    rate: float | None
    low: float | None
    high: float | None
    coverage: Coverage | None = None
    raw: float | None = None  # of a corrected figure: what the machine's labels alone say
    labels: int | None = None  # the labels that a corrected figure rests on; None of a raw one

    @property
    def few(self) -> bool:
        """Whether n is too small for a rate."""
        return self.n < FEW


@dataclass(frozen=True)
class Answer:
    """A table's answer.

    `rows`: the table's dimensions (text, or the date of a time step), then `FIGURES` of its
    first metric (k, n: integers; rate, low, high: floats or null), then those of its further
    metrics under the names that `Table.columns` gives, then `SELECTED`, where the table has
    dimensions other than time: whether the view narrows to the cell (see `context`). Without
    dimensions a row for each metric, named in the column `metric`.

    With a `correction`, rate, low and high are corrected where `LABELS` (integer) tells the number
    of labels that they rest on; k and n stay those of the messages that the machine counts, and
    `RAW` (floats) its rate and interval. Of further metrics these stand under the metric's name.
    """

    table: Table
    data: Data
    rows: pl.DataFrame
    step: str = ""  # of time, where the table has one
    coverage: Mapping[str, Coverage] = field(default_factory=dict)  # of metrics without a cell
    correction: Correction | None = None  # where the view asks for it

    def of(self, metric: Metric) -> pl.DataFrame:
        """The table's dimensions, then the `FIGURES` that it has of one of its metrics."""
        if not self.table.by:
            return self.rows.filter(pl.col("metric") == metric.name).select(FIGURES)
        columns = self.table.columns(metric)
        return self.rows.select(
            *self.table.by, *(pl.col(column).alias(name) for name, column in columns.items())
        )

    def figure(self, metric: Metric, **cell: object) -> Figure:
        """A metric in the cell with these values of all dimensions; zero if there is none."""
        by = self.table.by
        row = self._cells.get(tuple(cell[name] for name in by) if by else (metric.name,), {})
        k, n, rate, low, high, raw, labels = map(row.get, self._places[metric.name])
        coverage = None if cell else self.coverage.get(metric.name)
        return Figure(metric, int(k or 0), int(n or 0), rate, low, high, coverage, raw, labels)

    @cached_property
    def _cells(self) -> Mapping[tuple[object, ...], Mapping[str, Any]]:
        """The rows by their cells: pages look up thousands of figures of hundreds of merchants."""
        by = self.table.by or ("metric",)
        return {tuple(row[name] for name in by): row for row in self.rows.rows(named=True)}

    @cached_property
    def _places(self) -> Mapping[str, Sequence[str]]:
        """Where the figures of each metric stand, then the raw rate and the labels beside them."""
        table = self.table
        columns = [table.columns(each if table.by else table.metric) for each in table.metrics]
        return {
            metric.name: (
                *(names.get(name, "") for name in FIGURES),
                *(beside(table, metric, name) for name in (RAW["rate"], LABELS)),
            )
            for metric, names in zip(table.metrics, columns, strict=True)
        }

    def top(self) -> pl.DataFrame:
        """`rows`, sorted by the largest k of the first metric."""
        return self.rows.sort("k", *self.table.by, descending=[True, *[False] * len(self.table.by)])

    @property
    def selected(self) -> "Answer":
        """The answer of the cells that the view narrows to; all where it narrows to none."""
        if SELECTED not in self.rows.columns:
            return self
        return replace(self, rows=self.rows.filter(SELECTED))


def answer(engine: Engine, table: Table, selection: Selection, scope: Scope) -> Answer:
    """The table's answer for a view, from the cache or worked out. Raises `StoreError`.

    It is that of the view's `context`, with the cells that the view narrows to marked.
    """
    asked = context(table, selection.raw)
    question = ("answer", table.name, asked, scope)
    whole = cached(engine, question, lambda: work_out(engine, table, asked, scope))
    if selection.corrected:
        whole = _corrected(engine, whole, asked, scope)
    if not table.dimensions:
        return whole
    marks = pl.Series(SELECTED, _within(whole.rows, table, selection), pl.Boolean)
    return replace(whole, rows=whole.rows.with_columns(marks))


def _corrected(engine: Engine, raw: Answer, asked: Selection, scope: Scope) -> Answer:
    """The same answer with what the store's audit corrects, beside what it was."""
    audit, told = in_use(engine), correction(engine, asked, scope)
    if audit is None or told.why:
        return replace(raw, correction=told)
    question = ("corrected", raw.table.name, asked, scope, audit)
    by = tuple(raw.step if name == TIME else name for name in raw.table.by)
    view = Breakdown(engine, asked, scope, by)
    rows = cached(engine, question, lambda: corrected(raw.rows, raw.table, view, audit))
    needed = correctable(raw.table.metric, asked, by)
    return replace(raw, rows=rows, correction=replace(told, needed=needed))


def context(table: Table, selection: Selection) -> Selection:
    """The view in which a table stands: a chart leaves its own filters out of its own figures.

    So a cell that is narrowed to keeps its neighbours, and its share of the whole. Time is no such
    filter. One without a value, which a link with an unknown one leaves, goes on to match nothing.
    """
    for name in table.dimensions:
        if () not in (selection.values(name), selection.values(excluding(name))):
            selection = selection.without(name)
    grain = selection.grain if TIME in table.by else ""
    return replace(selection, compare="none", grain=grain)  # what changes none of its figures


def _within(rows: pl.DataFrame, table: Table, selection: Selection) -> list[bool]:
    """Whether the view narrows to each row; in Python, which is quicker for a few rows."""
    within = [True] * rows.height
    for name in table.dimensions:
        chosen, left_out = selection.values(name), selection.values(excluding(name)) or ()
        if chosen is not None or left_out:
            within = [
                before and (chosen is None or value in chosen) and value not in left_out
                for before, value in zip(within, rows[name].to_list(), strict=True)
            ]
    return within


def total(engine: Engine, selection: Selection, scope: Scope) -> int:
    """The number of customers' contributions in view. Raises `StoreError`."""
    asked = replace(selection.raw, compare="none", grain="")
    return int(Breakdown(engine, asked, scope, ()).whole([VOLUME.k]).item())


def listed(engine: Engine, selection: Selection, scope: Scope) -> int:
    """The same of a list that no table tells of: nothing else is counted. Raises `StoreError`."""
    asked = replace(selection.raw, compare="none", grain="")
    question = ("listed", asked, scope)
    return cached(engine, question, lambda: int(_messages(engine, asked, scope).item()))


def choices(
    engine: Engine, dimension: str, selection: Selection, scope: Scope
) -> Mapping[str, int]:
    """The values of a dimension with their messages in view, were no filter set on it."""
    asked = replace(selection.raw.without(dimension), compare="none", grain="")

    def count() -> Mapping[str, int]:
        return dict(_messages(engine, asked, scope, dimension).drop_nulls().rows())

    return cached(engine, ("choices", dimension, asked, scope), count)


def _messages(engine: Engine, asked: Selection, scope: Scope, *by: str) -> pl.DataFrame:
    """The customers' messages of a list: as its kind, so that the shortest way is taken."""
    dimensions = [DIMENSIONS[name] for name in by]
    return engine.counts([VOLUME.k], dimensions, asked, scope, kind=VOLUME.k)


def step(engine: Engine, selection: Selection, scope: Scope) -> str:
    """The time step of a selection: the one asked for, else few enough, enough messages in each.

    It follows from the selection's dates, or from the days with data where these are open. One
    that gives too many steps gives way to the finest that does not. Raises `StoreError`.
    """
    suits, grains = _steps(engine, selection, scope)
    if not selection.grain:
        return suits
    return selection.grain if selection.grain in grains else grains[0]


def grains_offered(engine: Engine, selection: Selection, scope: Scope) -> tuple[str, ...]:
    """The grains that a reader can ask for, the finest first. Raises `StoreError`."""
    return _steps(engine, selection, scope)[1]


def _steps(engine: Engine, selection: Selection, scope: Scope) -> tuple[str, tuple[str, ...]]:
    """The grain that suits a view, and those that are not too fine for it."""
    asked = replace(selection.raw, compare="none", grain="")
    return cached(engine, ("steps", asked, scope), lambda: _work_out_steps(engine, asked, scope))


def _work_out_steps(
    engine: Engine, selection: Selection, scope: Scope
) -> tuple[str, tuple[str, ...]]:
    counted = engine.counts(["messages"], [DIMENSIONS["day"]], selection, scope)
    days = counted.filter(pl.col("messages") > 0).drop_nulls()
    first, last = days["day"].min(), days["day"].max()
    start = selection.period.start or (first if isinstance(first, date) else date.today())
    end = selection.period.end or (last if isinstance(last, date) else date.today())
    finest = grain(start, end)
    suits = suited(days["day"].to_list(), days["messages"].to_list(), finest)
    return suits, bearable((end - start).days + 1)


def work_out(engine: Engine, table: Table, selection: Selection, scope: Scope) -> Answer:
    """The table's answer for a view, worked out from the engine's counts. Raises `StoreError`.

    It uses NumPy: for a few rows, each Polars call would cost more than the sums themselves.
    """
    time = step(engine, selection, scope) if TIME in table.by else ""
    by = tuple(time if name == TIME else name for name in table.by)
    question = Breakdown(engine, selection, scope, by)
    names = needed(table.metrics)
    counts = question.counts(names) if by else question.whole(names)
    coverage_by_metric = question.coverage(table.metrics, counts, names)
    parts = [
        question.figures(metric, counts, coverage_by_metric.get(metric.name))
        for metric in table.metrics
    ]
    coverage = {name: cells[0] for name, cells in coverage_by_metric.items() if not by}
    if not by:
        columns: dict[str, Any] = {"metric": [metric.name for metric in table.metrics]}
        columns |= {
            name: np.concatenate([np.asarray(part[name], float) for part in parts])
            for name in FIGURES
        }
        columns |= _covered(table, coverage)
        rows = pl.DataFrame(columns, nan_to_null=True).cast({"k": pl.Int64, "n": pl.Int64})
        return Answer(table, engine.data, rows, "", coverage)
    columns = {name: counts[name] for name in by}
    for metric, part in zip(table.metrics, parts, strict=True):
        columns |= {column: part[name] for name, column in table.columns(metric).items()}
    is_shown = np.any([part["counts"] for part in parts], axis=0)
    for name in by:
        is_shown &= counts[name].is_not_null().to_numpy()
    rows = (
        pl.DataFrame(columns, nan_to_null=True)
        .filter(is_shown)
        .rename({time: TIME} if time else {})
    )
    return Answer(table, engine.data, rows, time, coverage)


def _covered(table: Table, coverage: Mapping[str, Coverage]) -> dict[str, list[int | None]]:
    """The merchants that each figure of the summary covers, and those that it could cover."""
    each = [coverage.get(metric.name) for metric in table.metrics]
    return {
        "merchants_observed": [covered.observed if covered else None for covered in each],
        "merchants": [covered.merchants if covered else None for covered in each],
    }


def conversations(
    engine: Engine,
    selection: Selection,
    scope: TextScope,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> pl.DataFrame:
    """The contributions in view, latest first; columns `schema.NAMES`. Raises `StoreError`."""
    return engine.contributions(selection, scope, kind="", limit=limit, offset=offset)


def thread(
    engine: Engine, conversation: str, selection: Selection, scope: TextScope
) -> pl.DataFrame:
    """One conversation, whole, as its page shows it; columns `schema.NAMES`.

    Without rows where no message is in view. Raises `StoreError`.
    """
    rows = engine.thread(conversation, scope)
    return rows if total(engine, selection, scope) else rows.clear()
