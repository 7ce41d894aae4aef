"""Words in the texts: they narrow the view like any filter."""

from dataclasses import replace

import streamlit as st

from sociallens import link
from sociallens.ui import state
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def search(text: str) -> None:
    """Narrow the view to contributions that hold the words of `text`."""
    state.change(lambda selection: replace(selection, q=text.strip()[: link.LONGEST]))


def box() -> None:
    """Show the field of the search."""
    st.session_state["search"] = screen.get().selection.q
    st.text_input(
        say("search-label"),
        key="search",
        placeholder=say("search-placeholder"),
        help=say("search-help"),
        max_chars=link.LONGEST,
        icon=":material/search:",
        on_change=lambda: search(st.session_state["search"]),
    )
