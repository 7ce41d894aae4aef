"""What people said of a message: who, when and why, and where two of them disagree."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from sociallens.engine import TIME_ZONE
from sociallens.ui import labels
from sociallens.ui.message import Row
from sociallens.ui.state import screen
from sociallens.ui.wording import moment, say

Entry = Mapping[str, Any]  # a row of `Log.holding`


def given(row: Row) -> dict[str, list[Entry]]:
    """Label -> what each person last said of it, the latest last."""
    holding = screen.get().engine.annotations.holding
    held = holding.filter((pl.col("id") == row["id"]) & (pl.col("audit") == ""))
    told: dict[str, dict[str, Entry]] = {}
    for entry in held.rows(named=True):
        people = told.setdefault(entry["task"], {})
        people.pop(entry["who"], None)
        people[entry["who"]] = entry
    return {task: list(people.values()) for task, people in told.items()}


def marks(row: Row) -> dict[str, str]:
    """Label -> that it was corrected, or that two people disagree about it."""
    return {
        task: say("mark-disputed" if disputed(entries) else "mark-corrected")
        for task, entries in given(row).items()
    }


def disputed(entries: list[Entry]) -> bool:
    """Whether people said different things."""
    return len({tuple(entry["values"]) for entry in entries}) > 1


def lines(row: Row) -> list[str]:
    """A sentence for each label that somebody corrected; what each said where they disagree."""
    told = []
    for task, entries in given(row).items():
        sentences = [_line(entry) for entry in entries]
        if disputed(entries):
            listed = say("semicolon").join(sentences)
            told.append(say("why-disputed", label=say(f"label-{task}"), said=listed))
        else:
            told.append(say("why-corrected", label=say(f"label-{task}"), said=sentences[-1]))
    return told


def at(said: str) -> str:
    """When somebody said something, on the clock by which days are told."""
    return moment(datetime.fromisoformat(said).astimezone(ZoneInfo(TIME_ZONE)).isoformat())


def _line(entry: Entry) -> str:
    value = labels.worded(entry["task"], entry["values"])
    text = say("why-said", value=value, who=entry["who"], moment=at(entry["at"]))
    return say("why-because", said=text, why=entry["why"]) if entry["why"] else text
