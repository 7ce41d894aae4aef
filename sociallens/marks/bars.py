"""Shares of one dimension, and rates of merchants, with what they are held against."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sociallens import charts, theme
from sociallens.answers import Answer
from sociallens.dimensions import DIMENSIONS
from sociallens.i18n import number, percent
from sociallens.naming import Names
from sociallens.phrases import change_words, interval, k_of_n, moves, points, rate
from sociallens.stats import FEW, Change
from sociallens.study import Edition
from sociallens.theme import Theme

MOST_SITES = 40  # in one chart; all are in the table
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Bars:
    """The bars of a chart, and what is said under its title."""

    subtitle: str
    items: Sequence[charts.Bar]

    @property
    def alt(self) -> str:
        """The chart in words."""
        return "; ".join(item.hover for item in self.items)


def bars(
    answer: Answer,
    compared: Answer | None,
    names: Names,
    mode: Theme,
    *,
    negative: bool = False,
    published: Edition | None = None,
) -> Bars:
    """The shares of one dimension, the largest first.

    Every value has its own colour, on all pages; `negative`: all take that of discontent.
    `published`: the study whose figures stand beside them as ticks; the bars are grey then.
    """
    table = answer.table
    (by,) = table.by
    frame = answer.top()
    before = _before(answer, compared)
    colours: Mapping[str, str] = {}
    if not published:  # beside it: no bar has the colour of its tick
        colours = theme.colours(names.taxonomy, DIMENSIONS[by].vocabulary, mode)
    default = theme.discontent(names.taxonomy, mode) if negative else mode.context
    references = published.figures[table.name] if published else {}
    whole = int(frame["n"][0]) if frame.height else 0
    count = names.say("of-messages", count=whole, n=number(whole, names.language))
    legend = [names.say("compared-tick")] if before.rows else []
    if published:
        legend.append(names.say("study-tick", study=published.short(names.language)))
    return Bars(
        " · ".join([names.say(f"about-{table.name}", count=count), *legend]),
        [
            _bar(
                row,
                by,
                names,
                default if negative else colours.get(row[by], default),
                before,
                number(row["k"], names.language),
                references.get(row[by]),
            )
            for row in frame.rows(named=True)
        ],
    )


def intervals(answer: Answer, compared: Answer | None, names: Names, mode: Theme) -> Bars:
    """The rate of every site with its interval, best first; too small ones last, not ranked."""
    table = answer.table
    (by,) = table.by
    frame = answer.of(table.metric).filter(pl.col("n") > 0)
    ranked = frame.filter(pl.col("n") >= FEW).sort("rate", by)
    few = frame.filter(pl.col("n") < FEW).sort("n", by, descending=[True, False])
    before = _before(answer, compared)
    return Bars(
        names.say(f"about-{table.name}", few=FEW),
        [
            _bar(
                row,
                by,
                names,
                mode.line if row["n"] < FEW else mode.context,
                before,
                k_of_n(row["k"], row["n"], names.language),
            )
            for row in pl.concat([ranked, few]).head(MOST_SITES).rows(named=True)
        ],
    )


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


def _bar(
    row: Row,
    by: str,
    names: Names,
    colour: str,
    before: _Before,
    count: str,
    reference: float | None = None,
) -> charts.Bar:
    language = names.language
    k, n = int(row["k"]), int(row["n"])
    name, counted = names.value(by, row[by]), k_of_n(k, n, language)
    note = counted if n < FEW else f"<b>{percent(row['rate'], language)}</b>  {count}"
    hover = [f"{name}{names.say('colon')} {rate(k, n, language)}"]
    if n >= FEW:
        hover.append(f"{counted}, {interval(row['low'], row['high'], language)}")
    if then := before.rows.get(row[by]):
        hover.append(names.say("hover-before", rate=rate(then["k"], then["n"], language)))
    if change := before.changes.get(row[by]):
        hover.append(change_words(change, language))
        note += f"  <i>{points(change.size, language)}</i>"
    if reference is not None:
        hover.append(names.say("study-hover", rate=percent(reference, language)))
    drawn = n >= FEW  # below, a rate is written as a count and not drawn
    return charts.Bar(
        row[by],
        name,
        row["rate"] if drawn else 0.0,
        row["low"] if drawn else None,
        row["high"] if drawn else None,
        note,
        " · ".join(hover),
        colour,
        then["rate"] if then and then["n"] >= FEW else None,
        reference,
    )
