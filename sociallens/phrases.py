"""Figures, changes and times in words: message keys and their arguments, no Streamlit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from sociallens.answers import Figure
from sociallens.i18n import Language, day, month, number, percent, quarter, words
from sociallens.metrics import Metric
from sociallens.stats import FEW, Change, changes, discoveries


def k_of_n(k: int, n: int, language: Language) -> str:
    """`101 sur 113`."""
    return words("k-of-n", language, k=number(k, language), n=number(n, language))


def rate(k: int, n: int, language: Language) -> str:
    """`89 %`, or `3 sur 4` where n is too small for a percentage."""
    return k_of_n(k, n, language) if n < FEW else percent(k / n, language)


def figure_words(figure: Figure, language: Language) -> str:
    """A figure in words: `89 %`, `3 sur 4`, `−12` of a net rate; empty where it says nothing."""
    if not figure.n or (figure.rate is None and not figure.few):
        return ""
    if figure.metric.form != "net":
        if figure.labels is not None and figure.rate is not None:
            return percent(figure.rate, language)
        return rate(figure.k, figure.n, language)
    return "" if figure.few or figure.rate is None else signed(figure.rate * 100, language)


def interval(low: float | None, high: float | None, language: Language) -> str:
    """`entre 82 et 94 %`; empty where there is none.

    With a decimal where both bounds round to one number, and as one number where they still do.
    """
    if low is None or high is None:
        return ""
    for decimals in (0, 1):
        first = number(low * 100, language, decimals)
        if first != number(high * 100, language, decimals):
            return words("between", language, low=first, high=percent(high, language, decimals))
    return words("nearly", language, share=percent(high, language, decimals))


def signed(value: float, language: Language, decimals: int = 0) -> str:
    """A number with its sign: `+5`, `−9`, `0`."""
    size = round(abs(value), decimals)
    return ("" if not size else "+" if value > 0 else "−") + number(size, language, decimals)


def points(size: float, language: Language, decimals: int = 0) -> str:
    """A difference of rates: `+5 points`, `−9 points`."""
    value = signed(size * 100, language, decimals)
    return words("points", language, size=value, count=round(abs(size) * 100, decimals))


def change_words(change: Change, language: Language) -> str:
    """A change with its interval: `+9 points (entre +5 et +13)`; see `bounds`."""
    decimals, low, high = bounds(change, language)
    size = points(change.size, language, decimals)
    return words("change", language, size=size, low=low, high=high)


def bounds(change: Change, language: Language) -> tuple[int, str, str]:
    """The decimals of a change's interval, and both its bounds, in points.

    With a decimal where a bound would round to zero, which a shown change excludes, and with more
    where both would round to one number, as among millions of messages.
    """
    least = 1 if min(abs(change.low), abs(change.high)) < 0.01 else 0
    for decimals in range(least, 3):
        low, high = (signed(side * 100, language, decimals) for side in (change.low, change.high))
        if low != high:
            break
    return decimals, low, high


@dataclass(frozen=True)
class Move:
    """The change of one row of a table between two periods."""

    key: str
    change: Change


def moves(now: pl.DataFrame, before: pl.DataFrame, by: str, metric: Metric) -> list[Move]:
    """The rows of a table whose rate changed by more than chance, the largest change first.

    Matched by the column `by`, where both periods have enough messages; the threshold allows
    for the number of rows. A share that is in one period only was 0 in the other.
    """
    if now.is_empty() or before.is_empty():
        return []
    # In Python: for ten rows, a join would cost more than all the rest.
    sides = [
        {key: (k, n) for key, k, n in rows.select(by, "k", "n").rows()} for rows in (now, before)
    ]
    absent = [(0, rows["n"][0] if metric.form == "share" else 0) for rows in (now, before)]
    pairs = {
        key: [side.get(key, none) for side, none in zip(sides, absent, strict=True)]
        for key in dict.fromkeys((*sides[0], *sides[1]))
    }
    enough = {key: pair for key, pair in pairs.items() if min(n for _, n in pair) >= FEW}
    if not enough:
        return []
    columns = zip(*((*own, *former) for own, former in enough.values()), strict=True)
    candidates = [
        Move(key, change) for key, change in zip(enough, changes(*columns), strict=True) if change
    ]
    proven = set(discoveries([move.change for move in candidates]))
    return sorted(
        (move for move in candidates if move.change in proven),
        key=lambda move: -abs(move.change.size),
    )


def course(points: Sequence[tuple[float, str, str]], language: Language) -> str:
    """How a figure went, in words: first, last, lowest and highest, each with its date.

    `points`, in order of time: the value, the value in words, and when. Empty where there is none.
    """
    if not points:
        return ""

    def at(point: tuple[float, str, str]) -> str:
        return words("course-point", language, value=point[1], when=point[2])

    if len(points) == 1:
        return at(points[0])
    return words(
        "course",
        language,
        first=at(points[0]),
        last=at(points[-1]),
        lowest=at(min(points, key=lambda point: point[0])),
        highest=at(max(points, key=lambda point: point[0])),
    )


def time_label(step: date, grain: str, language: Language) -> str:
    """A day, the week that starts on it, or a month, as an axis says it."""
    if grain == "month":
        return month(step, language)
    if grain == "quarter":
        return quarter(step, language)
    return day(step, language, year=False)
