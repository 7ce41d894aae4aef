"""Counts and rates over time."""

from collections.abc import Sequence

import polars as pl
import streamlit as st

from sociallens import charts, stats, tables, theme
from sociallens.findings import course, k_of_n, rate
from sociallens.i18n import LOCALES, number
from sociallens.steps import Step, merged
from sociallens.ui.cards import card, definition
from sociallens.ui.period import set_period
from sociallens.ui.plots.drawing import draw, unhappy
from sociallens.ui.plots.timeline import Timeline, timeline
from sociallens.ui.questions import answer
from sociallens.ui.safe import label
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import say, value_label

GREATEST = 6  # series in one chart; the rest is left to the table


def layers(table: str) -> None:
    """Counts over time as stacked bars. A click narrows to the step's days."""
    here = screen.get()
    by = tables.TABLES[table].by[1]
    trend = answer(table)
    frame = trend.rows
    if frame.is_empty():
        return
    axis = timeline(trend)
    colours = theme.colours(here.engine.taxonomy, by, here.theme)
    n = _wholes(axis, frame)
    series, courses = [], []
    for key in (key for key in colours if key in set(frame[by])):
        name, k = value_label(here, by, key), axis.sums(frame.filter(pl.col(by) == key), "k")
        steps = [Step(place, place, *counts) for place, counts in enumerate(zip(k, n, strict=True))]
        hover = [_hover(here, axis, step, name) for step in steps]
        end = f"{name} {rate(sum(k), sum(n), here.language)}"
        series.append(charts.Series(end, colours[key], _spans(steps), k, hover))
        points = [
            (count, number(count, here.language), when)
            for count, when in zip(k, axis.labels, strict=True)
        ]
        courses.append(f"{name}{say('colon')} {course(points, here.language)}")
    with card(table, subtitle=_about(table, axis), definition=_definition(table)):
        figure = charts.layers(axis.labels, series, here.theme, LOCALES[here.language])
        _draw(table, figure, axis, courses)


def lines(table: str) -> None:
    """Rates over time, one line a value or a single line. A click narrows to the days of a mark.

    Steps with too few messages for a rate are drawn with their neighbours; where all of them
    together have too few, the counts are written.
    """
    here = screen.get()
    by = next(iter(tables.TABLES[table].by[1:]), "")
    trend = answer(table)
    frame = trend.rows
    if frame.is_empty():
        return
    axis = timeline(trend)
    n = _wholes(axis, frame)
    whole = sum(n)
    series, courses = [], []
    for name, colour, part in _parts(here, frame, by):
        k = axis.sums(part, "k")
        steps = merged(k, n)
        hits = sum(k)
        written = rate(hits, whole, here.language)
        series.append(_rates(here, axis, steps, name, f"{name} {written}" if name else "", colour))
        points = [(step.k / step.n, *_words(here, axis, step)) for step in steps]
        told = course(points, here.language) if whole >= stats.FEW else written
        courses.append(f"{name}{say('colon')} {told}" if name else told)
    together = [step for step in merged(n, n) if step.first != step.last]
    subtitle = [_about(table, axis)]
    if together and whole >= stats.FEW:
        subtitle.append(say("trend-merged", few=stats.FEW))
    with card(table, subtitle=" · ".join(subtitle), definition=_definition(table)):
        if whole < stats.FEW:
            st.markdown("  \n".join(label(line) for line in courses))
            st.caption(label(say("too-few")))
            return
        figure = charts.lines(axis.labels, series, here.theme, LOCALES[here.language])
        _draw(table, figure, axis, courses)


def _parts(here: Screen, frame: pl.DataFrame, by: str) -> list[tuple[str, str, pl.DataFrame]]:
    """The lines of a chart: name, colour and rows; one without a name where nothing divides it."""
    if not by:
        return [("", unhappy(here), frame)]
    colours = theme.colours(here.engine.taxonomy, by, here.theme)
    sizes = frame.group_by(by).agg(pl.col("k").sum()).sort("k", by, descending=[True, False])
    return [
        (
            value_label(here, by, key),
            colours.get(key, here.theme.context),
            frame.filter(pl.col(by) == key),
        )
        for key in sizes[by].to_list()[:GREATEST]
    ]


def _rates(
    here: Screen, axis: Timeline, steps: Sequence[Step], name: str, end: str, colour: str
) -> charts.Series:
    k, n = [step.k for step in steps], [step.n for step in steps]
    bounds = [(side * 100).tolist() for side in stats.wilson(k, n)]
    return charts.Series(
        end,
        colour,
        _spans(steps),
        [step.k / step.n * 100 for step in steps],
        [_hover(here, axis, step, name) for step in steps],
        *([] if name else bounds),
    )


def _wholes(axis: Timeline, frame: pl.DataFrame) -> list[int]:
    """What each step's counts are among: the same for all values of a step."""
    return axis.sums(frame.group_by(tables.TIME).agg(pl.col("n").max()), "n")


def _spans(steps: Sequence[Step]) -> list[tuple[int, int]]:
    return [(step.first, step.last) for step in steps]


def _hover(here: Screen, axis: Timeline, step: Step, name: str) -> str:
    when = axis.when(step.first, step.last)
    if not step.n:
        return " · ".join(words for words in (when, name, "–") if words)
    figure = rate(step.k, step.n, here.language)
    of = f"{figure} ({k_of_n(step.k, step.n, here.language)})" if step.n >= stats.FEW else figure
    return " · ".join(words for words in (when, name, of) if words)


def _words(here: Screen, axis: Timeline, step: Step) -> tuple[str, str]:
    return rate(step.k, step.n, here.language), axis.when(step.first, step.last)


def _about(table: str, axis: Timeline) -> str:
    return say(f"about-{table}-{axis.grain}")


def _definition(table: str) -> str:
    return definition(tables.TABLES[table].metric)


def _draw(table: str, figure: charts.Figure, axis: Timeline, courses: Sequence[str]) -> None:
    draw(
        table,
        figure,
        say("trend-alt", chart=say(f"alt-{table}"), courses=" · ".join(courses)),
        lambda span: set_period(axis.period(*span)),
    )
