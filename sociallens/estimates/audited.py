"""Which audit corrects the figures of a view, or why none does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sociallens import audits
from sociallens.access import Scope
from sociallens.audits import Audit
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.selection import Selection

FRAME = "framed"  # the count of what audits draw from
GROWN = 0.5  # of today's messages: a frame of fewer says too little of them
Why = Literal["", "none", "reposts", "outside", "grown"]


@dataclass(frozen=True)
class Correction:
    """The audit that corrects a view's figures; `why` says why there is none.

    `labels`: answered messages. `covered`: of today's messages, the part that the sample was drawn
    from, 0 to 1. `needed`: whether labels say anything of a table's first metric.
    """

    audit: str = ""
    day: date | None = None
    labels: int = 0
    covered: float = 1.0
    why: Why = ""
    needed: bool = True


def in_use(engine: Engine) -> Audit | None:
    """The latest sound audit with enough answers, all given after it was sealed; else None."""
    drawn = audits.read(engine.store.path)
    return cached(engine, ("in use", drawn), lambda: _in_use(engine, drawn))


def _in_use(engine: Engine, drawn: Sequence[Audit]) -> Audit | None:
    log = engine.annotations
    for audit in reversed(drawn):
        if not audit.sealed:
            continue
        answers = log.answers(audit.name)
        if not answers.height or min(answers["at"]) < audit.at:  # somebody knew what he drew
            continue
        if audits.progress(audit, answers).enough:
            return audit
    return None


def correction(engine: Engine, selection: Selection, scope: Scope) -> Correction:
    """The audit that corrects the figures of a view, or why none does. Raises `StoreError`."""
    audit = in_use(engine)
    if audit is None:
        return Correction(why="none")
    done, today = cached(engine, ("audited", audit, scope), lambda: _sizes(engine, audit, scope))
    why: Why = ""
    if selection.reposts:
        why = "reposts"
    elif not audit.covers(selection):
        why = "outside"
    covered = min(audit.frame / today, 1.0) if today else 1.0
    if covered < GROWN:
        why = "grown"
    return Correction(audit.name, datetime.fromisoformat(audit.at).date(), done, covered, why)


def _sizes(engine: Engine, audit: Audit, scope: Scope) -> tuple[int, int]:
    """How many messages of an audit are answered, and how many its frame would have today."""
    done = audits.progress(audit, engine.annotations.answers(audit.name)).done
    return len(done), int(engine.counts([FRAME], [], audit.within, scope).item())
