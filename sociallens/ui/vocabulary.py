"""The page of the vocabulary: terms to look up, one's own to change, seen before it is saved."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens import settings
from sociallens.blocks import ActButton, Block, Passage, SaveRow, Saves
from sociallens.errors import SocialLensError
from sociallens.importing import change_terms, limits, restore_terms
from sociallens.importing.relabel import Moved, relabel_store, relabelling_lines, unfinished
from sociallens.own import Own, read
from sociallens.own.terms import versions
from sociallens.ui import cards, sheet
from sociallens.ui.aside import STOPPED, Aside
from sociallens.ui.state import screen
from sociallens.ui.vocabulary_acts import Asked, Job, asked
from sociallens.ui.vocabulary_terms import form, look_up, terms
from sociallens.ui.vocabulary_trial import tried
from sociallens.ui.wording import moment, say

_MOST = 8  # saves listed
_JOBS: Mapping[str, Callable[..., Moved]] = {
    "change": change_terms,
    "restore": restore_terms,
    "finish": relabel_store,
}


def draw() -> None:
    """Show the page; first do what is to be saved."""
    shown, now = screen.get(), asked()
    path = shown.engine.store.path
    cards_on_top: list[Sequence[Block | None]] = [
        [cards.heading(say("vocabulary-title"), say("vocabulary-about"))]
    ]
    sheet.show(sheet.ANSWER, *cards_on_top)
    place = st.empty()
    if now.job:
        _do(path, now, now.job, place)
    own = read(path)
    readonly = _readonly(path)
    sheet.show("vocabulary-state", [_unfinished(path, readonly)], [_done(now)])
    sheet.show("vocabulary-add", [form(now)])
    if now.tries and now.error is None:
        sheet.show("vocabulary-trial", [tried(own, now, readonly)])
    sheet.show("vocabulary-terms", [look_up(now)], [terms(own, now)], [_saves(path, own, readonly)])


def _do(path: Path, now: Asked, job: Job, place: DeltaGenerator) -> None:
    """Do a job in a child process; the page that follows shows the new data."""
    (name, arguments), now.job = job, None
    if _readonly(path):
        return
    size = sum(segment.bytes for segment in screen.get().engine.store.manifest.segments)
    st.session_state.pop(STOPPED, None)
    aside = Aside(place, "vocabulary-running", name, limits.of_import(10 * size))
    try:
        moved = aside(_JOBS[name], path, *arguments)
    except SocialLensError as error:
        now.forget()
        now.error = error
        return
    now.forget()
    now.done = moved
    st.rerun()


def _readonly(path: Path) -> str:
    """Why nothing can be saved here; empty where it can."""
    if screen.get().view.data is not None:
        return say("vocabulary-old")
    if path.resolve() == settings.DEMO_STORE.resolve():
        return say("vocabulary-demo")
    return ""


def _done(now: Asked) -> Passage | None:
    """What the last save changed."""
    if now.done is None:
        return None
    lines = relabelling_lines(now.done, screen.get().language)
    return {
        "kind": "passage",
        "name": "vocabulary-done",
        "title": say("vocabulary-done"),
        "paragraphs": lines,
        "tone": "notice",
    }


def _unfinished(path: Path, readonly: str) -> Saves | None:
    """That the labels do not follow the terms yet, and the way to go on."""
    if readonly or not unfinished(path):
        return None
    go_on: ActButton = {"text": say("vocabulary-finish"), "act": "terms-finish", "first": True}
    row: SaveRow = {"key": "finish", "text": "", "buttons": [go_on]}
    return {
        "kind": "saves",
        "name": "unfinished",
        "title": say("vocabulary-unfinished"),
        "sentences": [say("vocabulary-unfinished-about")],
        "rows": [row],
    }


def _saves(path: Path, own: Own, readonly: str) -> Saves | None:
    """The saves, the latest first, each with the way back."""
    found = versions(path)
    if not found:
        return None
    rows: list[SaveRow] = []
    for rank, version in enumerate(found[:_MOST]):
        back: ActButton = {
            "text": say("vocabulary-restore"),
            "act": "terms-restore",
            "given": {"number": str(version.number)},
            "title": say("vocabulary-restore-title", number=str(version.number)),
        }
        text = say(
            "vocabulary-version",
            number=str(version.number),
            at=moment(version.at),
            terms=version.terms,
        )
        rows.append(
            {
                "key": str(version.number),
                "text": text if rank else f"{text} {say('vocabulary-now')}",
                "buttons": [back] if rank and not readonly else [],
            }
        )
    return {
        "kind": "saves",
        "name": "versions",
        "title": say("vocabulary-versions"),
        "sentences": [],
        "rows": rows,
    }
