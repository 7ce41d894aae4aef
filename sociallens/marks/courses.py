"""The course of a headline number, small enough to stand under it."""

from collections.abc import Sequence

import polars as pl

from sociallens import charts
from sociallens.answers import Answer
from sociallens.i18n import number
from sociallens.marks.timeline import timeline
from sociallens.metrics import Metric
from sociallens.naming import Names
from sociallens.phrases import course, rate, signed
from sociallens.steps import Step, merged
from sociallens.theme import Theme

SCALES = {"rate": (0.0, 1.0), "share": (0.0, 1.0), "net": (-1.0, 1.0)}  # alike for like things


def sparkline(answer: Answer, metric: Metric, names: Names, mode: Theme) -> charts.Sparkline | None:
    """A metric's course over the steps of an answer; None where there is but one to draw."""
    if answer.rows.is_empty():
        return None
    axis = timeline(answer, names.language)
    cells = answer.of(metric)
    if metric.form != "count":  # a cell without a rate has no figure of all merchants
        cells = cells.filter(pl.col("rate").is_not_null())
    k, n = axis.sums(cells, "k"), axis.sums(cells, "n")
    if metric.form == "count":
        steps = [Step(place, place, count, count) for place, count in enumerate(k)]
        values, scale = [float(count) for count in k], (0.0, float(max(k)))
    else:
        steps = merged(k, n)
        values, scale = [step.k / step.n for step in steps], SCALES[metric.form]
    if len(steps) < 2:
        return None
    points = [
        (value, _figure(metric, step, names), axis.when(step.first, step.last))
        for value, step in zip(values, steps, strict=True)
    ]
    chart = names.say("sparkline-alt", metric=names.say(f"metric-{metric.name}"))
    return charts.Sparkline(
        charts.sparkline(_strokes(steps, values), len(axis.starts), scale, mode),
        names.say("trend-alt", chart=chart, courses=course(points, names.language)),
    )


def _figure(metric: Metric, step: Step, names: Names) -> str:
    if metric.form == "count":
        return number(step.k, names.language)
    if metric.form == "net":
        return signed(step.k / step.n * 100, names.language)
    return rate(step.k, step.n, names.language)


def _strokes(steps: Sequence[Step], values: Sequence[float]) -> list[list[tuple[float, float]]]:
    """The points of each stroke of the line; a gap between steps begins a new one."""
    strokes: list[list[tuple[float, float]]] = []
    last = None
    for step, value in zip(steps, values, strict=True):
        if last is None or step.first > last + 1:
            strokes.append([])
        strokes[-1].append((step.middle, value))
        last = step.last
    return strokes
