"""What is taken for what, in words, with an example of each."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from sociallens.blocks import Body, Card, Column, TableCell, TableRow
from sociallens.phrases import k_of_n
from sociallens.quality import audited, effects, examples
from sociallens.ui import cards
from sociallens.ui.destinations import CONVERSATIONS, of_view
from sociallens.ui.measured import dimension, here, whose
from sociallens.ui.state import screen
from sociallens.ui.wording import say

Row = Mapping[str, Any]
CONFUSED = 12  # confusions that are told; all are in the file


def card(*, span: int = 1) -> Card:
    """What is taken for what, those that the headline rests on first, with an example of each."""
    shown = screen.get()
    frame = here("label_confusions")
    order = [bool(effects.effect(row)) for row in frame.rows(named=True)]
    frame = frame.with_columns(order=pl.Series(order, dtype=pl.Boolean)).sort(
        "order", "k", "task", "truth", "told", descending=[True, True, False, False, False]
    )
    found = audited.instances(shown.engine, shown.reader.texts()).rows(named=True)
    instances = {(each["task"], each["truth"], each["told"]): each for each in found}
    columns: list[Column] = [
        {"key": "confusion", "text": say("quality-confusion"), "sort": False},
        {"key": "task", "text": say("quality-label"), "sort": False},
        {"key": "count", "text": say("quality-how-often"), "numeric": True},
        {"key": "effect", "text": say("quality-effect"), "sort": False},
        {"key": "example", "text": say("quality-example"), "sort": False},
    ]
    body: Body = {
        "kind": "table",
        "columns": columns,
        "rows": [_confused(row, instances) for row in frame.head(CONFUSED).rows(named=True)],
        "empty": say("quality-confusions-none"),
    }
    about = say(f"about-label_confusions-{whose()}")
    return cards.card("label_confusions", body, about, say("note-label_confusions"), span)


def _confused(row: Row, instances: Mapping[tuple[str, str, str], Row]) -> TableRow:
    shown, task = screen.get(), row["task"]
    confusion = (task, row["truth"], row["told"])
    named = {side: shown.names.value(dimension(task), row[side]) for side in ("truth", "told")}
    effect = effects.effect(row)
    return {
        "key": "-".join(confusion),
        "cells": [
            {"text": say("quality-taken-for", **named)},
            {"text": say(f"quality-task-{task}")},
            {"text": k_of_n(row["k"], row["n"], shown.language), "value": row["k"]},
            {"text": effect and say(f"quality-effect-{effect}")},
            _example(confusion, instances.get(confusion)),
        ],
    }


def _example(confusion: tuple[str, str, str], own_message: Row | None) -> TableCell:
    """A message of the reader's own, or a sentence that was made up."""
    shown = screen.get()
    if own_message:
        view = replace(
            shown.view, thread=own_message["conversation_id"], open=own_message["id"], page=1
        )
        return {"text": say("quality-see"), "href": of_view(view, CONVERSATIONS)}
    text = examples.example(shown.language, *confusion)
    return {"text": text and say("quoted", text=text)}
