"""The filter bar: popovers, what is active in words, comparison, link, language."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import streamlit as st

from sociallens.dimensions import DIMENSIONS
from sociallens.i18n import LANGUAGES, Language, words
from sociallens.ui import chips, state
from sociallens.ui.choices import choice, reposts_widget
from sociallens.ui.copy import copy_button
from sociallens.ui.period import comparison_widget, period_widgets
from sociallens.ui.safe import label
from sociallens.ui.state import Screen
from sociallens.ui.wording import comparison_words, fresh, period_words, summary

_OPEN = "open-popover"
_CHOSEN = tuple(name for name, dimension in DIMENSIONS.items() if not dimension.time)
_PROMINENT = tuple(name for name in _CHOSEN if DIMENSIONS[name].prominent)
_OTHERS = tuple(name for name in _CHOSEN if not DIMENSIONS[name].prominent)


def full(shown: Screen) -> None:
    """Show the bar and, below it, the active filters with a cross on each."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(key="bar-wide", horizontal=True, gap="xsmall", width="content"):
            _wide(shown)
        with st.container(key="bar-phone", width="content"):
            _phone(shown)
        _end(shown)
    chips.row(shown)


def short(shown: Screen) -> None:
    """Show the bar of pages about the whole store: link and language, no filters."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        _end(shown)


def _wide(shown: Screen) -> None:
    with _opened(label(period_words(shown)), "period") as opened:
        if opened:
            period_widgets(shown, "bar")
    with _opened(label(comparison_words(shown)), "compare") as opened:
        if opened:
            comparison_widget(shown, "bar")
    for name in _PROMINENT:
        title = words(f"filter-{name}", shown.language)
        with _opened(title, name) as opened:
            if opened:
                choice(shown, name, "bar")
    title = words("bar-more", shown.language)
    with _opened(title, "more") as opened:
        if opened:
            _choices(shown, _OTHERS, "bar")


def _phone(shown: Screen) -> None:
    title = words("bar-filters", shown.language)
    with _opened(title, "phone") as opened:
        if opened:
            period_widgets(shown, "phone")
            comparison_widget(shown, "phone")
            _choices(shown, _CHOSEN, "phone")


@contextmanager
def _opened(title: str, name: str) -> Iterator[bool]:
    """A popover, and whether it is open: what is in it, the counts above all, costs queries.

    Its title stays the same where something is chosen in it, or the focus would be lost.
    """
    key = f"pop-{name}"

    def turn() -> None:
        st.session_state[_OPEN] = name if st.session_state[key] else ""

    # Streamlit forgets that a popover is open when its title changes, as a period's does.
    st.session_state[key] = st.session_state.get(_OPEN) == name
    popover = st.popover(title, key=key, on_change=turn)
    with popover:
        yield bool(popover.open)


def _choices(shown: Screen, names: Iterable[str], place: str) -> None:
    with st.container(key=f"choices-{place}"):
        for name in names:
            choice(shown, name, place)
    reposts_widget(shown, place)


def _end(shown: Screen) -> None:
    language = shown.language
    with st.container(
        key="bar-end", horizontal=True, vertical_alignment="center", gap="xsmall", width="content"
    ):
        if shown.engine.store.manifest.demo:
            st.badge(
                words("demo-badge", language), color="yellow", help=words("demo-help", language)
            )
        else:
            _freshness(shown)
        copy_button(words("copy-link", language), words("copied", language), summary(shown))
        _languages(language)


def _freshness(shown: Screen) -> None:
    language = shown.language
    freshness = fresh(
        shown.engine.store.manifest,
        shown.known.last if shown.known.dated else None,
        datetime.now(UTC),
        language,
    )
    if freshness:
        with st.container(key="bar-fresh", width="content"):
            st.caption(freshness, help=words("freshness-help", language), width="content")


def _languages(language: Language) -> None:
    for other in LANGUAGES:
        if other != language:
            st.button(
                other.upper(),
                key=f"language-{other}",
                type="tertiary",
                help=words("language-switch", other),
                on_click=state.speak,
                args=(other,),
            )
