"""How a figure gets on the page, and what a click on it does."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from sociallens.charts import Figure

CONFIG = {"displayModeBar": False, "responsive": True}
LONGEST = 2_000  # characters of the words that a screen reader says for a chart


def place(table: str, figure: Figure, alt: str, narrow: Callable[[Any], None]) -> None:
    """Put a figure on the page.

    A click on a mark narrows the view by the mark's key; the next run starts unclicked.
    """
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
