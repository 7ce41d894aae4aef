"""What people's corrections did to the headline: each rate before and after, with k of n."""

from sociallens.answers import Figure
from sociallens.blocks import Card, Column, Table, TableCell, TableRow
from sociallens.effect import Effect, effect
from sociallens.i18n import number, percent
from sociallens.metrics import (
    CUSTOMER_SERVICE_SHARE,
    NEGATIVE_RATE,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
)
from sociallens.phrases import k_of_n, points
from sociallens.ui.state import screen
from sociallens.ui.wording import say

METRICS = (NEGATIVE_RATE_CUSTOMER_SERVICE, CUSTOMER_SERVICE_SHARE, NEGATIVE_RATE)
_COLUMNS = ("metric", "before", "after", "interval", "change")


def card() -> Card:
    """The headline's rates of the view without people's corrections, and with them."""
    shown = screen.get()
    effects = [effect(shown.engine, shown.selection, shown.scope, metric) for metric in METRICS]
    columns: list[Column] = [
        {"key": name, "text": say(f"effect-{name}"), "numeric": name != "metric", "sort": False}
        for name in _COLUMNS
    ]
    rows: list[TableRow] = [
        {"key": each.after.metric.name, "cells": _cells(each)} for each in effects
    ]
    body: Table = {"kind": "table", "columns": columns, "rows": rows, "empty": ""}
    return {
        "kind": "card",
        "name": "effect",
        "title": say("card-effect"),
        "subtitle": _seen(effects[0]),
        "body": body,
    }


def _seen(headline: Effect) -> str:
    language = screen.get().language
    counts = (headline.corrected, headline.confirmed, headline.disputed)
    corrected, confirmed, disputed = (number(count, language) for count in counts)
    return say("effect-seen", corrected=corrected, confirmed=confirmed, disputed=disputed)


def _cells(changed: Effect) -> list[TableCell]:
    language, size = screen.get().language, changed.points
    return [
        {"text": say(f"metric-{changed.after.metric.name}")},
        {"text": _rate(changed.before)},
        {"text": _rate(changed.after)},
        {"text": _interval(changed.after)},
        {"text": "" if size is None else points(size / 100, language, 2)},
    ]


def _rate(figure: Figure) -> str:
    """A rate with its k of n; below few messages k of n alone."""
    language = screen.get().language
    counted = k_of_n(figure.k, figure.n, language)
    if figure.rate is None or figure.few:
        return counted
    return f"{percent(figure.rate, language, 1)} ({counted})"


def _interval(figure: Figure) -> str:
    if figure.few or figure.low is None or figure.high is None:
        return ""
    low, high = (percent(side, screen.get().language, 1) for side in (figure.low, figure.high))
    return say("between", low=low, high=high)
