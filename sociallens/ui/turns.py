"""Whose page is worked out next, where many are asked for at once.

So many runs are at work, and of one reader so many: with many tabs she keeps herself waiting and
nobody else. Of those that wait, the next is one of whoever has fewest at work, then who came first.
"""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from threading import Event, Lock

import streamlit as st

from sociallens import link
from sociallens.i18n import words
from sociallens.public import Limit, limit
from sociallens.ui import state
from sociallens.ui.safe import label

LOOK = 0.3  # seconds between two looks whether a page that waits is still wanted
SOON = 1.0  # seconds that a reader need not be told of
LATE = 60.0  # seconds after which she is told to come again


@dataclass(eq=False)
class Turn:
    """A run that waits, or is at work once it was called."""

    reader: str
    called: Event = field(default_factory=Event)
    over: bool = False


class Turns:
    """At most `most` runs at work; who has no name has no limit of her own."""

    def __init__(self, most: Limit) -> None:
        self._most = most
        self._waiting: list[Turn] = []
        self._working: Counter[str] = Counter()
        self._lock = Lock()

    def ask(self, reader: str) -> Turn:
        """A turn, which is called when it may begin. Whoever asks says when it is over."""
        turn = Turn(reader)
        with self._lock:
            self._waiting.append(turn)
            self._call()
        return turn

    def end(self, turn: Turn) -> None:
        """Let the next ones begin; the turn need not have been called, and may have ended."""
        with self._lock:
            if turn.over:
                return
            turn.over = True
            if turn.called.is_set():
                self._working[turn.reader] -= 1
                self._working += Counter()  # forgets the readers who have none any more
            else:
                self._waiting.remove(turn)
            self._call()

    def _call(self) -> None:
        while turn := self._next():
            self._waiting.remove(turn)
            self._working[turn.reader] += 1
            turn.called.set()

    def _next(self) -> Turn | None:
        if not self._waiting or 0 < self._most.total <= self._working.total():
            return None
        able = (turn for turn in self._waiting if self._may(turn.reader))
        return min(able, key=lambda turn: self._working[turn.reader], default=None)

    def _may(self, reader: str) -> bool:
        most = self._most.each if reader else 0
        return not most or self._working[reader] < most


@cache
def _turns() -> Turns:
    return Turns(limit("runs"))


_own: ContextVar[Turn] = ContextVar("turn")


@contextmanager
def taken(reader: str) -> Iterator[None]:
    """Wait for a turn, in words on the page, and have it until the block ends."""
    place, turns = st.empty(), _turns()  # in every run, so that what follows keeps its place
    turn = turns.ask(reader)
    _own.set(turn)
    began = time.monotonic()
    try:
        while not turn.called.wait(LOOK):
            waited = time.monotonic() - began
            language = link.language_of(state.address())
            if waited > LATE:
                place.error(label(words("turn-late", language)))
                st.button(words("try-again", language))
                st.stop()
            # Each of both lets the framework end a run that nobody waits for any more.
            if waited > SOON:
                place.info(label(words("turn-waits", language)), icon=":material/hourglass:")
            else:
                place.empty()
        if time.monotonic() - began > SOON:
            place.empty()
        yield
    finally:
        turns.end(turn)


def leave() -> None:
    """Let others have the turn of this run, which from now on only waits for a child process."""
    _turns().end(_own.get())
