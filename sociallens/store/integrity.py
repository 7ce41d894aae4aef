"""Verification that a store's segments are intact, repeated for as long as the store is read.

Three quarters of single-bit flips in Parquet read back as wrong figures without an error. A
segment is therefore hashed (about 1 GB/s) before it is read and again whenever its file status
changes. All segments are also re-hashed slowly in turn: bit rot leaves the file status unchanged.
"""

import errno
import hashlib
import os
import stat
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import Literal

from sociallens.errors import StoreError
from sociallens.store.manifest import SEGMENTS, Segment, Store

Problem = Literal["missing", "changed"]
Signature = tuple[int, ...]  # of a file's status; () when the file is missing

GONE = "store-version-gone-now"  # the error of a version that was removed under a reader
_SHORTAGES = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)  # say nothing about the file
# Nanoseconds. Two writes this close together can leave the same times: FAT counts in 2 seconds.
_TICK = 2_000_000_000


@dataclass(frozen=True)
class Damage:
    """A segment that is missing or no longer as it was written."""

    file: str
    problem: Problem
    rows: int  # how many contributions it held


@dataclass(frozen=True)
class Condition:
    """The sound segments and the damage to the others; `==` compares these two.

    `signatures` belong to all files at the time of the check, in the manifest's order. Anything
    read between two checks with equal signatures was read from sound files.
    """

    files: tuple[Path, ...]
    damages: tuple[Damage, ...]
    signatures: tuple[Signature, ...] = field(compare=False)


class Integrity:
    """Verifies the segments of one version of a store. Safe to share between threads.

    Besides what changed, a check hashes a share of what did not, at most once in each pause: by
    default 2 MB per second of use, a gigabyte in nine minutes, too little to be felt. There is no
    background thread: a store that nobody reads is not verified.
    """

    def __init__(
        self,
        store: Store,
        *,
        trusted: Mapping[str, Signature] = MappingProxyType({}),
        share: int = 4 << 20,
        pause: float = 2.0,
    ) -> None:
        """Prepare, but verify nothing yet; `share` is in bytes, `pause` in seconds.

        `trusted`: file of a segment -> the status that it had when it was verified. With the same
        it is not hashed at the first check; what rots without a trace is left to the shares.
        """
        self._folder = store.path / SEGMENTS
        self._segments = store.manifest.segments
        self._store = store
        self._files = store.files()
        self._paths = [str(file) for file in self._files]
        self._share, self._pause = share, pause
        self._due = 0.0  # when the next share is, on the monotonic clock
        self._lock = Lock()
        self._scrub = _Scrub(0)
        self._problems: list[Problem | None] = [None] * len(self._paths)
        self._doubtful = frozenset(range(len(self._paths)))  # whatever their status says
        self._trusted = tuple(trusted.get(each.file) for each in self._segments)
        self._condition: Condition | None = None

    def doubt(self) -> None:
        """Make the next check hash every segment."""
        with self._lock:
            self._doubtful = frozenset(range(len(self._paths)))

    def check(self) -> Condition:
        """The condition of the segments now; changed and doubtful ones are hashed again.

        Raises `StoreError` when it cannot be determined: the folder is gone, the disk does not
        answer, or the system has run out of memory or file descriptors.
        """
        signatures, condition = self._signatures(), self._condition
        if condition and signatures == condition.signatures:
            if self._due <= time.monotonic() and self._lock.acquire(blocking=False):
                try:
                    self._hash_share(signatures)
                finally:
                    self._lock.release()
            if not self._doubtful:
                return condition
        with self._lock:
            return self._verify()

    def _signatures(self) -> tuple[Signature, ...]:
        signatures = tuple([signature(path) for path in self._paths])
        if () in signatures and not self._folder.is_dir():
            raise StoreError("integrity-folder-gone", folder=str(self._folder))
        return signatures

    def _verify(self) -> Condition:
        signatures = self._signatures()
        previous = self._condition.signatures if self._condition else signatures
        if self._condition is None:  # what is trusted is doubted once: by its status
            self._doubtful -= {i for i, each in enumerate(signatures) if each == self._trusted[i]}
        for index, signature in enumerate(signatures):
            if signature != previous[index] or index in self._doubtful:
                segment = self._segments[index]
                self._problems[index] = _problem(self._paths[index], segment, signature)
        self._doubtful = frozenset(i for i, each in enumerate(signatures) if is_young(each))
        if "missing" in self._problems and not self._store.stands:
            raise StoreError(GONE, version=str(self._store.manifest.version))
        states = list(zip(self._segments, self._files, self._problems, strict=True))
        self._condition = Condition(
            tuple(file for _, file, problem in states if not problem),
            tuple(Damage(each.file, problem, each.rows) for each, _, problem in states if problem),
            signatures,
        )
        return self._condition

    def _hash_share(self, signatures: tuple[Signature, ...]) -> None:
        """Hash the next share; a segment whose hash contradicts its last verdict is doubtful."""
        self._due = time.monotonic() + self._pause
        remaining = self._share
        for _ in signatures:  # one round at most
            index = self._scrub.index
            if _is_regular(signatures[index]):
                remaining -= self._scrub.advance(self._paths[index], remaining)
                if not self._scrub.ended:
                    return
                sound = self._scrub.digest() == self._segments[index].sha256
                if sound != (self._problems[index] is None):
                    self._doubtful |= {index}
            self._scrub = _Scrub((index + 1) % len(signatures))


class _Scrub:
    """The hash of one segment, computed share by share."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.ended = False
        self._read = 0
        self._hash = hashlib.sha256()

    def advance(self, path: str, most: int) -> int:
        """Hash up to `most` more bytes; return their number. An unreadable file has ended."""
        try:
            with open(path, "rb") as file:
                file.seek(self._read)
                data = file.read(most)
        except OSError:
            data = b""
        self._hash.update(data)
        self._read += len(data)
        self.ended = len(data) < most
        return len(data)

    def digest(self) -> str:
        return self._hash.hexdigest()


def signature(path: str) -> Signature:
    """The status of a file, by which it is told whether it changed. Raises `StoreError`."""
    try:
        status = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:  # of the folder or the disk: a file needs no right to be looked at
        file = os.path.basename(path)
        raise StoreError("store-not-read", file=file, reason=str(error.strerror)) from error
    return (
        status.st_mode,
        status.st_size,
        status.st_ino,
        status.st_dev,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )


def _is_regular(signature: Signature) -> bool:
    return bool(signature) and stat.S_ISREG(signature[0])


def is_young(signature: Signature) -> bool:
    """Whether a file is so recent that another write could leave its times unchanged."""
    return bool(signature) and abs(time.time_ns() - max(signature[-2:])) < _TICK


def _problem(path: str, segment: Segment, signature: Signature) -> Problem | None:
    if not signature:
        return "missing"
    if not _is_regular(signature):
        return "changed"
    try:
        with open(path, "rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return "missing"
    except OSError as error:
        if error.errno in _SHORTAGES:
            raise StoreError("integrity-shortage", folder=os.path.dirname(path)) from error
        return "changed"
    return None if digest == segment.sha256 else "changed"
