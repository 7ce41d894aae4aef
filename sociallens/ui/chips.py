"""What the view is narrowed to, as a sentence with a cross on each part."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from sociallens.i18n import days, number, words
from sociallens.selection import REPOSTS, Period, Selection
from sociallens.ui import state
from sociallens.ui.choices import set_reposts
from sociallens.ui.period import compare_with, set_period
from sociallens.ui.questions import total
from sociallens.ui.safe import label
from sociallens.ui.search import search
from sociallens.ui.state import Screen
from sociallens.ui.wording import chosen, period_words


def row(shown: Screen) -> None:
    """Show how many messages are in view, then everything that narrows it."""
    language, selection = shown.language, shown.selection
    chips: list[tuple[str, str, Callable[[], None]]] = []
    if selection.period.bounded:
        chips.append(("period", period_words(shown), lambda: set_period(Period())))
    compared = selection.compared()
    if compared is not None and compared.period.start and compared.period.end:
        before = days(compared.period.start, compared.period.end, language)
        text = words("chip-compare", language, period=before)
        chips.append(("compare", text, lambda: compare_with("none")))
    for name, values in selection.choices:
        if values:
            listed = chosen(shown, name, values)
            chips.append((name, listed, lambda name=name: state.choose(name, None)))  # type: ignore[misc]
    if selection.q:
        text = words("chip-text", language, q=selection.q)
        chips.append(("q", text, lambda: search("")))
    if selection.reposts:
        text = words("chip-reposts", language)
        chips.append((REPOSTS, text, lambda: set_reposts(counted=False)))
    with st.container(key="chips", horizontal=True, vertical_alignment="center", gap="small"):
        count = total()
        counted = words("chips-total", language, count=count, n=number(count, language))
        st.markdown(label(counted))
        for name, text, drop in chips:
            st.button(
                label(text),
                key=f"chip-{name}",
                type="tertiary",
                icon=":material/close:",
                icon_position="right",
                help=words("chip-drop", language),
                on_click=drop,
            )
        if chips or selection.unknown:
            st.button(
                words("chips-reset", language),
                key="reset",
                type="tertiary",
                on_click=lambda: state.change(lambda _: Selection()),
            )


def without_unknown(selection: Selection) -> Selection:
    """The selection without what nobody knew of its link; filters left empty are lifted."""
    kept = tuple((name, values) for name, values in selection.choices if values)
    return replace(selection, unknown=(), choices=kept)
