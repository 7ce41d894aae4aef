"""One audit: which messages were drawn, from how many, and the seal that says nobody changed that.

A file of `<store>/audits/` holds one, as JSON whose `seal` is the SHA-256 of all the rest. It is
written before the first label, and again only where messages of it are erased.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sociallens.dimensions import FILTERS
from sociallens.errors import SocialLensError, StoreError
from sociallens.selection import Period, Selection
from sociallens.shelf import Shelf

FOLDER, ENDING = "audits", ".json"
FORMAT = 1


class BadAudit(SocialLensError):
    """An audit that cannot be drawn, or is not there."""


@dataclass(frozen=True)
class Audit:
    """A stratified random sample of customers' classified messages, drawn before any label.

    `data`: digest of the manifest that it was drawn from. `seed`: of the draw, which anybody can
    repeat. `strata`: channel -> messages in the frame; `sample`: id and channel, in the order in
    which they are asked, of which any beginning is again a stratified sample. `choices`, `start`,
    `end`: what the frame was narrowed to. `sealed`: whether the file is as it was written.
    """

    name: str
    at: str  # ISO time, UTC
    who: str
    data: str
    seed: int
    strata: Mapping[str, int] = field(hash=False)
    sample: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    start: str = ""
    end: str = ""
    sealed: bool = True
    erased: int = 0  # messages that the sample had and that were erased since

    @property
    def frame(self) -> int:
        """The number of messages that the sample was drawn from."""
        return sum(self.strata.values())

    @property
    def ids(self) -> tuple[str, ...]:
        """The sampled messages."""
        return tuple(id for id, _ in self.sample)

    @property
    def within(self) -> Selection:
        """What the frame was narrowed to."""
        start, end = (date.fromisoformat(day) if day else None for day in (self.start, self.end))
        return Selection(Period(start, end), choices=self.choices)

    def covers(self, selection: Selection) -> bool:
        """Whether a view lies within the frame, as far as its filters tell."""
        mine, theirs = self.within.period, selection.period
        if mine.start and (theirs.start is None or theirs.start < mine.start):
            return False
        if mine.end and (theirs.end is None or theirs.end > mine.end):
            return False
        return all(_within(selection.values(key), values, key) for key, values in self.choices)

    def encode(self) -> bytes:
        """The audit as JSON with its seal; equal audits give equal bytes."""
        fields = asdict(self) | {"format": FORMAT}
        del fields["sealed"]
        if not self.erased:
            del fields["erased"]  # as it was written before anything could be erased
        return _json(fields | {"seal": hashlib.sha256(_json(fields)).hexdigest()})

    @classmethod
    def decode(cls, data: bytes) -> "Audit":
        """The audit in `data`. Raises `ValueError` when it holds none."""
        try:
            fields: dict[str, Any] = json.loads(data)
            seal = fields.pop("seal")
            sealed = seal == hashlib.sha256(_json(fields)).hexdigest()
            if fields.pop("format") != FORMAT:
                raise ValueError("format")
            sample = tuple((str(id), str(stratum)) for id, stratum in fields.pop("sample"))
            choices = tuple((str(key), tuple(values)) for key, values in fields.pop("choices"))
            return cls(sample=sample, choices=choices, sealed=sealed, **fields)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError("not an audit") from error


def _within(chosen: tuple[str, ...] | None, values: tuple[str, ...], key: str) -> bool:
    if chosen is None:
        return False
    excluding = FILTERS[key].excluding  # what leaves out more is narrower
    return set(values) <= set(chosen) if excluding else set(chosen) <= set(values)


def _json(fields: Mapping[str, Any]) -> bytes:
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


_KEPT = Shelf[tuple[object, ...], tuple[Audit, ...]](most=8)


def read(store: Path) -> tuple[Audit, ...]:
    """The audits of a store, oldest first; one that was changed is not `sealed`.

    A file that is no audit any more stands there too, without a sample: it is told, never used.
    Files are read again when one of them has changed. Raises `StoreError` when the folder cannot be
    read.
    """
    folder = store / FOLDER
    try:
        files = sorted(file for file in folder.iterdir() if file.suffix == ENDING)
        states = [(file.name, file.stat()) for file in files]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise StoreError("store-not-read", file=FOLDER, reason=str(error.strerror)) from error
    signature = tuple((name, s.st_ino, s.st_size, s.st_mtime_ns) for name, s in states)
    return _KEPT.get(folder, signature, lambda: _read_all(files))


def _read_all(files: list[Path]) -> tuple[Audit, ...]:
    return tuple(sorted(map(_read, files), key=lambda audit: (audit.at, audit.name)))


def _read(file: Path) -> Audit:
    try:
        audit = Audit.decode(file.read_bytes())
        if audit.name == file.stem:
            return audit
    except (OSError, ValueError):
        pass
    return Audit(file.stem, "", "", "", 0, {}, (), sealed=False)


def named(store: Path, name: str) -> Audit:
    """One audit by its name. Raises `BadAudit`."""
    for audit in read(store):
        if audit.name == name:
            return audit
    raise BadAudit("audit-absent", name=name)
