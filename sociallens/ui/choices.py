"""The values of the filter that a reader opens: counting those of all would cost every click."""

import unicodedata
from collections.abc import Mapping

import streamlit as st

from sociallens import answers
from sociallens.blocks import Option, Options
from sociallens.dimensions import DIMENSIONS, Held, Sites, excluding
from sociallens.i18n import number
from sociallens.ui import acts, sheet, state
from sociallens.ui.state import Screen

MOST = 200  # values that one message holds; more are found by their name
SEARCHED = 8  # values from which on a field to search them is worth its place
NOTHING: Options = {
    "kind": "options", "filter": "", "search": "", "values": [], "rest": 0, "searchable": False,
}  # fmt: skip


@st.fragment
def opened(shown: Screen) -> None:
    """Send the values of the filter that was just opened; a fragment, so that no page runs for it.

    A fragment runs alone: all that it knows of the page it was given.
    """
    state.enter(shown)
    asked = acts.unfolded()
    sheet.show("choices", [_options(shown, *asked) if asked else NOTHING])


def _options(shown: Screen, dimension: str, search: str) -> Options:
    selection = state.view().selection
    chosen = {
        *(selection.values(dimension) or ()),
        *(selection.values(excluding(dimension)) or ()),
    }
    counts = _counts(shown, dimension)
    counts = {**dict.fromkeys(chosen - counts.keys(), 0), **counts}
    found = {
        value: count
        for value, count in counts.items()
        if _plain(search) in _plain(shown.names.value(dimension, value))
    }
    picked = [value for value in found if value in chosen]
    others = [value for value in found if value not in chosen]
    listed = {*picked, *others[: max(0, MOST - len(picked))]}
    return {
        "kind": "options",
        "filter": dimension,
        "search": search,
        "values": [
            _option(shown, dimension, value, count, chosen=value in chosen)
            for value, count in found.items()
            if value in listed
        ],
        "rest": len(found) - len(listed),
        "searchable": len(counts) >= SEARCHED,
    }


def _option(shown: Screen, dimension: str, value: str, count: int, *, chosen: bool) -> Option:
    option: Option = {
        "key": shown.known.key(dimension, value),
        "text": shown.names.value(dimension, value),
        "count": number(count, shown.language),
    }
    if chosen:
        option["chosen"] = True
    if not count:
        option["none"] = True
    return option


def _counts(shown: Screen, dimension: str) -> Mapping[str, int]:
    """Value -> its messages in view; the largest first where no order is declared, none last."""
    counted = answers.choices(shown.engine, dimension, state.view().selection, shown.scope)
    counts = {value: counted.get(value, 0) for value in shown.known.values(dimension)}
    if isinstance(DIMENSIONS[dimension].values, Sites | Held):
        counts = dict(sorted(counts.items(), key=lambda each: (-each[1], each[0])))
    return dict(sorted(counts.items(), key=lambda each: not each[1]))


def _plain(text: str) -> str:
    """A text without accents and in lower case."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
