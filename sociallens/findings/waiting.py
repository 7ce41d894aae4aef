"""Complaints to customer service without an answer, where one would be seen: a count, no test."""

from datetime import date

from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS, excluding
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.findings.told import Clause
from sociallens.selection import Selection
from sociallens.taxonomy import CUSTOMER_SERVICE

TODO = "todo"  # the page that lists them
GRAVE = "high"
EVERYTHING = Selection()
_WAITING = {"answered": "no", "sentiment": "negative", "topic": CUSTOMER_SERVICE}


def unanswered(selection: Selection) -> Selection | None:
    """The view of just these messages; None where the view leaves them out."""
    for name, value in _WAITING.items():
        chosen, left_out = selection.values(name), selection.values(excluding(name)) or ()
        if value in left_out or (chosen is not None and value not in chosen):
            return None
        selection = selection.choose(name, (value,))
    return selection


def waiting(engine: Engine, selection: Selection, scope: Scope) -> Clause | None:
    """How many wait, how many of them are grave and for how many days the oldest has; None if none.

    Days are counted up to the last day of the store's data. Raises `StoreError`.
    """
    narrowed = unanswered(selection)
    if narrowed is None:
        return None
    counts = engine.counts(["messages"], [DIMENSIONS["severity"]], narrowed, scope)
    by_severity: dict[str | None, int] = dict(counts.rows())
    count = sum(by_severity.values())
    if not count:
        return None
    first, last = engine.span(narrowed, scope), _span(engine, scope)
    days = (last[1] - first[0]).days if first and last else None
    return Clause("waiting", count, by_severity.get(GRAVE, 0), TODO, narrowed, days=days)


def _span(engine: Engine, scope: Scope) -> tuple[date, date] | None:
    return cached(engine, ("span", scope), lambda: engine.span(EVERYTHING, scope))
