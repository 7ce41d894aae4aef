"""Counts and rates over time."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sociallens.charts.paper import (
    Figure,
    Part,
    axis,
    bar_trace,
    drawn,
    layout,
    scatter_trace,
    text,
)
from sociallens.locales import Locale
from sociallens.theme import Theme

HEIGHT = 260
LABELS = 5  # on the time axis: more would collide on a phone
APART = 0.09  # of the height, between two names at the right


@dataclass(frozen=True)
class Series:
    """One line or one layer of bars over time; one value a step."""

    key: str
    label: str  # written at its end
    colour: str
    values: Sequence[float | None]
    hover: Sequence[str]
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()


def layers(labels: Sequence[str], series: Sequence[Series], mode: Theme, locale: Locale) -> Figure:
    """Counts as stacked bars, first series at the bottom. `labels` name the steps."""
    steps = list(range(len(labels)))
    stacks = [
        bar_trace(each.colour, [each.key] * len(steps), each.hover, x=steps, y=list(each.values))
        for each in series
    ]
    sums = [
        sum(value or 0 for value in step) for step in zip(*(s.values for s in series), strict=True)
    ]
    middles, floor = [], 0.0
    for each in series:
        last = each.values[-1] or 0.0
        middles.append(floor + last / 2)
        floor += last
    paper = _paper(
        mode, labels, series, barmode="stack", bargap=0.2, separators=locale.separators,
        yaxis=_grid_lines(mode, nticks=4, separatethousands=True),
    )  # fmt: skip
    names = _names(len(labels), series, _spread(middles, max(sums, default=0) * APART))
    return drawn(paper, [*stacks, *names])


def lines(labels: Sequence[str], series: Sequence[Series], mode: Theme, locale: Locale) -> Figure:
    """Percentages from zero; with an interval where the series has one."""
    traces = [
        scatter_trace(
            range(len(labels)),
            each.values,
            "lines+markers",
            line={"color": each.colour, "width": 2.2},
            marker={"size": 6},
            customdata=[each.key] * len(labels),
            hovertext=[text(line) for line in each.hover],
            hoverinfo="text",
            connectgaps=False,
            unselected={"marker": {"opacity": 1}},
            **_interval(each, mode),
        )
        for each in series
    ]
    tallest = max((v for each in series for v in each.values if v is not None), default=0)
    ends = [next((v for v in reversed(each.values) if v is not None), 0.0) for each in series]
    before, after = locale.percent
    grid = _grid_lines(mode, nticks=5, tickprefix=before, ticksuffix=after, rangemode="tozero")
    names = _names(len(labels), series, _spread(ends, tallest * APART))
    paper = _paper(mode, labels, series, separators=locale.separators, yaxis=grid)
    return drawn(paper, [*traces, *names])


def _interval(series: Series, mode: Theme) -> Part:
    if not (series.low and series.high):
        return {}
    spread = list(zip(series.values, series.low, series.high, strict=True))
    return {
        "error_y": {
            "type": "data",
            "array": [0 if v is None or high is None else high - v for v, _, high in spread],
            "arrayminus": [0 if v is None or low is None else v - low for v, low, _ in spread],
            "color": mode.quiet,
            "thickness": 1,
            "width": 0,
        }
    }


def _paper(mode: Theme, labels: Sequence[str], series: Sequence[Series], **further: object) -> Part:
    step = max(1, -(-len(labels) // LABELS))
    time = axis(
        mode,
        tickangle=0,
        tickvals=list(range(0, len(labels), step)),
        ticktext=_years_once(labels[::step]),
        range=[-0.6, len(labels) - 0.4],
    )
    longest = max((len(each.label) for each in series), default=0)
    return layout(mode, HEIGHT, right=8 + 7 * longest, xaxis=time, **further)


def _grid_lines(mode: Theme, **further: object) -> Part:
    return axis(mode, showgrid=True, gridcolor=mode.line, **further)


def _years_once(labels: Sequence[str]) -> list[str]:
    """Labels of months with the year below the first of each year only."""
    shown, said = [], ""
    for label in labels:
        month, _, year = label.rpartition(" ")
        if len(year) != 4:
            shown.append(text(label))
            continue
        shown.append(text(month) + ("" if year == said else f"<br>{text(year)}"))
        said = year
    return shown


def _names(steps: int, series: Sequence[Series], heights: Sequence[float]) -> list[Part]:
    """The name of every series at the right of its end, in its colour: no legend to look up."""
    named = [(s, h) for s, h in zip(series, heights, strict=True) if s.label]
    if not named:
        return []
    return [
        scatter_trace(
            [steps - 0.4] * len(named),
            [height for _, height in named],
            "text",
            text=[text(each.label) for each, _ in named],
            textposition="middle right",
            textfont={"color": [each.colour for each, _ in named], "size": 13},
            hoverinfo="skip",
            cliponaxis=False,
        )
    ]


def _spread(heights: Sequence[float], least: float) -> list[float]:
    """The same heights, moved up just enough that names at them do not overlap."""
    placed = list(heights)
    for below, above in pairwise(sorted(range(len(heights)), key=lambda i: heights[i])):
        placed[above] = max(placed[above], placed[below] + least)
    return placed
