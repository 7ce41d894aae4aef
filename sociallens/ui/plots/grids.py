"""Shares by two dimensions."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import streamlit as st

from sociallens import charts, stats, tables
from sociallens.dimensions import DIMENSIONS
from sociallens.findings import k_of_n, rate
from sociallens.i18n import number, percent
from sociallens.ui import state
from sociallens.ui.cards import card, definition, nothing_words
from sociallens.ui.plots.drawing import draw
from sociallens.ui.questions import answer
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import say, value_label

MOST_ROWS = 12  # the largest; all are in the table


def grid(table: str) -> None:
    """Shares by two dimensions, the number in the cell. A click narrows to both values."""
    here, declared = screen.get(), tables.TABLES[table]
    first, second = declared.by
    frame = answer(table).rows
    with card(table, subtitle=say(f"about-{table}"), definition=definition(declared.metric)):
        if frame.is_empty():
            st.caption(nothing_words(declared.metric))
            return
        order = (
            frame.group_by(first).agg(pl.col("k").sum()).sort("k", first, descending=[True, False])
        )
        rows = [(key, value_label(here, first, key)) for key in order[first]][:MOST_ROWS]
        columns = [
            (key, value_label(here, second, key))
            for key in here.engine.taxonomy[DIMENSIONS[second].vocabulary]
            if key in set(frame[second])
        ]
        shown = {key for key, _ in rows}
        cells = [
            _cell(here, row, first, second) for row in frame.rows(named=True) if row[first] in shown
        ]

        def narrow(key: tuple[str, str]) -> None:
            state.choose(first, (key[0],))
            state.choose(second, (key[1],))

        draw(
            table,
            charts.grid(rows, columns, cells, here.theme),
            "; ".join(cell.hover for cell in cells),
            narrow,
        )


def _cell(here: Screen, row: Mapping[str, Any], first: str, second: str) -> charts.Cell:
    language = here.language
    k, n = int(row["k"]), int(row["n"])
    names = f"{value_label(here, first, row[first])}, {value_label(here, second, row[second])}"
    note = (
        f"{number(k, language)}/{number(n, language)}"
        if n < stats.FEW
        else (percent(row["rate"], language))
    )
    said = f"{names}{say('colon')} {rate(k, n, language)} ({k_of_n(k, n, language)})"
    return charts.Cell(row[first], row[second], row["rate"], note, said)
