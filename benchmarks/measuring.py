"""What a benchmark measures with: time of the clock and of processors, memory, the machine's load.

Other work on a machine stretches the clock; processor time much less. So both are told, and of
each run whether the machine was quiet.
"""

import json
import os
import resource
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Thread

import psutil

MIB = 1 << 20
QUIET = 0.25  # of the processors busy with something else, at most


@dataclass(frozen=True)
class Took:
    """Seconds of the clock, and of processors."""

    wall: float
    cpu: float


def cpu() -> float:
    """Seconds of processor time that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def took(ask: Callable[[], object], *, least: int = 3, most: int = 15, seconds: float = 3) -> Took:
    """The median of several times that `ask` takes, once it has been asked before."""
    ask()
    walls: list[float] = []
    cpus: list[float] = []
    until = time.perf_counter() + seconds
    while len(walls) < least or (len(walls) < most and time.perf_counter() < until):
        start, used = time.perf_counter(), cpu()
        ask()
        walls.append(time.perf_counter() - start)
        cpus.append(cpu() - used)
    middle = len(walls) // 2
    return Took(sorted(walls)[middle], sorted(cpus)[middle])


@dataclass
class Memory:
    """MiB that a process holds: before, and at most while it was watched."""

    before: float = 0.0
    most: float = 0.0

    @property
    def more(self) -> float:
        """How much it grew by."""
        return self.most - self.before


@contextmanager
def watched(process: psutil.Process | None = None) -> Iterator[Memory]:
    """The memory of a process, this one unless said otherwise, as it grows."""
    of, done = process or psutil.Process(), Event()
    memory = Memory(of.memory_info().rss / MIB)
    memory.most = memory.before

    def look() -> None:
        while not done.wait(0.01):
            memory.most = max(memory.most, of.memory_info().rss / MIB)

    watching = Thread(target=look, daemon=True)
    watching.start()
    try:
        yield memory
    finally:
        done.set()
        watching.join()


@dataclass
class Load:
    """How busy the machine's processors are with other work, from 0 to 1: before, and during."""

    before: float = 0.0
    during: float = 0.0
    seconds: float = field(default=0.0)

    @property
    def quiet(self) -> bool:
        """Whether figures of the clock can be trusted."""
        return max(self.before, self.during) <= QUIET


@contextmanager
def loaded(process: Callable[[], float]) -> Iterator[Load]:
    """The load of the machine, but for the processor seconds of one's own that `process` tells."""
    load = Load(before=psutil.cpu_percent(interval=1.0) / 100)
    start, busy, own = time.perf_counter(), _busy(), process()
    yield load
    load.seconds = time.perf_counter() - start
    others = _busy() - busy - (process() - own)
    load.during = max(0.0, others / load.seconds / (os.cpu_count() or 1))


def _busy() -> float:
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


def tell(figures: Mapping[str, float | str]) -> None:
    """Print what was measured, as one line of JSON, for who collects it."""
    print(json.dumps({name: _short(value) for name, value in figures.items()}))


def _short(value: float | str) -> float | str:
    return value if isinstance(value, str) else round(value, 3)
