"""Shares by two dimensions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from sociallens.answers import Answer
from sociallens.blocks import GridCell, GridRow, Link
from sociallens.dimensions import DIMENSIONS
from sociallens.i18n import number, percent
from sociallens.marks.bars import corrected
from sociallens.naming import Names
from sociallens.phrases import interval, k_of_n, rate
from sociallens.stats import FEW
from sociallens.tables import LABELS

MOST_ROWS, MOST_COLUMNS = 60, 10  # the largest; all are in the file


@dataclass(frozen=True)
class Grid:
    """The cells of a chart, its headings, and what is said under its title."""

    subtitle: str
    columns: list[Link]
    rows: list[GridRow]


def grid(answer: Answer, names: Names) -> Grid:
    """The largest rows first, columns in the order of their vocabulary.

    The largest share has the deepest colour.
    """
    first, second = answer.table.by
    frame = answer.rows
    present = _largest(frame, second, MOST_COLUMNS)
    columns = [key for key in names.taxonomy[DIMENSIONS[second].vocabulary] if key in present]
    deepest = frame.filter(pl.col("n") >= FEW)["rate"].max()
    cells = {(row[first], row[second]): row for row in frame.rows(named=True)}
    return Grid(
        " · ".join([names.say(f"about-{answer.table.name}"), *corrected(answer, names)]),
        [{"text": names.value(second, key)} for key in columns],
        [
            {
                "key": key,
                "label": names.value(first, key),
                "cells": [
                    _cell(cells.get((key, column)), first, second, column, names, deepest)
                    for column in columns
                ],
            }
            for key in _largest(frame, first, MOST_ROWS)
        ],
    )


def _largest(frame: pl.DataFrame, by: str, most: int) -> list[str]:
    sizes = frame.group_by(by).agg(pl.col("k").sum()).sort("k", by, descending=[True, False])
    return sizes[by].head(most).to_list()


def _cell(
    row: Mapping[str, Any] | None, first: str, second: str, column: str, names: Names, deepest: Any
) -> GridCell:
    if row is None:
        return {"key": column, "value": ""}
    language = names.language
    k, n = int(row["k"]), int(row["n"])
    title = f"{names.value(first, row[first])}, {names.value(second, column)}"
    few = n < FEW  # a rate is written as a count then, and not drawn
    value = (
        f"{number(k, language)}/{number(n, language)}" if few else percent(row["rate"], language)
    )
    told = rate(k, n, language)
    if row.get(LABELS) is not None:
        between = interval(row["low"], row["high"], language)
        told = names.say("estimate-hover", raw=told, rate=value, interval=between)
    return {
        "key": column,
        "value": value,
        "depth": 0.0 if few or not deepest else row["rate"] / deepest,
        "tone": names.tone(second, column),
        "hover": f"{title}{names.say('colon')} {told} ({k_of_n(k, n, language)})",
        "selected": row["selected"],
    }
