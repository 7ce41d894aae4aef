"""Shares of one dimension, and rates of merchants, with what they are held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from sociallens.answers import Answer
from sociallens.blocks import RankedRow
from sociallens.i18n import number, percent
from sociallens.naming import Names
from sociallens.phrases import change_words, interval, k_of_n, moves, points, rate
from sociallens.stats import FEW, Change
from sociallens.study import Edition

Row = Mapping[str, Any]
Benchmark = Literal["compared", "others"]


@dataclass(frozen=True)
class Bars:
    """The rows of a ranked list, and what is said under its title."""

    subtitle: str
    rows: list[RankedRow]


def bars(
    answer: Answer,
    compared: Answer | None,
    names: Names,
    *,
    benchmark: Benchmark = "compared",
    negative: bool = False,
    published: Edition | None = None,
) -> Bars:
    """The shares of one dimension: the largest first, those of an ordered scale in its order.

    `benchmark`: what `compared` is, the same messages of another period or those of the others.
    `negative`: all take the colour of discontent. `published`: the study whose figures stand
    beside them as ticks.
    """
    table = answer.table
    (by,) = table.by
    frame = _ordered(answer, names)
    before = _before(answer, compared, benchmark)
    references = published.figures[table.name] if published else {}
    whole = int(frame["n"][0]) if frame.height else 0
    count = names.say("of-messages", count=whole, n=number(whole, names.language))
    legend = [names.say(f"{benchmark}-tick")] if before.rows and not published else []
    if published:
        legend.append(names.say("study-tick", study=published.short(names.language)))
    rows = []
    for row in frame.rows(named=True):
        bar = _bar(row, by, names, before, number(row["k"], names.language))
        if published:
            _beside(bar, references.get(row[by]), names)
        if negative:
            bar["tone"] = "negative"
        rows.append(bar)
    return Bars(" · ".join([names.say(f"about-{table.name}", count=count), *legend]), rows)


def intervals(answer: Answer, compared: Answer | None, names: Names) -> Bars:
    """The rate of every site with its interval, best first; too small ones last, not ranked."""
    table = answer.table
    (by,) = table.by
    frame = answer.of(table.metric).with_columns(answer.rows["selected"]).filter(pl.col("n") > 0)
    ranked = frame.filter(pl.col("n") >= FEW).sort("rate", by)
    few = frame.filter(pl.col("n") < FEW).sort("n", by, descending=[True, False])
    before = _before(answer, compared)
    return Bars(
        names.say(f"about-{table.name}", few=FEW),
        [
            _bar(row, by, names, before, number(row["n"], names.language))
            for row in pl.concat([ranked, few]).rows(named=True)
        ],
    )


def _ordered(answer: Answer, names: Names) -> pl.DataFrame:
    (by,) = answer.table.by
    scale = names.scale(by)
    if not scale:
        return answer.top()
    return answer.rows.sort(pl.col(by).replace_strict(scale, list(range(len(scale)))))


@dataclass(frozen=True)
class _Before:
    """What a chart's values are held against, and which differences stand."""

    rows: Mapping[str, Row]
    changes: Mapping[str, Change]
    benchmark: Benchmark = "compared"


def _before(answer: Answer, compared: Answer | None, benchmark: Benchmark = "compared") -> _Before:
    if compared is None:
        return _Before({}, {})
    (by,) = answer.table.by
    changes = moves(answer.rows, compared.rows, by, answer.table.metric)
    return _Before(
        {row[by]: row for row in compared.rows.rows(named=True)},
        {move.key: move.change for move in changes},
        benchmark,
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
        "selected": row["selected"],
    }
    if drawn:
        bar |= {"bar": row["rate"], "low": row["low"], "high": row["high"]}
    if (then := before.rows.get(row[by])) and then["n"] >= FEW:
        bar["tick"] = then["rate"]
        hover.append(
            names.say(f"hover-{before.benchmark}", rate=rate(then["k"], then["n"], language))
        )
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
