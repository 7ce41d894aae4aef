"""What a disk may hold after a power cut: a model that promises no more than a disk does.

A run is recorded once: every change of a name in a folder, every flush of a file or a folder, and
what files hold meanwhile. A cut then takes place before any of these steps. What a folder was not
flushed for has happened or not, each change for itself; what a file was not flushed for is all
there, torn, zeroes, or missing.
"""

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHANGING = os.O_WRONLY | os.O_RDWR
Content = dict[str, bytes]  # by the path below the folder


@dataclass(frozen=True)
class Step:
    """One change, and what the files of the folder hold before it."""

    kind: str  # create, rename, remove, mkdir, flush
    path: str
    to: str = ""
    before: Content = field(default_factory=dict, repr=False)


class Recorder:
    """Records the steps of this process below a folder. One for all: hooks are never removed."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._steps: list[Step] = []
        self._flush = os.fsync
        sys.addaudithook(self._hook)

    @contextmanager
    def over(self, folder: Path) -> Iterator[list[Step]]:
        """The steps that the body takes, and a last one, at which all is done."""
        self._folder, self._steps = folder, []
        os.fsync = self._fsync
        try:
            yield self._steps
            self._add("end", folder)
        finally:
            os.fsync = self._flush
            self._folder = None

    def _add(self, kind: str, path: Path, to: Path | None = None) -> None:
        folder, self._folder = self._folder, None  # to look is no step
        assert folder is not None
        below = str(to.relative_to(folder)) if to else ""
        self._steps.append(Step(kind, str(path.relative_to(folder)), below, content(folder)))
        self._folder = folder

    def _fsync(self, fd: Any) -> None:
        self._flush(fd)
        number = fd if isinstance(fd, int) else fd.fileno()
        path = Path(os.readlink(f"/proc/self/fd/{number}"))
        if self._folder is not None and path.is_relative_to(self._folder):
            self._add("flush", path)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._folder is None:
            return
        if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            path, flags = Path(os.fsdecode(arguments[0])), arguments[2]
            if path.is_relative_to(self._folder) and flags & CHANGING and not path.exists():
                self._add("create", path)
        elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir"):
            path = Path(os.fsdecode(arguments[0]))
            if path.is_relative_to(self._folder):
                to = Path(os.fsdecode(arguments[1])) if event == "os.rename" else None
                kind = {"os.rmdir": "remove"}.get(event, event.removeprefix("os."))
                self._add(kind, path, to)


def content(folder: Path) -> Content:
    """All files below a folder; folders end in a slash and hold nothing."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_dir():
            found[name + "/"] = b""
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


@dataclass
class _File:
    """A file, whatever it is called: what it holds, and what is surely on the disk of it."""

    holds: bytes = b""
    flushed: bytes | None = None


@dataclass
class _Disk:
    """Names as a process sees them, and those that are surely on the disk."""

    names: dict[str, _File | None]  # None: a folder
    sure: dict[str, _File | None]
    pending: list[tuple[str, Callable[[dict[str, _File | None]], None]]] = field(
        default_factory=list
    )

    def change(self, folder: str, change: Callable[[dict[str, _File | None]], None]) -> None:
        change(self.names)
        self.pending.append((folder, change))

    def flush(self, folder: str) -> None:
        for of, change in self.pending:
            if of == folder:
                change(self.sure)
        self.pending = [each for each in self.pending if each[0] != folder]


def after_cut(start: Content, steps: list[Step], at: int, draw: random.Random) -> Content:
    """What the disk may hold when the power goes before step `at`."""
    files: dict[str, _File | None] = {
        name: None if name.endswith("/") else _File(held, held) for name, held in start.items()
    }
    disk = _Disk(dict(files), dict(files))
    for place, step in enumerate(steps[: at + 1]):
        for name, held in step.before.items():
            if (file := disk.names.get(name)) is not None:
                file.holds = held
        if place < at:
            _take(disk, step)
    sure = dict(disk.sure)
    likely = draw.random()  # that a change reached the disk: of one cut many, of another few
    for _, change in disk.pending:
        if draw.random() < likely:
            change(sure)
    return {
        name: b"" if file is None else _left(file, draw)
        for name, file in sure.items()
        if _stands(name, sure)
    }


def _take(disk: _Disk, step: Step) -> None:
    path, folder = step.path, os.path.dirname(step.path)
    match step.kind:
        case "create":
            file = _File()
            disk.change(folder, lambda names: names.__setitem__(path, file))
        case "mkdir":
            disk.change(folder, lambda names: names.__setitem__(f"{path}/", None))
        case "remove":
            disk.change(folder, lambda names: _drop(names, path))
        case "rename":
            disk.change(folder, lambda names: _move(names, path, step.to, disk.names))
        case "flush":
            if f"{path}/" in disk.names or path == ".":
                disk.flush("" if path == "." else path)
            elif (file_ := disk.names.get(path)) is not None:
                file_.flushed = file_.holds


def _drop(names: dict[str, _File | None], path: str) -> None:
    names.pop(path, None)
    names.pop(f"{path}/", None)


def _move(
    names: dict[str, _File | None], path: str, to: str, seen: dict[str, _File | None]
) -> None:
    """A rename that is on the disk though the creation of the name before is not."""
    file = names.pop(path, None) or seen.get(to)
    if file is not None:
        names[to] = file


def _stands(name: str, names: dict[str, _File | None]) -> bool:
    folder = os.path.dirname(name.rstrip("/"))
    return not folder or (f"{folder}/" in names and _stands(f"{folder}/", names))


def _left(file: _File, draw: random.Random) -> bytes:
    if file.flushed == file.holds:
        return file.holds
    size, sure = len(file.holds), _common(file.flushed or b"", file.holds)
    torn = file.holds[: draw.randrange(sure, size + 1)]  # what was flushed and stays is not lost
    zeroed = torn + bytes(size - len(torn))
    return draw.choice((file.flushed or b"", torn, zeroed, file.holds))


def _common(one: bytes, other: bytes) -> int:
    """How many bytes two contents begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def restore(folder: Path, state: Content) -> None:
    """Make a folder hold exactly this."""
    for name, held in sorted(state.items()):
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held)
