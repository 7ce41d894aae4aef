"""The log of a store as its readers see it: which decisions hold, and what they come to."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl
import pyarrow as pa

from sociallens.annotations import entries as lines_of
from sociallens.annotations.entries import Annotation, Entry, Revert, Undo
from sociallens.errors import StoreError
from sociallens.sealing import START
from sociallens.shelf import Files

FOLDER, FILE = "annotations", "log.jsonl"
SCHEMA = pl.Schema(
    {
        "number": pl.Int64(),
        "at": pl.String(),
        "who": pl.String(),
        "id": pl.String(),
        "task": pl.String(),
        "values": pl.List(pl.String()),
        "why": pl.String(),
        "audit": pl.String(),
        "skipped": pl.Boolean(),
    }
)
_ARROW = pl.DataFrame(schema=SCHEMA).to_arrow().schema
_PLACE = ("id", "task")
_LINE = re.compile(rb'^{"kind":"|,"chain":"[0-9a-f]{64}"}$')  # how lines of ours begin and end


@dataclass(frozen=True)
class Altered:
    """A line that is not as it was written: it and all after it are left out."""

    line: int  # from 1
    lost: int  # lines left out


@dataclass(frozen=True)
class Log:
    """The entries of a log that stand as they were written.

    Frames have the columns `SCHEMA`: `number` (integer), `at`, `who`, `id`, `task`, `values`
    (list), `why`, `audit` (texts), `skipped` (boolean); in the order of the log.
    """

    entries: tuple[Entry, ...] = ()
    digest: str = START  # the chain after the last entry: what the log says, for cache keys
    size: int = 0  # bytes of the file up to there
    altered: Altered | None = None

    @property
    def version(self) -> int:
        """The number of the last entry, 0 without any. It only grows, also when some are erased."""
        return self.entries[-1].number if self.entries else 0

    @cached_property
    def standing(self) -> frozenset[int]:
        """The numbers of the entries that are not undone or reverted."""
        return standing(self.entries)

    @cached_property
    def holding(self) -> pl.DataFrame:
        """The annotations that are not undone or reverted, those of audits too."""
        return frame(
            entry
            for entry in self.entries
            if isinstance(entry, Annotation) and entry.number in self.standing
        )

    @cached_property
    def _opinions(self) -> pl.DataFrame:
        """The latest correction of each person, for each label of each message."""
        said = self.holding.filter(pl.col("audit") == "")
        return said.unique([*_PLACE, "who"], keep="last", maintain_order=True)

    @cached_property
    def corrections(self) -> pl.DataFrame:
        """What is shown: for each label of each message the latest decision of anybody."""
        return self._opinions.unique(_PLACE, keep="last", maintain_order=True)

    @cached_property
    def disputed(self) -> pl.DataFrame:
        """The labels on which the latest decisions of two people differ: `id`, `task`."""
        said = self._opinions.select(*_PLACE, comparable())
        differ = said.group_by(_PLACE, maintain_order=True).agg(pl.col("said").n_unique())
        return differ.filter(pl.col("said") > 1).select(_PLACE)

    def answers(self, audit: str) -> pl.DataFrame:
        """The latest answer of each person to an audit, for each label of each message."""
        said = self.holding.filter(pl.col("audit") == audit)
        return said.unique([*_PLACE, "who"], keep="last", maintain_order=True)


EMPTY = Log()
_MOST = 8  # logs kept
_KEPT = Files[Log](most=_MOST)
_READ: dict[Path, tuple[bytes, Log]] = {}  # what was read last, for what comes to stand behind it


def file_of(store: Path) -> Path:
    """Where the log of a store lies."""
    return store / FOLDER / FILE


def read(store: Path) -> Log:
    """The log of the store in the folder `store`, empty where nobody has said anything.

    It is read again when the file has changed. A torn last act is left out, for it was never
    answered for; so is all from an altered line on. Raises `StoreError` when it cannot be read.
    """
    file = file_of(store)
    try:
        return _KEPT.get(file, _extended)
    except (FileNotFoundError, NotADirectoryError):
        return EMPTY
    except OSError as error:
        raise StoreError("store-not-read", file=FILE, reason=str(error.strerror)) from error


def _extended(file: Path) -> Log:
    """The log of a file; only what stands behind the bytes that were read before is read again."""
    data, (before, log) = file.read_bytes(), _READ.get(file, (b"", EMPTY))
    whole = before[: log.size]
    log = parsed(data[len(whole) :], log) if data.startswith(whole) else parsed(data)
    _READ[file] = data, log
    for oldest in list(_READ)[:-_MOST]:
        _READ.pop(oldest, None)
    return log


def altered(log: Log) -> StoreError | None:
    """What is wrong with a log and what to do about it, where something is."""
    if not log.altered:
        return None
    line, lost = str(log.altered.line), log.altered.lost
    return StoreError("annotation-altered", file=f"{FOLDER}/{FILE}", line=line, lost=lost)


def parsed(data: bytes, before: Log = EMPTY) -> Log:
    """The log that these bytes hold, which stand behind those of `before`.

    Where no line of ours follows, what cannot be read is the end of a writer that died: a power
    cut may leave any bytes there, line breaks too.
    """
    whole, _, _ = data.rpartition(b"\n")
    lines = whole.split(b"\n") if whole else []
    entries: list[Entry] = []
    acts, size, digest = 0, before.size, before.digest  # what whole acts come to
    position, chain, altered = before.size, before.digest, None
    for place, line in enumerate(lines):
        try:
            entry, left, chain = lines_of.read(line, chain)
        except ValueError:
            if any(map(_LINE.search, lines[place:])):
                altered = Altered(len(before.entries) + place + 1, len(lines) - place)
            break
        entries.append(entry)
        position += len(line) + 1
        if not left:
            acts, size, digest = len(entries), position, chain
    return Log((*before.entries, *entries[:acts]), digest, size, altered)


def standing(entries: Collection[Entry]) -> frozenset[int]:
    """The numbers of the entries that hold.

    Only a later entry takes one back, so from the last to the first each is decided once.
    """
    held: set[int] = set()
    undone: set[int] = set()
    last = max((entry.number for entry in entries), default=0)  # that no revert has passed over
    for entry in reversed(tuple(entries)):
        if entry.number > last or entry.number in undone:
            continue
        held.add(entry.number)
        if isinstance(entry, Undo):
            undone.add(entry.of)
        elif isinstance(entry, Revert):
            last = entry.to
    return frozenset(held)


def frame(annotations: Iterable[Annotation]) -> pl.DataFrame:
    """Annotations as a frame with the columns `SCHEMA`."""
    listed = list(annotations)
    columns = {name: [getattr(each, name) for each in listed] for name in SCHEMA}
    table = pa.table(columns, _ARROW)  # Polars takes twenty times as long for Python's lists
    return pl.DataFrame(pl.from_arrow(table)).cast(SCHEMA)


def comparable() -> pl.Expr:
    """Decisions as texts (`said`) that are equal where they say the same, in whatever order.

    Of topics the first is the main one: it is compared as such.
    """
    values = pl.col("values")
    ordered = values.list.sort().list.join("|")
    main = pl.when(pl.col("task") == "topic").then(values.list.first()).otherwise(pl.lit(""))
    return pl.concat_str(main.fill_null(""), pl.lit(">"), ordered).alias("said")
