"""Cards with a chart. Each is one line of stations.

`questions` asks for the answer once, `marks` words it, `charts` draws the marks, `drawing` puts
the figure on the page.
"""

import streamlit as st

from sociallens import charts, marks, tables
from sociallens.i18n import LOCALES
from sociallens.marks import Bars, Trend
from sociallens.study import Edition
from sociallens.ui import state
from sociallens.ui.cards import card, definition, nothing_words
from sociallens.ui.drawing import place
from sociallens.ui.period import set_period
from sociallens.ui.questions import answer, before
from sociallens.ui.safe import label
from sociallens.ui.state import screen
from sociallens.ui.wording import say


def bars(table: str, *, negative: bool = False, published: Edition | None = None) -> None:
    """Shares of one dimension as horizontal bars. A click narrows to the bar's value.

    `negative`: in the colour of discontent. `published`: a study's figures beside them, as ticks.
    """
    shown = screen.get()
    _bars(
        table,
        marks.bars(
            answer(table),
            before(table),
            shown.names,
            shown.theme,
            negative=negative,
            published=published,
        ),
    )


def intervals(table: str) -> None:
    """The rate of every site with its interval. A click narrows to the site."""
    shown = screen.get()
    _bars(table, marks.intervals(answer(table), before(table), shown.names, shown.theme))


def _bars(table: str, chart: Bars) -> None:
    declared = tables.TABLES[table]
    (by,) = declared.by
    with card(table, subtitle=chart.subtitle, definition=definition(declared.metric)):
        if not chart.items:
            st.caption(nothing_words(declared.metric))
            return
        figure = charts.bars(chart.items, screen.get().theme)
        place(table, figure, chart.alt, lambda key: state.choose(by, (str(key),)))


def grid(table: str) -> None:
    """Shares by two dimensions, the number in the cell. A click narrows to both values."""
    shown, declared = screen.get(), tables.TABLES[table]
    chart = marks.grid(answer(table), shown.names)

    def narrow(keys: tuple[str, str]) -> None:
        for dimension, key in zip(declared.by, keys, strict=True):
            state.choose(dimension, (key,))

    with card(table, subtitle=chart.subtitle, definition=definition(declared.metric)):
        if not chart.cells:
            st.caption(nothing_words(declared.metric))
            return
        figure = charts.grid(chart.rows, chart.columns, chart.cells, shown.theme)
        place(table, figure, chart.alt, narrow)


def layers(table: str) -> None:
    """Counts over time as stacked bars. A click narrows to the step's days."""
    shown = screen.get()
    trend = marks.layers(answer(table), shown.names, shown.theme)
    if trend:
        locale = LOCALES[shown.language]
        _trend(table, trend, charts.layers(trend.axis.labels, trend.series, shown.theme, locale))


def rates(table: str) -> None:
    """Rates over time, one line a value or a single line. A click narrows to the days of a mark.

    In words where all steps together have too few messages for a rate.
    """
    shown = screen.get()
    trend = marks.rates(answer(table), shown.names, shown.theme)
    if trend:
        locale = LOCALES[shown.language]
        _trend(table, trend, charts.rates(trend.axis.labels, trend.series, shown.theme, locale))


def _trend(table: str, trend: Trend, figure: charts.Figure) -> None:
    metric = tables.TABLES[table].metric
    with card(table, subtitle=trend.subtitle, definition=definition(metric)):
        if not trend.series:
            st.markdown("  \n".join(label(course) for course in trend.courses))
            st.caption(label(say("too-few")))
            return
        place(table, figure, trend.alt, lambda span: set_period(trend.axis.period(*span)))


def sparklines() -> dict[str, charts.Sparkline]:
    """Metric -> its course over the view's time steps, where there is more than one to draw."""
    shown, trend = screen.get(), answer("headline_trend")
    courses = {
        metric.name: marks.sparkline(trend, metric, shown.names, shown.theme)
        for metric in trend.table.metrics
    }
    return {name: course for name, course in courses.items() if course}
