"""Shares that grow with the hours waited."""

from collections.abc import Sequence
from dataclasses import dataclass

from sociallens.charts.paper import Figure, axis, figure, layout, scatter_trace, text
from sociallens.locales import Locale
from sociallens.theme import Theme, legible

HEIGHT = 240
TOP = 102.0  # of the axis, in percent: the line of all does not touch the edge


@dataclass(frozen=True)
class Curve:
    """One curve in percent, its name written at its end."""

    name: str
    label: str
    colour: str
    values: Sequence[float]
    hover: Sequence[str]


def curves(
    hours: Sequence[float],
    lines: Sequence[Curve],
    ticks: Sequence[float],
    mode: Theme,
    locale: Locale,
) -> Figure:
    """Percentages of conversations from zero to all, over hours."""
    before, after = locale.percent
    traces = [
        scatter_trace(
            hours,
            line.values,
            "lines",
            line={"color": line.colour, "width": 2.2, "shape": "hv"},
            hovertext=[text(each) for each in line.hover],
            hoverinfo="text",
        )
        for line in lines
    ]
    ends = [
        {
            "text": text(line.label),
            "colour": legible(line.colour, mode),
            "at": line.values[-1] / TOP,
        }
        for line in lines
    ]
    paper = layout(
        mode,
        HEIGHT,
        left=52,
        right=16,
        top=12,
        bottom=30,
        meta={"ends": ends},
        xaxis=axis(
            mode,
            range=[0, hours[-1]],
            tickvals=list(ticks),
            ticktext=[f"{hour:g} h" for hour in ticks],
        ),
        yaxis=axis(
            mode, showgrid=True, gridcolor=mode.line, range=[0, TOP], nticks=5,
            tickprefix=before, ticksuffix=after, automargin=False,
        ),
        separators=locale.separators,
    )  # fmt: skip
    return figure(paper, traces)
