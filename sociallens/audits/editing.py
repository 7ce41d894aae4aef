"""Audits whose messages were erased or got other ids: sealed anew, and saying so."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from sociallens.audits.audit import ENDING, FOLDER, Audit, read
from sociallens.store import disk

Now = Callable[[list[str]], Mapping[str, str]]  # ids -> the new ones of those that have others


def forget(store: Path, ids: frozenset[str]) -> None:
    """Take messages out of the samples. Raises `OSError`, `StoreError`."""
    for audit in read(store):
        left = tuple(each for each in audit.sample if each[0] not in ids)
        if gone := len(audit.sample) - len(left):
            _write(store, replace(audit, sample=left, erased=audit.erased + gone))


def rename(store: Path, now: Now) -> None:
    """Give messages the ids that they have now. Raises `OSError`, `StoreError`."""
    for audit in read(store):
        if renamed := now(list(audit.ids)):
            sample = tuple((renamed.get(id, id), stratum) for id, stratum in audit.sample)
            _write(store, replace(audit, sample=sample))


def _write(store: Path, audit: Audit) -> None:
    """Put an audit in the place of what it was; one whose seal was broken keeps a broken seal."""
    data = audit.encode() if audit.sealed else audit.encode().replace(b'"seal":"', b'"seal":"-')
    disk.write(store / FOLDER / f"{audit.name}{ENDING}", data)
    disk.flush(store / FOLDER)
