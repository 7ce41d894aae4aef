"""Widgets that show the view."""

import streamlit as st


def mirror(key: str, value: object) -> None:
    """Let a widget show the view: the view is the truth, the widget its mirror.

    At every run, changed or not: a popover's widgets are only built when it opens, and would
    then know nothing of values that were set in an earlier run.
    """
    st.session_state[key] = value
