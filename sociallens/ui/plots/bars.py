"""Shares of one dimension, and rates of merchants, with what they are held against."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
import streamlit as st

from sociallens import charts, stats, tables, theme
from sociallens.dimensions import DIMENSIONS
from sociallens.findings import change_words, interval, k_of_n, moves, points, rate
from sociallens.i18n import number, percent
from sociallens.stats import Change
from sociallens.study import Edition
from sociallens.ui import state
from sociallens.ui.cards import card, definition, nothing_words
from sociallens.ui.plots.drawing import draw, unhappy
from sociallens.ui.questions import answer, before
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import say, value_label

MOST_SITES = 40  # in one chart; all are in the table


def bars(table: str, *, negative: bool = False, published: Edition | None = None) -> None:
    """Shares of one dimension as horizontal bars. A click narrows to the bar's value.

    Every value has its own colour, on all pages; `negative`: all take that of discontent.
    `published`: the study whose figures stand beside them as ticks; the bars are grey then.
    """
    here, declared = screen.get(), tables.TABLES[table]
    (by,) = declared.by
    frame = answer(table).top()
    then = _before(table)
    whole = int(frame["n"][0]) if frame.height else 0
    count = say("of-messages", count=whole, n=number(whole, here.language))
    legend = [say("compared-tick")] if then.rows else []
    if published:
        legend.append(say("study-tick", study=published.short(here.language)))
    references = published.figures[table] if published else {}
    subtitle = " · ".join([say(f"about-{table}", count=count), *legend])
    with card(table, subtitle=subtitle, definition=definition(declared.metric)):
        if frame.is_empty():
            st.caption(nothing_words(declared.metric))
            return
        colours = theme.colours(here.engine.taxonomy, DIMENSIONS[by].vocabulary, here.theme)
        if published:  # no bar has the colour of its tick
            colours = {}
        items = [
            _bar(
                here,
                row,
                by,
                unhappy(here) if negative else colours.get(row[by], here.theme.context),
                then,
                references.get(row[by]),
            )
            for row in frame.rows(named=True)
        ]
        _show(table, by, items)


def intervals(table: str) -> None:
    """The rate of every site with its interval, best first; too small ones last, not ranked."""
    here, declared = screen.get(), tables.TABLES[table]
    (by,) = declared.by
    frame = answer(table).rows.filter(pl.col("n") > 0)
    with card(
        table, subtitle=say(f"about-{table}", few=stats.FEW), definition=definition(declared.metric)
    ):
        if frame.is_empty():
            st.caption(nothing_words(declared.metric))
            return
        ranked = frame.filter(pl.col("n") >= stats.FEW).sort("rate", "site")
        few = frame.filter(pl.col("n") < stats.FEW).sort("n", "site", descending=[True, False])
        shown = pl.concat([ranked, few]).head(MOST_SITES)
        then = _before(table)
        colour = {True: here.theme.context, False: here.theme.line}
        items = [
            _bar(here, row, by, colour[row["n"] >= stats.FEW], then, shares=False)
            for row in shown.rows(named=True)
        ]
        _show(table, by, items)


def _show(table: str, by: str, items: list[charts.Bar]) -> None:
    draw(
        table,
        charts.bars(items, screen.get().theme),
        "; ".join(item.hover for item in items),
        lambda key: state.choose(by, (str(key),)),
    )


@dataclass(frozen=True)
class _Before:
    """What a chart's values were in the period compared with, and which changes stand."""

    rows: Mapping[str, Mapping[str, Any]]
    moved: Mapping[str, Change]


def _before(table: str) -> _Before:
    compared = before(table)
    declared = tables.TABLES[table]
    (by,) = declared.by
    if compared is None:
        return _Before({}, {})
    moved = moves(answer(table).rows, compared.rows, by, declared.metric)
    rows = {row[by]: row for row in compared.rows.rows(named=True)}
    return _Before(rows, {each.key: each.change for each in moved})


def _bar(
    here: Screen,
    row: Mapping[str, Any],
    by: str,
    colour: str,
    compared: _Before,
    reference: float | None = None,
    *,
    shares: bool = True,
) -> charts.Bar:
    language = here.language
    k, n = int(row["k"]), int(row["n"])
    name = value_label(here, by, row[by])
    few = n < stats.FEW
    whole = number(k, language) if shares else k_of_n(k, n, language)
    note = k_of_n(k, n, language) if few else f"<b>{percent(row['rate'], language)}</b>  {whole}"
    said = [f"{name}{say('colon')} {rate(k, n, language)}"]
    if not few:
        said.append(f"{k_of_n(k, n, language)}, {interval(row['low'], row['high'], language)}")
    if then := compared.rows.get(row[by]):
        said.append(say("hover-before", rate=rate(then["k"], then["n"], language)))
    if change := compared.moved.get(row[by]):
        said.append(change_words(change, language))
        note += f"  <i>{points(change.size, language)}</i>"
    if reference is not None:
        said.append(say("study-hover", rate=percent(reference, language)))
    return charts.Bar(
        row[by],
        name,
        row["rate"],
        row["low"],
        row["high"],
        note,
        " · ".join(said),
        colour,
        then["rate"] if then else None,
        reference,
    )
