"""Cards with a chart: a declared table in, a figure that narrows the view when clicked out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from sociallens import charts, stats, study, tables, theme
from sociallens.filters import Period
from sociallens.findings import interval, k_of_n, rate, time_label
from sociallens.i18n import number, percent, percent_sign
from sociallens.metrics import DIMENSIONS, NET_SENTIMENT, VOLUME
from sociallens.ui import state
from sociallens.ui.bar import set_period, value_label
from sociallens.ui.state import Screen, screen
from sociallens.ui.view import (
    answer,
    before,
    card,
    definition,
    grain,
    nothing_words,
    reference_words,
    say,
)

CONFIG = {"displayModeBar": False, "responsive": True}
MOST_SITES = 40  # in one chart; all are in the table
STEPS = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "3mo"}  # as Polars says them
GREATEST = 6  # series in one chart; the rest is left to the table
Key = str | tuple[str, str]


def bars(table: str, *, negative: bool = False) -> None:
    """Shares of one dimension as horizontal bars. A click narrows to the bar's value.

    Every value has its own colour, on all pages; `negative`: all take that of discontent.
    """
    here, declared = screen.get(), tables.TABLES[table]
    (by,) = declared.by
    frame = answer(table).sort("k", descending=True)
    compared = before(table)
    then = {} if compared is None else dict(compared.select(by, "rate").rows())
    found = study.reference(table) if reference_words(table) else None
    published = found[1] if found else {}
    whole = int(frame["n"][0]) if frame.height else 0
    count = say("of-messages", count=whole, n=number(whole, here.language))
    legend = [reference_words(table), say("compared-tick") if then else ""]
    subtitle = " · ".join(part for part in (say(f"about-{table}", count=count), *legend) if part)
    with card(table, subtitle=subtitle, definition=definition(declared.metric)):
        if frame.is_empty():
            st.caption(nothing_words(declared.metric))
            return
        colours = theme.colours(here.engine.taxonomy, DIMENSIONS[by].vocabulary, here.theme)
        colours = dict.fromkeys(colours, _unhappy(here)) if negative else colours
        items = [
            _bar(here, row, by, colours, then.get(row[by]), published.get(row[by]))
            for row in frame.rows(named=True)
        ]
        _draw(
            table,
            charts.bars(items, here.theme),
            "; ".join(item.hover for item in items),
            lambda key: state.choose(by, (str(key),)),
        )


def _unhappy(here: Screen) -> str:
    return theme.colours(here.engine.taxonomy, "sentiment", here.theme)["negative"]


def sparklines() -> dict[str, list[float]]:
    """The volume and the net sentiment of each time step, for the headline numbers."""
    frame = answer("trend")
    if frame.is_empty():
        return {}
    steps = frame.group_by(tables.TIME, maintain_order=True).agg(
        n=pl.col("n").first(),
        net=pl.col("k").filter(sentiment="positive").sum().cast(pl.Int64)
        - pl.col("k").filter(sentiment="negative").sum().cast(pl.Int64),
    )
    return {
        VOLUME.name: steps["n"].cast(pl.Float64).to_list(),
        NET_SENTIMENT.name: (steps["net"] / steps["n"] * 100).to_list(),
    }


def _bar(
    here: Screen,
    row: Mapping[str, Any],
    by: str,
    colours: Mapping[str, str],
    then: float | None,
    published: float | None,
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
    said += (
        [] if few else [f"{k_of_n(k, n, language)}, {interval(row['low'], row['high'], language)}"]
    )
    said += [say("hover-before", rate=percent(then, language))] if then is not None else []
    said += [say("hover-study", rate=percent(published, language))] if published is not None else []
    return charts.Bar(
        row[by],
        name,
        row["rate"],
        row["low"],
        row["high"],
        note,
        " · ".join(said),
        colours.get(row[by], here.theme.context),
        then,
        published,
    )


def intervals(table: str) -> None:
    """The rate of every site with its interval, best first; too small ones last, not ranked."""
    here, declared = screen.get(), tables.TABLES[table]
    (by,) = declared.by
    frame = answer(table).filter(pl.col("n") > 0)
    with card(
        table, subtitle=say(f"about-{table}", few=stats.FEW), definition=definition(declared.metric)
    ):
        if frame.is_empty():
            st.caption(nothing_words(declared.metric))
            return
        ranked = frame.filter(pl.col("n") >= stats.FEW).sort("rate", "site")
        few = frame.filter(pl.col("n") < stats.FEW).sort("n", "site", descending=[True, False])
        shown = pl.concat([ranked, few]).head(MOST_SITES)
        then = before(table)
        rates = {} if then is None else dict(then.select(by, "rate").rows())
        colours = {
            **dict.fromkeys(ranked[by], here.theme.context),
            **dict.fromkeys(few[by], here.theme.line),
        }
        items = [
            _bar(here, row, by, colours, rates.get(row[by]), None, shares=False)
            for row in shown.rows(named=True)
        ]
        _draw(
            table,
            charts.bars(items, here.theme),
            "; ".join(item.hover for item in items),
            lambda key: state.choose(by, (str(key),)),
        )


def grid(table: str) -> None:
    """Shares by two dimensions, the number in the cell. A click narrows to both values."""
    here, declared = screen.get(), tables.TABLES[table]
    first, second = declared.by
    frame = answer(table)
    with card(table, subtitle=say(f"about-{table}"), definition=definition(declared.metric)):
        if frame.is_empty():
            st.caption(nothing_words(declared.metric))
            return
        order = (
            frame.group_by(first).agg(pl.col("k").sum()).sort("k", first, descending=[True, False])
        )
        rows = [(key, value_label(here, first, key)) for key in order[first]][:12]
        columns = [
            (key, value_label(here, second, key))
            for key in here.engine.taxonomy[DIMENSIONS[second].vocabulary]
            if key in set(frame[second])
        ]
        shown = {key for key, _ in rows}
        cells = [
            _cell(here, row, first, second) for row in frame.rows(named=True) if row[first] in shown
        ]

        def narrow(key: Key) -> None:
            state.choose(first, (key[0],))
            state.choose(second, (key[1],))

        _draw(
            table,
            charts.grid(rows, columns, cells, here.theme),
            "; ".join(cell.hover for cell in cells),
            narrow,
        )


def _cell(here: Screen, row: Mapping[str, Any], first: str, second: str) -> charts.Cell:
    language = here.language
    k, n = int(row["k"]), int(row["n"])
    names = f"{value_label(here, first, row[first])}, {value_label(here, second, row[second])}"
    note = (
        f"{number(k, language)}/{number(n, language)}"
        if n < stats.FEW
        else (percent(row["rate"], language))
    )
    said = f"{names}{say('colon')} {rate(k, n, language)} ({k_of_n(k, n, language)})"
    return charts.Cell(row[first], row[second], row["rate"], note, said)


@dataclass(frozen=True)
class _Steps:
    """The time steps of a trend: their days, their labels, how long one is."""

    days: list[date]
    labels: list[str]
    grain: str


def _steps(frame: pl.DataFrame) -> _Steps:
    here = screen.get()
    found = sorted(set(frame[tables.TIME]))
    step = grain()
    days = pl.date_range(found[0], found[-1], STEPS[step], eager=True).to_list()
    return _Steps(days, [time_label(day, step, here.language) for day in days], step)


def layers(table: str) -> None:
    """Counts over time as stacked bars. A click narrows to the step's days."""
    here, declared = screen.get(), tables.TABLES[table]
    by = declared.by[1]
    frame = answer(table)
    if frame.is_empty():
        return
    steps = _steps(frame)
    with card(
        table, subtitle=say(f"about-{table}-{steps.grain}"), definition=definition(declared.metric)
    ):
        colours = theme.colours(here.engine.taxonomy, by, here.theme)
        keys = [key for key in colours if key in set(frame[by])]
        series = [_series(here, frame, steps, by, key, colours[key], counts=True) for key in keys]
        figure = charts.layers(steps.labels, series, here.theme)
        _draw(
            table,
            figure,
            say(f"alt-{table}"),
            lambda place: _narrow_time(steps, str(place)),
            time=True,
        )


def lines(table: str) -> None:
    """Rates over time, one line a value or a single line. A click narrows to the step's days."""
    here, declared = screen.get(), tables.TABLES[table]
    by = declared.by[1] if len(declared.by) > 1 else ""
    frame = answer(table)
    if frame.is_empty():
        return
    steps = _steps(frame)
    with card(
        table, subtitle=say(f"about-{table}-{steps.grain}"), definition=definition(declared.metric)
    ):
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
            series = [_series(here, frame, steps, "", "", _unhappy(here))]
        figure = charts.lines(
            steps.labels, series, here.theme, percent_sign=percent_sign(here.language)
        )
        _draw(
            table,
            figure,
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


def _draw(
    table: str,
    figure: charts.Figure,
    alt: str,
    narrow: Callable[[Any], None],
    *,
    time: bool = False,
) -> None:
    """Draw a figure. A click on a mark narrows the view; the next drawing starts unclicked."""
    clicks = st.session_state.setdefault(f"clicks-{table}", 0)
    key = f"chart-{table}-{clicks}"

    def clicked() -> None:
        points = st.session_state[key].selection.points
        if points:
            st.session_state[f"clicks-{table}"] = clicks + 1
            narrow(points[0]["x"] if time else points[0]["customdata"])

    st.plotly_chart(
        figure,
        theme=None,
        key=key,
        on_select=clicked,
        selection_mode="points",
        config=CONFIG,
        alt=alt[:1500],
    )
