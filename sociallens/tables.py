"""The tables that pages show and files hold, declared once.

A table is a question: metrics broken down by dimensions. Cards, CSV files, the export address
and the command line all run the same declaration, so their figures are the same.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

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
    if not by:
        rows = [_figures(metric, counted, by) for metric in table.metrics]
        names = [metric.name for metric in table.metrics]
        return pl.concat(rows).insert_column(0, pl.Series("metric", names, dtype=pl.String))
    shares = _among_all(engine, table.metric, counted, by, selection, scope)
    result = _figures(table.metric, shares, by)
    for metric in table.metrics[1:]:
        figures = _figures(metric, _among_all(engine, metric, counted, by, selection, scope), by)
        renamed = {"k": f"{metric.name}_k", "n": f"{metric.name}_n", "rate": metric.name}
        further = figures.select(*by, *(pl.col(old).alias(new) for old, new in renamed.items()))
        result = result.join(further, on=list(by), how="full", coalesce=True)
    if table.name == "merchants":
        result = result.join(_reply_times(engine, selection, scope), on="site", how="left")
    steps = {name: TIME for name in by if name not in table.by}
    return result.rename(steps).sort([steps.get(name, name) for name in by])


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


def _figures(metric: Metric, counted: pl.DataFrame, by: tuple[str, ...]) -> pl.DataFrame:
    """Dimensions, k, n, rate, low, high of one metric, without the cells where nothing counts."""
    # In NumPy: on frames of a few rows, every Polars call costs more than the sums themselves.
    k = counted[metric.k].to_numpy()
    n = counted["total" if "total" in counted.columns else metric.n].to_numpy()
    if metric.form == "net":
        low, high = net_interval(k, n, counted["with_side"].to_numpy())
    else:
        low, high = wilson(k, n)
    rate = np.divide(k, n, out=np.full(len(k), np.nan), where=n > 0)
    figures = dict(zip(FIGURES[2:], (rate, low, high), strict=True))
    if metric.form == "count":  # k among itself is no rate
        figures = dict.fromkeys(figures, np.full(len(k), np.nan))
    frame = pl.DataFrame(
        {name: counted[name] for name in by} | {"k": k, "n": n} | figures, nan_to_null=True
    )
    if not by:
        return frame
    counts = k > 0 if metric.form in ("share", "count") else n > 0
    for name in by:
        counts &= counted[name].is_not_null().to_numpy()
    return frame.filter(counts)


def _among_all(
    engine: Engine,
    metric: Metric,
    counted: pl.DataFrame,
    by: tuple[str, ...],
    selection: Selection,
    scope: Scope,
) -> pl.DataFrame:
    """Add `total` to the cells of a share: its n over all values of the dimension `over`."""
    if metric.form != "share":
        return counted
    others = [name for name in by if name != metric.over]
    if not DIMENSIONS[metric.over].many:
        total = pl.col(metric.n).sum()
        return counted.with_columns((total.over(others) if others else total).alias("total"))
    whole = engine.counts([metric.n], [DIMENSIONS[name] for name in others], selection, scope)
    totals = whole.rename({metric.n: "total"})
    if not others:
        return counted.with_columns(pl.lit(totals["total"][0]).alias("total"))
    return counted.join(totals, on=others, how="left")


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
