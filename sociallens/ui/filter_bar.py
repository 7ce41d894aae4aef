"""The filter bar: popovers, what is active in words, comparison, link, language."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens.dimensions import CHOOSABLE
from sociallens.i18n import LANGUAGES, Language, words
from sociallens.ui import chips, state
from sociallens.ui.choices import choice, reposts_widget
from sociallens.ui.copy import copy_button
from sociallens.ui.period import comparison_widget, period_widgets
from sociallens.ui.safe import label
from sociallens.ui.state import Screen
from sociallens.ui.wording import comparison_words, fresh, period_words, summary

# A popover with the dimensions that it offers, and where it stands.
Popover = tuple[DeltaGenerator, Sequence[str], str]
_EVERY = tuple(dimension.name for dimension in CHOOSABLE)
_PROMINENT = tuple(dimension.name for dimension in CHOOSABLE if dimension.prominent)
_OTHERS = tuple(dimension.name for dimension in CHOOSABLE if not dimension.prominent)


def full(shown: Screen) -> Callable[[], None]:
    """Show the bar and, below it, the active filters with a cross on each.

    Returns what fills the popovers of choices: their counts cost queries, for which the page
    need not wait.
    """
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(key="bar-wide", horizontal=True, gap="xsmall", width="content"):
            wide = _wide(shown)
        with st.container(key="bar-phone", width="content"):
            phone = _phone(shown)
        _end(shown)
    chips.row(shown)

    def fill() -> None:
        for popover, names, place in (*wide, phone):
            with popover:
                _choices(shown, names, place)

    return fill


def short(shown: Screen) -> Callable[[], None]:
    """Show the bar of pages about the whole store: link and language, nothing to fill."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        _end(shown)
    return lambda: None


def _wide(shown: Screen) -> list[Popover]:
    with st.popover(label(period_words(shown)), key="pop-period"):
        period_widgets(shown, "bar")
    with st.popover(label(comparison_words(shown)), key="pop-compare"):
        comparison_widget(shown, "bar")
    # A popover that reports its closing could lose a click on another page to that report.
    return [
        *(
            (st.popover(words(f"filter-{name}", shown.language), key=f"pop-{name}"), (name,), "bar")
            for name in _PROMINENT
        ),
        (st.popover(words("bar-more", shown.language), key="pop-more"), _OTHERS, "bar"),
    ]


def _phone(shown: Screen) -> Popover:
    popover = st.popover(words("bar-filters", shown.language), key="pop-phone")
    with popover:
        period_widgets(shown, "phone")
        comparison_widget(shown, "phone")
    return popover, _EVERY, "phone"


def _choices(shown: Screen, names: Sequence[str], place: str) -> None:
    if len(names) == 1:
        choice(shown, names[0], place)
        return
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
