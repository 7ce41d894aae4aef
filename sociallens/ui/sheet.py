"""Puts blocks on the page: one element of Streamlit's for all of them, and what a click does."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import streamlit as st

from sociallens.access import Right
from sociallens.blocks import Block
from sociallens.engine.cache import cached
from sociallens.i18n import LOCALES, Language, words
from sociallens.ui import (
    acts,
    cards,
    correcting,
    framework,
    reading,
    review_audit,
    review_queue,
    search,
    state,
    vocabulary_acts,
)
from sociallens.ui.labels import LABELLING
from sociallens.ui.server.front import ADDRESS
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import say, summary

_HTML = '<div class="sheet"></div>\n'
# Streamlit sends a component's script with every run: this one only fetches ours, once.
_JS = f"""
const front = import(new URL("{ADDRESS}/index.js", window.location.origin).href);
export default function (component) {{ front.then((module) => module.show(component)); }}
"""
# That the scripts say themselves: `front-<word>`.
WORDS = (
    "help", "undo", "messages", "colon", "as-table", "download", "picture", "copy-table", "copied",
    "full", "close", "share", "interval", "change", "count", "all-rows", "fewer-rows",
    "benchmark", "search", "dense", "order", "keys", "all-keys", "shortcuts", "pick", "several",
    "clear", "none", "also", "why-corrected", "who", "who-help", "sign", "cancel", "signed",
    "rename", "further", "none-of-them", "is-right", "skip", "label-keys",
)  # fmt: skip
ANSWER = "answer"  # the sheet that every page begins with
Row = Sequence[Block | None]
Act = Callable[[Mapping[str, Any]], None]
ACTS: dict[str, Act] = {
    "go": lambda given: state.go(str(given.get("href", ""))),
    "search": lambda given: search.search(str(given.get("q", ""))),
    **acts.ACTS,
    **correcting.ACTS,
    **review_queue.ACTS,
    **review_audit.ACTS,
    **vocabulary_acts.ACTS,
}


# What an act takes; without it the act is as unknown as any other.
NEEDS: Mapping[str, tuple[Right, ...]] = {
    **dict.fromkeys(correcting.ACTS | review_queue.ACTS | review_audit.ACTS, LABELLING),
    **dict.fromkeys(vocabulary_acts.ACTS, ("verbatims", "administer")),
}


def of_view(name: str, build: Callable[[], Sequence[Row]]) -> None:
    """Show what `build` makes of the view and the data alone, kept for when both come again."""
    shown = screen.get()
    question = (name, shown.page, shown.view, shown.reader.entries, shown.theme)
    _show(name, cached(shown.engine, question, lambda: _written(build()), "sheets"))


def show(name: str, *rows: Row) -> None:
    """Show rows of blocks, side by side where there is room; None stands for no block."""
    _show(name, _written(rows))


def _written(rows: Sequence[Row]) -> bytes:
    """Rows of blocks as JSON, without what is no block; empty where there is none at all.

    So they are kept: as objects, five hundred merchants take ten times the room and are written
    anew at every rerun, twice.
    """
    kept = [blocks for row in rows if (blocks := [block for block in row if block])]
    return json.dumps(kept, separators=(",", ":")).encode() if kept else b""


def _show(name: str, rows: bytes) -> None:
    if not rows:
        return
    key, shown = f"sheet-{name}", screen.get()
    component = st.components.v2.component("sheet", html=_HTML, js=_JS, isolate_styles=False)
    beside: dict[str, Any] = {"words": _words(shown.language), "about": _about()}
    if name == ANSWER:  # once a page is enough
        beside["framework"] = framework.words()
    component(
        data=b"[%b,%b]" % (rows, json.dumps(beside).encode()),
        key=key,
        on_act_change=lambda: _act(st.session_state[key]["act"], shown),
    )


@cache
def _words(language: Language) -> dict[str, str]:
    return {word: words(f"front-{word}", language) for word in WORDS}


def _about() -> dict[str, Any]:
    """What a picture or a printed page says of its view."""
    shown = screen.get()
    period = shown.selection.period
    days = [day.isoformat() for day in (period.start, period.end) if day]
    return {
        "summary": summary(shown),
        "file": "_".join(days) or say("file-all"),
        "percent": LOCALES[shown.language].percent,
    }


def heading(text: str, detail: str = "") -> None:
    """Show the answer of a page that has nothing else on top."""
    show(ANSWER, [cards.heading(text, detail)])


def _act(given: Mapping[str, Any] | None, shown: Screen) -> None:
    """Do what the reader asked for; a message that no script of ours sends is ignored."""
    # The script has not run yet: what it shows is what the reader saw. Her rights are today's.
    shown = replace(shown, reader=reading.reader())
    state.enter(shown)
    name = given.get("name", "") if given else ""
    if given and (act := ACTS.get(name)) and shown.reader.may(*NEEDS.get(name, ())):
        act(given)
