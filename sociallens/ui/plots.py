"""Cards with a chart. Each is one line of stations.

`questions` asks for the answer once, `marks` words it, `charts` draws what runs over time, and
the card that a function returns is drawn by the front end.
"""

from collections.abc import Sequence
from dataclasses import replace

from sociallens import charts, marks, tables
from sociallens.blocks import Body, Card, Column, RankedRow, Table, TableCell, TableRow
from sociallens.i18n import LOCALES, number
from sociallens.marks import Bars, Trend
from sociallens.selection import Period
from sociallens.study import Edition
from sociallens.ui.cards import card, definition, nothing_words
from sociallens.ui.destinations import address, messages, narrowed
from sociallens.ui.questions import answer, before
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def bars(
    table: str, *, span: int = 1, negative: bool = False, published: Edition | None = None
) -> Card:
    """Shares of one dimension as horizontal bars. A click narrows to the bar's value.

    `negative`: in the colour of discontent. `published`: a study's figures beside them, as ticks.
    """
    shown = screen.get()
    return _bars(
        table,
        marks.bars(
            answer(table), before(table), shown.names, negative=negative, published=published
        ),
        span,
    )


def intervals(table: str, *, span: int = 1) -> Card:
    """The rate of every site with its interval. A click narrows to the site."""
    shown = screen.get()
    return _bars(table, marks.intervals(answer(table), shown.names), span, dots=True)


def _bars(table: str, chart: Bars, span: int, *, dots: bool = False) -> Card:
    declared = tables.TABLES[table]
    (by,) = declared.by
    for row in chart.rows:
        _linked(row, (by,), (row["key"],))
    body: Body = {
        "kind": "ranked",
        "dimension": say(f"filter-{by}"),
        "rows": chart.rows,
        "rest": chart.rest,
        "benchmark": chart.benchmark,
        "dots": dots,
        "empty": nothing_words(declared.metric),
    }
    return card(table, body, chart.subtitle, definition(declared.metric), span)


def _linked(row: RankedRow, dimensions: Sequence[str], values: Sequence[str]) -> None:
    """Put the addresses on a row: the view narrowed to it, and its messages."""
    selection = screen.get().selection
    row["narrow"] = address("", narrowed(dimensions, values))
    for name, value in zip(dimensions, values, strict=True):
        selection = selection.without(name).choose(name, (value,))
    row["messages"] = messages(selection)


def grid(table: str, *, span: int = 1) -> Card:
    """Shares by two dimensions, the number in the cell. A click narrows to both values."""
    shown, declared = screen.get(), tables.TABLES[table]
    chart = marks.grid(answer(table), shown.names)
    for row in chart.rows:
        for cell in row["cells"]:
            if cell["value"]:
                cell["narrow"] = address("", narrowed(declared.by, (row["key"], cell["key"])))
    body: Body = {
        "kind": "grid",
        "dimension": say(f"filter-{declared.by[0]}"),
        "columns": chart.columns,
        "rows": chart.rows,
        "empty": nothing_words(declared.metric),
    }
    return card(table, body, chart.subtitle, definition(declared.metric), span)


def layers(table: str, *, span: int = 1) -> Card | None:
    """Counts over time as stacked bars. A click narrows to the step's days."""
    shown = screen.get()
    trend = marks.layers(answer(table), shown.names, shown.theme)
    if trend is None:
        return None
    locale = LOCALES[shown.language]
    figure = charts.layers(trend.axis.labels, trend.series, shown.theme, locale)
    return _trend(table, trend, figure, span)


def rates(table: str, *, span: int = 1) -> Card | None:
    """Rates over time, one line a value or a single line. A click narrows to the days of a mark.

    In words where all steps together have too few messages for a rate.
    """
    shown = screen.get()
    trend = marks.rates(answer(table), shown.names, shown.theme, before(table))
    if trend is None:
        return None
    locale = LOCALES[shown.language]
    figure = charts.rates(trend.axis.labels, trend.series, shown.theme, locale)
    return _trend(table, trend, figure, span)


def _trend(table: str, trend: Trend, figure: charts.Figure, span: int) -> Card:
    metric = tables.TABLES[table].metric
    spans = trend.series[0].spans if trend.series else []
    days = {f"{first}-{last}": _days(trend.axis.period(first, last)) for first, last in spans}
    body: Body = {
        "kind": "plot",
        "figure": figure if trend.series else None,
        "alt": trend.alt,
        "table": _table(trend, say(f"metric-{metric.name}"), list(days.values())),
        "links": days,
        "courses": " · ".join([*trend.courses, say("too-few")]),
    }
    return card(table, body, trend.subtitle, definition(metric), span)


def _table(trend: Trend, title: str, narrows: Sequence[str]) -> Table:
    """The figures of a chart over time, a row a step; all its series cover the same spans."""
    language = screen.get().language
    columns: list[Column] = [{"key": "time", "text": say("column-time")}]
    columns += [
        {"key": f"series-{place}", "text": one.name or title, "numeric": True}
        for place, one in enumerate(trend.series)
    ]
    columns.append({"key": "n", "text": say("column-volume"), "numeric": True})
    rows: list[TableRow] = []
    for place, (narrow, n) in enumerate(zip(narrows, trend.wholes, strict=True)):
        when = trend.axis.when(*trend.series[0].spans[place])
        cells: list[TableCell] = [{"text": when, "value": place, "narrow": narrow}]
        cells += [{"text": s.words[place], "value": s.values[place]} for s in trend.series]
        cells.append({"text": number(n, language), "value": n})
        rows.append({"key": str(place), "cells": cells})
    return {"kind": "table", "columns": columns, "rows": rows, "empty": ""}


def _days(period: Period) -> str:
    return address("", replace(screen.get().selection, period=period))
