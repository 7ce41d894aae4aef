"""Figures from answers. The only module that knows Plotly.

Few marks, no template, own small layout: that is what repaints fast. Labels are escaped, for
Plotly reads them as HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from sociallens.theme import BAR, FONT, Theme, mix, readable

Figure = go.Figure


@dataclass(frozen=True)
class Bar:
    """One horizontal bar: a share with its interval, and what it is compared with."""

    key: str
    label: str
    rate: float
    low: float | None
    high: float | None
    note: str  # what is written at its end
    hover: str
    colour: str
    before: float | None = None
    reference: float | None = None

    @property
    def width(self) -> int:
        """The characters of its note, without the signs that make it bold."""
        return len(self.note.replace("<b>", "").replace("</b>", ""))


def _layout(mode: Theme, height: int, **further: Any) -> dict[str, Any]:
    further.setdefault("margin", {"l": 4, "r": 4, "t": 4, "b": 4})
    return {
        "template": None,
        "height": height,
        "font": {"family": FONT, "size": 14, "color": mode.text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {
            "bgcolor": mode.card,
            "bordercolor": mode.line,
            "font": {"color": mode.text},
        },
        "uniformtext": {"minsize": 11, "mode": "show"},
        **further,
    }


def _axis(mode: Theme, **further: Any) -> dict[str, Any]:
    return {
        "fixedrange": True,
        "zeroline": False,
        "showgrid": False,
        "ticks": "",
        "tickfont": {"color": mode.quiet, "size": 13},
        "automargin": True,
        **further,
    }


def text(value: str) -> str:
    """A label or verbatim as Plotly shows it unchanged."""
    return escape(value, quote=False)


def bars(items: Sequence[Bar], mode: Theme) -> go.Figure:
    """Horizontal bars from zero, the value written at the end of the row.

    Thin line: 95 % interval. Hollow tick: the period compared with. Dotted tick: the study.
    """
    rows = list(range(len(items)))[::-1]
    marks = [[b.rate, b.high or 0, b.before or 0, b.reference or 0] for b in items]
    widest = max((max(each) for each in marks), default=0.0) or 1.0
    ends = [_free_place(b, widest) for b in items]
    figure = go.Figure(
        layout=_layout(
            mode,
            BAR * len(items) + 12,
            bargap=0.42,
            margin={"l": 4, "r": 12 + 7 * max((b.width for b in items), default=0), "t": 4, "b": 4},
            xaxis=_axis(mode, range=[0, widest * 1.03], showticklabels=False),
            yaxis=_axis(
                mode,
                tickvals=rows,
                ticktext=[text(b.label) + "  " for b in items],
                tickfont={"color": mode.text, "size": 14},
                range=[-0.6, len(items) - 0.4],
            ),
        )
    )
    figure.add_bar(
        orientation="h",
        x=[b.rate for b in items],
        y=rows,
        marker={"color": [b.colour for b in items], "line": {"width": 0}, "cornerradius": 3},
        customdata=[b.key for b in items],
        hovertext=[text(b.hover) for b in items],
        hoverinfo="text",
        unselected={"marker": {"opacity": 1}},
        error_x={
            "type": "data",
            "array": [(b.high or b.rate) - b.rate for b in items],
            "arrayminus": [b.rate - (b.rate if b.low is None else b.low) for b in items],
            "color": mode.text,
            "thickness": 1,
            "width": 0,
        },
    )
    figure.add_scatter(
        x=[end + widest * 0.03 for end in ends],
        y=rows,
        mode="text",
        text=[b.note for b in items],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
    )
    _ticks(figure, rows, [b.before for b in items], mode.quiet, "line-ns-open", 2)
    _ticks(figure, rows, [b.reference for b in items], mode.accent, "line-ns-open", 3)
    return figure


def _free_place(bar: Bar, widest: float) -> float:
    """Where the value can be written: behind the bar, and behind ticks it would cover."""
    end = max(bar.rate, bar.high or 0)
    for tick in sorted(each for each in (bar.before, bar.reference) if each is not None):
        if end - widest * 0.02 <= tick <= end + widest * 0.4:
            end = tick
    return end


def _ticks(
    figure: go.Figure,
    rows: Sequence[int],
    values: Sequence[float | None],
    colour: str,
    symbol: str,
    width: int,
) -> None:
    if any(value is not None for value in values):
        figure.add_scatter(
            x=list(values),
            y=list(rows),
            mode="markers",
            marker={"symbol": symbol, "size": 15, "color": colour, "line": {"width": width}},
            hoverinfo="skip",
        )


@dataclass(frozen=True)
class Series:
    """One line or one layer of bars over time."""

    key: str
    label: str
    colour: str
    values: Sequence[float | None]
    hover: Sequence[str]
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()


def _end_labels(
    figure: go.Figure, days: Sequence[date], series: Sequence[Series], heights: Sequence[float]
) -> None:
    """Name every series at the right of its end, in its colour: no legend to look up."""
    named = [(s, h) for s, h in zip(series, heights, strict=True) if s.label]
    if named:
        figure.add_scatter(
            x=[len(days) - 0.4] * len(named),
            y=[height for _, height in named],
            mode="text",
            text=[text(each.label) for each, _ in named],
            textposition="middle right",
            textfont={"color": [each.colour for each, _ in named], "size": 13},
            hoverinfo="skip",
            cliponaxis=False,
        )
        figure.layout.margin.r = 8 + 7 * max(len(each.label) for each, _ in named)


def _spread(heights: Sequence[float], least: float) -> list[float]:
    """The same heights, moved up just enough that labels at them do not overlap."""
    placed = list(heights)
    for below, above in pairwise(sorted(range(len(heights)), key=lambda i: heights[i])):
        placed[above] = max(placed[above], placed[below] + least)
    return placed


def _years_once(labels: Sequence[str]) -> list[str]:
    """Labels of months with the year at the first of each year only."""
    shown, said = [], ""
    for label in labels:
        month, _, year = label.rpartition(" ")
        known = len(year) == 4 and year == said
        said = year if len(year) == 4 else said
        shown.append(text(month if known else label))
    return shown


def _time_axis(mode: Theme, days: Sequence[date], labels: Sequence[str]) -> dict[str, Any]:
    # Four labels: more would collide on a phone.
    step = max(1, -(-len(days) // 4))
    return _axis(
        mode,
        tickangle=0,
        tickvals=list(range(0, len(days), step)),
        ticktext=_years_once(labels[::step]),
        range=[-0.6, len(days) - 0.4],
    )


def layers(
    days: Sequence[date], labels: Sequence[str], series: Sequence[Series], mode: Theme
) -> go.Figure:
    """Counts over time as stacked bars, first series at the bottom."""
    figure = go.Figure(
        layout=_layout(
            mode,
            260,
            barmode="stack",
            bargap=0.2,
            xaxis=_time_axis(mode, days, labels),
            yaxis=_axis(mode, showgrid=True, gridcolor=mode.line, nticks=4, separatethousands=True),
            separators=",\u202f",
        )
    )
    for each in series:
        figure.add_bar(
            x=list(range(len(days))),
            y=list(each.values),
            marker={"color": each.colour, "line": {"width": 0}},
            customdata=[each.key] * len(days),
            hovertext=[text(line) for line in each.hover],
            hoverinfo="text",
            unselected={"marker": {"opacity": 1}},
        )
    tallest = max(
        (sum(v or 0 for v in step) for step in zip(*(s.values for s in series), strict=True)),
        default=0,
    )
    middles, floor = [], 0.0
    for each in series:
        last = each.values[-1] or 0.0
        middles.append(floor + last / 2)
        floor += last
    _end_labels(figure, days, series, _spread(middles, tallest * 0.09))
    return figure


def lines(
    days: Sequence[date],
    labels: Sequence[str],
    series: Sequence[Series],
    mode: Theme,
    *,
    percent_sign: str,
) -> go.Figure:
    """Rates over time as percentages, from zero; with an interval where the series has one."""
    figure = go.Figure(
        layout=_layout(
            mode,
            260,
            xaxis=_time_axis(mode, days, labels),
            yaxis=_axis(
                mode,
                showgrid=True,
                gridcolor=mode.line,
                ticksuffix=percent_sign,
                rangemode="tozero",
                nticks=5,
            ),
        )
    )
    for each in series:
        interval = {}
        if each.low and each.high:
            spread = list(zip(each.values, each.low, each.high, strict=True))
            interval["error_y"] = {
                "type": "data",
                "array": [h - v if v is not None and h is not None else 0 for v, _, h in spread],
                "arrayminus": [
                    v - lo if v is not None and lo is not None else 0 for v, lo, _ in spread
                ],
                "color": mode.quiet,
                "thickness": 1,
                "width": 0,
            }
        figure.add_scatter(
            x=list(range(len(days))),
            y=list(each.values),
            mode="lines+markers",
            line={"color": each.colour, "width": 2.2},
            marker={"size": 6},
            customdata=[each.key] * len(days),
            hovertext=[text(line) for line in each.hover],
            hoverinfo="text",
            connectgaps=False,
            unselected={"marker": {"opacity": 1}},
            **interval,
        )
    tallest = max((v for each in series for v in each.values if v is not None), default=0)
    ends = [next((v for v in reversed(each.values) if v is not None), 0.0) for each in series]
    _end_labels(figure, days, series, _spread(ends, tallest * 0.09))
    return figure


@dataclass(frozen=True)
class Cell:
    """One cell of a grid: its share and what is written in it."""

    row: str
    column: str
    share: float
    note: str
    hover: str


def grid(
    rows: Sequence[tuple[str, str]],
    columns: Sequence[tuple[str, str]],
    cells: Sequence[Cell],
    mode: Theme,
) -> go.Figure:
    """Shares by two dimensions, the number in the cell. `rows`, `columns`: keys and labels.

    Drawn as bars of one height rather than as a heatmap, whose cells cannot be clicked.
    """
    height = {key: place for place, (key, _) in enumerate(reversed(rows))}
    left = {key: place for place, (key, _) in enumerate(columns)}
    deepest = max((cell.share for cell in cells), default=0) or 1
    fills = [mix(*mode.ramp, cell.share / deepest) for cell in cells]
    figure = go.Figure(
        layout=_layout(
            mode,
            34 * len(rows) + (84 if len(columns) > 4 else 40),
            margin={"l": 4, "r": 62 if len(columns) > 4 else 4, "t": 4, "b": 4},
            bargap=0.06,
            xaxis=_axis(
                mode,
                side="top",
                tickvals=[place + 0.5 for place in left.values()],
                ticktext=[text(label) for _, label in columns],
                tickangle=-30 if len(columns) > 4 else 0,  # upright ones collide on a phone
                tickfont={"color": mode.text, "size": 12},
                range=[0, len(columns)],
            ),
            yaxis=_axis(
                mode,
                tickvals=list(height.values()),
                ticktext=[text(label) + "  " for _, label in reversed(rows)],
                tickfont={"color": mode.text, "size": 13},
                range=[-0.55, len(rows) - 0.45],
            ),
        )
    )
    figure.add_bar(
        orientation="h",
        base=[left[cell.column] + 0.02 for cell in cells],
        x=[0.96] * len(cells),
        y=[height[cell.row] for cell in cells],
        marker={"color": fills, "line": {"width": 0}},
        text=[cell.note for cell in cells],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": [readable(fill, *mode.on_ramp) for fill in fills], "size": 13},
        customdata=[[cell.row, cell.column] for cell in cells],
        hovertext=[text(cell.hover) for cell in cells],
        hoverinfo="text",
        unselected={"marker": {"opacity": 1}, "textfont": {"color": mode.text}},
    )
    return figure
