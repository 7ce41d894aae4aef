"""What waits for an answer: complaints to customer service that nobody has replied to."""

from dataclasses import dataclass
from datetime import date

from sociallens.access import Scope
from sociallens.answers import total
from sociallens.behind import behind, narrowed
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.selection import Selection
from sociallens.taxonomy import Taxonomy

UNANSWERED = "service_unanswered"  # the count: where a reply could be seen, and none is
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
    grave = narrowed(waiting, "severity", [GRAVE])
    spans = cached(
        engine,
        ("waiting", waiting, scope),
        lambda: (engine.span(waiting, scope), engine.span(Selection(reposts=True), scope)),
    )
    return Backlog(total(engine, waiting, scope), total(engine, grave, scope), _days(*spans))


def _days(waiting: tuple[date, date] | None, whole: tuple[date, date] | None) -> int | None:
    return (whole[1] - waiting[0]).days if waiting and whole else None
