"""What people say of messages is written at once; what was written is told, with the way back.

Acts come from a browser: what makes no sense is ignored, what cannot be written is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Any, TypeVar

import polars as pl
import streamlit as st

from sociallens.annotations import log as logs
from sociallens.annotations import writing
from sociallens.annotations.entries import Decision
from sociallens.blocks import Done
from sociallens.errors import SocialLensError
from sociallens.ui import labels, state
from sociallens.ui.message import Row
from sociallens.ui.recording import record
from sociallens.ui.state import screen
from sociallens.ui.wording import explain, say

Given = Mapping[str, Any]
T = TypeVar("T")
_LAST, _DONE = "last-written", "done"


def correct(given: Given) -> None:
    """Give one label to some messages."""
    who, rows = labels.person(given.get("who")), labels.rows(given.get("ids"))
    task, values = given.get("task"), labels.checked(given.get("task"), given.get("values"))
    if not who or rows is None or values is None or not isinstance(task, str):
        return
    decisions = [Decision(row["id"], task, values) for row in rows]
    text = say(
        "corrected",
        label=say(f"label-{task}"),
        value=labels.worded(task, values),
        count=len(rows),
    )
    if write(decisions, who, text, why=labels.reason(given.get("why"))) and len(rows) == 1:
        _keep_open(rows[0])


def _keep_open(row: Row) -> None:
    """Name the message in the view: corrected, it may leave the list that showed it."""
    view = state.view()
    if not view.thread:
        state.show(replace(view, thread=row["conversation_id"], open=row["id"]))
        state.quietly()


def write(
    decisions: Sequence[Decision], who: str, text: str, *, why: str = "", audit: str = ""
) -> bool:
    """Write what somebody decided, and tell it as `text`; whether it stands."""
    path = screen.get().engine.store.path

    def act() -> logs.Log:
        if audit:
            record("audit-answered", audit=audit, messages=1)
        else:
            messages = len({each.id for each in decisions})
            record("correct", messages=messages, task="+".join({each.task for each in decisions}))
        return writing.annotate(path, decisions, who=who, why=why, audit=audit)

    log = tried(act, text)
    if log is None:
        return False
    st.session_state[_LAST] = [entry.number for entry in log.entries[-len(decisions) :]]
    return True


def undo(given: Given) -> None:
    """Take back the entries of these numbers, else what this session wrote last."""
    path = screen.get().engine.store.path
    who, numbers = labels.person(given.get("who")), given.get("numbers")
    if numbers is None:
        numbers = st.session_state.get(_LAST, [])
    if not who or not isinstance(numbers, list) or not numbers or len(numbers) > labels.MOST * 5:
        return
    if not all(type(each) is int for each in numbers) or not _in_scope(numbers):
        return

    def act() -> logs.Log:
        record("undo", entries=len(numbers))
        return writing.undo(path, numbers, who=who)

    tried(act, say("undone"))


def _in_scope(numbers: list[int]) -> bool:
    """Whether these entries hold, and are about messages that the reader may see."""
    shown = screen.get()
    holding = logs.read(shown.engine.store.path).holding
    asked = holding.filter(pl.col("number").is_in(numbers))
    if asked["number"].n_unique() < len(set(numbers)):
        return False
    return everywhere() or labels.rows(asked["id"].unique().to_list()) is not None


def everywhere() -> bool:
    """Whether the reader may label every message: some acts concern the log as a whole."""
    return screen.get().reader.texts(*labels.LABELLING).everything


def revert(given: Given) -> None:
    """Let all that was written after an entry no longer hold."""
    who, to = labels.person(given.get("who")), given.get("to")
    path = screen.get().engine.store.path
    if who and everywhere() and type(to) is int and 0 <= to < logs.read(path).version:

        def act() -> logs.Log:
            record("revert", to=to)
            return writing.revert(path, to, who=who)

        tried(act, say("reverted"))


def tried(act: Callable[[], T], text: str) -> T | None:
    """Write, and tell it as `text`, or what kept it from being written; then None."""
    result, told = None, Done(kind="done", id=token_hex(4), text=text)
    try:
        result = act()
        st.session_state.pop(_LAST, None)
    except SocialLensError as error:
        told["text"], told["problem"] = _refused(error), True
    st.session_state[_DONE] = told
    return result


def _refused(error: SocialLensError) -> str:
    """What kept something from being written; of the demo, that nobody can change it here.

    The demo of an installed package belongs to whoever installed it: no reader can mend its rights.
    """
    if error.key == "store-not-written" and screen.get().engine.store.manifest.demo:
        return say("demo-not-written")
    return explain(error)


def done() -> Done | None:
    """What was written last, to be told; None where nothing was."""
    told: Done | None = st.session_state.get(_DONE)
    if not told or told.get("problem"):
        return told
    return {**told, "undo": _LAST in st.session_state}


ACTS: dict[str, Callable[[Given], None]] = {"correct": correct, "undo": undo, "revert": revert}
