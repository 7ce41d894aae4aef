"""Horizontal bars: shares by size, with what they are held against."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
from sociallens.theme import BAR, Theme

CHARACTER = 0.036  # of the longest bar: about the width of a character of a note


@dataclass(frozen=True)
class Bar:
    """One bar: a share with its interval, and what it is compared with."""

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
        """The characters of its note, without the signs that set its type."""
        return len(re.sub(r"</?[bi]>", "", self.note))


def bars(items: Sequence[Bar], mode: Theme) -> Figure:
    """Bars from zero, the value written at the end of the row.

    Thin line: 95 % interval. Grey tick: the period compared with. Blue tick: the study.
    """
    rows = list(range(len(items)))[::-1]
    marks = [[b.rate, b.high or 0, b.before or 0, b.reference or 0] for b in items]
    widest = max((max(each) for each in marks), default=0.0) or 1.0
    paper = layout(
        mode,
        BAR * len(items) + 12,
        right=12 + 7 * max((b.width for b in items), default=0),
        bargap=0.42,
        xaxis=axis(mode, range=[0, widest * 1.03], showticklabels=False),
        yaxis=axis(
            mode,
            tickvals=rows,
            ticktext=[text(b.label) + "  " for b in items],
            tickfont={"color": mode.text, "size": 14},
            range=[-0.6, len(items) - 0.4],
        ),
    )
    body = bar_trace(
        [b.colour for b in items],
        [b.key for b in items],
        [b.hover for b in items],
        orientation="h",
        x=[b.rate for b in items],
        y=rows,
        error_x={
            "type": "data",
            "array": [(b.high or b.rate) - b.rate for b in items],
            "arrayminus": [b.rate - (b.rate if b.low is None else b.low) for b in items],
            "color": mode.text,
            "thickness": 1,
            "width": 0,
        },
    )
    notes = scatter_trace(
        [_free_place(b, widest) + widest * 0.03 for b in items],
        rows,
        "text",
        text=[b.note for b in items],
        textposition="middle right",
        hoverinfo="skip",
        cliponaxis=False,
    )
    before = _ticks(rows, [b.before for b in items], mode.quiet, 2)
    reference = _ticks(rows, [b.reference for b in items], mode.accent, 3)
    return drawn(paper, [body, notes, *before, *reference])


def _free_place(bar: Bar, widest: float) -> float:
    """Where the value can be written: behind the bar, and behind ticks it would cover."""
    end = max(bar.rate, bar.high or 0)
    for tick in sorted(each for each in (bar.before, bar.reference) if each is not None):
        if end - widest * 0.02 <= tick <= end + widest * bar.width * CHARACTER:
            end = tick
    return end


def _ticks(
    rows: Sequence[int], values: Sequence[float | None], colour: str, width: int
) -> list[Part]:
    if all(value is None for value in values):
        return []
    line = {"symbol": "line-ns-open", "size": 15, "color": colour, "line": {"width": width}}
    return [scatter_trace(values, rows, "markers", marker=line, hoverinfo="skip")]
