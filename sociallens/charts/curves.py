"""Shares that grow with the hours waited."""

from collections.abc import Sequence
from dataclasses import dataclass

from sociallens.charts.paper import Figure, axis, figure, layout, scatter_trace, text, width
from sociallens.locales import Locale
from sociallens.theme import Theme, legible

HEIGHT = 240
NAME = 13  # pixels: the size of the names at the ends
HOURS = (3, 12, 24, 48)


@dataclass(frozen=True)
class Curve:
    """One curve in percent, its name written at its end."""

    label: str
    colour: str
    values: Sequence[float]
    hover: Sequence[str]


def curves(hours: Sequence[float], lines: Sequence[Curve], mode: Theme, locale: Locale) -> Figure:
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
    names = scatter_trace(
        [hours[-1]] * len(lines),
        _apart([line.values[-1] for line in lines]),
        "text",
        text=[text(line.label) for line in lines],
        textposition="middle right",
        textfont={"color": [legible(line.colour, mode) for line in lines], "size": NAME},
        hoverinfo="skip",
        cliponaxis=False,
    )
    paper = layout(
        mode,
        HEIGHT,
        right=10 + max(width(line.label, NAME) for line in lines),
        xaxis=axis(mode, tickvals=list(HOURS), ticktext=[f"{hour} h" for hour in HOURS]),
        yaxis=axis(
            mode, showgrid=True, gridcolor=mode.line, range=[0, 102], nticks=5,
            tickprefix=before, ticksuffix=after,
        ),
        separators=locale.separators,
    )  # fmt: skip
    return figure(paper, [*traces, names])


def _apart(ends: Sequence[float], least: float = 9) -> list[float]:
    """The heights of the names at the ends, in percent, far enough from each other to be read."""
    if len(ends) < 2 or abs(ends[0] - ends[1]) >= least:
        return list(ends)
    middle, sign = sum(ends) / 2, 1 if ends[0] >= ends[1] else -1
    return [middle + sign * least / 2, middle - sign * least / 2]
