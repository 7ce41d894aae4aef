"""Questions drawn at random, for tests that compare every answer with a count by hand.

Each filter draws from a stream of its own, seeded by its name: one filter more changes only the
questions that it enters. Values come from the rows of the store in question. A question may have
no rows at all: no test may need that it has some.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from sociallens.filters import FILTER, Period, Selection

Row = dict[str, object]
NAMES = tuple(FILTER)
NOWHERE = "nowhere"  # asked for where the store holds no value: the view is empty
# What a row holds under a filter, where that is not the value of the column of its name.
HELD: Mapping[str, Callable[[Row], Iterable[object]]] = {
    "cause": lambda row: row["causes"] or (),  # type: ignore[dict-item, return-value]
}


def held(row: Row, name: str) -> set[object]:
    """The values of a row under a filter."""
    return set(HELD[name](row)) if name in HELD else {row[name]}


def some_values(rows: Iterable[Row], name: str, seed: object) -> list[str]:
    """Half of the values that the rows hold under a filter, at least one."""
    values = sorted({str(v) for row in rows for v in held(row, name) if v is not None})
    return _stream(seed, name, "values").sample(values, -(-len(values) // 2)) or [NOWHERE]


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
    for name in narrowing(NAMES, seed):
        chosen = chosen.choose(name, some_values(rows, name, seed))
    return chosen


def selections(rows: list[Row], seed: object, count: int = 8) -> Iterator[Selection]:
    """The whole, and `count` questions drawn at random."""
    yield Selection()
    for number in range(count):
        yield selection(rows, f"{seed} {number}")


def _stream(*names: object) -> random.Random:
    return random.Random(" ".join(map(str, names)))
