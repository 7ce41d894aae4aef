"""Reading strangers' files in a child process, so that no file can harm this one.

`run(import_files, paths, store, options)` returns what the function returns, computed by a child
with limited memory and time. If a file ends its child (a reader aborts, a limit is exceeded), the
work starts again without that file, which is reported with the reason.
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

_TICK = 0.05  # seconds between two checks of the child
_LOOK = 0.05 if sys.platform in ("linux", "win32") else 0.5  # ... of its memory: others run `ps`
_TURNS = threading.BoundedSemaphore(2)  # children at once: each may use its whole limit
_MOST_ENDED = 20  # files that may end their child before the work is given up
_MOST_COMPLAINTS = 20
_OF_MEMORY = (b"alloc", b"out of memory", b"failed to spawn thread")


class Ended(BadExport):
    """The child ended before its work was done; `file` is the file that it was reading, if any."""

    file: Path | None = None


class Abandoned(SocialLensError):
    """The caller cancelled the work."""

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
    """The result of `function(*args, **kwargs)`, computed by a child process.

    Raises what the function raises, `Ended` when the child ends early, and `Abandoned`.

    Args:
        function: A top-level function of this package whose arguments and result `wire` can send.
            If it takes `progress`, `starting` or `refused`, it is given them.
        args: The positional arguments of the function.
        limits: The limits of the child; those of a preview by default.
        progress: Called with the rows done and expected, in the calling thread.
        cancelled: Called about 20 times a second, in the calling thread; true raises `Abandoned`.
            An exception in either of the two ends the child.
        process: A `Process(CHILD)` that was started ahead of time.
        kwargs: The keyword arguments of the function.
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
    """One task in one child process."""

    def __init__(self, process: Process, limits: Limits) -> None:
        self.process, self.limits = process, limits
        self.file: Path | None = None
        self.looked = 0.0
        self.complaints: deque[bytes] = deque(maxlen=_MOST_COMPLAINTS)
        self.messages: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def answer(self, request: Any, progress: Progress | None, cancelled: Cancelled | None) -> Any:
        """The result that the child returns for `request`; raises what went wrong instead."""
        began = time.monotonic()
        for listen in (self._hear, self._overhear):
            threading.Thread(target=listen, daemon=True).start()
        with suppress(BrokenPipeError):  # it has ended already, which the loop below notices
            wire.send(self.process.requests, request)
        while True:
            with suppress(queue.Empty):
                message = self.messages.get(timeout=_TICK)
                if message is None:
                    raise self._ended()
                if "result" in message:
                    return message["result"]
                self._handle(message, progress)
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

    def _handle(self, message: dict[str, Any], progress: Progress | None) -> None:
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
        """Why the child ended. Its standard error is never shown: it may quote texts."""
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
