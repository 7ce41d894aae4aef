"""Regular files only: reading from a pipe could wait for ever, a device could answer for ever."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sociallens.errors import BadExport

_DESCRIPTORS = Path("/proc/self/fd")
_KINDS = {
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
    stat.S_IFDIR: "folder",
}


@contextmanager
def open_regular(path: Path) -> Iterator[Path]:
    """Yield a path that keeps naming the file at `path`, even if another file takes its name.

    Raises `BadExport` when it is not a regular file, is empty, or cannot be opened.
    """
    try:
        _refuse(path.stat().st_mode)  # opening a device can already have an effect
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
        descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "?")
        raise BadExport("import-not-opened", reason=reason) from error
    except ValueError as error:  # a name with a zero byte
        raise BadExport("import-not-opened", reason="ENOENT") from error
    try:
        status = os.fstat(descriptor)
        _refuse(status.st_mode)
        if not status.st_size:  # virtual files have no size, and some have no end
            raise BadExport("import-empty")
        yield _DESCRIPTORS / str(descriptor) if _DESCRIPTORS.is_dir() else path
    finally:
        os.close(descriptor)


def printable(name: str) -> str:
    """A file's name with � for bytes that are not text and for control characters."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() or sign == " " else "\ufffd" for sign in text)


def _refuse(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "device")
        raise BadExport("import-not-regular", kind=kind)
