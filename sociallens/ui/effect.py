"""What people's corrections did to the headline: each rate before and after, with k of n."""

from sociallens import stats
from sociallens.blocks import Card, Column, Table, TableCell, TableRow
from sociallens.i18n import percent
from sociallens.metrics import (
    CUSTOMER_SERVICE_SHARE,
    NEGATIVE_RATE,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    Metric,
)
from sociallens.phrases import k_of_n, points
from sociallens.ui.state import screen
from sociallens.ui.wording import say

METRICS = (NEGATIVE_RATE_CUSTOMER_SERVICE, CUSTOMER_SERVICE_SHARE, NEGATIVE_RATE)
_COLUMNS = ("metric", "before", "after", "interval", "change")


def card() -> Card:
    """The headline's rates of the view without people's corrections, and with them."""
    shown = screen.get()
    counts = sorted({name for metric in METRICS for name in (metric.k, metric.n)})
    before, after = shown.engine.corrected(counts, shown.selection, shown.scope)
    columns: list[Column] = [
        {"key": name, "text": say(f"effect-{name}"), "numeric": name != "metric", "sort": False}
        for name in _COLUMNS
    ]
    rows: list[TableRow] = [
        {
            "key": metric.name,
            "cells": _cells(
                metric,
                (before[metric.k], before[metric.n]),
                (after[metric.k], after[metric.n]),
            ),
        }
        for metric in METRICS
    ]
    body: Table = {"kind": "table", "columns": columns, "rows": rows, "empty": ""}
    title = say("card-effect")
    subtitle = say("effect-about")
    return {"kind": "card", "name": "effect", "title": title, "subtitle": subtitle, "body": body}


def _cells(metric: Metric, before: tuple[int, int], after: tuple[int, int]) -> list[TableCell]:
    return [
        {"text": say(f"metric-{metric.name}")},
        {"text": _rate(*before)},
        {"text": _rate(*after)},
        {"text": _interval(*after)},
        {"text": _change(before, after)},
    ]


def _rate(k: int, n: int) -> str:
    """A rate with its k of n; below few messages k of n alone."""
    language = screen.get().language
    if n < stats.FEW:
        return k_of_n(k, n, language)
    return f"{percent(k / n, language, 1)} ({k_of_n(k, n, language)})"


def _interval(k: int, n: int) -> str:
    if n < stats.FEW:
        return ""
    language = screen.get().language
    low, high = stats.wilson([k], [n])
    return say(
        "between",
        low=percent(float(low[0]), language, 1),
        high=percent(float(high[0]), language, 1),
    )


def _change(before: tuple[int, int], after: tuple[int, int]) -> str:
    if min(before[1], after[1]) < stats.FEW:
        return ""
    size = after[0] / after[1] - before[0] / before[1]
    return points(size, screen.get().language, 2)
