"""The course of each headline number, small, under it."""

import polars as pl

from sociallens import charts
from sociallens.findings import course, rate, signed
from sociallens.i18n import number
from sociallens.metrics import Metric
from sociallens.steps import Step, merged
from sociallens.ui.plots.timeline import Timeline, timeline
from sociallens.ui.questions import answer
from sociallens.ui.state import screen
from sociallens.ui.wording import say

SCALES = {"rate": (0.0, 1.0), "share": (0.0, 1.0), "net": (-1.0, 1.0)}  # alike for like things


def sparklines() -> dict[str, charts.Sparkline]:
    """Metric -> its course over the view's time steps, where there is more than one to draw."""
    trend = answer("headline_trend")
    if trend.rows.is_empty():
        return {}
    axis = timeline(trend)
    drawn = {
        metric.name: _sparkline(metric, axis, trend.of(metric)) for metric in trend.table.metrics
    }
    return {name: each for name, each in drawn.items() if each is not None}


def _sparkline(metric: Metric, axis: Timeline, cells: pl.DataFrame) -> charts.Sparkline | None:
    here = screen.get()
    if metric.form != "count":  # a cell without a rate has no figure of all merchants
        cells = cells.filter(pl.col("rate").is_not_null())
    k, n = axis.sums(cells, "k"), axis.sums(cells, "n")
    if metric.form == "count":
        steps = [Step(place, place, count, count) for place, count in enumerate(k)]
        values, scale = [float(count) for count in k], (0.0, float(max(k)))
        figures = [number(count, here.language) for count in k]
    else:
        steps = merged(k, n)
        values, scale = [step.k / step.n for step in steps], SCALES[metric.form]
        net = metric.form == "net"
        figures = [
            signed(step.k / step.n * 100, here.language)
            if net
            else rate(step.k, step.n, here.language)
            for step in steps
        ]
    if len(steps) < 2:
        return None
    chart = say("sparkline-alt", metric=say(f"metric-{metric.name}"))
    dates = [axis.when(step.first, step.last) for step in steps]
    points = list(zip(values, figures, dates, strict=True))
    return charts.Sparkline(
        charts.sparkline(_lines(steps, values), len(axis.starts), scale, here.theme),
        say("trend-alt", chart=chart, courses=course(points, here.language)),
    )


def _lines(steps: list[Step], values: list[float]) -> list[list[tuple[float, float]]]:
    """The points, a new line after every gap."""
    lines: list[list[tuple[float, float]]] = []
    last = None
    for step, value in zip(steps, values, strict=True):
        if last is None or step.first > last + 1:
            lines.append([])
        lines[-1].append((step.middle, value))
        last = step.last
    return lines
