"""What people corrected: who, when, what and why; what that changed; how far they agree."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

import polars as pl

from sociallens.annotations.agreement import Agreement, agreements
from sociallens.blocks import Block, Card, Column, Heading, Panel, Table, TableCell, TableRow
from sociallens.i18n import number
from sociallens.phrases import k_of_n
from sociallens.ui import cards, correction_files, effect, labels
from sociallens.ui.corrected import at
from sociallens.ui.message import Row, shortened
from sociallens.ui.review_queue import exchange
from sociallens.ui.state import screen
from sociallens.ui.wording import say

MOST = 200  # decisions listed: the file has them all
SHOWN = 70  # signs of a message, beside which the other columns fit on one line
Entry = Mapping[str, Any]  # a row of `Log.holding`


def rows() -> Sequence[Sequence[Block | None]]:
    """What was corrected, what that changed, and how far people agree."""
    held = screen.get().engine.annotations.holding
    given = held.filter(pl.col("audit") == "")
    if not held.height:
        return [[_heading(given)], [_nothing()]]
    changed = [effect.card()] if given.height else []
    return [[_heading(given)], changed, [_decisions(given)], [_agreement(agreements(held))]]


def files() -> None:
    """The ways to take all decisions away, to bring some in, and to take all back."""
    correction_files.draw()


def _heading(given: pl.DataFrame) -> Heading:
    if not given.height:
        return cards.heading(say("decided-none"))
    language = screen.get().language
    text = say(
        "decided-title",
        count=given["id"].n_unique(),
        n=number(given["id"].n_unique(), language),
        people=given["who"].n_unique(),
    )
    return cards.heading(text, say("decided-about"))


def _nothing() -> Panel:
    return {
        "kind": "panel",
        "title": say("decided-how-title"),
        "paragraphs": [say("decided-how")],
        "buttons": [],
        "links": [],
    }


def _decisions(given: pl.DataFrame) -> Card:
    """What each person said, the latest first: one row for what she said of a message at once."""
    acts = (
        given.sort("number")
        .group_by("id", "who", "at", "why", maintain_order=True)
        .agg("number", "task", "values")
        .reverse()
        .head(MOST)
    )
    shown = screen.get()
    found = shown.engine.named(acts["id"].unique().to_list(), shown.reader.texts()).rows(named=True)
    messages = {row["id"]: row for row in found}
    disputed = set(shown.engine.annotations.disputed.iter_rows())
    columns: list[Column] = [
        {"key": key, "text": say(f"decided-{key}"), "sort": key in ("at", "who")}
        for key in ("message", "said", "who", "at", "why", "undo", "revert")
    ]
    body: Table = {
        "kind": "table",
        "columns": columns,
        "rows": [
            _decision(entry, messages.get(entry["id"]), disputed) for entry in acts.rows(named=True)
        ],
        "empty": say("decided-none"),
    }
    return _card("decisions", body, say("decided-listed", count=acts.height))


def _decision(entry: Entry, row: Row | None, disputed: set[tuple[str, str]]) -> TableRow:
    numbers = entry["number"]
    said = [
        say("label-value", label=say(f"label-{task}"), value=labels.worded(task, values))
        for task, values in zip(entry["task"], entry["values"], strict=True)
    ]
    if any((entry["id"], task) in disputed for task in entry["task"]):
        said.append(say("mark-disputed"))
    cells: list[TableCell] = [
        _message(row),
        {"text": " · ".join(said)},
        {"text": entry["who"], "value": entry["who"]},
        {"text": at(entry["at"]), "value": entry["at"]},
        {"text": entry["why"]},
        {"text": say("front-undo"), "asks": {"name": "undo", "given": {"numbers": numbers}}},
        {
            "text": say("decided-revert-here"),
            "asks": {
                "name": "revert",
                "given": {"to": max(numbers)},
                "confirm": say("decided-revert-sure", moment=at(entry["at"])),
            },
        },
    ]
    return {"key": str(min(numbers)), "cells": cells}


def _message(row: Row | None) -> TableCell:
    if row is None:
        return {"text": say("thread-gone")}
    text = "".join(piece["text"] for piece in shortened(row))
    shown = shorten(text, SHOWN, placeholder=" …")
    return {"text": shown, "href": exchange(row)["href"]}


def _agreement(found: Sequence[Agreement]) -> Card | None:
    """How far each two people agree; None where no message was labelled twice."""
    if not found:
        return None
    columns: list[Column] = [
        {"key": key, "text": say(f"agreement-{key}"), "numeric": key in ("same", "kappa")}
        for key in ("people", "task", "same", "kappa")
    ]
    rows: list[TableRow] = [
        {
            "key": f"{place}",
            "cells": [
                {"text": say("agreement-two", one=each.one, other=each.other)},
                {"text": say(f"label-{each.task}")},
                {"text": k_of_n(each.same, each.n, screen.get().language)},
                _kappa(each),
            ],
        }
        for place, each in enumerate(found)
    ]
    body: Table = {"kind": "table", "columns": columns, "rows": rows, "empty": ""}
    return _card("agreement", body, say("agreement-about"))


def _kappa(each: Agreement) -> TableCell:
    if each.kappa is None or each.few:
        return {"text": say("agreement-few"), "value": None}
    language = screen.get().language
    figures = [
        number(figure, language, 2)
        for figure in (each.kappa.value, each.kappa.low, each.kappa.high)
    ]
    between = say("between", low=figures[1], high=figures[2])
    return {"text": f"{figures[0]} ({between})", "value": each.kappa.value}


def _card(name: str, body: Table, subtitle: str) -> Card:
    """A card of the store's own: no declared table, hence no file of it."""
    title = say(f"card-{name}")
    return {"kind": "card", "name": name, "title": title, "subtitle": subtitle, "body": body}
