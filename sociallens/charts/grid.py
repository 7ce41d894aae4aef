"""Shares by two dimensions.

A row's name stands on a line of its own above its cells, which so have the whole width: their
numbers do not collide on a phone. All heights are pixels; nothing is left to be fitted.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sociallens.charts.paper import (
    MARGIN,
    Figure,
    axis,
    bar_trace,
    figure,
    layout,
    scatter_trace,
    text,
    width,
)
from sociallens.theme import Theme, mix, readable

ROW, LINE, CELL = 44, 18, 22  # pixels of height: a row, its name, its cells
NAME = 12  # pixels: the type of the columns' names
MANY = 4  # columns: the names of more are set aslant, upright ones collide on a phone
SLANT = 45  # degrees
APART = 5  # pixels between the columns' names and the first row
ASIDE = 56  # pixels that the last aslant name needs at the right


@dataclass(frozen=True)
class Cell:
    """One cell: its share and what is written in it."""

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
) -> Figure:
    """The number in the cell, deeper for larger shares. `rows`, `columns`: keys and labels.

    Drawn as bars of one height rather than as a heatmap, whose cells cannot be clicked.
    """
    floor = {key: place for place, (key, _) in enumerate(reversed(rows))}
    left = {key: place for place, (key, _) in enumerate(columns)}
    deepest = max((cell.share for cell in cells), default=0) or 1
    fills = [mix(*mode.ramp, cell.share / deepest) for cell in cells]
    aslant = len(columns) > MANY
    names = [_two_lines(label) for _, label in columns]
    top = _rise(names, aslant)
    paper = layout(
        mode,
        top + ROW * len(rows) + MARGIN,
        left=0,
        right=ASIDE if aslant else MARGIN,
        top=top,
        xaxis=axis(
            mode,
            side="top",
            tickvals=[place + 0.5 for place in left.values()],
            ticktext=["<br>".join(text(line) for line in lines) for lines in names],
            tickangle=-SLANT if aslant else 0,
            tickfont={"color": mode.text, "size": NAME},
            range=[0, len(columns)],
            ticklabelstandoff=APART,
            automargin=False,
        ),
        yaxis=axis(mode, range=[0, len(rows)], showticklabels=False, automargin=False),
    )
    middles = [floor[cell.row] + (ROW - LINE - CELL / 2) / ROW for cell in cells]
    titles = scatter_trace(
        [0.02] * len(rows),
        [floor[key] + 1 - LINE / 2 / ROW for key, _ in rows],
        "text",
        text=[text(label) for _, label in rows],
        textposition="middle right",
        textfont={"size": 13},
        hoverinfo="skip",
        cliponaxis=False,
    )
    body = bar_trace(
        fills,
        [[cell.row, cell.column] for cell in cells],
        [cell.hover for cell in cells],
        orientation="h",
        base=[left[cell.column] + 0.02 for cell in cells],
        x=[0.96] * len(cells),
        y=middles,
        width=CELL / ROW,
    )
    # The numbers are marks of their own: Plotly fails to select bars that hold coloured texts.
    notes = scatter_trace(
        [left[cell.column] + 0.5 for cell in cells],
        middles,
        "text",
        text=[cell.note for cell in cells],
        textfont={"color": [readable(fill, *mode.on_ramp) for fill in fills], "size": 13},
        hoverinfo="skip",
    )
    return figure(paper, [body, notes, titles])


def _two_lines(label: str) -> list[str]:
    """A name on one line, or on two of about the same length."""
    words = label.split(" ")
    splits = [[" ".join(words[:n]), " ".join(words[n:])] for n in range(1, len(words))]
    return min(splits, key=lambda lines: max(map(len, lines)), default=[label])


def _rise(names: Sequence[Sequence[str]], aslant: bool) -> int:
    """How many pixels the columns' names need above the first row."""
    longest = max((width(line, NAME) for lines in names for line in lines), default=0)
    tall = NAME * 1.3 * max(map(len, names), default=1)
    turned = math.radians(SLANT) if aslant else 0.0
    return round(longest * math.sin(turned) + tall * math.cos(turned)) + APART + 12
