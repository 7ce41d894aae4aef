"""Finishing the slices of a long file in several processes at once."""

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sociallens.importing import wire
from sociallens.importing.finishing import Finish
from sociallens.process import Process

MODULE = "sociallens.importing.worker"
MOST = 2  # processes: each takes as much memory as a slice needs
_ALONE = {"POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1"}


class Broken(RuntimeError):
    """A worker ended, or failed, over a slice."""


@dataclass(frozen=True)
class Job:
    """A slice to finish."""

    rows: Path
    into: Path


@dataclass(frozen=True)
class Done:
    """A finished slice: how many rows it has, and those that failed."""

    rows: int
    failed: pl.DataFrame


@contextmanager
def workers(finish: Finish) -> Iterator["Workers"]:
    """Processes that finish slices, which end with the block or with this process."""
    with ExitStack() as stack:
        yield Workers(stack, finish)


class Workers:
    """Some processes that were told how slices of one file are finished, each begun for a slice.

    A file that is stored as it is needs hardly one.
    """

    def __init__(self, stack: ExitStack, finish: Finish) -> None:
        """End the processes with `stack`."""
        self.processes: list[Process] = []
        self._stack, self._finish = stack, finish
        self._most = min(MOST, os.cpu_count() or 1)

    def finish(self, jobs: Iterator[Job | Done]) -> Iterator[Done]:
        """What becomes of each slice, in order, those that are done already among them.

        Raises `Broken`, `MemoryError`.
        """
        begun: deque[Process | Done] = deque()
        idle = deque[Process]()
        for job in jobs:
            if isinstance(job, Done):
                begun.append(job)
                continue
            while not idle and len(self.processes) == self._most:
                yield _first(begun, idle)
            process = idle.popleft() if idle else self._started()
            wire.send(process.requests, {"rows": job.rows, "into": job.into})
            begun.append(process)
        while begun:
            yield _first(begun, idle)

    def _started(self) -> Process:
        process = self._stack.enter_context(Process(MODULE, _ALONE))
        self.processes.append(process)
        threading.Thread(target=_overhear, args=(process,), daemon=True).start()
        wire.send(process.requests, {"finish": self._finish, "parent": os.getpid()})
        return process


def _first(begun: deque[Process | Done], idle: deque[Process]) -> Done:
    """The first of what was begun, once it is done; its process is idle then."""
    first = begun.popleft()
    if isinstance(first, Done):
        return first
    done = _answer(first)
    idle.append(first)
    return done


def _overhear(process: Process) -> None:
    """Keep its standard error from filling up; it is never shown: it may quote texts."""
    with suppress(OSError, ValueError):
        while os.read(process.complaints.fileno(), 4096):
            pass


def _answer(process: Process) -> Done:
    try:
        answer = wire.receive(process.answers)
    except EOFError as error:
        raise Broken("a worker ended") from error
    if answer.get("ended") == "memory":
        raise MemoryError
    if "ended" in answer:
        raise Broken(answer["ended"])
    return Done(answer["rows"], answer["failed"])
