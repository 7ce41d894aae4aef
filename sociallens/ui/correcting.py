"""What people say of messages is written at once; what was written is told, with the way back.

Acts come from a browser: what makes no sense is ignored, what cannot be written is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Any

import streamlit as st

from sociallens.annotations import log as logs
from sociallens.annotations import writing
from sociallens.annotations.entries import Decision
from sociallens.annotations.log import Log
from sociallens.blocks import Done
from sociallens.errors import SocialLensError
from sociallens.ui import labels, state
from sociallens.ui.message import Row
from sociallens.ui.state import screen
from sociallens.ui.wording import explain, say

Given = Mapping[str, Any]
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
    log = _done(lambda: writing.annotate(path, decisions, who=who, why=why, audit=audit), text)
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
    holding = set(logs.read(path).holding["number"])
    if not all(type(each) is int and each in holding for each in numbers):
        return
    st.session_state.pop(_LAST, None)
    _done(lambda: writing.undo(path, numbers, who=who), say("undone"))


def revert(given: Given) -> None:
    """Let all that was written after an entry no longer hold."""
    who, to = labels.person(given.get("who")), given.get("to")
    path = screen.get().engine.store.path
    if who and type(to) is int and 0 <= to < logs.read(path).version:
        st.session_state.pop(_LAST, None)
        _done(lambda: writing.revert(path, to, who=who), say("reverted"))


def _done(entered: Callable[[], Log], text: str) -> Log | None:
    """Write, and tell it or what kept it from being written; None where it did."""
    log, told = None, Done(kind="done", id=token_hex(4), text=text)
    try:
        log = entered()
        told["undo"] = True
    except SocialLensError as error:
        told["text"], told["problem"] = explain(error), True
    st.session_state[_DONE] = told
    return log


def done() -> Done | None:
    """What was written last, to be told; None where nothing was."""
    told: Done | None = st.session_state.get(_DONE)
    if told and told.get("undo") and _LAST not in st.session_state:
        return {key: value for key, value in told.items() if key != "undo"}  # type: ignore[return-value]
    return told


ACTS: dict[str, Callable[[Given], None]] = {"correct": correct, "undo": undo, "revert": revert}
