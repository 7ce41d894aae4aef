"""The filter bar: popovers, what is active in words, comparison, link, language."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import streamlit as st

from sociallens import link
from sociallens.filters import (
    COMPARISONS,
    FILTER,
    FILTERS,
    PRESETS,
    REPOSTS,
    Comparison,
    Period,
    Selection,
    preset,
)
from sociallens.i18n import LANGUAGES, LOCALES, Language, days, number, words
from sociallens.ui import state
from sociallens.ui.copy import copy_button
from sociallens.ui.safe import label
from sociallens.ui.state import Screen
from sociallens.ui.view import total
from sociallens.ui.wording import comparison_words, fresh, period_words, summary, value_label


def draw(screen: Screen) -> None:
    """The bar and, below it, the active filters as a sentence with a cross on each."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="xsmall"):
        with st.container(key="bar-wide", horizontal=True, gap="xsmall", width="content"):
            _wide(screen)
        with st.container(key="bar-phone", width="content"):
            _phone(screen)
        _end(screen)
    _chips(screen)


def draw_short(screen: Screen) -> None:
    """The bar of pages about the whole store: no filters, only link and language."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center"):
        _end(screen)


def _wide(screen: Screen) -> None:
    with st.popover(label(period_words(screen)), key="pop-period"):
        _period(screen, "bar")
    with st.popover(label(comparison_words(screen)), key="pop-compare"):
        _comparison(screen, "bar")
    for declared in FILTERS:
        if declared.prominent:
            with st.popover(_counted(screen, declared.name), key=f"pop-{declared.name}"):
                _choice(screen, declared.name, "bar")
    hidden = [each.name for each in FILTERS if not each.prominent]
    with st.popover(_more(screen, hidden), key="pop-more"):
        for name in hidden:
            _choice(screen, name, "bar")
        _reposts(screen, "bar")


def _phone(screen: Screen) -> None:
    names = [each.name for each in FILTERS]
    with st.popover(_more(screen, names, "bar-filters"), key="pop-phone"):
        _period(screen, "phone")
        _comparison(screen, "phone")
        for name in names:
            _choice(screen, name, "phone")
        _reposts(screen, "phone")


def _end(screen: Screen) -> None:
    language = screen.language
    with st.container(key="bar-end", horizontal=True, vertical_alignment="center", width="content"):
        if screen.engine.store.manifest.demo:
            st.badge(
                words("demo-badge", language), color="yellow", help=words("demo-help", language)
            )
        else:
            _freshness(screen)
        copy_button(words("copy-link", language), words("copied", language), summary(screen))
        _languages(language)


def _freshness(screen: Screen) -> None:
    language = screen.language
    told = fresh(
        screen.engine.store.manifest,
        screen.known.last if screen.known.dated else None,
        datetime.now(UTC),
        language,
    )
    if told:
        with st.container(key="bar-fresh", width="content"):
            st.caption(told, help=words("freshness-help", language), width="content")


def _counted(screen: Screen, name: str) -> str:
    chosen = screen.selection.values(name)
    title = words(f"filter-{name}", screen.language)
    return f"{title} **{len(chosen)}**" if chosen else title


def _more(screen: Screen, names: Sequence[str], key: str = "bar-more") -> str:
    active = sum(len(screen.selection.values(name) or ()) for name in names)
    active += screen.selection.reposts
    title = words(key, screen.language)
    return f"{title} **{active}**" if active else title


def _mirror(key: str, value: object) -> None:
    """Let a widget show the view: the view is the truth, the widget its mirror.

    At every run, changed or not: a popover's widgets are only built when it opens, and would
    then know nothing of values that were set in an earlier run.
    """
    st.session_state[key] = value


def _mirror_days(key: str, period: Period) -> None:
    """As `_mirror`, but a reader who has picked the first of two days is not interrupted."""
    picking = len(st.session_state.get(key, ())) == 1
    if not picking or st.session_state.get(f"{key}-of") != period:
        _mirror(key, tuple(day for day in (period.start, period.end) if day))
    st.session_state[f"{key}-of"] = period


def _period(screen: Screen, place: str) -> None:
    language, period = screen.language, screen.selection.period
    last = screen.known.last
    name_key, days_key = f"{place}-preset", f"{place}-days"
    current = period.name or ("all" if not period.bounded else None)
    _mirror(name_key, current)
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
    """Set the days in view, and drop what a link said about them that was not known."""

    def edit(selection: Selection) -> Selection:
        unknown = tuple(p for p in selection.unknown if p[0] not in ("period", "from", "to"))
        return replace(selection, period=period, unknown=unknown)

    state.change(edit)


def _comparison(screen: Screen, place: str) -> None:
    key = f"{place}-compare"
    _mirror(key, screen.selection.compare)
    st.radio(
        words("filter-compare", screen.language),
        COMPARISONS,
        format_func=lambda name: words(f"compare-{name}", screen.language),
        key=key,
        on_change=lambda: _set_comparison(st.session_state[key]),
    )
    if screen.selection.compare != "none" and screen.selection.compared() is None:
        st.caption(words("compare-needs-period", screen.language))


def _set_comparison(name: Comparison) -> None:
    state.change(lambda selection: replace(selection, compare=name))


def _options(screen: Screen, name: str) -> Sequence[str]:
    if vocabulary := FILTER[name].vocabulary:
        return list(screen.engine.taxonomy[vocabulary])
    return list(screen.known.sites.values()) if name == "site" else screen.known.languages


def _choice(screen: Screen, name: str, place: str) -> None:
    key = f"{place}-{name}"
    _mirror(key, list(screen.selection.values(name) or ()))
    st.multiselect(
        words(f"filter-{name}", screen.language),
        _options(screen, name),
        format_func=lambda value: value_label(screen, name, value),
        placeholder=words("filter-any", screen.language),
        select_all=False,  # its label is English, and an empty filter means all
        key=key,
        on_change=lambda: state.choose(name, tuple(st.session_state[key])),
    )


def _reposts(screen: Screen, place: str) -> None:
    """Whether reposts count: asked where there are any."""
    if not screen.known.reposts:
        return
    key = f"{place}-reposts"
    _mirror(key, screen.selection.reposts)
    st.toggle(
        words("reposts-with", screen.language),
        key=key,
        on_change=lambda: _set_reposts(wanted=st.session_state[key]),
    )


def _set_reposts(*, wanted: bool) -> None:
    def edit(selection: Selection) -> Selection:
        unknown = tuple(pair for pair in selection.unknown if pair[0] != REPOSTS)
        return replace(selection, reposts=wanted, unknown=unknown)

    state.change(edit)


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


def _chips(screen: Screen) -> None:
    language, selection = screen.language, screen.selection
    chips: list[tuple[str, str, Callable[[], None]]] = []
    if selection.period.bounded:
        chips.append(("period", period_words(screen), lambda: set_period(Period())))
    compared = selection.compared()
    if compared is not None and compared.period.start and compared.period.end:
        then = days(compared.period.start, compared.period.end, language)
        text = words("chip-compare", language, period=then)
        chips.append(("compare", text, lambda: _set_comparison("none")))
    for name, values in selection.choices:
        if values:
            named = ", ".join(value_label(screen, name, value) for value in values)
            chips.append((name, named, lambda name=name: state.choose(name, None)))  # type: ignore[misc]
    if selection.q:
        text = words("chip-text", language, q=selection.q)
        chips.append(("q", text, lambda: search("")))
    if selection.reposts:
        text = words("chip-reposts", language)
        chips.append((REPOSTS, text, lambda: _set_reposts(wanted=False)))
    with st.container(key="chips", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(label(words("chips-total", language, n=number(total(), language))))
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


def search(text: str) -> None:
    """Narrow the view to contributions that hold `text`."""
    state.change(lambda selection: replace(selection, q=text.strip()[: link.LONGEST]))


def without_unknown(selection: Selection) -> Selection:
    """The selection without what its link said and nobody knew; emptied filters are lifted."""
    kept = tuple((name, values) for name, values in selection.choices if values)
    return replace(selection, unknown=(), choices=kept)
