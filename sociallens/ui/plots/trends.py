"""Counts and rates over time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from sociallens import charts, tables, theme
from sociallens.findings import k_of_n, rate, time_label
from sociallens.i18n import LOCALES
from sociallens.metrics import VOLUME
from sociallens.selection import Period
from sociallens.ui.cards import card, definition
from sociallens.ui.period import set_period
from sociallens.ui.plots.drawing import draw, unhappy
from sociallens.ui.questions import answer
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import say, value_label

STEPS = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "3mo"}  # as Polars says them
GREATEST = 6  # series in one chart; the rest is left to the table


def sparklines() -> dict[str, list[float]]:
    """The course of each headline number over the view's time steps."""
    trend = answer("headline_trend")
    courses = {
        metric.name: trend.of(metric)["k" if metric is VOLUME else "rate"].drop_nulls()
        for metric in trend.table.metrics
    }
    return {name: list(map(float, course)) for name, course in courses.items() if len(course) > 1}


@dataclass(frozen=True)
class _Steps:
    """The time steps of a trend: their days, their labels, how long one is."""

    days: list[date]
    labels: list[str]
    grain: str


def _steps(frame: pl.DataFrame, step: str) -> _Steps:
    here = screen.get()
    found = sorted(set(frame[tables.TIME]))
    days = pl.date_range(found[0], found[-1], STEPS[step], eager=True).to_list()
    return _Steps(days, [time_label(day, step, here.language) for day in days], step)


def layers(table: str) -> None:
    """Counts over time as stacked bars. A click narrows to the step's days."""
    here = screen.get()
    by = tables.TABLES[table].by[1]

    def figure(frame: pl.DataFrame, steps: _Steps) -> charts.Figure:
        colours = theme.colours(here.engine.taxonomy, by, here.theme)
        keys = [key for key in colours if key in set(frame[by])]
        series = [_series(here, frame, steps, by, key, colours[key], counts=True) for key in keys]
        return charts.layers(steps.labels, series, here.theme, LOCALES[here.language])

    _card(table, figure)


def lines(table: str) -> None:
    """Rates over time, one line a value or a single line. A click narrows to the step's days."""
    here = screen.get()
    by = next(iter(tables.TABLES[table].by[1:]), "")

    def figure(frame: pl.DataFrame, steps: _Steps) -> charts.Figure:
        if by:
            colours = theme.colours(here.engine.taxonomy, by, here.theme)
            sizes = (
                frame.group_by(by).agg(pl.col("k").sum()).sort("k", by, descending=[True, False])
            )
            keys = sizes[by].to_list()[:GREATEST]
            series = [
                _series(here, frame, steps, by, key, colours.get(key, here.theme.context))
                for key in keys
            ]
        else:
            series = [_series(here, frame, steps, "", "", unhappy(here))]
        return charts.lines(steps.labels, series, here.theme, LOCALES[here.language])

    _card(table, figure)


def _card(table: str, figure: Callable[[pl.DataFrame, _Steps], charts.Figure]) -> None:
    trend = answer(table)
    frame = trend.rows
    if frame.is_empty():
        return
    steps = _steps(frame, trend.step)
    subtitle = say(f"about-{table}-{steps.grain}")
    with card(table, subtitle=subtitle, definition=definition(tables.TABLES[table].metric)):
        draw(
            table,
            figure(frame, steps),
            say(f"alt-{table}"),
            lambda place: _narrow_time(steps, str(place)),
            time=True,
        )


def _series(
    here: Screen,
    frame: pl.DataFrame,
    steps: _Steps,
    by: str,
    key: str,
    colour: str,
    *,
    counts: bool = False,
) -> charts.Series:
    language = here.language
    part = frame.filter(pl.col(by) == key) if by else frame
    rows = {row[tables.TIME]: row for row in part.rows(named=True)}
    name = value_label(here, by, key) if by else ""
    values: list[float | None] = []
    hover: list[str] = []
    for day, shown in zip(steps.days, steps.labels, strict=True):
        row = rows.get(day)
        values.append(_value(row, counts))
        told = (
            f"{rate(row['k'], row['n'], language)} ({k_of_n(row['k'], row['n'], language)})"
            if row
            else "–"
        )
        hover.append(" · ".join(part for part in (shown, name, told) if part))
    bounds = [rows.get(day, {}) for day in steps.days] if not by else []
    low, high = ([_percent(each.get(side)) for each in bounds] for side in ("low", "high"))
    whole_k, whole_n = int(part["k"].sum()), int(frame["k"].sum()) if by else int(part["n"].sum())
    end = f"{name} {rate(whole_k, whole_n, language)}" if by and whole_n else ""
    return charts.Series(key, end, colour, values, hover, low, high)


def _value(row: Mapping[str, Any] | None, counts: bool) -> float | None:
    """What is drawn at a step: a count, or a percentage; nothing where there is no rate."""
    if counts:
        return float(row["k"]) if row else 0.0
    return _percent(row["rate"]) if row else None


def _percent(rate: float | None) -> float | None:
    return None if rate is None else rate * 100


def _narrow_time(steps: _Steps, place: str) -> None:
    day = steps.days[int(place)]
    end = pl.Series([day]).dt.offset_by(STEPS[steps.grain]).dt.offset_by("-1d").item()
    set_period(Period(day, end))
