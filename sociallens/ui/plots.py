"""Cards with a chart. Each is one line of stations.

`questions` asks for the answer once, `marks` words it, `charts` draws what runs over time, and
the card that a function returns is drawn by the front end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sociallens import charts, marks, tables
from sociallens.blocks import Body, Card, Column, RankedRow, Table, TableCell, TableRow, Tone
from sociallens.findings import Standing, comparable, verdicts
from sociallens.i18n import LOCALES, number
from sociallens.marks import Bars, Held, Trend
from sociallens.selection import Period, Selection
from sociallens.study import Edition
from sociallens.ui.cards import card, definition, nothing_words
from sociallens.ui.destinations import address, counted, fiche, narrowed
from sociallens.ui.questions import answer, before, held_against, usual
from sociallens.ui.state import screen
from sociallens.ui.wording import say

STANDINGS: Mapping[Standing, Tone] = {
    "better": "better", "worse": "worse", "alike": "quiet", "too_few": "quiet"
}  # fmt: skip


def bars(
    table: str,
    *,
    span: int = 1,
    negative: bool = False,
    others: Selection | None = None,
    published: Edition | None = None,
) -> Card:
    """Shares of one dimension as horizontal bars. A click narrows to the bar's value.

    `negative`: in the colour of discontent. Ticks are the figures that a study `published`, the
    medians of one's peers, the `others`, or the period compared with: the first that there is.
    """
    shown = screen.get()
    held, legend = _held(table, others), ""
    if published:
        held = marks.usual(published.figures[table], shown.names, "study")
        legend = say("study-tick", study=published.short(shown.language))
    chart = marks.bars(answer(table), held, shown.names, negative=negative, legend=legend)
    return _bars(table, chart, tables.TABLES[table].metric.k, span)


def _held(table: str, others: Selection | None) -> Held | None:
    """What the bars of a table are held against, if anything."""
    names = screen.get().names
    # Medians of peers are of what the machine counts: no measure for corrected figures.
    if not screen.get().selection.corrected and (medians := usual(table)):
        return marks.usual({key: each.value for key, each in medians.items()}, names)
    if others:
        return marks.other(answer(table), answer(table, others), names, "others")
    shown, compared = screen.get(), before(table)
    if compared is None or not comparable(shown.engine, shown.selection, shown.scope):
        return None
    return marks.other(answer(table), compared, names)


def intervals(table: str, *, span: int = 1) -> Card:
    """The rate of every site with its interval. A click narrows to the site."""
    shown = screen.get()
    chart = marks.intervals(answer(table), shown.names, held_against())
    standings = verdicts(shown.engine, shown.selection, shown.scope)
    for row in chart.rows:
        _judge(row, standings.get(row["key"], "too_few"))
    return _bars(table, chart, tables.TABLES[table].metric.n, span, dots=True)


def _judge(row: RankedRow, standing: Standing) -> None:
    """Say how a merchant stands against the others, as far as that is proven."""
    row["verdict"] = {"text": say(f"standing-{standing}"), "tone": STANDINGS[standing]}
    row["tone"] = {"better": "positive", "worse": "negative"}.get(standing, "")


def _bars(table: str, chart: Bars, count: str, span: int, *, dots: bool = False) -> Card:
    declared = tables.TABLES[table]
    (by,) = declared.by
    for row in chart.rows:
        _linked(row, by, count)
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


def _linked(row: RankedRow, by: str, count: str) -> None:
    """Put the addresses on a row: the view narrowed to it, its fiche, the messages behind it."""
    row["narrow"] = address("", narrowed((by,), (row["key"],)))
    row["mine"] = by == "site" and row["key"] == screen.get().view.mine
    if page := fiche(by, row["key"]):
        row["page"] = page
    if behind := counted(count, {by: row["key"]}):
        row["messages"] = behind


def grid(table: str, *, span: int = 1) -> Card:
    """Shares by two dimensions, the number in the cell. A click narrows to both values."""
    shown, declared = screen.get(), tables.TABLES[table]
    chart = marks.grid(answer(table), shown.names)
    for row in chart.rows:
        if page := fiche(declared.by[0], row["key"]):
            row["page"] = page
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
