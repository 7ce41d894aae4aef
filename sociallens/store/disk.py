"""Files that are wholly there or not at all, one writer at a time, and a disk that refuses."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sociallens.errors import StoreError

LOCK = "lock"
LOCK_SECONDS = 5.0
TEMPORARY = ".tmp"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write(path: Path, data: bytes) -> None:
    """Write `path` so that its name never stands for anything but all of `data`.

    The name itself survives a power cut once `flush` was called on its folder.
    """
    temporary = path.with_name(path.name + TEMPORARY)
    # Not the default 0o666: under an empty umask the file would be anybody's to change.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o664)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def flush(folder: Path) -> None:
    """Make the names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Be the only writer of the store `path`; the lock of a process that dies is free at once.

    Raises `StoreError` when another one writes for longer than `LOCK_SECONDS`, or when the
    disk is full or not ours to write on.
    """
    try:
        (path / LOCK).touch(mode=0o664)  # FileLock alone would open it to everybody
        with FileLock(path / LOCK, timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise StoreError("store-busy", folder=path.name, seconds=int(LOCK_SECONDS)) from None
    except OSError as error:
        raise refused(path, error) from error


def refused(path: Path, error: OSError) -> StoreError:
    """What the disk refuses, in words: the store is as it was."""
    if error.errno in _FULL:
        return StoreError("store-full", folder=path.name)
    reason = error.strerror or type(error).__name__
    return StoreError("store-not-written", folder=path.name, reason=reason)
