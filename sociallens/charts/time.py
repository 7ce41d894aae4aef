"""Counts and rates over time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sociallens.charts.paper import (
    MARGIN,
    Figure,
    Part,
    axis,
    bar_trace,
    figure,
    layout,
    scatter_trace,
    text,
)
from sociallens.locales import Locale
from sociallens.theme import Theme, legible

HEIGHT = 260
ABOVE, BELOW = 12, 44  # pixels: half a line above the highest mark, two lines of labels
LABELLED = 10  # points: up to there, figures stand at them
ROOM = 1.08  # of the axis: what is highest does not touch its end
BESIDE = 0.14  # how opaque the band of an interval is


@dataclass(frozen=True)
class Series:
    """One line or one layer of bars over time.

    `spans`: the first and the last place on the time axis that each of `values` covers, `words`
    what they are in words. `before`: places of the axis with the compared period's values.
    """

    name: str  # empty where it is the only one
    label: str  # written at its end
    colour: str
    spans: Sequence[tuple[int, int]]
    values: Sequence[float]
    words: Sequence[str]
    hover: Sequence[str]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    before: Sequence[tuple[float, float]] = ()


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
    top = (max(sums, default=0) or 1) * ROOM
    paper = _paper(
        mode, labels, _ends(series, middles, top, mode), separators=locale.separators,
        barmode="stack", yaxis=_grid_lines(mode, top, nticks=4, separatethousands=True),
    )  # fmt: skip
    return figure(paper, stacks)


def rates(labels: Sequence[str], series: Sequence[Series], mode: Theme, locale: Locale) -> Figure:
    """Percentages from zero, each at the middle of the places that it covers.

    A value of several places is drawn as wide as they are; the line breaks where places between
    two values hold nothing. With an interval as a band where the series has one.
    """
    traces = [
        part for one in series for part in (*_band(one), *_before(one, mode), _line(one, mode))
    ]
    drawn = [value for one in series for value in (*one.values, *one.high)]
    top = min(max(drawn, default=0) or 100, 100) * ROOM
    prefix, suffix = locale.percent
    grid = _grid_lines(mode, top, nticks=5, tickprefix=prefix, ticksuffix=suffix)
    ends = _ends(series, [one.values[-1] for one in series], top, mode)
    return figure(_paper(mode, labels, ends, separators=locale.separators, yaxis=grid), traces)


def _line(series: Series, mode: Theme) -> Part:
    column = _column(series)
    halves = [(last - first) / 2 for first, last in series.spans]
    is_written = not series.name and len(series.values) <= LABELLED
    words = {
        "text": column([text(words) for words in series.words], ""),
        "textposition": "top center",
        "textfont": {"color": legible(series.colour, mode), "size": 13},
    }
    return scatter_trace(
        column([(first + last) / 2 for first, last in series.spans]),
        column(series.values),
        "lines+markers+text" if is_written else "lines+markers",
        line={"color": series.colour, "width": 2.2},
        marker={"size": 6},
        customdata=column([f"{first}-{last}" for first, last in series.spans]),
        hovertext=column([text(line) for line in series.hover], ""),
        hoverinfo="text",
        connectgaps=False,
        cliponaxis=False,
        unselected={"marker": {"opacity": 1}},
        error_x={
            "type": "data", "color": series.colour, "thickness": 2.2, "width": 0,
            "array": column(halves, 0), "arrayminus": column(halves, 0),
        },
        **(words if is_written else {}),
    )  # fmt: skip


def _column(series: Series) -> Callable[..., list[Any]]:
    """Puts a gap into a column of values between two spans that do not touch."""
    order: list[int | None] = []
    for number, (first, _) in enumerate(series.spans):
        if number and first > series.spans[number - 1][1] + 1:
            order.append(None)
        order.append(number)

    def column(values: Sequence[Any], gap: Any = None) -> list[Any]:
        return [gap if place is None else values[place] for place in order]

    return column


def _band(series: Series) -> list[Part]:
    """The interval of each run of touching spans, as an area around its line."""
    if not (series.low and series.high):
        return []
    column = _column(series)
    places = column([(first + last) / 2 for first, last in series.spans])
    lows, highs = column(series.low), column(series.high)
    x: list[float | None] = []
    y: list[float | None] = []
    start = 0
    for end in [*(at for at, place in enumerate(places) if place is None), len(places)]:
        run = slice(start, end)
        x += [*places[run], *reversed(places[run]), None]
        y += [*highs[run], *reversed(lows[run]), None]
        start = end + 1
    band = {"fill": "toself", "fillcolor": _clear(series.colour), "line": {"width": 0}}
    return [scatter_trace(x[:-1], y[:-1], "lines", hoverinfo="skip", **band)]


def _clear(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BESIDE})"


def _before(series: Series, mode: Theme) -> list[Part]:
    """The period compared with: a pale line behind."""
    if not series.before:
        return []
    places, values = zip(*series.before, strict=True)
    line = {"color": mode.quiet, "width": 1.2, "dash": "dot"}
    return [scatter_trace(places, values, "lines", hoverinfo="skip", line=line)]


def _paper(mode: Theme, labels: Sequence[str], ends: Sequence[Part], **further: Any) -> Part:
    """`meta`: the labels of the axis and the names of the series, which take their place where
    the width is known.
    """
    time = axis(
        mode, tickangle=0, range=[-0.6, len(labels) - 0.4], automargin=False, ticklabelstandoff=6
    )
    meta = {"times": [_with_year(label) for label in labels], "ends": list(ends)}
    return layout(
        mode, HEIGHT, left=44, right=MARGIN + 8, top=ABOVE, bottom=BELOW,
        xaxis=time, meta=meta, **further,
    )  # fmt: skip


def _grid_lines(mode: Theme, top: float, **further: Any) -> Part:
    return axis(
        mode, showgrid=True, gridcolor=mode.line, range=[0, top], automargin=False, **further
    )


def _with_year(label: str) -> tuple[str, str]:
    """`nov. 2025` as its month and its year; a day has none."""
    month, _, year = label.rpartition(" ")
    if len(year) != 4 or not year.isdecimal():
        return text(label), ""
    return text(month), text(year)


def _ends(
    series: Sequence[Series], heights: Sequence[float], top: float, mode: Theme
) -> list[Part]:
    """The name of every series in its colour, at its share of the height: no legend to look up."""
    return [
        {"text": text(one.label), "colour": legible(one.colour, mode), "at": height / top}
        for one, height in zip(series, heights, strict=True)
        if one.label
    ]
