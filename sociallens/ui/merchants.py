"""Merchants in a sortable table and side by side."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sociallens import marks
from sociallens.answers import Answer, Figure
from sociallens.blocks import Card, Column, TableCell, TableRow
from sociallens.findings import verdicts
from sociallens.i18n import number
from sociallens.metrics import (
    BRAND_PARTICIPATION,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    NET_SENTIMENT,
    RECOVERY,
    REPLY_TIME,
    REPLY_WITHIN_TARGET,
    SHARE_OF_VOICE,
    Metric,
)
from sociallens.phrases import figure_words, interval, k_of_n
from sociallens.ui.cards import exports
from sociallens.ui.destinations import fiche, for_each, messages
from sociallens.ui.questions import answer
from sociallens.ui.state import screen
from sociallens.ui.wording import say

MOST = 5  # merchants side by side


@dataclass(frozen=True)
class _Measure:
    """A figure of a merchant: the key of its name, how it is worded and what it sorts by."""

    name: str
    metric: Metric
    words: Callable[[Figure], str]
    value: Callable[[Figure], float | None]


def hours(value: float | None) -> str:
    """A duration in hours as `5 h` or `3 j`; empty where there is none."""
    if value is None:
        return ""
    language = screen.get().language
    if value < 48:
        return say("hours", hours=number(value, language, 1 if value < 10 else 0))
    return say("days-long", days=number(value / 24, language, 1 if value < 240 else 0))


def _rate(figure: Figure) -> str:
    words = figure_words(figure, screen.get().language)
    return words if figure.labels is None else say("estimate-value-corrected", value=words)


def _wait(figure: Figure) -> str:
    return hours(figure.rate) or (say("reply-none") if figure.n else "")


def _sure(figure: Figure) -> float | None:
    """What a figure sorts by: none where it is written as a count."""
    return None if figure.few else figure.rate


_MEASURES = (
    _Measure("column-negative", NEGATIVE_RATE_CUSTOMER_SERVICE, _rate, _sure),
    _Measure("column-voice", SHARE_OF_VOICE, _rate, _sure),
    _Measure("column-net", NET_SENTIMENT, _rate, _sure),
    _Measure("column-replies", BRAND_PARTICIPATION, _rate, _sure),
    _Measure("column-reply-time", REPLY_TIME, _wait, lambda figure: figure.rate),
    _Measure("column-within", REPLY_WITHIN_TARGET, _rate, _sure),
    _Measure("column-recovery", RECOVERY, _rate, _sure),
)


def table(*, span: int = 1) -> Card:
    """The merchants with their figures, the largest first; of very many, those and the chosen."""
    merchants = answer("merchants")
    columns: list[Column] = [
        {"key": "site", "text": say("column-site"), "sort": True},
        {"key": "volume", "text": say("column-volume"), "numeric": True, "sort": True},
        *(
            Column(key=each.name, text=say(each.name), numeric=True, headline=each is _MEASURES[0])
            for each in _MEASURES
        ),
        {"key": "of", "text": say("column-of")},
    ]
    rows = merchants.of(SHARE_OF_VOICE).sort("k", "site", descending=[True, False])
    selected = frozenset(merchants.selected.rows["site"])
    shown = marks.largest(rows, "k", pl.col("site").is_in(selected))
    page = for_each("site", lambda site: fiche("site", site))
    behind = for_each("site", _messages)
    return {
        "kind": "card",
        "name": "merchants-table",
        "title": say("table-merchants"),
        "subtitle": marks.lacking(shown.height, rows.height, screen.get().names),
        "exports": exports("merchants"),
        "span": span,
        "body": {
            "kind": "table",
            "columns": columns,
            "rows": [
                _row(site, merchants, page(site), behind(site), selected=site in selected)
                for site in shown["site"]
            ],
            "empty": say("nothing-title"),
        },
    }


def _messages(site: str) -> str:
    selection = screen.get().selection
    return messages(selection.without("site").choose("site", (site,)))


def _row(site: str, merchants: Answer, page: str, behind: str, *, selected: bool) -> TableRow:
    shown = screen.get()
    volume = merchants.figure(SHARE_OF_VOICE, site=site).k
    negative = merchants.figure(NEGATIVE_RATE_CUSTOMER_SERVICE, site=site)
    cells: list[TableCell] = [
        {"text": site, "value": site.casefold(), "href": page},
        {"text": number(volume, shown.language), "value": volume, "href": behind},
    ]
    for each in _MEASURES:
        figure = merchants.figure(each.metric, site=site)
        cells.append({"text": each.words(figure), "value": each.value(figure)})
    cells.append({"text": k_of_n(negative.k, negative.n, shown.language) if negative.n else ""})
    return {"key": site, "cells": cells, "selected": selected, "mine": site == shown.view.mine}


def funnel(*, span: int = 1) -> Card | None:
    """Merchants by how many messages their rate rests on; None where there is no comparing them."""
    shown = screen.get()
    standings = verdicts(shown.engine, shown.selection, shown.scope)
    chart = marks.funnel(answer("merchants"), standings, shown.names, shown.theme, shown.view.mine)
    if chart is None:
        return None
    columns: list[Column] = [
        {"key": "site", "text": say("column-site")},
        {"key": "volume", "text": say("column-service"), "numeric": True},
        {"key": "negative", "text": say("column-negative"), "numeric": True},
        {"key": "chance", "text": say("column-chance"), "sort": False},
    ]
    page = for_each("site", lambda site: fiche("site", site))
    rows: list[TableRow] = []
    for key, name, *figures in chart.rows:
        cells: list[TableCell] = [{"text": name, "href": page(key)}]
        cells += [{"text": text} for text in figures]
        rows.append({"key": key, "cells": cells})
    return {
        "kind": "card",
        "name": "funnel",
        "title": say("card-funnel"),
        "subtitle": chart.subtitle,
        "help": say("note-funnel"),
        "exports": exports("merchants"),
        "span": span,
        "body": {
            "kind": "plot",
            "figure": chart.figure,
            "alt": chart.alt,
            "table": {"kind": "table", "columns": columns, "rows": rows, "empty": ""},
            "links": {key: page(key) for key, *_ in chart.rows},
        },
    }


def side_by_side(*, span: int = 1) -> Card | None:
    """Two to five chosen merchants, a column each; None where other than that many are chosen."""
    sites = screen.get().selection.values("site") or ()
    merchants = answer("merchants")
    here = [site for site in sites if site in merchants.rows["site"]]
    if not 2 <= len(here) <= MOST:
        return None
    heads: list[Column] = [{"key": site, "text": site, "numeric": True} for site in here]
    return {
        "kind": "card",
        "name": "side",
        "title": say("card-side"),
        "span": span,
        "body": {
            "kind": "table",
            "columns": [{"key": "measure", "text": ""}, *heads],
            "rows": [*_measured(here, merchants), _first_causes(here)],
            "empty": "",
        },
    }


def _measured(sites: list[str], merchants: Answer) -> list[TableRow]:
    rows: list[TableRow] = []
    for each in _MEASURES:
        figures = [merchants.figure(each.metric, site=site) for site in sites]
        cells: list[TableCell] = [{"text": _with_interval(each, figure)} for figure in figures]
        rows.append({"key": each.name, "cells": [{"text": say(each.name)}, *cells]})
    return rows


def _with_interval(measure: _Measure, figure: Figure) -> str:
    words = measure.words(figure)
    if measure.metric != NEGATIVE_RATE_CUSTOMER_SERVICE or figure.few:
        return words
    return f"{words} ({interval(figure.low, figure.high, screen.get().language)})"


def _first_causes(sites: list[str]) -> TableRow:
    """What each merchant's customers complain about most."""
    shown = screen.get()
    top = answer("merchant_causes").top().filter(pl.col("site").is_in(sites))
    first = dict(top.select("site", "cause").reverse().rows())
    named: list[TableCell] = [
        {"text": shown.names.value("cause", first[site]) if site in first else ""} for site in sites
    ]
    return {"key": "cause", "cells": [{"text": say("side-cause")}, *named]}
