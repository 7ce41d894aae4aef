"""Shares of one dimension, and rates of merchants, with what they are held against."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl

from sociallens.answers import Answer
from sociallens.blocks import Benchmark, RankedRow
from sociallens.i18n import number, percent
from sociallens.marks.largest import lacking, largest
from sociallens.naming import Names
from sociallens.phrases import change_words, interval, k_of_n, moves, points, rate
from sociallens.stats import FEW, Change
from sociallens.tables import LABELS, RAW, SELECTED

Row = Mapping[str, Any]
Against = Literal["compared", "others", "peers", "study"]
FOLDED = 10  # bars before a list folds
LEAST_PEERS = 3  # a median of fewer is one of them


@dataclass(frozen=True)
class Bars:
    """The rows of a ranked list, and what is said under its title."""

    subtitle: str
    rows: list[RankedRow]
    rest: RankedRow | None = None
    benchmark: Benchmark | None = None


@dataclass(frozen=True)
class Held:
    """What the rows of a list are held against: one value each, and which differences stand.

    `changes`: proven ones, by row. `figures`: the value in words.
    """

    against: Against
    ticks: Mapping[str, float]
    figures: Mapping[str, str]
    changes: Mapping[str, Change]


def other(answer: Answer, compared: Answer, names: Names, against: Against = "compared") -> Held:
    """The same table of another period, or of other messages."""
    (by,) = answer.table.by
    rows = [row for row in compared.rows.rows(named=True) if row["n"] >= FEW]
    # Tests are about what the machine counts: they say nothing of corrected figures.
    raw = LABELS not in answer.rows.columns
    moved = moves(answer.rows, compared.rows, by, answer.table.metric) if raw else []
    return Held(
        against,
        {row[by]: row["rate"] for row in rows},
        {row[by]: percent(row["rate"], names.language) for row in rows},
        {move.key: move.change for move in moved},
    )


def usual(ticks: Mapping[str, float], names: Names, against: Against = "peers") -> Held:
    """Shares from 0 to 1 by row: the peers' medians, or what a study published."""
    figures = {key: percent(share, names.language) for key, share in ticks.items()}
    return Held(against, ticks, figures, {})


def bars(
    answer: Answer, held: Held | None, names: Names, *, negative: bool = False, legend: str = ""
) -> Bars:
    """The shares of one dimension: the largest first, those of an ordered scale in its order.

    `negative`: all take the colour of discontent. `legend`: what the ticks are, in other words
    than those of `held`.
    """
    table = answer.table
    (by,) = table.by
    frame = _ordered(answer, names)
    whole = int(frame["n"][0]) if frame.height else 0
    n = number(whole, names.language)
    count = names.say("of-messages", count=whole, n=n)
    about = [
        names.say(f"about-{table.name}", count=count, n=n, whole=whole),
        *corrected(answer, names),
    ]
    if held and held.ticks:
        about.append(legend or names.say(f"{held.against}-tick"))
    rows = []
    for row in frame.rows(named=True):
        bar = _bar(row, by, names, held, number(row["k"], names.language), mixed=_some(answer))
        bar["tone"] = "negative" if negative else names.tone(by, row[by])
        rows.append(bar)
    rest = None if table.metric.overlapping else _rest(frame, names)
    return Bars(" · ".join(about), rows, rest)


def corrected(answer: Answer, names: Names) -> list[str]:
    """What is to be said of an answer in a corrected view, if anything."""
    asked = answer.correction
    if asked is None or asked.why or not asked.needed or answer.rows.is_empty():
        return []
    return [names.say("estimate-corrected" if _some(answer) else "estimate-all-raw")]


def _some(answer: Answer) -> bool:
    """Whether some of its figures are corrected."""
    return LABELS in answer.rows.columns and answer.rows[LABELS].count() > 0


def _rest(frame: pl.DataFrame, names: Names) -> RankedRow | None:
    """What a long list folds, as one row."""
    others = frame[FOLDED:]
    k, n = int(others["k"].sum()), int(frame["n"][0]) if frame.height else 0
    if others.height < 2 or n < FEW:
        return None
    language = names.language
    label = names.say("others", count=others.height)
    return {
        "key": "",
        "label": label,
        "value": percent(k / n, language),
        "count": number(k, language),
        "hover": f"{label}{names.say('colon')} {k_of_n(k, n, language)}",
        "bar": k / n,
        "tone": "faint",
    }


def intervals(answer: Answer, names: Names, peers: Collection[str] | None = None) -> Bars:
    """The rate of every site with its interval, best first; too small ones last, not ranked.

    What they are held against is the median of those that have a rate: of the `peers` alone,
    where the page is about one merchant.
    """
    table = answer.table
    (by,) = table.by
    beside = [name for name in (SELECTED, LABELS, RAW["rate"]) if name in answer.rows.columns]
    frame = answer.of(table.metric).with_columns(answer.rows.select(beside)).filter(pl.col("n") > 0)
    every, whole = frame.height, frame.filter(pl.col("n") >= FEW)
    frame = largest(frame, "n", pl.col(SELECTED))
    ranked = frame.filter(pl.col("n") >= FEW).sort("rate", by)
    few = frame.filter(pl.col("n") < FEW).sort("n", by, descending=[True, False])
    rows = [
        _bar(row, by, names, None, number(row["n"], names.language), mixed=_some(answer))
        for row in pl.concat([ranked, few]).rows(named=True)
    ]
    about = [names.say(f"about-{table.name}"), lacking(frame.height, every, names)]
    about += corrected(answer, names)
    return Bars(" · ".join(filter(None, about)), rows, None, _median(whole, names, peers))


def _median(ranked: pl.DataFrame, names: Names, peers: Collection[str] | None) -> Benchmark | None:
    held = ranked if peers is None else ranked.filter(pl.col("site").is_in(list(peers)))
    if held.height < LEAST_PEERS:
        return None
    median = float(np.median(held["rate"]))
    key = "all-median" if peers is None else "peers-median"
    return {"at": median, "text": names.say(key, rate=percent(median, names.language))}


def _ordered(answer: Answer, names: Names) -> pl.DataFrame:
    (by,) = answer.table.by
    scale = names.scale(by)
    if not scale and _some(answer):
        return answer.rows.sort("rate", by, descending=[True, False])
    if not scale:
        return answer.top()
    return answer.rows.sort(pl.col(by).replace_strict(scale, list(range(len(scale)))))


def _bar(
    row: Row, by: str, names: Names, held: Held | None, count: str, *, mixed: bool
) -> RankedRow:
    """One row; where corrected figures are `mixed` with raw ones, these say so."""
    language = names.language
    k, n = int(row["k"]), int(row["n"])
    name, counted = names.value(by, row[by]), k_of_n(k, n, language)
    drawn = n >= FEW  # below, a rate is written as a count and not drawn
    value = percent(row["rate"], language) if drawn else counted
    between = interval(row["low"], row["high"], language)
    if row.get(LABELS) is not None:
        raw = percent(row[RAW["rate"]], language)
        told = names.say("estimate-hover", raw=raw, rate=value, interval=between)
        hover = [f"{name}{names.say('colon')} {told}", counted]
    else:
        hover = [f"{name}{names.say('colon')} {rate(k, n, language)}"]
        if drawn:
            hover.append(f"{counted}, {between}")
        if drawn and mixed:
            value = names.say("estimate-value-raw", value=value)
    bar: RankedRow = {
        "key": row[by],
        "label": name,
        "value": value,
        "count": count,
        "hover": "",
        "selected": row["selected"],
    }
    if drawn:
        bar |= {"bar": row["rate"], "low": row["low"], "high": row["high"]}
    key = row[by]
    if held and key in held.ticks:
        bar["tick"] = held.ticks[key]
        hover.append(names.say(f"hover-{held.against}", rate=held.figures[key]))
    if held and (change := held.changes.get(key)):
        hover.append(change_words(change, language))
        bar["verdict"] = {"text": points(change.size, language), "tone": "quiet"}
    bar["hover"] = " · ".join(hover)
    return bar
