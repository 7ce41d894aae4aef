"""Atomic writes, permissions, the write lock, and disk errors in words."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from sociallens import settings
from sociallens.errors import StoreError

LOCK = "lock"
LOCK_SECONDS = 5.0
TEMPORARY = ".tmp"
FILE_MODE, FOLDER_MODE = 0o640, 0o750  # customers' texts are for the owner and the group only
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def write(path: Path, data: bytes) -> None:
    """Write `data` to `path` atomically: readers see the old file or the whole new one.

    The new name survives a power cut once `flush` has been called on its folder. Raises
    `OSError`.
    """
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        with opened(temporary) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        rename(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def opened(path: Path) -> BinaryIO:
    """A new file at `path` to write to, for the owner and the group only. Raises `OSError`."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    _give(path, FILE_MODE)
    return open(descriptor, "wb")


def append(path: Path, data: bytes, *, after: int) -> None:
    """Write `data` into `path` behind its first `after` bytes, and have it on the disk.

    What stands behind those bytes goes: it is the torn end of a writer that died. When this one
    fails the file ends as it did before. The name of a new file needs `flush`. Raises `OSError`.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, FILE_MODE)
    with open(descriptor, "r+b", buffering=0) as file:
        _give(path, FILE_MODE)
        file.truncate(after)
        file.seek(after)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(descriptor)
        except OSError:
            with suppress(OSError):
                file.truncate(after)
            raise


def rename(temporary: Path, path: Path) -> None:
    """Rename `temporary` to `path`, in the place of what stands there.

    Windows refuses while anybody reads `path`: try again. Raises `OSError`.
    """
    for seconds in _WAITS if settings.WINDOWS else ():
        with suppress(PermissionError):
            os.replace(temporary, path)
            return
        time.sleep(seconds)
    os.replace(temporary, path)


def make_folder(path: Path) -> None:
    """Create a folder of a store and its missing parents. Raises `OSError`."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    _give(path, FOLDER_MODE)


def close_folder(path: Path) -> None:
    """Remove the rights of others from a folder that an earlier version left open."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & ~FOLDER_MODE:
        _give(path, mode & FOLDER_MODE)


def _give(path: Path, mode: int) -> None:
    """Set exactly this mode, whatever the umask; leave a path of another user as it is."""
    with suppress(PermissionError):
        path.chmod(mode)


def flush(folder: Path) -> None:
    """Make the names in `folder` survive a power cut. Windows offers no such call."""
    if settings.WINDOWS:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(path: Path, busy: str = "store-busy") -> Iterator[None]:
    """Hold the write lock of the folder `path`; the system frees it when the process dies.

    Raises `StoreError` in the words `busy` when another process holds it for longer than
    `LOCK_SECONDS`; also when the disk is full, or when writing is not permitted.
    """
    try:
        (path / LOCK).touch(mode=FILE_MODE)  # FileLock alone would open it to everybody
        _give(path / LOCK, FILE_MODE)
        with FileLock(path / LOCK, timeout=LOCK_SECONDS):
            yield
    except Timeout:
        raise StoreError(busy, folder=path.name, seconds=int(LOCK_SECONDS)) from None
    except OSError as error:
        raise refused(path, error) from error


def refused(path: Path, error: OSError) -> StoreError:
    """The `StoreError` for an `OSError` of the disk; the store is unchanged."""
    if error.errno in _FULL:
        return StoreError("store-full", folder=path.name)
    reason = error.strerror or type(error).__name__
    return StoreError("store-not-written", folder=path.name, reason=reason)
