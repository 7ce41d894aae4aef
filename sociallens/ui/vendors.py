"""What a listening tool thought of the same messages: where it agrees, and who is right."""

from collections.abc import Sequence

from sociallens.blocks import (
    Body,
    Card,
    Column,
    Link,
    Passage,
    TableCell,
    TableRow,
)
from sociallens.estimates import in_use
from sociallens.i18n import number, percent
from sociallens.phrases import interval, k_of_n, rate
from sociallens.quality import vendors
from sociallens.quality.vendors import MOODS, Agreement, Contest
from sociallens.stats import FEW, wilson
from sociallens.ui.cards import card
from sociallens.ui.destinations import address
from sociallens.ui.pages import PAGES
from sociallens.ui.state import screen
from sociallens.ui.wording import say

REVIEW = "review"  # the page where people label an audit


def rows() -> Sequence[Sequence[Card | Passage | None]]:
    """Both cards where a tool's mood came along, and what is missing for more."""
    shown = screen.get()
    found = vendors.agreement(shown.engine, shown.selection, shown.scope)
    if not found.n:
        return [[hint("tool")], [hint("audit")] if in_use(shown.engine) is None else []]
    judged = vendors.contest(shown.engine, shown.scope)
    return [[agreement(found), contest(judged) if judged.n else hint("tool-audit")]]


def hint(missing: str) -> Passage:
    """What is missing to say more, with the way to where it is made."""
    passage: Passage = {
        "kind": "passage",
        "name": f"missing-{missing}",
        "title": say(f"quality-missing-{missing}-title"),
        "paragraphs": [say(f"quality-missing-{missing}")],
    }
    if missing != "tool" and any(page.name == REVIEW for page in PAGES):
        href = address(REVIEW, screen.get().selection)
        passage["links"] = [Link(text=say("quality-to-review"), href=href)]
    return passage


def agreement(found: Agreement, *, span: int = 1) -> Card:
    """What the model says of each mood of the tool, as shares of it."""
    language = screen.get().language
    parts = [say("tool-same", rate=rate(found.same, found.n, language),
                 counted=k_of_n(found.same, found.n, language))]  # fmt: skip
    if found.kappa:
        low, value, high = (
            number(each, language, 2)
            for each in (found.kappa.low, found.kappa.value, found.kappa.high)
        )
        parts.append(say("tool-kappa", value=value, low=low, high=high))
    columns: list[Column] = [{"key": "tool", "text": say("tool-of"), "sort": False}]
    columns += [
        {"key": told, "text": say("tool-told", mood=_mood(told)), "numeric": True, "sort": False}
        for told in MOODS
    ]
    body: Body = {
        "kind": "table",
        "columns": columns,
        "rows": [_row(tool, counts) for tool, counts in zip(MOODS, found.table, strict=True)],
        "empty": "",
    }
    return card("tool_sentiment", body, " · ".join(parts), say("note-tool_sentiment"), span)


def _mood(mood: str) -> str:
    return screen.get().names.value("sentiment", mood)


def _row(tool: str, counts: Sequence[int]) -> TableRow:
    language, n = screen.get().language, sum(counts)
    label = say("tool-row", mood=_mood(tool), n=number(n, language))
    return {"key": tool, "cells": [{"text": label}, *(_cell(k, n) for k in counts)]}


def _cell(k: int, n: int) -> TableCell:
    if not n:
        return {"text": "", "value": None}
    language = screen.get().language
    counted = k_of_n(k, n, language)
    text = counted if n < FEW else f"{percent(k / n, language)} ({counted})"
    return {"text": text, "value": k / n}


def contest(found: Contest, *, span: int = 1) -> Card:
    """How often each is right on the audit's messages, and what a test says of the difference."""
    verdict = say(
        f"tool-verdict-{found.better or 'open'}",
        model=number(found.model_alone, screen.get().language),
        tool=number(found.tool_alone, screen.get().language),
    )
    body: Body = {
        "kind": "table",
        "columns": [
            {"key": "judge", "text": say("tool-judge"), "sort": False},
            {"key": "right", "text": say("tool-right"), "numeric": True, "sort": False},
            {"key": "alone", "text": say("tool-alone"), "numeric": True, "sort": False},
        ],
        "rows": [
            _judge("model", found.model, found.model_alone, found.n),
            _judge("tool", found.tool, found.tool_alone, found.n),
        ],
        "empty": "",
    }
    return card("tool_contest", body, verdict, say("note-tool_contest"), span)


def _judge(name: str, k: int, alone: int, n: int) -> TableRow:
    language = screen.get().language
    text = k_of_n(k, n, language)
    if n >= FEW:
        low, high = wilson([k], [n])
        between = interval(float(low[0]), float(high[0]), language)
        text = f"{rate(k, n, language)} ({text} · {between})"
    cells: list[TableCell] = [
        {"text": say(f"tool-judge-{name}")},
        {"text": text, "value": k},
        {"text": number(alone, language), "value": alone},
    ]
    return {"key": name, "cells": cells}
