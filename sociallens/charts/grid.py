"""Shares by two dimensions."""

from collections.abc import Sequence
from dataclasses import dataclass

from sociallens.charts.paper import (
    MARGIN,
    Figure,
    axis,
    bar_trace,
    drawn,
    layout,
    scatter_trace,
    text,
)
from sociallens.theme import Theme, mix, readable

ROW = 34  # pixels
MANY = 4  # columns: the names of more are set aslant, upright ones collide on a phone


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
    height = {key: place for place, (key, _) in enumerate(reversed(rows))}
    left = {key: place for place, (key, _) in enumerate(columns)}
    deepest = max((cell.share for cell in cells), default=0) or 1
    fills = [mix(*mode.ramp, cell.share / deepest) for cell in cells]
    aslant = len(columns) > MANY
    paper = layout(
        mode,
        ROW * len(rows) + (84 if aslant else 40),
        right=62 if aslant else MARGIN,
        bargap=0.06,
        xaxis=axis(
            mode,
            side="top",
            tickvals=[place + 0.5 for place in left.values()],
            ticktext=[text(label) for _, label in columns],
            tickangle=-30 if aslant else 0,
            tickfont={"color": mode.text, "size": 12},
            range=[0, len(columns)],
        ),
        yaxis=axis(
            mode,
            tickvals=list(height.values()),
            ticktext=[text(label) + "  " for _, label in reversed(rows)],
            tickfont={"color": mode.text, "size": 13},
            range=[-0.55, len(rows) - 0.45],
        ),
    )
    body = bar_trace(
        fills,
        [[cell.row, cell.column] for cell in cells],
        [cell.hover for cell in cells],
        orientation="h",
        base=[left[cell.column] + 0.02 for cell in cells],
        x=[0.96] * len(cells),
        y=[height[cell.row] for cell in cells],
    )
    # The numbers are marks of their own: Plotly fails to select bars that hold coloured texts.
    notes = scatter_trace(
        [left[cell.column] + 0.5 for cell in cells],
        [height[cell.row] for cell in cells],
        "text",
        text=[cell.note for cell in cells],
        textfont={"color": [readable(fill, *mode.on_ramp) for fill in fills], "size": 13},
        hoverinfo="skip",
    )
    return drawn(paper, [body, notes])
