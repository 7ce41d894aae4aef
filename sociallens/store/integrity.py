"""Whether a store's segments are as they were written, for as long as somebody reads them.

Three quarters of single-bit flips in Parquet read back as wrong figures without an error. A
segment is therefore hashed (about 1 GB/s) before it is read, again whenever its file status
changes, and in turn with all others at a slow pace: a disk that rots leaves the status as it was.
"""

import errno
import hashlib
import os
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Literal

from sociallens.errors import StoreError
from sociallens.store.manifest import SEGMENTS, Segment, Store

Problem = Literal["missing", "changed"]
Signature = tuple[int, ...]  # of a file's status; () where there is no file

_SHORTAGES = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)  # say nothing about the file
# Two writes this close together can leave the same times: a kernel tick, two seconds on FAT.
_TICK = 2_000_000_000


@dataclass(frozen=True)
class Damage:
    """A segment that cannot be read as it was written."""

    file: str
    problem: Problem
    rows: int  # how many contributions it held


@dataclass(frozen=True)
class Condition:
    """The segments that can be read and the damage of the others: equal where these are.

    `signatures` are those of the files when they were checked, in the manifest's order: what was
    read between two checks with the same ones was read from sound files.
    """

    files: tuple[Path, ...]
    damages: tuple[Damage, ...]
    signatures: tuple[Signature, ...] = field(compare=False)


class Integrity:
    """What is known about the segments of one version of a store. Safe to share between threads.

    A check hashes, beside what changed, a share of what did not, unless it is within a pause of
    the last one: 2 MB in a second of use, a gigabyte in nine minutes, too little to be felt. A
    store that nobody reads is not verified, and there is no thread to stop.
    """

    def __init__(self, store: Store, *, share: int = 4 << 20, pause: float = 2.0) -> None:
        """Verify nothing yet; `share` is in bytes, `pause` in seconds."""
        self._folder = store.path / SEGMENTS
        self._segments = store.manifest.segments
        self._files = store.files()
        self._paths = [str(file) for file in self._files]
        self._share, self._pause = share, pause
        self._due = 0.0  # when the next share is, on the monotonic clock
        self._lock = Lock()
        self._scrub = _Scrub(0)
        self._problems: list[Problem | None] = [None] * len(self._paths)
        self._doubtful = frozenset(range(len(self._paths)))  # whatever their status says
        self._condition: Condition | None = None

    def doubt(self) -> None:
        """Have every segment hashed by the next check."""
        with self._lock:
            self._doubtful = frozenset(range(len(self._paths)))

    def check(self) -> Condition:
        """The condition of the segments now: those that changed or are doubtful are hashed anew.

        Raises `StoreError` where nothing can be said about them: their folder is gone, the disk
        does not answer, the system has no file descriptor left.
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
        signatures = tuple([_signature(path) for path in self._paths])
        if () in signatures and not self._folder.is_dir():
            raise StoreError("integrity-folder-gone", folder=str(self._folder))
        return signatures

    def _verify(self) -> Condition:
        signatures = self._signatures()
        known = self._condition.signatures if self._condition else signatures
        for index, signature in enumerate(signatures):
            if signature != known[index] or index in self._doubtful:
                segment = self._segments[index]
                self._problems[index] = _problem(self._paths[index], segment, signature)
        self._doubtful = frozenset(i for i, each in enumerate(signatures) if _is_young(each))
        judged = list(zip(self._segments, self._files, self._problems, strict=True))
        self._condition = Condition(
            tuple(file for _, file, problem in judged if not problem),
            tuple(Damage(each.file, problem, each.rows) for each, _, problem in judged if problem),
            signatures,
        )
        return self._condition

    def _hash_share(self, signatures: tuple[Signature, ...]) -> None:
        """Go on hashing where the last share ended; what differs from what is known is doubtful."""
        self._due = time.monotonic() + self._pause
        left = self._share
        for _ in signatures:  # one round at most
            index = self._scrub.index
            if _is_regular(signatures[index]):
                left -= self._scrub.advance(self._paths[index], left)
                if not self._scrub.ended:
                    return
                sound = self._scrub.digest() == self._segments[index].sha256
                if sound != (self._problems[index] is None):
                    self._doubtful |= {index}
            self._scrub = _Scrub((index + 1) % len(signatures))


class _Scrub:
    """A segment that is hashed share by share."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.ended = False
        self._read = 0
        self._hash = hashlib.sha256()

    def advance(self, path: str, most: int) -> int:
        """Hash up to `most` bytes more, and say how many. A file that cannot be read has ended."""
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


def _signature(path: str) -> Signature:
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


def _is_young(signature: Signature) -> bool:
    """Whether a file changed so lately that it may change once more and keep its times."""
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
