"""The tables that pages show and files hold, declared once.

A table is a question: metrics broken down by dimensions. Cards, CSV files, the export address
and the command line all run the same declaration, so their figures are the same.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sociallens import metrics as m
from sociallens.engine import Engine, Scope
from sociallens.filters import Selection
from sociallens.metrics import DIMENSIONS, Metric
from sociallens.stats import first_reply, net_interval, wilson

TIME = "time"  # stands for the step that suits the period in view
GRAINS = {"day": 31, "week": 210, "month": 1100}  # the longest period, in days, for each step
REPLY_TARGET = 3.0  # hours: what the quickest merchants of the trade press aim at
FIGURES = ("k", "n", "rate", "low", "high")


@dataclass(frozen=True)
class Table:
    """Metrics by dimensions. With one metric its figures are `FIGURES`; see `run`."""

    name: str
    metrics: tuple[Metric, ...]
    by: tuple[str, ...] = ()

    @property
    def metric(self) -> Metric:
        """The metric whose k, n and rate the table is about."""
        return self.metrics[0]


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("summary", m.HEADLINE),
        Table("channels", (m.CHANNEL_SHARE,), ("channel",)),
        Table("topics", (m.TOPIC_MIX,), ("topic",)),
        Table("channel_topic", (m.TOPIC_MIX,), ("channel", "topic")),
        Table("channel_sentiment", (m.SENTIMENT_MIX,), ("channel", "sentiment")),
        Table("topic_sentiment", (m.SENTIMENT_MIX,), ("topic", "sentiment")),
        Table("trend", (m.SENTIMENT_MIX,), (TIME, "sentiment")),
        Table(
            "headline_trend",
            (
                m.NEGATIVE_RATE_CUSTOMER_SERVICE,
                m.VOLUME,
                m.NET_SENTIMENT,
                m.BRAND_PARTICIPATION,
            ),
            (TIME,),
        ),
        Table("topic_trend", (m.TOPIC_MIX,), (TIME, "topic")),
        Table("service_trend", (m.NEGATIVE_RATE_CUSTOMER_SERVICE,), (TIME,)),
        Table("causes", (m.CAUSE_SHARE,), ("cause",)),
        Table("severity", (m.SEVERITY_MIX,), ("severity",)),
        Table("intents", (m.INTENT_MIX,), ("intent",)),
        Table(
            "merchants",
            (
                m.NEGATIVE_RATE_CUSTOMER_SERVICE,
                m.SHARE_OF_VOICE,
                m.NET_SENTIMENT,
                m.BRAND_PARTICIPATION,
                m.RECOVERY,
            ),
            ("site",),
        ),
        Table("merchant_causes", (m.CAUSE_SHARE,), ("site", "cause")),
    )
}
CONVERSATIONS = "conversations"
NAMES = (*TABLES, CONVERSATIONS)


def grain(start: date, end: date) -> str:
    """The time step that gives a readable number of points between two days."""
    length = (end - start).days + 1
    return next((step for step, most in GRAINS.items() if length <= most), "quarter")


def run(engine: Engine, table: Table, selection: Selection, scope: Scope) -> pl.DataFrame:
    """The table's dimensions, then `k`, `n`, `rate`, `low`, `high` (95 % interval) of its metric.

    Without dimensions there is one row per metric, named in the first column. Further metrics
    of a broken-down table follow as `<metric>_k`, `<metric>_n` and `<metric>`, and the time to
    the first reply (hours) where the breakdown is by site. A rate without any n is null.
    """
    by = _dimensions(engine, table, selection, scope)
    counted = _counted(engine, table.metrics, by, selection, scope)
    # In NumPy: on answers of a few rows, every Polars call costs more than the sums themselves.
    columns: dict[str, Any] = {name: counted[name] for name in by}
    parts = [
        _figures(metric, counted, _among(engine, metric, counted, by, selection, scope))
        for metric in table.metrics
    ]
    if not by:
        columns["metric"] = [metric.name for metric in table.metrics]
        columns |= {name: np.concatenate([part[name] for part in parts]) for name in FIGURES}
        return pl.DataFrame(columns, nan_to_null=True)
    columns |= parts[0]
    for metric, part in zip(table.metrics[1:], parts[1:], strict=True):
        said = {"k": f"{metric.name}_k", "n": f"{metric.name}_n", "rate": metric.name}
        columns |= {new: part[old] for old, new in said.items()}
    counts = np.any([part["counts"] for part in parts], axis=0)
    for name in by:
        counts &= counted[name].is_not_null().to_numpy()
    del columns["counts"]
    result = pl.DataFrame(columns, nan_to_null=True).filter(counts)
    if table.name == "merchants":
        times = _reply_times(engine, selection, scope)
        result = result.join(times, on="site", how="left", maintain_order="left")
    return result.rename({name: TIME for name in by if name not in table.by})


def _counted(
    engine: Engine,
    metrics: tuple[Metric, ...],
    by: tuple[str, ...],
    selection: Selection,
    scope: Scope,
) -> pl.DataFrame:
    """Every count that the metrics need, in one question."""
    wanted = dict.fromkeys(name for metric in metrics for name in (metric.k, metric.n))
    wanted |= {"with_side": None} if any(metric.form == "net" for metric in metrics) else {}
    return engine.counts(list(wanted), [DIMENSIONS[name] for name in by], selection, scope)


def _dimensions(
    engine: Engine, table: Table, selection: Selection, scope: Scope
) -> tuple[str, ...]:
    if TIME not in table.by:
        return table.by
    step = grain_of(engine, selection, scope)
    return tuple(step if name == TIME else name for name in table.by)


def grain_of(engine: Engine, selection: Selection, scope: Scope) -> str:
    """The time step of a selection: of its dates, or of the days with data where they are open."""
    start, end = selection.period.start, selection.period.end
    if start is None or end is None:
        span = engine.span(selection, scope) or (date.today(), date.today())
        start, end = start or span[0], end or span[1]
    return grain(start, end)


def _figures(
    metric: Metric, counted: pl.DataFrame, n: NDArray[np.int64]
) -> dict[str, NDArray[Any]]:
    """`FIGURES` of one metric for every cell, and whether anything `counts` there."""
    k = counted[metric.k].to_numpy()
    if metric.form == "net":
        low, high = net_interval(k, n, counted["with_side"].to_numpy())
    else:
        low, high = wilson(k, n)
    rate = np.divide(k, n, out=np.full(len(k), np.nan), where=n > 0)
    figures = {"k": k, "n": n, "rate": rate, "low": low, "high": high}
    if metric.form == "count":  # k among itself is no rate
        figures |= dict.fromkeys(FIGURES[2:], np.full(len(k), np.nan))
    return figures | {"counts": k > 0 if metric.form in ("share", "count") else n > 0}


def _among(
    engine: Engine,
    metric: Metric,
    counted: pl.DataFrame,
    by: tuple[str, ...],
    selection: Selection,
    scope: Scope,
) -> NDArray[np.int64]:
    """What k of every cell is among: n of the cell or, for a share, of all cells along `over`."""
    n = counted[metric.n]
    if metric.form != "share":
        return n.to_numpy()
    others = [name for name in by if name != metric.over]
    if DIMENSIONS[metric.over].many:  # one row counts in several cells: their sum is not the whole
        dimensions = [DIMENSIONS[name] for name in others]
        whole = engine.counts([metric.n], dimensions, selection, scope)
        if not others:
            return np.full(len(n), whole.item())
        return (
            counted.select(others)
            .join(whole, on=others, how="left", maintain_order="left")[metric.n]
            .to_numpy()
        )
    if not others:
        return np.full(len(n), n.sum())
    return counted.select(pl.col(metric.n).sum().over(others)).to_series().to_numpy()


def _reply_times(engine: Engine, selection: Selection, scope: Scope) -> pl.DataFrame:
    rows = []
    for site, answered, waiting in engine.reply_times(selection, scope).rows():
        reply = first_reply(answered or [], waiting or [], REPLY_TARGET)
        rows.append((site, reply.n, reply.median, reply.within_target))
    names = ("site", "reply_time_n", "reply_time_median", "reply_within_target")
    kinds = (pl.String, pl.Int64, pl.Float64, pl.Float64)
    return pl.DataFrame(rows, schema=dict(zip(names, kinds, strict=True)), orient="row")


def conversations(
    engine: Engine, selection: Selection, scope: Scope, *, limit: int | None = None, offset: int = 0
) -> pl.DataFrame:
    """One row per contribution in view, all columns of the schema, latest first."""
    return engine.page(selection, scope, only="true", limit=limit, offset=offset)
