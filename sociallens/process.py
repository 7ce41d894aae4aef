"""A Python process of ours that waits for what to do, in a group and a work folder of its own."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from types import TracebackType
from typing import IO

from sociallens import settings, work

CHILD = "sociallens.importing.child"


class Process:
    """`python -m module`, from now until `end`, or until the block is left."""

    def __init__(self, module: str) -> None:
        self.folder = work.Folder("child")
        own = str(self.folder.path)
        self.started = subprocess.Popen(
            # -P: a file of the folder that one imports from must not stand for a module.
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": _path(), "TMPDIR": own, "TMP": own, "TEMP": own},
            start_new_session=True,
        )

    @property
    def pid(self) -> int:
        """Its number."""
        return self.started.pid

    @property
    def requests(self) -> IO[bytes]:
        """What it reads."""
        return _open(self.started.stdin)

    @property
    def answers(self) -> IO[bytes]:
        """What it says."""
        return _open(self.started.stdout)

    @property
    def complaints(self) -> IO[bytes]:
        """What it, and the libraries that it uses, write for whoever mends them."""
        return _open(self.started.stderr)

    def status(self, seconds: float) -> int | None:
        """The exit status, awaited for so long; minus the number of the signal that ended it."""
        with suppress(subprocess.TimeoutExpired):
            return self.started.wait(seconds)
        return None

    def end(self) -> None:
        """End it and all that it started, whatever they do."""
        with suppress(ProcessLookupError):
            if sys.platform == "win32":
                self.started.kill()
            elif self.started.poll() is None:
                os.killpg(self.pid, signal.SIGKILL)
        self.started.wait()
        for pipe in (self.requests, self.answers, self.complaints):
            with suppress(OSError):  # what was not sent cannot be any more
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
    """Where the child finds this package, and none of an installed one's neighbours twice."""
    own = "" if settings.INSTALLED else str(settings.PACKAGE.parent)
    return os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH"))))


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # all three were asked for
    return pipe
