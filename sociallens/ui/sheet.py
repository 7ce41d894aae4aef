"""Puts blocks on the page: one element of Streamlit's for all of them, and what a click does."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from sociallens.blocks import Block
from sociallens.ui import acts, cards, state
from sociallens.ui.server.front import ADDRESS
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import say

_HTML = '<div class="sheet"></div>\n'
# Streamlit sends a component's script with every run: this one only fetches ours, once.
_JS = f"""
const front = import(new URL("{ADDRESS}/index.js", window.location.origin).href);
export default function (component) {{ front.then((module) => module.show(component)); }}
"""
WORDS = ("help", "undo", "messages")  # that the scripts say themselves: `front-<word>`
Row = Sequence[Block | None]
Act = Callable[[Mapping[str, Any]], None]
ACTS: dict[str, Act] = {"go": lambda given: state.go(given["href"]), **acts.ACTS}


def show(name: str, *rows: Row) -> None:
    """Show rows of blocks, side by side where there is room; None stands for no block."""
    key, shown = f"sheet-{name}", screen.get()
    component = st.components.v2.component("sheet", html=_HTML, js=_JS, isolate_styles=False)
    words = {word: say(f"front-{word}") for word in WORDS}
    component(
        data={"rows": [[block for block in row if block] for row in rows], "words": words},
        key=key,
        on_act_change=lambda: _act(st.session_state[key]["act"], shown),
    )


def heading(text: str, detail: str = "") -> None:
    """Show the answer of a page that has nothing else on top."""
    show("answer", [cards.heading(text, detail)])


def _act(given: Mapping[str, Any] | None, shown: Screen) -> None:
    """Do what the reader asked for; a message that no script of ours sends is ignored."""
    screen.set(shown)  # the script has not run yet: what it shows is what the reader saw
    if given and (act := ACTS.get(given.get("name", ""))):
        act(given)
