"""Questions drawn at random, for tests that compare every answer with a count by hand.

Each filter draws from a stream of its own, seeded by its name: one filter more changes only the
questions that it enters. Values come from the rows of the store in question. A question may have
no rows at all: no test may need that it has some.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from sociallens.dimensions import FILTERS, NO_LANGUAGE
from sociallens.selection import Period, Selection

Row = dict[str, object]
KEYS = tuple(FILTERS)
LABELS = ("topic", "causes", "sentiment", "severity", "intent")
NOWHERE = "nowhere"  # asked for where the store holds no value: the view is empty


def _band(starts: Mapping[str, float], number: object) -> set[object]:
    if not isinstance(number, float):
        return set()
    return {[key for key, start in starts.items() if number >= start][-1]}


def _answered(row: Row) -> set[object]:
    if row["role"] != "customer" or not row["opens"]:
        return set()
    if not row["reply_observed"]:
        return {"unseen"}
    return {"yes" if row["brand_contributions"] else "no"}


# What a row holds under a dimension, where that is not the value of the column of its name.
HELD: Mapping[str, Callable[[Row], Iterable[object]]] = {
    "cause": lambda row: row["causes"] or (),  # type: ignore[dict-item, return-value]
    "language": lambda row: [row["language"] or NO_LANGUAGE],
    "answered": _answered,
    "rating": lambda row: _band({"1": 0, "2": 1.5, "3": 2.5, "4": 3.5, "5": 4.5}, row["rating"]),
    "labelled_by": lambda row: {row[f"{label}_by"] for label in LABELS} - {None},
    "checked": lambda row: {row.get("checked")},  # no column of a store
    "confidence": lambda row: _band({"low": 0, "medium": 0.6, "high": 0.8}, row["confidence"]),
}


def held(row: Row, name: str) -> set[object]:
    """The values of a row under a dimension."""
    return set(HELD[name](row)) if name in HELD else {row[name]}


def some_values(rows: Iterable[Row], key: str, seed: object) -> list[str]:
    """Half of the values that the rows hold under the dimension of a filter, at least one."""
    name = FILTERS[key].dimension.name
    values = sorted({str(v) for row in rows for v in held(row, name) if v is not None})
    return _stream(seed, key, "values").sample(values, -(-len(values) // 2)) or [NOWHERE]


def narrowing(names: Iterable[str], seed: object) -> list[str]:
    """The filters of a question, at most two: those whose own draw is the lowest."""
    most = _stream(seed).choice((0, 1, 1, 2))
    return sorted(names, key=lambda name: _stream(seed, name).random())[:most]


def selection(rows: list[Row], seed: object) -> Selection:
    """A question about some days and some values of a store that holds these rows."""
    draw = _stream(seed, "period")
    start = date(2024, 11, 1) + timedelta(days=draw.randrange(600))
    end = start + timedelta(days=draw.choice((0, 25, 120, 400)))
    periods = (Period(), Period(start), Period(None, end), Period(start, end))
    chosen = Selection(draw.choice(periods))
    for key in narrowing(KEYS, seed):
        chosen = chosen.choose(key, some_values(rows, key, seed))
    return chosen


def selections(rows: list[Row], seed: object, count: int = 8) -> Iterator[Selection]:
    """The whole, and `count` questions drawn at random."""
    yield Selection()
    for number in range(count):
        yield selection(rows, f"{seed} {number}")


def _stream(*names: object) -> random.Random:
    return random.Random(" ".join(map(str, names)))
