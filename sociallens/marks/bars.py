"""Shares of one dimension, and rates of merchants, with what they are held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from sociallens.answers import Answer
from sociallens.blocks import Benchmark, RankedRow
from sociallens.i18n import number, percent
from sociallens.naming import Names
from sociallens.phrases import change_words, interval, k_of_n, moves, points, rate
from sociallens.stats import FEW, Change
from sociallens.study import Edition

Row = Mapping[str, Any]
FOLDED = 10  # bars before a list folds
LEAST_PEERS = 3  # a median of fewer is one of them


@dataclass(frozen=True)
class Bars:
    """The rows of a ranked list, and what is said under its title."""

    subtitle: str
    rows: list[RankedRow]
    rest: RankedRow | None = None
    benchmark: Benchmark | None = None


def bars(
    answer: Answer,
    compared: Answer | None,
    names: Names,
    *,
    negative: bool = False,
    published: Edition | None = None,
) -> Bars:
    """The shares of one dimension: the largest first, those of an ordered scale in its order.

    `negative`: all take the colour of discontent. `published`: the study whose figures stand
    beside them as ticks.
    """
    table = answer.table
    (by,) = table.by
    frame = _ordered(answer, names)
    before = _before(answer, compared)
    references = published.figures[table.name] if published else {}
    whole = int(frame["n"][0]) if frame.height else 0
    count = names.say("of-messages", count=whole, n=number(whole, names.language))
    legend = [names.say("compared-tick")] if before.rows and not published else []
    if published:
        legend.append(names.say("study-tick", study=published.short(names.language)))
    rows = []
    for row in frame.rows(named=True):
        bar = _bar(row, by, names, before, number(row["k"], names.language))
        if published:
            _beside(bar, references.get(row[by]), names)
        bar["tone"] = "negative" if negative else names.tone(by, row[by])
        rows.append(bar)
    about = names.say(
        f"about-{table.name}", count=count, n=number(whole, names.language), whole=whole
    )
    rest = None if table.metric.overlapping else _rest(frame, names)
    return Bars(" · ".join([about, *legend]), rows, rest)


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


def intervals(answer: Answer, names: Names) -> Bars:
    """The rate of every site with its interval, best first; too small ones last, not ranked.

    What they are held against is the median of those that have a rate.
    """
    table = answer.table
    (by,) = table.by
    frame = answer.of(table.metric).filter(pl.col("n") > 0)
    ranked = frame.filter(pl.col("n") >= FEW).sort("rate", by)
    few = frame.filter(pl.col("n") < FEW).sort("n", by, descending=[True, False])
    rows = [
        _bar(row, by, names, _Before({}, {}), number(row["n"], names.language))
        for row in pl.concat([ranked, few]).rows(named=True)
    ]
    for row in rows[ranked.height :]:
        row["verdict"] = {"text": names.say("verdict-few"), "tone": "quiet"}
    return Bars(names.say(f"about-{table.name}"), rows, None, _median(ranked, names))


def _median(ranked: pl.DataFrame, names: Names) -> Benchmark | None:
    if ranked.height < LEAST_PEERS:
        return None
    median = float(np.median(ranked["rate"]))
    return {"at": median, "text": names.say("peers-median", rate=percent(median, names.language))}


def _ordered(answer: Answer, names: Names) -> pl.DataFrame:
    (by,) = answer.table.by
    scale = names.scale(by)
    if not scale:
        return answer.top()
    return answer.rows.sort(pl.col(by).replace_strict(scale, list(range(len(scale)))))


@dataclass(frozen=True)
class _Before:
    """What a chart's values were in the period compared with, and which changes stand."""

    rows: Mapping[str, Row]
    changes: Mapping[str, Change]


def _before(answer: Answer, compared: Answer | None) -> _Before:
    if compared is None:
        return _Before({}, {})
    (by,) = answer.table.by
    changes = moves(answer.rows, compared.rows, by, answer.table.metric)
    return _Before(
        {row[by]: row for row in compared.rows.rows(named=True)},
        {move.key: move.change for move in changes},
    )


def _bar(row: Row, by: str, names: Names, before: _Before, count: str) -> RankedRow:
    language = names.language
    k, n = int(row["k"]), int(row["n"])
    name, counted = names.value(by, row[by]), k_of_n(k, n, language)
    drawn = n >= FEW  # below, a rate is written as a count and not drawn
    hover = [f"{name}{names.say('colon')} {rate(k, n, language)}"]
    if drawn:
        hover.append(f"{counted}, {interval(row['low'], row['high'], language)}")
    bar: RankedRow = {
        "key": row[by],
        "label": name,
        "value": percent(row["rate"], language) if drawn else counted,
        "count": count,
        "hover": "",
        "selected": bool(row.get("selected", True)),
    }
    if drawn:
        bar |= {"bar": row["rate"], "low": row["low"], "high": row["high"]}
    if (then := before.rows.get(row[by])) and then["n"] >= FEW:
        bar["tick"] = then["rate"]
        hover.append(names.say("hover-before", rate=rate(then["k"], then["n"], language)))
    if change := before.changes.get(row[by]):
        hover.append(change_words(change, language))
        bar["verdict"] = {"text": points(change.size, language), "tone": "quiet"}
    bar["hover"] = " · ".join(hover)
    return bar


def _beside(bar: RankedRow, reference: float | None, names: Names) -> None:
    """Mark a published figure at a bar, in place of the compared period's."""
    bar.pop("tick", None)
    if reference is not None:
        bar["tick"] = reference
        bar["hover"] += " · " + names.say("study-hover", rate=percent(reference, names.language))
