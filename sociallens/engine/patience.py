"""How long a question may take before it is interrupted.

Who asks sets it: pages do, since nobody waits for them; commands and files take the time they need.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from heapq import heappop, heappush
from threading import Condition, Thread

from sociallens.errors import SocialLensError

_seconds: ContextVar[int] = ContextVar("seconds", default=0)  # 0: as long as it takes


class SlowQuestion(SocialLensError):
    """A question that took longer than whoever asked would wait."""


def limit(seconds: int) -> None:
    """Give each question of this thread so many seconds from now on; 0: as many as it needs."""
    _seconds.set(seconds)


@contextmanager
def patience(interrupt: Callable[[], None]) -> Iterator[None]:
    """Call `interrupt` when the question asked in this block takes too long.

    Raises `SlowQuestion` in place of whatever the interrupted question raises.
    """
    seconds = _seconds.get()
    if not seconds:
        yield
        return
    question = _Question(time.monotonic() + seconds, interrupt)
    _WATCH.add(question)
    try:
        yield
    except Exception as error:
        if question.interrupted:
            raise SlowQuestion("question-slow", seconds=seconds) from error
        raise
    finally:
        question.interrupt = None


@dataclass(order=True)
class _Question:
    due: float  # on the monotonic clock
    interrupt: Callable[[], None] | None = field(compare=False)  # None: it has ended
    interrupted: bool = field(default=False, compare=False)


class _Watch:
    """Interrupts what is due: one thread for all questions, since pages ask dozens."""

    def __init__(self) -> None:
        self._questions: list[_Question] = []  # a heap; ended ones stay until they are due
        self._changed = Condition()
        self._thread: Thread | None = None

    def add(self, question: _Question) -> None:
        with self._changed:
            heappush(self._questions, question)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="patience", daemon=True)
                self._thread.start()
            elif self._questions[0] is question:
                self._changed.notify()

    def _run(self) -> None:
        while True:
            question = self._next()
            if interrupt := question.interrupt:
                question.interrupted = True
                interrupt()

    def _next(self) -> _Question:
        """The next question that is due, once it is."""
        with self._changed:
            while not self._questions or self._questions[0].due > time.monotonic():
                due = self._questions[0].due if self._questions else None
                self._changed.wait(None if due is None else due - time.monotonic())
            return heappop(self._questions)


_WATCH = _Watch()
