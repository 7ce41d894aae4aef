"""Cards with a chart. Each is one line of stations.

`questions` asks for the answer once, `marks` words it, `charts` draws what runs over time, and
the card that a function returns is drawn by the front end.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from sociallens import charts, marks, tables
from sociallens.blocks import Body, Card, Column, RankedRow, Table, TableCell, TableRow, Tone
from sociallens.findings import Standing, comparable, verdicts
from sociallens.i18n import LOCALES, number
from sociallens.marks import Bars, Held, Trend
from sociallens.selection import Period, Selection
from sociallens.study import Edition
from sociallens.ui import model_error
from sociallens.ui.cards import card, definition, nothing_words
from sociallens.ui.destinations import address, counted, fiche, for_each, narrowed
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
    metric = tables.TABLES[table].metric
    error, about = model_error.note(metric) or ({"text": ""}, "")
    made = _bars(table, chart, metric.n, span, dots=True, note=error["text"])
    made["help"] = "\n\n".join(filter(None, (made["help"], about)))
    return made


def _judge(row: RankedRow, standing: Standing) -> None:
    """Say how a merchant stands against the others, as far as that is proven."""
    row["verdict"] = {"text": say(f"standing-{standing}"), "tone": STANDINGS[standing]}
    row["tone"] = {"better": "positive", "worse": "negative"}.get(standing, "")


def _bars(
    table: str, chart: Bars, count: str, span: int, *, dots: bool = False, note: str = ""
) -> Card:
    declared = tables.TABLES[table]
    (by,) = declared.by
    _link(chart.rows, by, count)
    body: Body = {
        "kind": "ranked",
        "dimension": say(f"filter-{by}"),
        "rows": chart.rows,
        "rest": chart.rest,
        "benchmark": chart.benchmark,
        "dots": dots,
        "note": note,
        "empty": nothing_words(declared.metric),
    }
    return card(table, body, chart.subtitle, definition(declared.metric), span)


def _link(rows: Sequence[RankedRow], by: str, count: str) -> None:
    """Put addresses on rows: the view narrowed to each, its fiche, the messages behind it."""
    mine = screen.get().view.mine
    narrow = for_each(by, lambda key: address("", narrowed((by,), (key,))))
    page = for_each(by, lambda key: fiche(by, key))
    messages = for_each(by, lambda key: counted(count, {by: key}))
    for row in rows:
        key = row["key"]
        row["narrow"] = narrow(key)
        row["mine"] = by == "site" and key == mine
        if href := page(key):
            row["page"] = href
        if href := messages(key):
            row["messages"] = href


def grid(table: str, *, span: int = 1) -> Card:
    """Shares by two dimensions, the number in the cell. A click narrows to both values."""
    shown, declared = screen.get(), tables.TABLES[table]
    chart = marks.grid(answer(table), shown.names)
    first = declared.by[0]
    page = for_each(first, lambda key: fiche(first, key))

    @cache
    def narrow(second: str) -> Callable[[str], str]:
        return for_each(first, lambda key: address("", narrowed(declared.by, (key, second))))

    for row in chart.rows:
        if href := page(row["key"]):
            row["page"] = href
        for cell in row["cells"]:
            if cell["value"]:
                cell["narrow"] = narrow(cell["key"])(row["key"])
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
