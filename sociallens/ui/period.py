"""The widgets of the days in view and of what they are compared with."""

from dataclasses import replace
from datetime import date

import streamlit as st

from sociallens.i18n import LOCALES, words
from sociallens.selection import COMPARISONS, PRESETS, Comparison, Period, Selection, preset
from sociallens.ui import state
from sociallens.ui.mirror import mirror
from sociallens.ui.state import Screen


def _mirror_days(key: str, period: Period) -> None:
    """Mirror the days, unless the reader has picked only the first of two."""
    picking = len(st.session_state.get(key, ())) == 1
    if not picking or st.session_state.get(f"{key}-of") != period:
        mirror(key, tuple(day for day in (period.start, period.end) if day))
    st.session_state[f"{key}-of"] = period


def period_widgets(shown: Screen, place: str) -> None:
    """Let the reader choose a named period or two dates."""
    language, period = shown.language, shown.selection.period
    last = shown.known.last
    name_key, days_key = f"{place}-preset", f"{place}-days"
    current = period.name or ("all" if not period.bounded else None)
    mirror(name_key, current)
    st.pills(
        words("filter-period", language),
        PRESETS,
        format_func=lambda name: words(f"period-{name.replace('_', '-')}", language),
        key=name_key,
        on_change=lambda: set_period(
            preset(st.session_state[name_key], last) if st.session_state[name_key] else period
        ),
    )
    _mirror_days(days_key, period)
    st.date_input(
        words("period-dates", language),
        min_value=date(1990, 1, 1),
        max_value=date(2100, 1, 1),
        format=LOCALES[language].date_order,
        key=days_key,
        on_change=lambda: _set_dates(st.session_state[days_key]),
    )


def _set_dates(chosen: tuple[date, ...]) -> None:
    if len(chosen) != 2:  # one date so far: the reader is still choosing
        return
    start, end = min(chosen), max(chosen)
    period = state.view().selection.period
    if (start, end) != (period.start, period.end):  # the widget also tells what it was given
        set_period(Period(start, end))


def set_period(period: Period) -> None:
    """Set the days in view; drop what was not understood about them in a link."""

    def edit(selection: Selection) -> Selection:
        unknown = tuple(p for p in selection.unknown if p[0] not in ("period", "from", "to"))
        return replace(selection, period=period, unknown=unknown)

    state.change(edit)


def comparison_widget(shown: Screen, place: str) -> None:
    """Let the reader choose what the period is compared with."""
    key = f"{place}-compare"
    mirror(key, shown.selection.compare)
    st.radio(
        words("filter-compare", shown.language),
        COMPARISONS,
        format_func=lambda name: words(f"compare-{name}", shown.language),
        key=key,
        on_change=lambda: compare_with(st.session_state[key]),
    )
    if shown.selection.compare != "none" and shown.selection.compared() is None:
        st.caption(words("compare-needs-period", shown.language))


def compare_with(name: Comparison) -> None:
    """Set what the period is compared with."""
    state.change(lambda selection: replace(selection, compare=name))
