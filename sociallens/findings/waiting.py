"""Complaints to customer service without an answer, where one would be seen: a count, no test."""

from sociallens.access import Scope
from sociallens.backlog import backlog
from sociallens.engine.protocol import Engine
from sociallens.findings.told import Clause
from sociallens.selection import Selection

TODO = "todo"  # the page that lists those of a view


def waiting(engine: Engine, selection: Selection, scope: Scope) -> Clause | None:
    """How many wait, how many of them are grave and for how many days the oldest has; None if none.

    Days are counted up to the last day of the store's data. Raises `StoreError`.
    """
    held = backlog(engine, selection, scope)
    if not held.messages:
        return None
    return Clause("waiting", held.messages, held.grave, TODO, selection, days=held.days)
