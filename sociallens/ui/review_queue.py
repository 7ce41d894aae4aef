"""What to label first, ten minutes a sitting: a message at a time, the machine's labels preset."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

import streamlit as st

from sociallens import audits, relabelling
from sociallens.access import TextScope
from sociallens.annotations.entries import Decision
from sociallens.blocks import Block, Labelling, Link, Panel
from sociallens.selection import Selection
from sociallens.ui import cards, correcting, labels, message
from sociallens.ui.destinations import CONVERSATIONS, REVIEW, of_view
from sociallens.ui.message import Row
from sociallens.ui.state import screen
from sociallens.ui.wording import say

Given = Mapping[str, Any]
MINUTES = 10  # of a sitting
_SITTING = "sitting"


@dataclass
class Sitting:
    """Ten minutes over the messages of a view: since when, which ones, which were passed over."""

    selection: Selection
    scope: TextScope
    since: float  # seconds of the clock
    ids: tuple[str, ...]
    changed: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)

    @property
    def minutes(self) -> float:
        """The minutes that are left."""
        return MINUTES - (time.time() - self.since) / 60

    def labelled(self) -> list[str]:
        """The messages that were labelled so far, those taken back left out."""
        corrected = set(screen.get().engine.annotations.corrections["id"])
        return [each for each in self.ids if each in corrected]


def rows() -> Sequence[Sequence[Block | None]]:
    """The message to label next; before and after a sitting what it is about."""
    heading = cards.heading(say("queue-title"), say("queue-about"))
    sitting = _sitting()
    if sitting is None:
        return [[heading], [_begin()]]
    if not sitting.ids:
        return [[heading], [_nothing()]]
    labelled = sitting.labelled()
    row = next(filter(None, map(_row, _left(sitting, labelled))), None)
    if row is None or sitting.minutes <= 0:
        return [[heading], [_over(sitting, labelled, more=row is not None)]]
    return [[heading], [_labelling(sitting, row, len(labelled))]]


def _sitting() -> Sitting | None:
    """The sitting under way over the view on screen."""
    shown = screen.get()
    sitting: Sitting | None = st.session_state.get(_SITTING)
    same = sitting and (sitting.selection, sitting.scope) == (shown.selection, _scope())
    return sitting if same else None


def _scope() -> TextScope:
    return screen.get().reader.texts(*labels.LABELLING)


def _queue() -> tuple[str, ...]:
    shown = screen.get()
    sampled = {each for audit in audits.read(shown.engine.store.path) for each in audit.ids}
    return relabelling.queue(shown.engine, shown.selection, _scope(), sampled)


def _left(sitting: Sitting, labelled: Sequence[str]) -> list[str]:
    return [each for each in sitting.ids if each not in {*labelled, *sitting.skipped}]


def _row(id: str) -> Row | None:
    found = labels.rows([id])
    return found[0] if found else None


def _labelling(sitting: Sitting, row: Row, labelled: int) -> Labelling:
    left = max(1, ceil(sitting.minutes))
    return {
        "kind": "labelling",
        "id": row["id"],
        "asks": "reviewed",
        "of": "",
        "title": say("queue-title"),
        "facts": message.facts(row),
        "text": message.written(row),
        "tasks": labels.tasks(),
        "preset": _preset(row),
        "progress": {
            "text": say("queue-progress", count=labelled),
            "left": say("queue-left", count=left),
            "done": min(max(1 - sitting.minutes / MINUTES, 0), 1),
        },
        "message": exchange(row),
        "stop": {"text": say("queue-stop"), "href": _effect()},
    }


def _preset(row: Row) -> dict[str, tuple[str, ...]]:
    """What a message is said to be; no cause is an answer, no mood is none."""
    return {task: given for task, given in labels.said(row).items() if given or task == "causes"}


def exchange(row: Row) -> Link:
    """The way to a message among the others of its exchange."""
    view = replace(screen.get().view, thread=row["conversation_id"], open=row["id"])
    return {"text": say("thread-title"), "href": of_view(view, CONVERSATIONS)}


def _effect() -> str:
    return of_view(replace(screen.get().view, part="corrections"), REVIEW)


def _begin() -> Panel:
    return {
        "kind": "panel",
        "title": say("queue-begin-title"),
        "paragraphs": [say("queue-how")],
        "buttons": [{"text": say("queue-begin"), "asks": {"name": "sit", "given": {}}}],
        "links": [],
    }


def _nothing() -> Panel:
    return {
        "kind": "panel",
        "title": say("queue-none"),
        "paragraphs": [say("queue-none-about")],
        "buttons": [],
        "links": [{"text": say("review-corrections"), "href": _effect()}],
    }


def _over(sitting: Sitting, labelled: Sequence[str], *, more: bool) -> Panel:
    changed = len(sitting.changed.intersection(labelled))
    again = [{"text": say("queue-again"), "asks": {"name": "sit", "given": {}}}] if more else []
    return {
        "kind": "panel",
        "title": say("queue-over", count=len(labelled)),
        "paragraphs": [say("queue-changed", count=changed)],
        "buttons": again,  # type: ignore[typeddict-item]
        "links": [{"text": say("queue-effect"), "href": _effect()}],
    }


def sit(given: Given) -> None:
    """Begin a sitting over the view on screen."""
    shown = screen.get()
    st.session_state[_SITTING] = Sitting(shown.selection, _scope(), time.time(), _queue())


def reviewed(given: Given) -> None:
    """Take in what somebody says of a message of the sitting, or that she passes it over."""
    sitting, who, id = _sitting(), labels.person(given.get("who")), given.get("id")
    if sitting is None or not who or not isinstance(id, str) or id not in sitting.ids:
        return
    if given.get("skipped") is True:
        sitting.skipped.add(id)
        return
    answers, row = labels.every(given.get("answers")), _row(id)
    if answers is None or row is None:
        return
    before = labels.said(row)
    changed = [task for task, values in answers.items() if values != before.get(task)]
    decisions = [Decision(id, task, values) for task, values in answers.items()]
    if correcting.write(decisions, who, _told(answers, changed)) and changed:
        sitting.changed.add(id)


def _told(answers: labels.Answers, changed: Sequence[str]) -> str:
    if not changed:
        return say("reviewed-right")
    said = (say("label-value", label=say(f"label-{task}"), value=labels.worded(task, answers[task]))
            for task in changed)  # fmt: skip
    return say("reviewed-changed", said=say("semicolon").join(said))


ACTS: dict[str, Callable[[Given], None]] = {"sit": sit, "reviewed": reviewed}
