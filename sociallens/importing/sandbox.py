"""Reading strangers' files in a process of its own, so that no file can harm this one.

`run(import_files, paths, store, options)` gives what the function gives, from a child that may take
so much memory and time and no more. A file that ends its child (a reader that aborts, a limit that
is met) stays out with a reason, and the work begins again without it: the others go in.
"""

import inspect
import os
import queue
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from sociallens.errors import BadExport, SocialLensError
from sociallens.importing import limits as limiting
from sociallens.importing import wire
from sociallens.importing.limits import Limits
from sociallens.process import CHILD, Process

R = TypeVar("R")
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_TICK = 0.05  # seconds between two looks at the child
_LOOK = 0.05 if sys.platform in ("linux", "win32") else 0.5  # ... at its memory: others ask `ps`
_TURNS = threading.BoundedSemaphore(2)  # children of this process: each may take its limit
_MOST_ENDED = 20  # files that may end their child before all of it is given up
_KEPT_COMPLAINTS = 20
_OF_MEMORY = (b"alloc", b"out of memory", b"failed to spawn thread")


class Ended(BadExport):
    """The child ended before its work was done; `file` is what it read then, if anything."""

    file: Path | None = None


class Abandoned(SocialLensError):
    """Whoever asked does not want it any more."""

    def __init__(self) -> None:
        super().__init__("import-cancelled")


def run(
    function: Callable[..., R],
    *args: Any,
    limits: Limits | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    process: Process | None = None,
    **kwargs: Any,
) -> R:
    """What `function(*args, **kwargs)` gives, done by a child within `limits`.

    `function` stands at the top of a module of this package; its arguments and result are values
    that `wire` knows. Where it takes them, it is given `progress`, `starting` and `refused`.
    `progress` and `cancelled` are called here, by the calling thread, some 20 times a second at
    most; an exception of theirs ends the child. `process` is a `Process(CHILD)` that was started
    while this one had other things to do. Raises what the function raises, `Ended`,
    `Abandoned`.
    """
    limits = limits or limiting.of_preview()
    culprits = dict[Path, SocialLensError]()
    can_refuse = "refused" in inspect.signature(function).parameters
    while True:
        more = {"refused": culprits} if can_refuse else {}
        request = {
            "function": f"{function.__module__}:{function.__qualname__}",
            "args": list(args),
            "kwargs": kwargs | more,
            "limits": limits,
            "parent": os.getpid(),
        }
        try:
            with _turn(cancelled), process or Process(CHILD) as started:
                result: R = _Child(started, limits).answer(request, progress, cancelled)
        except Ended as ended:
            process = None
            if (
                not can_refuse
                or ended.file is None
                or ended.file in culprits
                or len(culprits) == _MOST_ENDED
            ):
                raise
            culprits[ended.file] = BadExport(ended.key, **ended.details)
        else:
            return result


@contextmanager
def _turn(cancelled: Cancelled | None) -> Iterator[None]:
    """Wait until one more child may run. Raises `Abandoned`."""
    while not _TURNS.acquire(timeout=_TICK):
        if cancelled and cancelled():
            raise Abandoned
    try:
        yield
    finally:
        _TURNS.release()


class _Child:
    """One piece of work in one process."""

    def __init__(self, process: Process, limits: Limits) -> None:
        self.process, self.limits = process, limits
        self.file: Path | None = None
        self.looked = 0.0
        self.complaints: deque[bytes] = deque(maxlen=_KEPT_COMPLAINTS)
        self.messages: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def answer(self, request: Any, progress: Progress | None, cancelled: Cancelled | None) -> Any:
        """What the child gives for `request`."""
        began = time.monotonic()
        for listen in (self._hear, self._overhear):
            threading.Thread(target=listen, daemon=True).start()
        with suppress(BrokenPipeError):  # it ended already: its silence tells
            wire.send(self.process.requests, request)
        while True:
            with suppress(queue.Empty):
                message = self.messages.get(timeout=_TICK)
                if message is None:
                    raise self._ended()
                if "result" in message:
                    return message["result"]
                self._heard(message, progress)
            if cancelled and cancelled():
                raise Abandoned
            self._watch(time.monotonic() - began)

    def _hear(self) -> None:
        with suppress(EOFError, OSError, ValueError):
            while True:
                self.messages.put(wire.receive(self.process.answers, self.limits.answer))
        self.messages.put(None)

    def _overhear(self) -> None:
        with suppress(OSError, ValueError):
            while piece := os.read(self.process.complaints.fileno(), 4096):
                self.complaints.append(piece)

    def _heard(self, message: dict[str, Any], progress: Progress | None) -> None:
        if "error" in message:
            raise message["error"]
        if "ended" in message:
            raise self._because("memory" if message["ended"] == "memory" else "failure")
        if "file" in message:
            self.file = message["file"]
        if "progress" in message and progress:
            progress(*message["progress"])

    def _watch(self, seconds: float) -> None:
        if self.limits.seconds and seconds > self.limits.seconds:
            raise self._because("time")
        if self.limits.memory and seconds - self.looked >= _LOOK:
            self.looked = seconds
            if limiting.resident(self.process.pid) > self.limits.memory:
                raise self._because("memory")

    def _ended(self) -> Ended:
        """Why a child fell silent. Its complaints are never shown: they may quote texts."""
        status = self.process.status(5)
        complaints = b"".join(self.complaints).lower()
        if status == -signal.SIGABRT and any(word in complaints for word in _OF_MEMORY):
            return self._because("memory")
        if sys.platform != "win32" and status == -signal.SIGXCPU:
            return self._because("time")
        if sys.platform != "win32" and status == -signal.SIGKILL:
            return self._because("killed")
        return self._because("failure")

    def _because(self, why: str) -> Ended:
        seconds = int(self.limits.seconds or 0)
        details = {"memory": {"most": self.limits.memory or 0}, "time": {"most": seconds}}
        ended = Ended(f"import-limit-{why}", **details.get(why, {}))
        ended.file = self.file
        return ended
