"""Horizontal bars: shares by size, with what they are held against.

Name and value stand on a line of their own above the bar. So no name is cut and no value is
struck through or stands away from its bar, however wide the figure is: the heights of the two
lines are pixels, and nothing but text is drawn in the upper one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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
from sociallens.theme import Theme

ROW, LINE, BAR, TICK = 37, 19, 9, 13  # pixels of height: a row, its words, its bar, a tick
SIZE = 13.5  # pixels: the type
LONGEST = 32  # characters of a name: more would not fit on the narrowest phone


@dataclass(frozen=True)
class Bar:
    """One bar: a share with its interval, and what it is compared with."""

    key: str
    label: str
    rate: float
    low: float | None
    high: float | None
    note: str  # its value, written after its name
    hover: str
    colour: str
    before: float | None = None
    reference: float | None = None


def bars(items: Sequence[Bar], mode: Theme) -> Figure:
    """Bars from zero, name and value above each. A click anywhere in its row chooses it.

    Thin line: 95 % interval. Grey tick: the period compared with. Blue tick: the study.
    """
    rows = list(range(len(items)))[::-1]
    marks = [[b.rate, b.high or 0, b.before or 0, b.reference or 0] for b in items]
    widest = max((max(values) for values in marks), default=0.0) or 1.0
    paper = layout(
        mode,
        ROW * max(len(items), 1) + 2 * MARGIN,
        left=0,
        barmode="overlay",
        xaxis=axis(mode, range=[0, widest * 1.01], showticklabels=False, automargin=False),
        yaxis=axis(mode, range=[0, len(items)], showticklabels=False, automargin=False),
    )
    middles = [row + (ROW - LINE - TICK / 2) / ROW for row in rows]
    body = bar_trace(
        [b.colour for b in items],
        [b.key for b in items],
        [b.hover for b in items],
        orientation="h",
        x=[b.rate for b in items],
        y=middles,
        width=BAR / ROW,
        error_x={
            "type": "data",
            "array": [(b.high or b.rate) - b.rate for b in items],
            "arrayminus": [b.rate - (b.rate if b.low is None else b.low) for b in items],
            "color": mode.text,
            "thickness": 1,
            "width": 0,
        },
    )
    whole_rows = bar_trace(
        "rgba(0,0,0,0)",
        [b.key for b in items],
        [b.hover for b in items],
        orientation="h",
        x=[widest] * len(items),
        y=[row + 0.5 for row in rows],
        width=1,
    )
    words = scatter_trace(
        [0] * len(items),
        [row + 1 - LINE / 2 / ROW for row in rows],
        "text",
        text=[f"{text(_shortened(b.label))}  {b.note}" for b in items],
        textposition="middle right",
        textfont={"size": SIZE},
        hoverinfo="skip",
        cliponaxis=False,
    )
    before = _ticks(middles, [b.before for b in items], mode.quiet, 2)
    reference = _ticks(middles, [b.reference for b in items], mode.accent, 3)
    return figure(paper, [body, words, *before, *reference, whole_rows])


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _ticks(
    heights: Sequence[float], values: Sequence[float | None], colour: str, width: int
) -> list[Part]:
    if all(value is None for value in values):
        return []
    line = {"symbol": "line-ns-open", "size": TICK, "color": colour, "line": {"width": width}}
    return [scatter_trace(values, heights, "markers", marker=line, hoverinfo="skip")]
