"""A view with nothing in it: why, and what to relax."""

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from sociallens.dimensions import FILTERS
from sociallens.i18n import number
from sociallens.selection import EVERYTHING, Selection
from sociallens.ui import search
from sociallens.ui.questions import total
from sociallens.ui.safe import label
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import filter_title, say


def advice() -> None:
    """Say why no message is in view, unless the banner about the link says it."""
    shown = screen.get()
    if shown.selection.matches_nothing:
        return
    with st.container(border=True, key="empty"):
        st.subheader(say("empty-title"), anchor=False)
        if shown.selection.q:
            search.box()
        if not total(Selection()):
            st.write(say("empty-store"))
            return
        for text, relaxed in _relaxations(shown):
            if count := total(relaxed):
                n = number(count, shown.language)
                st.write("- " + say("empty-without", what=label(text), count=count, n=n))
        st.write(say("empty-advice"))


def _relaxations(shown: Screen) -> Iterator[tuple[str, Selection]]:
    selection = shown.selection
    if selection.period.bounded:
        yield say("filter-period"), replace(selection, period=EVERYTHING)
    for key, _ in selection.choices:
        yield filter_title(shown, FILTERS[key]), selection.choose(key, None)
    if selection.q:
        yield say("filter-q"), replace(selection, q="")
