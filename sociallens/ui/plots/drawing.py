"""How a figure gets on the page, and what a click on it does."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from sociallens import charts, theme
from sociallens.ui.state import Screen

CONFIG = {"displayModeBar": False, "responsive": True}
LONGEST = 2_000  # characters of the words that a screen reader says for a chart


def unhappy(here: Screen) -> str:
    """The colour of discontent."""
    return theme.colours(here.engine.taxonomy, "sentiment", here.theme)["negative"]


def draw(
    table: str,
    figure: charts.Figure,
    alt: str,
    narrow: Callable[[Any], None],
) -> None:
    """Draw a figure. A click on a mark narrows the view; the next drawing starts unclicked."""
    clicks = st.session_state.setdefault(f"clicks-{table}", 0)
    key = f"chart-{table}-{clicks}"

    def clicked() -> None:
        points = st.session_state[key].selection.points
        if points:
            st.session_state[f"clicks-{table}"] = clicks + 1
            narrow(points[0]["customdata"])

    st.plotly_chart(
        figure,
        theme=None,
        key=key,
        on_select=clicked,
        selection_mode="points",
        config=CONFIG,
        alt=alt[:LONGEST],
    )
