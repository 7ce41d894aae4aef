"""Small stores whose audit people have answered."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sociallens.access import UNLIMITED
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.audits import Audit
from sociallens.audits.drawing import draw
from sociallens.engine import Engine, load
from sociallens.selection import Selection
from tests import made

Row = Mapping[str, object]
SINGLE = ("sentiment", "severity", "intent")
LABELS = ("topic", "topics", "causes", "sentiment", "severity", "intent")


def store(
    path: Path,
    rows: Iterable[Row],
    truth: Callable[[Row], Row],
    *,
    size: int = 100,
    seed: int = 1,
    within: Selection | None = None,
) -> Engine:
    """A store of these rows whose audit is answered as `truth` has it, row by row."""
    engine = load(made.store(path, rows).path)
    audit = draw(engine, UNLIMITED, size=size, who="Anne", seed=seed, within=within)
    answer(engine, audit, truth)
    return engine


def answer(
    engine: Engine, audit: Audit, truth: Callable[[Row], Row], *, first: int | None = None
) -> None:
    """Answer an audit, or its first few messages."""
    shown = {row["id"]: row for row in engine.contributions(Selection(), UNLIMITED).to_dicts()}
    decisions = []
    for identity in audit.ids[:first]:
        said = truth(shown[identity])
        decisions += [
            Decision(identity, "topic", tuple(said["topics"])),  # type: ignore[arg-type]
            Decision(identity, "causes", tuple(said["causes"] or ())),  # type: ignore[arg-type]
            *(
                Decision(identity, task, (str(said[task]),))
                for task in ("sentiment", "severity", "intent")
            ),
        ]
    annotate(engine.store.path, decisions, who="Anne", audit=audit.name)


def labels(row: Row) -> Row:
    """The labels of a row as they stand: a machine that is always right."""
    return {name: row[name] for name in LABELS} | {"severity": row["severity"] or "low"}
