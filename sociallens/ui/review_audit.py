"""An audit: a sealed random sample, labelled blind, that says how wrong the figures may be."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Any

import streamlit as st

from sociallens import audits
from sociallens.annotations.entries import Decision
from sociallens.audits import Audit, Progress, drawing
from sociallens.audits.answering import ENOUGH
from sociallens.blocks import Block, Button, Labelling, Link, Panel
from sociallens.i18n import number
from sociallens.ui import cards, correcting, labels, message
from sociallens.ui.corrected import at
from sociallens.ui.destinations import REVIEW, of_view
from sociallens.ui.message import Row
from sociallens.ui.recording import record
from sociallens.ui.state import screen
from sociallens.ui.wording import say

Given = Mapping[str, Any]
SIZES = (100, 50, 200)  # the first is the one to take
PACE = 12.0  # seconds for a message, before there is a pace of one's own
_SECOND = "audit-second"
_PAUSE = 120.0  # seconds between two answers that are no pace any more


def rows() -> Sequence[Sequence[Block | None]]:
    """The message to label next; without an audit how to draw one, after it what it gives."""
    heading = cards.heading(say("audit-title"), say("audit-about"))
    audit = _latest()
    if audit is None:
        return [[heading], [_draw()]]
    progress = _progress(audit, st.session_state.get(_SECOND, ""))
    row = next(filter(None, map(_row, progress.left)), None)
    if row is None:
        return [[heading], [_over(audit, _progress(audit))], [_draw(again=True)]]
    return [[heading], [_labelling(audit, progress, row)]]


def _latest() -> Audit | None:
    """The audit in use: the latest that is as it was drawn."""
    drawn = [each for each in audits.read(screen.get().engine.store.path) if each.sealed]
    return drawn[-1] if drawn else None


def _progress(audit: Audit, who: str = "") -> Progress:
    """How far an audit is, or how far somebody is who labels it a second time."""
    answers = screen.get().engine.annotations.answers(audit.name)
    return audits.progress(audit, answers.filter(who=who) if who else answers)


def _row(id: str) -> Row | None:
    found = labels.rows([id])
    return found[0] if found else None


def _labelling(audit: Audit, progress: Progress, row: Row) -> Labelling:
    answered, n = len(progress.done) + len(progress.skipped), len(audit.sample)
    language = screen.get().language
    minutes = max(1, ceil(len(progress.left) * _pace(audit) / 60))
    return {
        "kind": "labelling",
        "id": row["id"],
        "asks": "audited",
        "of": audit.name,
        "title": say("audit-title"),
        "facts": message.facts(row),
        "text": [{"text": row["text"] or ""}],  # without what decided
        "tasks": labels.tasks(),
        "preset": {},
        "progress": {
            "text": say("audit-progress", k=number(answered, language), n=number(n, language)),
            "left": say("audit-left", count=minutes),
            "done": answered / n,
        },
        "stop": {"text": say("audit-stop"), "href": _elsewhere()},
    }


def _pace(audit: Audit) -> float:
    """Seconds that a message takes: the median so far, pauses left out."""
    answers = screen.get().engine.annotations.answers(audit.name)
    times = sorted({datetime.fromisoformat(at) for at in answers["at"]})
    gaps = [(then - now).total_seconds() for now, then in pairwise(times)]
    return median([gap for gap in gaps if gap < _PAUSE] or [PACE])


def _elsewhere() -> str:
    return of_view(replace(screen.get().view, part="corrections"), REVIEW)


def _draw(*, again: bool = False) -> Panel:
    asks = say("audit-draw-sure") if again else ""
    buttons: list[Button] = []
    for size in SIZES:
        button: Button = {
            "text": say("audit-draw", n=str(size), count=ceil(size * PACE / 60)),
            "asks": {"name": "draw", "given": {"size": size}},
        }
        if asks:
            button["asks"]["confirm"] = asks
        buttons.append(button)
    return {
        "kind": "panel",
        "title": say("audit-again-title" if again else "audit-draw-title"),
        "paragraphs": [say("audit-again" if again else "audit-how")],
        "buttons": buttons,
        "links": [],
    }


def _over(audit: Audit, progress: Progress) -> Panel:
    done, skipped = len(progress.done), len(progress.skipped)
    drawn = number(audit.frame, screen.get().language)
    paragraphs = [
        say("audit-drawn", who=audit.who, moment=at(audit.at), n=drawn),
        say("audit-skipped", count=skipped) if skipped else "",
        "" if progress.enough else say("audit-few", least=str(ENOUGH)),
        say("audit-second-about"),
    ]
    return {
        "kind": "panel",
        "title": say("audit-over", count=done),
        "paragraphs": [each for each in paragraphs if each],
        "buttons": [{"text": say("audit-second"), "asks": {"name": "second", "given": {}}}],
        "links": [corrected_headline(audit)] if progress.enough else [],
    }


def corrected_headline(audit: Audit) -> Link:
    """The way to the figures of all that the audit was drawn from, as it corrects them."""
    shown = screen.get()
    selection = replace(audit.within, corrected=True)
    return {"text": say("audit-headline"), "href": of_view(shown.view.of(selection), "overview")}


def draw(given: Given) -> None:
    """Draw and seal a sample of one of the sizes, of all that the reader may see."""
    shown, who, size = screen.get(), labels.person(given.get("who")), given.get("size")
    if who and correcting.everywhere() and type(size) is int and size in SIZES:

        def act() -> Audit:
            record("audit-drawn", messages=size)
            return drawing.draw(shown.engine, shown.scope, size=size, who=who)

        correcting.tried(act, say("audit-sealed"))


def second(given: Given) -> None:
    """Begin to label the sample a second time, under another name."""
    st.session_state[_SECOND] = labels.person(given.get("who"))


def audited(given: Given) -> None:
    """Take in what somebody says of a message of the audit, or that she cannot tell."""
    who, id, audit = labels.person(given.get("who")), given.get("id"), _latest()
    if audit is None or given.get("of") != audit.name or not who or id not in audit.ids:
        return
    if labels.rows([id]) is None:
        return
    if given.get("skipped") is True:
        decisions = [Decision(str(id), labels.ORDER[0], (), skipped=True)]
        correcting.write(decisions, who, say("audit-passed"), audit=audit.name)
        return
    answers = labels.every(given.get("answers"))
    if answers is not None:
        decisions = [Decision(str(id), task, values) for task, values in answers.items()]
        correcting.write(decisions, who, say("audit-saved"), audit=audit.name)


ACTS: dict[str, Callable[[Given], None]] = {"draw": draw, "second": second, "audited": audited}
