"""What pages are made of: headline numbers, cards and sentences, from declared tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import polars as pl
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from sociallens import engine, link, stats, tables
from sociallens.charts import Sparkline
from sociallens.engine import Scope
from sociallens.filters import EVERYTHING, Selection
from sociallens.findings import change_words, interval, k_of_n, points, rate, signed
from sociallens.i18n import number, words
from sociallens.metrics import METRICS, Metric
from sociallens.ui.safe import label
from sociallens.ui.state import Screen, screen


def answer(table: str, selection: Selection | None = None) -> pl.DataFrame:
    """A declared table for the view on screen, or for another selection of the same reader."""
    here = screen.get()
    store = here.engine.store
    wanted = here.selection if selection is None else selection
    return _answer(store.path, store.digest, here.view.data, table, wanted, here.scope)


@lru_cache(maxsize=2000)
def _answer(
    path: Path, data: str, version: int | None, table: str, selection: Selection, scope: Scope
) -> pl.DataFrame:
    # `data`, the version's hash, is there for the cache: an import makes every answer new.
    return tables.run(engine.load(path, version), tables.TABLES[table], selection, scope)


def grain() -> str:
    """The time step of the view's trends."""
    here = screen.get()
    store = here.engine.store
    return _grain(store.path, store.digest, here.view.data, here.selection, here.scope)


@lru_cache(maxsize=2000)
def _grain(path: Path, data: str, version: int | None, selection: Selection, scope: Scope) -> str:
    return tables.grain_of(engine.load(path, version), selection, scope)


def before(table: str) -> pl.DataFrame | None:
    """The same table for the period to compare with, or None where there is none."""
    compared = screen.get().selection.compared()
    return None if compared is None else answer(table, compared)


def say(key: str, **arguments: object) -> str:
    """Words of the locale files in the reader's language."""
    return words(key, screen.get().language, **arguments)


def finding(sentence: str, detail: str = "") -> None:
    """The page's answer, before its figures."""
    with st.container(key="finding", gap=None):
        st.title(label(sentence), anchor=False)
        if detail:
            st.caption(label(detail))


@contextmanager
def card(name: str, *, subtitle: str = "", definition: str = "") -> Iterator[None]:
    """A bordered card for the table `name`: title, what it counts, CSV and definition."""
    with st.container(border=True, key=f"card-{name}", gap="small", height="stretch"):
        with st.container(horizontal=True, vertical_alignment="top", key=f"head-{name}"):
            with st.container(gap=None):
                st.subheader(say(f"card-{name}"), anchor=False, help=definition or None)
                if subtitle:
                    st.caption(label(subtitle))
            csv_link(name)
        yield


def csv_link(table: str, *, key: str = "") -> None:
    """The table's CSV: a link to its address, so that file and address are the same thing."""
    here = screen.get()
    st.link_button(
        "CSV",
        f"/export/{table}.csv?{link.query_string(here.view, here.known)}",
        type="tertiary",
        help=say("csv-help", table=say(f"card-{table}")),
        key=key or f"csv-{table}",
    )


def definition(metric: Metric) -> str:
    """What the small question mark beside a figure says."""
    text = say(f"metric-{metric.name}.definition")
    return (
        f"{text}\n\n{say('interval-definition', few=stats.FEW)}" if metric.k != metric.n else text
    )


def numbers(*metrics: Metric, trends: dict[str, Sparkline] | None = None) -> None:
    """Headline numbers: the figure, k of n with interval, and the change."""
    summary, compared = answer("summary"), before("summary")
    with st.container(key="numbers", horizontal=True, gap="small"):
        for metric in metrics:
            then = _row(compared, metric) if compared is not None else None
            _number(metric, _row(summary, metric), then, (trends or {}).get(metric.name))


def _row(summary: pl.DataFrame, metric: Metric) -> dict[str, float | None]:
    return dict(summary.row(by_predicate=pl.col("metric") == metric.name, named=True))


def _number(
    metric: Metric,
    now: dict[str, float | None],
    then: dict[str, float | None] | None,
    trend: Sparkline | None,
) -> None:
    language = screen.get().language
    k, n = int(now["k"] or 0), int(now["n"] or 0)
    value, note = _figure(metric, now)
    change, colour = _change(metric, k, n, then)
    with st.container(border=True, key=f"number-{metric.name}", gap=None, height="stretch"):
        st.metric(
            say(f"metric-{metric.name}"),
            value,
            help=definition(metric),
        )
        if trend:
            st.image(trend.image, width="stretch", alt=trend.alt)
        st.caption(label(note or say("numbers-customers", count=n, n=number(n, language))))
        if change:
            st.caption(f":{colour}[{label(change)}]" if colour else label(change))


def _figure(metric: Metric, row: dict[str, float | None]) -> tuple[str, str]:
    """The large figure and the small words under it."""
    language = screen.get().language
    k, n = int(row["k"] or 0), int(row["n"] or 0)
    if metric.form == "count":
        return number(k, language), ""
    if not n:
        return "–", say(f"nothing-{metric.name}")
    low, high = row["low"], row["high"]
    if metric.form == "net":
        if n < stats.FEW:
            return "–", f"{say('of-messages', count=n, n=number(n, language))} · {say('too-few')}"
        return signed(k / n * 100, language), say("of-messages", count=n, n=number(n, language))
    if n < stats.FEW:
        return k_of_n(k, n, language), say("too-few")
    return rate(k, n, language), f"{k_of_n(k, n, language)} · {interval(low, high, language)}"


def _change(
    metric: Metric, k: int, n: int, then: dict[str, float | None] | None
) -> tuple[str, str]:
    """The change against the compared period in words, and its colour where it is good or bad."""
    language = screen.get().language
    if then is None:
        return "", ""
    k0, n0 = int(then["k"] or 0), int(then["n"] or 0)
    if metric.form == "count":
        if not k0:
            return say("delta-none-before"), ""
        size = signed((k / k0 - 1) * 100, language)
        return say("delta-count", size=size, before=number(k0, language)), ""
    if n < stats.FEW or n0 < stats.FEW:
        return say("delta-too-few"), ""
    if metric.form == "net":
        size = points(k / n - k0 / n0, language)
        return say("delta-net", size=size, before=signed(k0 / n0 * 100, language)), ""
    (change,) = stats.changes([k], [n], [k0], [n0])
    if change is None or not change.shown:
        return say("delta-not-shown", before=rate(k0, n0, language)), ""
    good = (change.size > 0) == (metric.better == "more")
    colour = "" if metric.better == "neither" else "green" if good else "red"
    return say("delta-shown", change=change_words(change, language)), colour


def nothing_words(metric: Metric) -> str:
    """Why a card has no figure: nothing in view that its metric could count."""
    return say("nothing-here", metric=say(f"metric-{metric.name}"))


def total() -> int:
    """How many customer contributions are in view."""
    return int(_row(answer("summary"), METRICS["volume"])["k"] or 0)


def only(name: str) -> bool:
    """Whether a filter is set to exactly one value: then a page can go into its detail."""
    return len(screen.get().selection.values(name) or ()) == 1


def nothing_in_view() -> bool:
    """Say why the view is empty and what to relax; False where something is in view."""
    here = screen.get()
    if total():
        return False
    if here.selection.matches_nothing:
        return True  # the banner has said it
    with st.container(border=True, key="empty"):
        st.subheader(say("empty-title"), anchor=False)
        everything = Selection()
        if not int(_row(answer("summary", everything), METRICS["volume"])["k"] or 0):
            st.write(say("empty-store"))
            return True
        for text, relaxed in _relaxations(here):
            count = int(_row(answer("summary", relaxed), METRICS["volume"])["k"] or 0)
            if count:
                st.write(
                    "- " + say("empty-without", what=label(text), n=number(count, here.language))
                )
        st.write(say("empty-advice"))
    return True


def _relaxations(here: Screen) -> Iterator[tuple[str, Selection]]:
    if here.selection.period.bounded:
        yield say("filter-period"), replace(here.selection, period=EVERYTHING)
    for name, _ in here.selection.choices:
        yield say(f"filter-{name}"), here.selection.choose(name, None)
    if here.selection.q:
        yield say("filter-q"), replace(here.selection, q="")


@contextmanager
def row(*widths: int) -> Iterator[list[DeltaGenerator]]:
    """Columns of these widths, stacked on a phone."""
    yield st.columns(widths, gap="small")


def hint() -> None:
    """How a click narrows and how to undo it."""
    st.caption(say("undo-hint"))


def sentences_card(name: str, lines: list[str]) -> None:
    """A card of sentences."""
    with st.container(border=True, key=f"card-{name}"):
        st.subheader(say(f"{name}-title"), anchor=False)
        for line in lines:
            st.markdown(label(line))
