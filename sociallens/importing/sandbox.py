"""Reading strangers' files in a process of its own, so that no file can harm this one.

`run(import_files, paths, store, options)` gives what the function gives, from a child that may take
so much memory and time and no more. A file that ends its child (a reader that aborts, a limit that
is met) stays out with a reason, and the work begins again without it: the others go in.
"""

import inspect
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, TypeVar

from sociallens import settings, work
from sociallens.errors import BadExport, SocialLensError
from sociallens.importing import limits as limiting
from sociallens.importing import wire
from sociallens.importing.limits import Limits

R = TypeVar("R")
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

_TICK = 0.05  # seconds between two looks at the child
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
    **kwargs: Any,
) -> R:
    """What `function(*args, **kwargs)` gives, done by a child within `limits`.

    `function` stands at the top of a module of this package; its arguments and result are values
    that `wire` knows. Where it takes them, it is given `progress`, `starting` and `refused`.
    `progress` and `cancelled` are called here, by the calling thread, some 20 times a second at
    most; an exception of theirs ends the child. Raises what the function raises, `Ended`,
    `Abandoned`.
    """
    limits = limits or limiting.of_preview()
    told = dict[Path, SocialLensError]()
    again = "refused" in inspect.signature(function).parameters
    while True:
        more = {"refused": told} if again else {}
        request = {
            "function": f"{function.__module__}:{function.__qualname__}",
            "args": list(args),
            "kwargs": kwargs | more,
            "limits": limits,
            "parent": os.getpid(),
        }
        try:
            result: R = _Child(limits).answer(request, progress, cancelled)
        except Ended as ended:
            if not again or ended.file is None or ended.file in told or len(told) == _MOST_ENDED:
                raise
            told[ended.file] = BadExport(ended.key, **ended.details)
        else:
            return result


class _Child:
    """One process, from its start to its end."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.file: Path | None = None
        self.complaints: deque[bytes] = deque(maxlen=_KEPT_COMPLAINTS)
        self.messages: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def answer(self, request: Any, progress: Progress | None, cancelled: Cancelled | None) -> Any:
        """What the child gives for `request`."""
        began = time.monotonic()
        with work.folder("child") as scratch, _started(scratch) as process:
            self._listen(process)
            with suppress(BrokenPipeError):  # it ended already: its silence tells
                wire.send(_open(process.stdin), request)
            while True:
                with suppress(queue.Empty):
                    message = self.messages.get(timeout=_TICK)
                    if message is None:
                        raise self._ended(process)
                    if "result" in message:
                        return message["result"]
                    self._heard(message, progress)
                if cancelled and cancelled():
                    raise Abandoned
                self._watch(process.pid, time.monotonic() - began)

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        answers, complaints = _open(process.stdout), _open(process.stderr)

        def hear() -> None:
            with suppress(EOFError, OSError, ValueError):
                while True:
                    self.messages.put(wire.receive(answers, self.limits.answer))
            self.messages.put(None)

        def complain() -> None:
            with suppress(OSError, ValueError):
                while piece := complaints.read1(4096):  # type: ignore[attr-defined]
                    self.complaints.append(piece)

        for listen in (hear, complain):
            threading.Thread(target=listen, daemon=True).start()

    def _heard(self, message: dict[str, Any], progress: Progress | None) -> None:
        if "error" in message:
            raise message["error"]
        if "ended" in message:
            raise self._because("memory" if message["ended"] == "memory" else "failure")
        if "file" in message:
            self.file = message["file"]
        if "progress" in message and progress:
            progress(*message["progress"])

    def _watch(self, pid: int, seconds: float) -> None:
        if self.limits.seconds and seconds > self.limits.seconds:
            raise self._because("time")
        if self.limits.memory and limiting.resident(pid) > self.limits.memory:
            raise self._because("memory")

    def _ended(self, process: subprocess.Popen[bytes]) -> Ended:
        """Why a child fell silent. Its complaints are never shown: they may quote texts."""
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)
        told = b"".join(self.complaints).lower()
        if process.returncode == -signal.SIGABRT and any(word in told for word in _OF_MEMORY):
            return self._because("memory")
        if os.name != "nt" and process.returncode == -signal.SIGXCPU:
            return self._because("time")
        if os.name != "nt" and process.returncode == -signal.SIGKILL:
            return self._because("killed")
        return self._because("failure")

    def _because(self, why: str) -> Ended:
        seconds = int(self.limits.seconds or 0)
        details = {"memory": {"most": self.limits.memory or 0}, "time": {"most": seconds}}
        ended = Ended(f"import-limit-{why}", **details.get(why, {}))
        ended.file = self.file
        return ended


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # all three were asked for
    return pipe


@contextmanager
def _started(scratch: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A child in a group of its own, which is gone after the block."""
    # -P: a file of the folder that one imports from must not stand for a module.
    command = [sys.executable, "-P", "-m", "sociallens.importing.child"]
    path = os.pathsep.join(filter(None, (str(settings.ROOT), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": path, "TMPDIR": str(scratch), "TMP": str(scratch)},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            if os.name == "nt":
                process.kill()
            elif process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            with suppress(OSError):  # what was not sent cannot be any more
                _open(pipe).close()
