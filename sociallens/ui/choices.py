"""The widgets that choose values of dimensions, each with its messages in view."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from sociallens import answers
from sociallens.dimensions import DIMENSIONS, FILTERS, Held, Sites, excluding
from sociallens.i18n import number, words
from sociallens.selection import REPOSTS, Selection
from sociallens.ui import state
from sociallens.ui.mirror import mirror
from sociallens.ui.state import Screen


def choice(shown: Screen, dimension: str, place: str) -> None:
    """Let the reader choose values of a dimension, to see them alone or all others.

    Shows nothing where the store has no value of it.
    """
    options = _options(shown, dimension)
    left_out = shown.selection.values(excluding(dimension))
    key = excluding(dimension) if left_out else dimension
    values = shown.selection.values(key) or ()
    if not options and not values:
        return
    with st.container(gap="xxsmall"):
        _widgets(shown, dimension, key, options, place)


def _widgets(
    shown: Screen, dimension: str, key: str, options: Mapping[str, int], place: str
) -> None:
    values = shown.selection.values(key) or ()
    widget, switch = f"{place}-{dimension}", f"{place}-{excluding(dimension)}"
    mirror(widget, list(values))
    st.multiselect(
        words(f"filter-{dimension}", shown.language),
        [*options, *(value for value in values if value not in options)],
        format_func=lambda value: _counted(shown, dimension, value, options),
        placeholder=words("filter-any", shown.language),
        select_all=False,  # its label is English, and an empty filter means all
        key=widget,
        on_change=lambda: state.choose(key, tuple(st.session_state[widget])),
    )
    if not values:
        return
    mirror(switch, FILTERS[key].excluding)
    st.toggle(
        words("filter-leave-out", shown.language),
        key=switch,
        on_change=lambda: _turn(dimension, leave_out=st.session_state[switch]),
    )


def _turn(dimension: str, *, leave_out: bool) -> None:
    """Change from the chosen values to all others, or back."""
    alone, others = dimension, excluding(dimension)
    old, new = (alone, others) if leave_out else (others, alone)
    selection = state.view().selection
    values = {*(selection.values(old) or ()), *(selection.values(new) or ())}
    state.change(lambda selection: selection.choose(old, None).choose(new, values))


def _options(shown: Screen, dimension: str) -> Mapping[str, int]:
    """Value -> its messages in view; the largest first where no order is declared."""
    counted = answers.choices(shown.engine, dimension, shown.selection, shown.scope)
    options = {value: counted.get(value, 0) for value in shown.known.values(dimension)}
    if not isinstance(DIMENSIONS[dimension].values, Sites | Held):
        return options
    return dict(sorted(options.items(), key=lambda option: (-option[1], option[0])))


def _counted(shown: Screen, dimension: str, value: str, options: Mapping[str, int]) -> str:
    name = shown.names.value(dimension, value)
    return f"{name} ({number(options.get(value, 0), shown.language)})"


def reposts_widget(shown: Screen, place: str) -> None:
    """Ask whether reposts count, where there are any."""
    if not shown.known.reposts:
        return
    key = f"{place}-reposts"
    mirror(key, shown.selection.reposts)
    st.toggle(
        words("reposts-with", shown.language),
        key=key,
        on_change=lambda: set_reposts(counted=st.session_state[key]),
    )


def set_reposts(*, counted: bool) -> None:
    """Count reposts as their sharers' own words, or not."""

    def edit(selection: Selection) -> Selection:
        unknown = tuple(pair for pair in selection.unknown if pair[0] != REPOSTS)
        return replace(selection, reposts=counted, unknown=unknown)

    state.change(edit)
