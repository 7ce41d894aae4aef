"""What waits for an answer: complaints to customer service that nobody has replied to."""

from dataclasses import dataclass

from sociallens.access import Scope
from sociallens.behind import behind
from sociallens.dimensions import DIMENSIONS
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.metrics import UNANSWERED
from sociallens.selection import Selection
from sociallens.taxonomy import Taxonomy

GRAVE = "high"


@dataclass(frozen=True)
class Backlog:
    """How many messages wait, how many of them are grave, and for how many days the oldest has.

    `days` are counted up to the last day with data; None where none waits, or none has a date.
    """

    messages: int
    grave: int
    days: int | None


def todo(selection: Selection, taxonomy: Taxonomy) -> Selection:
    """The view narrowed to the messages that wait: an ordinary view, with link and file."""
    waiting = behind(selection, UNANSWERED, taxonomy)
    if waiting is None:
        raise AssertionError(f"no filters say {UNANSWERED}")
    return waiting


def backlog(engine: Engine, selection: Selection, scope: Scope) -> Backlog:
    """What waits of a view. Raises `StoreError`."""
    waiting = todo(selection, engine.taxonomy)
    return cached(engine, ("backlog", waiting, scope), lambda: _count(engine, waiting, scope))


def _count(engine: Engine, waiting: Selection, scope: Scope) -> Backlog:
    by = [DIMENSIONS["severity"], DIMENSIONS["day"]]  # in one question, which every page asks
    rows = engine.counts(["messages"], by, waiting, scope, kind="messages").rows()
    whole = cached(engine, ("span", scope), lambda: engine.span(Selection(reposts=True), scope))
    oldest = min((day for _, day, messages in rows if day and messages), default=None)
    grave = sum(messages for severity, _, messages in rows if severity == GRAVE)
    days = (whole[1] - oldest).days if oldest and whole else None
    return Backlog(sum(messages for *_, messages in rows), grave, days)
