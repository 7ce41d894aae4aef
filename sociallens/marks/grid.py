"""Shares by two dimensions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sociallens import charts
from sociallens.answers import Answer
from sociallens.dimensions import DIMENSIONS
from sociallens.i18n import number, percent
from sociallens.naming import Names
from sociallens.phrases import k_of_n, rate
from sociallens.stats import FEW

MOST_ROWS = 12  # the largest; all are in the table
Heading = tuple[str, str]  # key and label


@dataclass(frozen=True)
class Grid:
    """The cells of a chart, its headings, and what is said under its title."""

    subtitle: str
    rows: Sequence[Heading]
    columns: Sequence[Heading]
    cells: Sequence[charts.Cell]

    @property
    def alt(self) -> str:
        """The chart in words."""
        return "; ".join(cell.hover for cell in self.cells)


def grid(answer: Answer, names: Names) -> Grid:
    """The largest rows first, columns in the order of their vocabulary."""
    first, second = answer.table.by
    frame = answer.rows
    sizes = frame.group_by(first).agg(pl.col("k").sum())
    largest = sizes.sort("k", first, descending=[True, False]).head(MOST_ROWS)[first].to_list()
    present = set(frame[second])
    return Grid(
        names.say(f"about-{answer.table.name}"),
        [(key, names.value(first, key)) for key in largest],
        [
            (key, names.value(second, key))
            for key in names.taxonomy[DIMENSIONS[second].vocabulary]
            if key in present
        ],
        [
            _cell(row, first, second, names)
            for row in frame.filter(pl.col(first).is_in(largest)).rows(named=True)
        ],
    )


def _cell(row: dict[str, Any], first: str, second: str, names: Names) -> charts.Cell:
    language = names.language
    k, n = int(row["k"]), int(row["n"])
    title = f"{names.value(first, row[first])}, {names.value(second, row[second])}"
    note = (
        f"{number(k, language)}/{number(n, language)}"
        if n < FEW
        else percent(row["rate"], language)
    )
    hover = f"{title}{names.say('colon')} {rate(k, n, language)} ({k_of_n(k, n, language)})"
    depth = row["rate"] if n >= FEW else 0.0  # below, a rate is written as a count and not drawn
    return charts.Cell(row[first], row[second], depth, note, hover)
