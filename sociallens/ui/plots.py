"""Cards with a chart. Each is one line of stations.

`questions` asks for the answer once, `marks` words it, `charts` draws what runs over time, and
the card that a function returns is drawn by the front end.
"""

from dataclasses import replace

from sociallens import charts, marks, tables
from sociallens.blocks import Body, Card, RankedRow
from sociallens.i18n import LOCALES
from sociallens.marks import Bars, Trend
from sociallens.selection import Period, Selection
from sociallens.study import Edition
from sociallens.ui.cards import card, definition, nothing_words
from sociallens.ui.destinations import address, counted, fiche, narrowed
from sociallens.ui.questions import answer, before
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def bars(
    table: str,
    *,
    span: int = 1,
    negative: bool = False,
    others: Selection | None = None,
    published: Edition | None = None,
) -> Card:
    """Shares of one dimension as horizontal bars. A click narrows to the bar's value.

    `negative`: in the colour of discontent. Ticks are the period compared with or, if given, the
    `others` or the figures that a study `published`.
    """
    shown = screen.get()
    chart = marks.bars(
        answer(table),
        answer(table, others) if others else before(table),
        shown.names,
        benchmark="others" if others else "compared",
        negative=negative,
        published=published,
    )
    return _bars(table, chart, tables.TABLES[table].metric.k, span)


def intervals(table: str, *, span: int = 1) -> Card:
    """The rate of every site with its interval. A click narrows to the site."""
    chart = marks.intervals(answer(table), before(table), screen.get().names)
    return _bars(table, chart, tables.TABLES[table].metric.n, span, dots=True)


def _bars(table: str, chart: Bars, count: str, span: int, *, dots: bool = False) -> Card:
    declared = tables.TABLES[table]
    (by,) = declared.by
    for row in chart.rows:
        _linked(row, by, count)
    body: Body = {
        "kind": "ranked",
        "rows": chart.rows,
        "dots": dots,
        "empty": nothing_words(declared.metric),
    }
    return card(table, body, chart.subtitle, definition(declared.metric), span)


def _linked(row: RankedRow, by: str, count: str) -> None:
    """Put the addresses on a row: the view narrowed to it, its fiche, the messages behind it."""
    row["narrow"] = address("", narrowed((by,), (row["key"],)))
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
    trend = marks.rates(answer(table), shown.names, shown.theme)
    if trend is None:
        return None
    locale = LOCALES[shown.language]
    figure = charts.rates(trend.axis.labels, trend.series, shown.theme, locale)
    return _trend(table, trend, figure, span)


def _trend(table: str, trend: Trend, figure: charts.Figure, span: int) -> Card:
    spans = {span for one in trend.series for span in one.spans}
    body: Body = {
        "kind": "plot",
        "figure": figure if trend.series else None,
        "alt": trend.alt,
        "links": {
            f"{first}-{last}": _days(trend.axis.period(first, last)) for first, last in spans
        },
        "courses": " · ".join([*trend.courses, say("too-few")]),
    }
    return card(table, body, trend.subtitle, definition(tables.TABLES[table].metric), span)


def _days(period: Period) -> str:
    return address("", replace(screen.get().selection, period=period))
