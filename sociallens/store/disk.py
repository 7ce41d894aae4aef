"""Files that are wholly there or not at all, one writer at a time, and a disk that refuses."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sociallens import settings
from sociallens.errors import StoreError

LOCK = "lock"
LOCK_SECONDS = 5.0
TEMPORARY = ".tmp"
FILE_MODE, FOLDER_MODE = 0o640, 0o750  # what customers wrote is for its owner and his group
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write(path: Path, data: bytes) -> None:
    """Write `path` so that its name never stands for anything but all of `data`.

    The name itself survives a power cut once `flush` was called on its folder.
    """
    temporary = path.with_name(path.name + TEMPORARY)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    try:
        with open(descriptor, "wb") as file:
            _give(temporary, FILE_MODE)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _rename(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _rename(temporary: Path, path: Path) -> None:
    """Let `temporary` take the name `path`. Windows refuses while anybody reads `path`."""
    for seconds in _WAITS if settings.WINDOWS else ():
        with suppress(PermissionError):
            os.replace(temporary, path)
            return
        time.sleep(seconds)
    os.replace(temporary, path)


def make_folder(path: Path) -> None:
    """A folder of a store, and those above it that are missing."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    _give(path, FOLDER_MODE)


def close_folder(path: Path) -> None:
    """Take a folder that an earlier version made away from everybody else."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & ~FOLDER_MODE:
        _give(path, mode & FOLDER_MODE)


def _give(path: Path, mode: int) -> None:
    """Set exactly this mode, whatever the process's mask; as it is where it is another's."""
    with suppress(PermissionError):
        path.chmod(mode)


def flush(folder: Path) -> None:
    """Make the names in `folder` survive a power cut; Windows has no such call for a folder."""
    if settings.WINDOWS:
        return
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
        (path / LOCK).touch(mode=FILE_MODE)  # FileLock alone would open it to everybody
        _give(path / LOCK, FILE_MODE)
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
