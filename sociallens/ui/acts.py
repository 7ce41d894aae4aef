"""What the filter bar asks for. Messages come from a browser: what makes no sense is ignored.

Acts run before the script does: `screen` is then what the reader saw.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from sociallens import link
from sociallens.dimensions import CHOOSABLE, GRAINS
from sociallens.selection import (
    COMPARISONS,
    PEER_RULES,
    PRESETS,
    Period,
    Selection,
    automatic,
    preset,
)
from sociallens.ui import edits, state
from sociallens.ui.state import screen

Given = Mapping[str, Any]
_OPENED = "opened"
_DIMENSIONS = tuple(dimension.name for dimension in CHOOSABLE)


def choose(given: Given) -> None:
    """Narrow to some values of a dimension or, `except`, to all others."""
    name, texts = given.get("filter"), given.get("values")
    if name not in _DIMENSIONS or not isinstance(texts, list):
        return
    values = _known(name, texts)
    if len(values) < len(texts):  # a value that nobody knows must not widen
        return
    leave_out = given.get("except") is True
    state.change(lambda s: edits.to_dimension(s, name, values, leave_out=leave_out))
    unfold(given)


def unfold(given: Given) -> None:
    """Show the values of a filter, of all or of those whose name holds the text `search`."""
    name, text = given.get("filter"), given.get("search", "")
    if name in _DIMENSIONS and isinstance(text, str):
        st.session_state[_OPENED] = name, text[: link.LONGEST]


def unfolded() -> tuple[str, str] | None:
    """The filter that the reader just opened, and what she looks for in it, told once."""
    opened: tuple[str, str] | None = st.session_state.pop(_OPENED, None)
    return opened


def set_preset(given: Given) -> None:
    """Show a named period."""
    name = given.get("value")
    if name in PRESETS:
        period = preset(name, screen.get().known.last)
        _show_days(period)


def set_dates(given: Given) -> None:
    """Show the days from one to another, in either order; empty for an open side."""
    try:
        days = [_day(given.get(side)) for side in ("start", "end")]
    except (TypeError, ValueError):
        return
    start, end = sorted(days) if all(days) else days  # type: ignore[type-var]
    _show_days(Period(start, end))


def _show_days(period: Period) -> None:
    """Change the days in view; what they are compared with follows, unless the reader chose it."""
    known = screen.get().known

    def edit(selection: Selection) -> Selection:
        changed = edits.to_period(selection, period)
        if selection.compare != automatic(selection.period, known.first, known.last):
            return changed
        return replace(changed, compare=automatic(period, known.first, known.last))

    state.change(edit)


def _day(text: object) -> date | None:
    if text == "":
        return None
    day = date.fromisoformat(text)  # type: ignore[arg-type]
    if day.year < 1900 or day.year > 2999:  # the years that a link can hold
        raise ValueError(text)
    return day


def set_comparison(given: Given) -> None:
    """Set what the period is compared with."""
    name = given.get("value")
    if name in COMPARISONS:
        state.change(lambda s: replace(s, compare=name))


def set_grain(given: Given) -> None:
    """Set the step of time of charts; empty for the one that suits."""
    name = given.get("value")
    if name in ("", *GRAINS):
        state.change(lambda s: replace(s, grain=name))


def set_reposts(given: Given) -> None:
    """Count reposts as their sharers' own words, or not."""
    counted = given.get("on") is True
    state.change(lambda s: edits.with_reposts(s, counted=counted))


def set_mine(given: Given) -> None:
    """Set the reader's own merchant and narrow the view to it, or neither.

    One that the browser `remembered` from another visit does not replace another, narrows nothing
    that an address says, and is no step of the browser's history.
    """
    text, view = given.get("value"), state.view()
    mine = screen.get().known.value("site", text) if isinstance(text, str) and text else ""
    remembered = given.get("remembered") is True
    if mine is None or (remembered and view.mine):
        return
    peers = "all" if isinstance(view.peers, tuple) and mine in view.peers else view.peers
    state.show(replace(view, mine=mine, peers=peers))
    if remembered:
        state.quietly()
    else:
        state.change(
            lambda s: edits.to_dimension(s, "site", [mine] if mine else [], leave_out=False)
        )


def set_peers(given: Given) -> None:
    """Set whom the reader's merchant is held against: those of a rule, or these."""
    rule, texts, view = given.get("value"), given.get("sites"), state.view()
    if rule in PEER_RULES:
        state.show(replace(view, peers=rule))
    elif isinstance(texts, list):
        chosen = sorted(set(_known("site", texts)) - {view.mine})
        state.show(replace(view, peers=tuple(chosen) or PEER_RULES[0]))


def _known(dimension: str, texts: Iterable[object]) -> list[str]:
    known = screen.get().known
    values = [known.value(dimension, text) for text in texts if isinstance(text, str)]
    return [value for value in values if value is not None]


ACTS: dict[str, Callable[[Given], None]] = {
    "choose": choose,
    "open": unfold,
    "preset": set_preset,
    "dates": set_dates,
    "compare": set_comparison,
    "grain": set_grain,
    "reposts": set_reposts,
    "mine": set_mine,
    "peers": set_peers,
}
