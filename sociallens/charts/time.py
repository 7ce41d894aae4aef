"""Counts and rates over time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sociallens.charts.paper import (
    Figure,
    Part,
    axis,
    bar_trace,
    figure,
    layout,
    scatter_trace,
    text,
    width,
)
from sociallens.locales import Locale
from sociallens.theme import Theme, legible

HEIGHT = 260
LABELS = 5  # on the time axis: more would collide on a phone
APART = 0.09  # of the height, between two names at the right
NAME = 13  # pixels: the size of those names


@dataclass(frozen=True)
class Series:
    """One line or one layer of bars over time.

    `spans`: the first and the last place on the time axis that each of `values` covers.
    """

    label: str  # written at its end
    colour: str
    spans: Sequence[tuple[int, int]]
    values: Sequence[float]
    hover: Sequence[str]
    low: Sequence[float] = ()
    high: Sequence[float] = ()


def layers(labels: Sequence[str], series: Sequence[Series], mode: Theme, locale: Locale) -> Figure:
    """Counts as stacked bars, first series at the bottom. `labels` name the steps."""
    stacks = [
        bar_trace(
            one.colour,
            [f"{first}-{last}" for first, last in one.spans],
            one.hover,
            x=[first for first, _ in one.spans],
            y=list(one.values),
        )
        for one in series
    ]
    sums = [sum(step) for step in zip(*(one.values for one in series), strict=True)]
    middles, floor = [], 0.0
    for one in series:
        last = one.values[-1]
        middles.append(floor + last / 2)
        floor += last
    paper = _paper(
        mode, labels, series, barmode="stack", bargap=0.2, separators=locale.separators,
        yaxis=_grid_lines(mode, nticks=4, separatethousands=True),
    )  # fmt: skip
    names = _names(len(labels), series, _spread(middles, max(sums, default=0) * APART), mode)
    return figure(paper, [*stacks, *names])


def rates(labels: Sequence[str], series: Sequence[Series], mode: Theme, locale: Locale) -> Figure:
    """Percentages from zero, each at the middle of the places that it covers.

    A value of several places is drawn as wide as they are; the line breaks where places between
    two values hold nothing. With an interval where the series has one.
    """
    traces = [_line(one, mode) for one in series]
    tallest = max((max(one.values) for one in series), default=0)
    ends = [one.values[-1] for one in series]
    before, after = locale.percent
    grid = _grid_lines(mode, nticks=5, tickprefix=before, ticksuffix=after, rangemode="tozero")
    names = _names(len(labels), series, _spread(ends, tallest * APART), mode)
    paper = _paper(mode, labels, series, separators=locale.separators, yaxis=grid)
    return figure(paper, [*traces, *names])


def _line(series: Series, mode: Theme) -> Part:
    order = _with_gaps(series.spans)

    def column(values: Sequence[Any], gap: Any = None) -> list[Any]:
        return [gap if place is None else values[place] for place in order]

    halves = [(last - first) / 2 for first, last in series.spans]
    return scatter_trace(
        column([(first + last) / 2 for first, last in series.spans]),
        column(series.values),
        "lines+markers",
        line={"color": series.colour, "width": 2.2},
        marker={"size": 6},
        customdata=column([f"{first}-{last}" for first, last in series.spans]),
        hovertext=column([text(line) for line in series.hover], ""),
        hoverinfo="text",
        connectgaps=False,
        unselected={"marker": {"opacity": 1}},
        error_x=_whisker(series.colour, 2.2, column(halves, 0)),
        **_interval(series, mode, column),
    )


def _with_gaps(spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """The numbers of the spans, None between two that do not touch."""
    order: list[int | None] = []
    for number, (first, _) in enumerate(spans):
        if number and first > spans[number - 1][1] + 1:
            order.append(None)
        order.append(number)
    return order


def _interval(series: Series, mode: Theme, column: Callable[..., list[Any]]) -> Part:
    if not (series.low and series.high):
        return {}
    above = [high - value for value, high in zip(series.values, series.high, strict=True)]
    below = [value - low for value, low in zip(series.values, series.low, strict=True)]
    return {"error_y": _whisker(mode.quiet, 1, column(above, 0), column(below, 0))}


def _whisker(
    colour: str, thickness: float, above: list[float], below: list[float] | None = None
) -> Part:
    sides = {"array": above, "arrayminus": above if below is None else below}
    return {"type": "data", "color": colour, "thickness": thickness, "width": 0, **sides}


def _paper(mode: Theme, labels: Sequence[str], series: Sequence[Series], **further: Any) -> Part:
    step = max(1, -(-len(labels) // LABELS))
    time = axis(
        mode,
        tickangle=0,
        ticklabelstandoff=6,  # or the first label touches the lowest of the other axis
        tickvals=list(range(0, len(labels), step)),
        ticktext=_years_once(labels[::step]),
        range=[-0.6, len(labels) - 0.4],
    )
    names = max((width(one.label, NAME) for one in series), default=0)
    return layout(mode, HEIGHT, right=8 + names, xaxis=time, **further)


def _grid_lines(mode: Theme, **further: Any) -> Part:
    return axis(mode, showgrid=True, gridcolor=mode.line, **further)


def _years_once(labels: Sequence[str]) -> list[str]:
    """Labels of months with the year below the first of each year only."""
    lines, year_above = [], ""
    for label in labels:
        month, _, year = label.rpartition(" ")
        if len(year) != 4 or not year.isdecimal():
            lines.append(text(label))
            continue
        lines.append(text(month) + ("" if year == year_above else f"<br>{text(year)}"))
        year_above = year
    return lines


def _names(
    steps: int, series: Sequence[Series], heights: Sequence[float], mode: Theme
) -> list[Part]:
    """The name of every series at the right of its end, in its colour: no legend to look up."""
    named = [(s, h) for s, h in zip(series, heights, strict=True) if s.label]
    if not named:
        return []
    return [
        scatter_trace(
            [steps - 0.4] * len(named),
            [height for _, height in named],
            "text",
            text=[text(one.label) for one, _ in named],
            textposition="middle right",
            textfont={"color": [legible(one.colour, mode) for one, _ in named], "size": NAME},
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
