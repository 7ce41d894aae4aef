"""Temporary folders that must not outlive their process: uploads, spill files and the like.

All lie in one folder that only its owner may enter. What outlives its process lies in `kept`, for
a week at most. Each other is protected by a lock, which the system
frees when the process ends, however it ends; the next process removes the unlocked ones.
"""

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sociallens import settings
from sociallens.errors import SocialLensError

MEGABYTE = 1_000_000  # bytes
_LOCK = ".lock"
_KEPT = "kept"  # the folder of what outlives its process
_LONGEST = 7 * 24 * 3600  # seconds that a file stays there


class NoFolder(SocialLensError):
    """The work folder cannot be created or written."""


class Folder:
    """A new, empty folder that exists until `remove`. Raises `NoFolder` if it cannot be made."""

    def __init__(self, kind: str) -> None:
        try:
            base = _base()
            with _lock(base):
                _sweep(base)
                self.path = Path(tempfile.mkdtemp(prefix=f"{kind}-", dir=base))  # 0700
                self._lock = FileLock(_lock_of(self.path), mode=0o600, thread_local=False)
                self._lock.acquire(timeout=0)
        except OSError as error:
            raise unusable(error) from error

    def remove(self) -> None:
        """Remove the folder and its contents."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()
        _lock_of(self.path).unlink(missing_ok=True)


@contextmanager
def folder(kind: str) -> Iterator[Path]:
    """Yield a new, empty folder and remove it after the block. Raises `NoFolder`."""
    temporary = Folder(kind)
    try:
        yield temporary.path
    finally:
        temporary.remove()


@contextmanager
def later(kind: str) -> Iterator[Callable[[], Path]]:
    """Yield what gives a new folder, made when it is first asked for and removed after the block.

    Asking raises `NoFolder`.
    """
    made: list[Folder] = []

    def path() -> Path:
        if not made:
            made.append(Folder(kind))
        return made[0].path

    try:
        yield path
    finally:
        for temporary in made:
            temporary.remove()


def kept() -> Path:
    """The folder of files that a later process may go on from, for a week. Raises `NoFolder`."""
    try:
        folder = _base() / _KEPT
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise unusable(error) from error
    return folder


def sweep() -> None:
    """Remove the folders of processes that have ended, and what was kept for a week."""
    if settings.work_folder().is_dir():
        with suppress(OSError):
            base = _base()
            with _lock(base):
                _sweep(base)


def free(*places: Path) -> int:
    """The bytes left for folders, on the fullest of their disks. Raises `OSError`."""
    return min(shutil.disk_usage(standing(place)).free for place in places)


def standing(place: Path) -> Path:
    """A folder, or the nearest above it that is there: in which it will be made."""
    while not place.exists() and place != place.parent:
        place = place.parent
    return place


def unusable(error: OSError) -> NoFolder:
    """The error in words for what the disk says of the work folder: full, say, or forbidden."""
    reason = errno.errorcode.get(error.errno or 0, "?")
    return NoFolder("work-not-made", folder=str(settings.work_folder()), reason=reason)


def _base() -> Path:
    base = settings.work_folder()
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.stat(base).st_mode & 0o077:
        base.chmod(0o700)
    return base


def _lock(base: Path) -> FileLock:
    return FileLock(base / _LOCK, mode=0o600, timeout=10)


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + _LOCK)


def _sweep(base: Path) -> None:
    """Remove unlocked folders and old kept files; the caller holds the lock of `base`."""
    for file in (base / _KEPT).glob("*"):
        with suppress(OSError):  # another process may have removed it
            if time.time() - file.stat().st_mtime > _LONGEST:
                file.unlink()
    for path in base.iterdir():
        if path.name == _KEPT:
            continue
        if path.name.endswith(_LOCK) or not path.is_dir() or path.is_symlink():
            continue
        lock = FileLock(_lock_of(path), mode=0o600, timeout=0)
        with suppress(Timeout):
            with lock:
                shutil.rmtree(path, ignore_errors=True)
            # Outside the block, because Windows does not remove open files.
            _lock_of(path).unlink(missing_ok=True)
