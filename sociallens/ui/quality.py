"""The page on quality: how often labels are right, how sure, and confused with what."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sociallens.blocks import (
    Block,
    Body,
    Card,
    Column,
    Heading,
    Line,
    Number,
    RankedRow,
    Strip,
    TableCell,
    TableRow,
)
from sociallens.i18n import number, percent
from sociallens.phrases import interval, k_of_n, points, rate, signed
from sociallens.quality import measured, tables
from sociallens.quality.measured import EVERY
from sociallens.schema import PARTS
from sociallens.stats import FEW
from sociallens.ui import cards, confusions, unlike, vendors
from sociallens.ui.measured import asked, here, kind, own, whose
from sociallens.ui.state import screen
from sociallens.ui.wording import say

Row = Mapping[str, Any]
TASKS = tuple(PARTS)


def rows() -> list[Sequence[Block | None]]:
    """The page from the top."""
    return [
        [labels()],
        [bias()],
        [confusions.card()],
        [confidence(span=2), unlike.over_time(span=3)],
        [unlike.by_channel()],
        *vendors.rows(),
    ]


def answer() -> list[Sequence[Block | None]]:
    """What the page answers, and what to be careful about."""
    return [[heading()], [strip()], [unlike.warning()]]


def heading() -> Heading:
    """How often topic and mood are right, and on whose texts."""
    language = screen.get().language
    of = {row["task"]: row for row in here("label_quality", channel=EVERY).rows(named=True)}
    topic, mood = (rate(of[task]["k"], of[task]["n"], language) for task in ("topic", "sentiment"))
    n = of["topic"]["n"]
    detail = say(
        f"quality-{whose()}-about",
        count=n,
        n=number(n, language),
        kind=say(f"quality-kind-{kind()}"),
    )
    return cards.heading(say(f"quality-{whose()}", topic=topic, mood=mood), detail)


def strip() -> Strip:
    """Each label: how often it is right, with k of n; ours beside where an audit says it."""
    rows = here("label_quality", channel=EVERY).rows(named=True)
    beside = asked("label_quality").filter(texts=tables.OURS, kind=kind(), channel=EVERY)
    ours = {row["task"]: row for row in beside.rows(named=True)} if own() else {}
    return {"kind": "strip", "items": [_number(row, ours.get(row["task"])) for row in rows]}


def _number(row: Row, ours: Row | None) -> Number:
    language, task = screen.get().language, row["task"]
    k, n = row["k"], row["n"]
    lines: list[Line] = []
    if row["accepted"] is not None and row["accepted"] != row["k"] and n >= FEW:
        share = percent(row["accepted"] / n, language)
        lines.append({"text": say("quality-accepted", share=share), "tone": "quiet"})
    if ours:
        share = rate(ours["k"], ours["n"], language)
        lines.append({"text": say("quality-ours-beside", share=share), "tone": "quiet"})
    return {
        "name": task,
        "title": say(f"quality-task-{task}"),
        "help": say(f"quality-task-{task}.help"),
        "value": rate(k, n, language),
        "counted": _counted(row) if n >= FEW else say("too-few"),
        "lines": lines,
    }


def _counted(row: Row) -> str:
    """`471 sur 562 · entre 80 et 87 %`."""
    language = screen.get().language
    k, n = row["k"], row["n"]
    parts = [k_of_n(k, n, language)]
    if n >= FEW:
        parts.append(interval(row["low"], row["high"], language))
    return " · ".join(parts)


def labels(*, span: int = 1) -> Card:
    """How often each label is right, by whose texts and channel: a column each."""
    frame = asked("label_quality").filter(pl.col("n") >= FEW)
    ours = frame.filter(texts=tables.OURS, kind=kind()).sort("n", descending=True)
    groups = [(tables.OURS, channel) for channel in ours["channel"].unique(maintain_order=True)]
    if own():
        groups.insert(0, (tables.YOURS, EVERY))
    cells = {(row["texts"], row["channel"], row["task"]): row
             for row in frame.rows(named=True) if row["kind"] in (kind(), EVERY)
             and (row["texts"] == tables.YOURS or row["kind"] == kind())}  # fmt: skip
    columns: list[Column] = [{"key": "task", "text": say("quality-label"), "sort": False}]
    columns += [
        {"key": f"{texts}-{channel}", "text": _group(texts, channel), "sort": False}
        for texts, channel in groups
    ]
    body: Body = {
        "kind": "table",
        "columns": columns,
        "rows": [
            {
                "key": task,
                "cells": [
                    {"text": say(f"quality-task-{task}")},
                    *(_right(cells.get((*group, task))) for group in groups),
                ],
            }
            for task in TASKS
        ],
        "empty": "",
    }
    note = say("note-label_quality", kind=say(f"quality-kind-{kind()}"))
    return cards.card("label_quality", body, say("about-label_quality"), note, span)


def _group(texts: str, channel: str) -> str:
    if texts == tables.YOURS:
        return say("quality-yours-all")
    if channel == EVERY:
        return say("quality-ours-all")
    return say("quality-ours-channel", channel=screen.get().names.value("channel", channel))


def _right(row: Row | None) -> TableCell:
    if row is None:
        return {"text": "", "value": None}
    value = rate(row["k"], row["n"], screen.get().language)
    return {"text": f"{value} ({_counted(row)})", "value": row["rate"]}


def bias(*, span: int = 1) -> Card:
    """What the two headline rates are by the machine and by people, by channel."""
    frame = (
        asked("model_bias")
        .filter(
            (pl.col("kind") == kind()) & (pl.min_horizontal("told_n", "true_n") >= measured.LEAST)
        )
        .sort("metric", "n", descending=True)
    )
    body: Body = {
        "kind": "table",
        "columns": [
            {"key": "metric", "text": say("quality-rate"), "sort": False},
            {"key": "channel", "text": say("filter-channel"), "sort": False},
            {"key": "told", "text": say("quality-told"), "numeric": True, "sort": False},
            {"key": "true", "text": say("quality-true"), "numeric": True, "sort": False},
            {"key": "size", "text": say("quality-difference"), "numeric": True, "sort": False,
             "headline": True},
        ],
        "rows": [_biased(row) for row in frame.rows(named=True)],
        "empty": say("quality-bias-none"),
    }  # fmt: skip
    about = say("about-model_bias", kind=say(f"quality-kind-{kind()}"))
    return cards.card("model_bias", body, about, say("note-model_bias"), span)


def _biased(row: Row) -> TableRow:
    shown = screen.get()
    channel = row["channel"]
    name = shown.names.value("channel", channel) if channel else say("quality-all-channels")
    sides: list[TableCell] = []
    for side in ("told", "true"):
        k, n = (row[f"{side}_{part}"] for part in ("k", "n"))
        counted = k_of_n(k, n, shown.language)
        sides.append({"text": f"{rate(k, n, shown.language)} ({counted})", "value": k / n})
    low, high = (signed(row[bound] * 100, shown.language) for bound in ("low", "high"))
    size = points(row["size"], shown.language)
    text = say("quality-points", size=size, low=low, high=high)
    return {
        "key": f"{row['metric']}-{channel}",
        "cells": [
            {"text": say(f"metric-{row['metric']}")},
            {"text": name},
            *sides,
            {"text": text, "value": row["size"]},
        ],
    }


def confidence(*, span: int = 1) -> Card:
    """How often texts of a confidence are right; ticks are what the confidence says."""
    shown = screen.get()
    bands: list[RankedRow] = []
    every = asked("label_confidence").filter(texts=tables.OURS, kind=kind())
    ours = {row["from"]: row for row in every.rows(named=True)} if own() else {}
    for row in here("label_confidence").sort("from", descending=True).rows(named=True):
        k, n = row["k"], row["n"]
        label = say(
            "quality-band",
            low=number(row["from"] * 100, shown.language),
            high=percent(row["to"], shown.language),
        )
        band: RankedRow = {
            "key": f"{row['from']:g}",
            "label": label,
            "value": rate(k, n, shown.language),
            "count": number(n, shown.language),
            "hover": f"{label}{say('colon')} {_counted(row)}",
            "tick": row["said"],
        }
        if n >= FEW:
            band |= {"bar": row["rate"], "low": row["low"], "high": row["high"]}
        if beside := ours.get(row["from"]):
            share = rate(beside["k"], beside["n"], shown.language)
            band["verdict"] = {"text": say("quality-ours-beside", share=share), "tone": "quiet"}
        bands.append(band)
    body: Body = {
        "kind": "ranked",
        "dimension": say("filter-confidence"),
        "rows": bands,
        "note": say("quality-tick"),
        "empty": say("quality-none"),
    }
    about = say(f"about-label_confidence-{whose()}")
    return cards.card("label_confidence", body, about, say("note-label_confidence"), span)
