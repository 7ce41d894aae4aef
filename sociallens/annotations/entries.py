"""What a line of the log says, and how it is written.

An annotation is one person's decision on one label of one message. It is never changed: an undo
takes an entry back (an undo too, which then no longer holds), a revert all after a certain one.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from sociallens import sealing
from sociallens.schema import PARTS

TASKS = tuple(PARTS)  # topic, causes, sentiment, severity, intent
VOCABULARY = {task: "cause" if task == "causes" else task for task in TASKS}  # of its values


@dataclass(frozen=True)
class Decision:
    """What somebody says of one label of one message, before it has a place in the log."""

    id: str
    task: str
    values: tuple[str, ...]
    skipped: bool = False  # of an audit: seen, and not answered


@dataclass(frozen=True)
class Annotation:
    """One person's decision on one label of one message.

    `values` of a topic: topics, the main one first; of causes any number; of others exactly one.
    """

    number: int
    at: str  # ISO time, UTC
    who: str
    id: str
    task: str
    values: tuple[str, ...]
    why: str = ""
    audit: str = ""  # the name of the audit that it answers; empty for a correction
    skipped: bool = False


@dataclass(frozen=True)
class Undo:
    """Takes one entry back: an annotation, a revert, or an undo."""

    number: int
    at: str
    who: str
    of: int


@dataclass(frozen=True)
class Revert:
    """All entries after `to` no longer hold; those that they had taken back do."""

    number: int
    at: str
    who: str
    to: int


@dataclass(frozen=True)
class Erasure:
    """Says that entries were removed for good: how many, and nothing of them."""

    number: int
    at: str
    who: str
    erased: int


Entry = Annotation | Undo | Revert | Erasure
_KINDS: dict[str, type[Entry]] = {
    "annotation": Annotation, "undo": Undo, "revert": Revert, "erasure": Erasure,
}  # fmt: skip
_NAMES = {kind: name for name, kind in _KINDS.items()}


def written(entries: Iterable[Entry], chain: str, *, apart: bool = False) -> tuple[bytes, str]:
    """The lines of one act, and the chain after them.

    `left` counts the lines of the act that follow: an act of which a line is missing is none.
    With `apart` each line is an act of its own.
    """
    lines, act = [], list(entries)
    for place, entry in enumerate(act, 1):
        said = {"kind": _NAMES[type(entry)], **asdict(entry)}
        said["left"] = 0 if apart else len(act) - place
        line, chain = sealing.write(said, chain)
        lines.append(line)
    return b"".join(lines), chain


def read(line: bytes, chain: str) -> tuple[Entry, int, str]:
    """What a line says, how many of its act follow, and the chain after it.

    Raises `ValueError` where the line is not as it was written, or not behind this chain.
    """
    said, after = sealing.read(line, chain)
    try:
        kind, left = _KINDS[said.pop("kind")], int(said.pop("left"))
        known = {field.name for field in fields(kind)}
        told = {name: value for name, value in said.items() if name in known}
        if kind is Annotation:
            told["values"] = tuple(map(str, told["values"]))
        return kind(**told), left, after
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("entry") from error
