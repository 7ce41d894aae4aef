"""A Python child process with pipes, in its own process group and work folder."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType, TracebackType
from typing import IO

from sociallens import settings, work

NO_MORE: Mapping[str, str] = MappingProxyType({})
CHILD = "sociallens.importing.child"


class Process:
    """`python -m module`, from now until `end`, or until the block is left."""

    def __init__(self, module: str, more: Mapping[str, str] = NO_MORE) -> None:
        """Start it, with `more` in its environment."""
        self.folder = work.Folder("child")
        folder = str(self.folder.path)
        self.started = subprocess.Popen(
            # -P: a file in the current folder must not be imported as a module.
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ
            | more
            | {"PYTHONPATH": _path(), "TMPDIR": folder, "TMP": folder, "TEMP": folder},
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """The process id."""
        return self.started.pid

    @property
    def requests(self) -> IO[bytes]:
        """Its standard input."""
        return _open(self.started.stdin)

    @property
    def answers(self) -> IO[bytes]:
        """Its standard output."""
        return _open(self.started.stdout)

    @property
    def complaints(self) -> IO[bytes]:
        """Its standard error."""
        return _open(self.started.stderr)

    def status(self, seconds: float) -> int | None:
        """The exit status, or minus the signal that ended it; None while it runs on."""
        with suppress(subprocess.TimeoutExpired):
            return self.started.wait(seconds)
        return None

    def end(self) -> None:
        """Kill the process and all that it started, and remove its folder."""
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                self.started.kill()
            elif self.started.poll() is None:
                os.killpg(self.pid, signal.SIGKILL)
        self.started.wait()
        for pipe in (self.requests, self.answers, self.complaints):
            with suppress(OSError):  # unsent bytes can no longer be sent
                pipe.close()
        self.folder.remove()

    def __enter__(self) -> "Process":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()


def _path() -> str:
    """The `PYTHONPATH` of the child: with this package, unless it is an installed one."""
    package = "" if settings.INSTALLED else str(settings.PACKAGE.parent)
    return os.pathsep.join(filter(None, (package, os.environ.get("PYTHONPATH"))))


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # all three were asked for
    return pipe
