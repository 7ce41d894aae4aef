"""Answers: the figures of a declared table for a view, and the merchants that they cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Data, Engine
from sociallens.metrics import VOLUME, Metric, Wait
from sociallens.selection import Selection
from sociallens.stats import FEW, FirstReply, first_reply, net_interval, wilson
from sociallens.steps import suited
from sociallens.tables import FIGURES, TABLES, TIME, Table, grain

MOST_OF_ONE = 0.8  # of n: if one merchant holds more, the figure is hers and not a common one
Cells = Mapping[str, Any]  # figure -> an array of its values, a cell each


@dataclass(frozen=True)
class Coverage:
    """The number of merchants in a cell for which a figure can be observed at all."""

    observed: int
    merchants: int
    largest: str  # the merchant with most of n
    share: float  # of that merchant in n, 0 to 1

    @property
    def pooled(self) -> bool:
        """Whether the figure describes the merchants together, and not just one of several."""
        return self.merchants < 2 or self.share <= MOST_OF_ONE


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

    @property
    def few(self) -> bool:
        """Whether n is too small for a rate."""
        return self.n < FEW


@dataclass(frozen=True)
class Answer:
    """A table's answer.

    `rows`: the table's dimensions (text, or the date of a time step), then `FIGURES` of its
    first metric (k, n: integers; rate, low, high: floats or null), then those of its further
    metrics under the names that `Table.columns` gives. Without dimensions a row for each metric,
    named in the column `metric`.
    """

    table: Table
    data: Data
    rows: pl.DataFrame
    step: str = ""  # of time, where the table has one
    coverage: Mapping[str, Coverage] = field(default_factory=dict)  # of metrics without a cell

    def of(self, metric: Metric) -> pl.DataFrame:
        """The table's dimensions, then the `FIGURES` that it has of one of its metrics."""
        if not self.table.by:
            return self.rows.filter(pl.col("metric") == metric.name).select(FIGURES)
        columns = self.table.columns(metric)
        return self.rows.select(
            *self.table.by, *(pl.col(column).alias(name) for name, column in columns.items())
        )

    def figure(self, metric: Metric, **cell: object) -> Figure:
        """A metric in the cell with these values of dimensions; zero if there is no such cell."""
        cell_rows = self.of(metric).filter(*(pl.col(name) == value for name, value in cell.items()))
        row = dict.fromkeys(FIGURES) | (cell_rows.row(0, named=True) if cell_rows.height else {})
        k, n, rate, low, high = (row[name] for name in FIGURES)
        coverage = None if cell else self.coverage.get(metric.name)
        return Figure(metric, int(k or 0), int(n or 0), rate, low, high, coverage)

    def top(self) -> pl.DataFrame:
        """`rows`, sorted by the largest k of the first metric."""
        return self.rows.sort("k", *self.table.by, descending=[True, *[False] * len(self.table.by)])


def answer(engine: Engine, table: Table, selection: Selection, scope: Scope) -> Answer:
    """The table's answer for a view, from the cache or worked out. Raises `StoreError`."""
    question = ("answer", table.name, selection, scope)
    return cached(engine, question, lambda: work_out(engine, table, selection, scope))


def total(engine: Engine, selection: Selection, scope: Scope) -> int:
    """The number of customers' contributions in view. Raises `StoreError`."""
    return answer(engine, TABLES["summary"], selection, scope).figure(VOLUME).k


def choices(
    engine: Engine, dimension: str, selection: Selection, scope: Scope
) -> Mapping[str, int]:
    """The values of a dimension, with the messages in view if no filter on it were set.

    Raises `StoreError`.
    """
    lifted = selection.without(dimension)

    def count() -> Mapping[str, int]:
        rows = engine.counts(["messages"], [DIMENSIONS[dimension]], lifted, scope)
        return {value: messages for value, messages in rows.rows() if value is not None}

    return cached(engine, ("choices", dimension, lifted, scope), count)


def step(engine: Engine, selection: Selection, scope: Scope) -> str:
    """The time step of a selection: few enough steps for a chart, enough messages in each.

    It follows from the selection's dates, or from the days with data where these are open.
    Raises `StoreError`.
    """
    return cached(engine, ("step", selection, scope), lambda: _step(engine, selection, scope))


def _step(engine: Engine, selection: Selection, scope: Scope) -> str:
    counted = engine.counts(["messages"], [DIMENSIONS["day"]], selection, scope)
    days = counted.filter(pl.col("messages") > 0).drop_nulls()
    first, last = days["day"].min(), days["day"].max()
    start = selection.period.start or (first if isinstance(first, date) else date.today())
    end = selection.period.end or (last if isinstance(last, date) else date.today())
    return suited(days["day"].to_list(), days["messages"].to_list(), grain(start, end))


def work_out(engine: Engine, table: Table, selection: Selection, scope: Scope) -> Answer:
    """The table's answer for a view, worked out from the engine's counts. Raises `StoreError`.

    It uses NumPy: for a few rows, each Polars call would cost more than the sums themselves.
    """
    time = step(engine, selection, scope) if TIME in table.by else ""
    by = tuple(time if name == TIME else name for name in table.by)
    question = _Question(engine, selection, scope, by)
    counts = question.counts(_needed(table.metrics))
    coverage_by_metric = question.coverage(table.metrics, counts)
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


def _needed(metrics: Sequence[Metric]) -> list[str]:
    names = (name for metric in metrics for name in (metric.k, metric.n, metric.minus))
    return list(dict.fromkeys(filter(None, names))) or [VOLUME.k]


@dataclass(frozen=True)
class _Question:
    """One view, broken down."""

    engine: Engine
    selection: Selection
    scope: Scope
    by: tuple[str, ...]
    estimates: dict[str, Mapping[tuple[object, ...], FirstReply]] = field(default_factory=dict)

    def counts(self, names: Sequence[str], by: tuple[str, ...] | None = None) -> pl.DataFrame:
        dimensions = [DIMENSIONS[name] for name in (self.by if by is None else by)]
        return self.engine.counts(names, dimensions, self.selection, self.scope)

    def figures(
        self, metric: Metric, counted: pl.DataFrame, covered: Sequence[Coverage] | None
    ) -> Cells:
        """The `FIGURES` of a metric for every cell, and whether anything `counts` there."""
        if metric.wait:
            return self._waited(metric, metric.wait, counted)
        k, n = counted[metric.k].to_numpy(), self._among(metric, counted)
        if metric.form == "net":
            against = counted[metric.minus].to_numpy()
            low, high = net_interval(k - against, n, k + against)
            k = k - against
        else:
            low, high = wilson(k, n)
        rate = np.divide(k, n, out=np.full(len(k), np.nan), where=n > 0)
        interval = {"rate": rate, "low": low, "high": high}
        if metric.form == "count":  # k among itself is no rate
            interval = dict.fromkeys(interval, np.full(len(k), np.nan))
        if covered is not None:
            pooled = np.array([each.pooled for each in covered], bool)
            interval = {name: np.where(pooled, figure, np.nan) for name, figure in interval.items()}
        counts = k > 0 if metric.form in ("share", "count") else n > 0
        return {"k": k, "n": n, **interval, "counts": counts}

    def _waited(self, metric: Metric, wait: Wait, counted: pl.DataFrame) -> Cells:
        """The same of a time waited: k has ended, of n."""
        by_cell = self._replies(wait)
        cells = counted.select(self.by).rows() if self.by else [()]
        replies = [by_cell.get(cell) for cell in cells]
        names = {"k": "answered", "n": "n", "rate": "median", "low": "lower", "high": "upper"}
        if metric.form == "within":
            names |= {"rate": "within_target", "low": "", "high": ""}
        figures = {
            figure: pl.Series(
                [getattr(reply, name) if reply and name else None for reply in replies],
                dtype=pl.Int64 if figure in ("k", "n") else pl.Float64,
            )
            for figure, name in names.items()
        }
        return figures | {"counts": (figures["n"].fill_null(0) > 0).to_numpy()}

    def _replies(self, wait: Wait) -> Mapping[tuple[object, ...], FirstReply]:
        """The estimate of a wait for every cell that has any, for all metrics about it."""
        if wait.name not in self.estimates:
            dimensions = [DIMENSIONS[name] for name in self.by]
            waits = self.engine.waits(wait, dimensions, self.selection, self.scope)
            self.estimates[wait.name] = {
                tuple(cell): first_reply(ended, still, wait.target)
                for *cell, ended, still in waits.rows()
            }
        return self.estimates[wait.name]

    def _among(self, metric: Metric, counted: pl.DataFrame) -> NDArray[np.int64]:
        """The denominator of each cell: its own n or, for a share, the sum of n along `over`."""
        n = counted[metric.n]
        if metric.form != "share":
            return n.to_numpy()
        others = tuple(name for name in self.by if name != metric.over)
        if not DIMENSIONS[metric.over].many:
            if not others:
                return np.full(len(n), n.sum())
            return counted.select(pl.col(metric.n).sum().over(others)).to_series().to_numpy()
        # A contribution counts in several cells, so the whole is less than their sum.
        whole = self.counts([metric.n], others)
        if not others:
            return np.full(len(n), whole.item())
        beside = counted.select(others).join(whole, on=others, how="left", maintain_order="left")
        return beside[metric.n].to_numpy()

    def coverage(
        self, metrics: Sequence[Metric], counted: pl.DataFrame
    ) -> dict[str, list[Coverage]]:
        """What each metric that some sources do not show covers, for every cell.

        Of all time together: on some days one merchant alone is spoken of anywhere.
        """
        metrics = [metric for metric in metrics if metric.possible]
        if not metrics or "site" in self.by:
            return {}
        by = tuple(name for name in self.by if not DIMENSIONS[name].time)
        names = tuple(dict.fromkeys(name for m in metrics for name in (m.n, m.possible)))
        question = ("covered", names, by, self.selection, self.scope)
        merchants = cached(self.engine, question, lambda: self.counts(names, (*by, "site")))
        by_cell = merchants.partition_by(by, as_dict=True) if by else {(): merchants}
        cells = counted.select(by).rows() if by else [()] * counted.height
        return {m.name: [_coverage(by_cell[cell], m) for cell in cells] for m in metrics}


def _coverage(merchants: pl.DataFrame, metric: Metric) -> Coverage:
    """The coverage of a metric; `merchants` holds `site` (text) and its counts (integers)."""
    rows = merchants.select("site", metric.n, metric.possible).rows()
    possible = [(n, site) for site, n, possible in rows if possible]
    n, site = max(possible, default=(0, ""))
    whole = sum(n for n, _ in possible)
    observed = sum(n > 0 for n, _ in possible)
    return Coverage(observed, len(possible), site, n / whole if whole else 0.0)


def conversations(
    engine: Engine, selection: Selection, scope: Scope, *, limit: int | None = None, offset: int = 0
) -> pl.DataFrame:
    """The contributions in view, latest first; columns `schema.NAMES`. Raises `StoreError`."""
    return engine.contributions(selection, scope, kind="", limit=limit, offset=offset)
