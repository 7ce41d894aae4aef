"""Folders for what must not outlive a process: uploads, spill, whatever a reader writes aside.

All stand in one folder of ours that only its owner may enter. Each is held by a lock, which ends
with its process, however that ends; the folders of those that ended are removed by the next one.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sociallens import settings
from sociallens.errors import SocialLensError

_LOCK = ".lock"


class NoFolder(SocialLensError):
    """The folder of ours is not there and cannot be made, or is full."""


class Folder:
    """An empty folder of one's own, until `remove`. Raises `NoFolder` where none can be made."""

    def __init__(self, kind: str) -> None:
        try:
            base = _base()
            with _alone(base):
                _sweep(base)
                self.path = Path(tempfile.mkdtemp(prefix=f"{kind}-", dir=base))  # 0700
                self._lock = FileLock(_lock_of(self.path), mode=0o600, thread_local=False)
                self._lock.acquire(timeout=0)
        except OSError as error:
            folder, why = str(settings.work_folder()), errno.errorcode.get(error.errno or 0, "?")
            raise NoFolder("work-not-made", folder=folder, reason=why) from error

    def remove(self) -> None:
        """Remove the folder and all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.release()
        _lock_of(self.path).unlink(missing_ok=True)


@contextmanager
def folder(kind: str) -> Iterator[Path]:
    """An empty folder of one's own, gone after the block. Raises `NoFolder`."""
    own = Folder(kind)
    try:
        yield own.path
    finally:
        own.remove()


def sweep() -> None:
    """Remove what processes that ended left behind."""
    if settings.work_folder().is_dir():
        with suppress(OSError):
            base = _base()
            with _alone(base):
                _sweep(base)


def _base() -> Path:
    base = settings.work_folder()
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.stat(base).st_mode & 0o077:
        base.chmod(0o700)
    return base


def _alone(base: Path) -> FileLock:
    return FileLock(base / _LOCK, mode=0o600, timeout=10)


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + _LOCK)


def _sweep(base: Path) -> None:
    """Called while nobody else makes or removes folders here."""
    for path in base.iterdir():
        if path.name.endswith(_LOCK) or not path.is_dir() or path.is_symlink():
            continue
        lock = FileLock(_lock_of(path), mode=0o600, timeout=0)
        with suppress(Timeout):
            with lock:
                shutil.rmtree(path, ignore_errors=True)
            # No process can want it again; Windows removes no file that is open.
            _lock_of(path).unlink(missing_ok=True)
