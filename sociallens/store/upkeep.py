"""What is loaded from a store, kept in line with those of its segments that are sound.

A question is answered from sound files only, or not at all: what is loaded is made anew when
other segments are sound than those it came from, and a question that fails is asked once more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from sociallens.errors import StoreError
from sociallens.store.integrity import Condition, Integrity

L = TypeVar("L")
T = TypeVar("T")
_TRIES = 3  # of reading a store while its files change


@dataclass(frozen=True)
class Failures:
    """What a database raises, by what it means for what is loaded."""

    every: tuple[type[Exception], ...]  # answered by a second attempt, then told in words
    harmless: tuple[type[Exception], ...] = ()  # of these, those after which it can be kept
    wanted: tuple[type[Exception], ...] = ()  # of these, those that the caller asked for


@dataclass(frozen=True)
class _Held(Generic[L]):
    loaded: L
    condition: Condition


class Upkeep(Generic[L]):
    """Holds what `load` makes of a store's condition. Safe to share between threads.

    `load` must not refer to whoever holds the upkeep: what is dropped is freed at once, by
    counting references, because garbage may have been frozen.
    """

    def __init__(
        self, integrity: Integrity, load: Callable[[Condition], L], failures: Failures
    ) -> None:
        self._integrity = integrity
        self._load = load
        self._failures = failures
        self._lock = Lock()
        self._held: _Held[L] | None = None

    def condition(self) -> Condition:
        """The condition of what answers the next question, loaded now if need be."""
        return self._ask(lambda held: held.condition)

    def ask(self, question: Callable[[L], T]) -> T:
        """The answer to a question, from sound segments only.

        Raises `StoreError` where the store cannot be read, or the question fails twice.
        """
        return self._ask(lambda held: question(held.loaded))

    def _ask(self, question: Callable[[_Held[L]], T]) -> T:
        try:
            return self._answer(question)
        except self._failures.wanted:
            raise
        except self._failures.every:
            self._integrity.doubt()
        try:
            return self._answer(question)
        except self._failures.wanted:
            raise
        except self._failures.every as error:
            raise StoreError("integrity-failed", kind=type(error).__name__) from error

    def _answer(self, question: Callable[[_Held[L]], T]) -> T:
        for _ in range(_TRIES):
            held, before = self._current()
            try:
                answer = question(held)
            except (*self._failures.harmless, *self._failures.wanted):
                raise
            except self._failures.every:
                self._drop(held)
                raise
            if self._integrity.check().signatures == before.signatures:
                return answer
        raise StoreError("integrity-unsteady")

    def _current(self) -> tuple[_Held[L], Condition]:
        """What is loaded, and the condition now, which is that it was loaded from."""
        condition, held = self._integrity.check(), self._held
        if held and held.condition == condition:
            return held, condition
        with self._lock:  # whoever comes meanwhile waits for the same
            for _ in range(_TRIES):
                condition, held = self._integrity.check(), self._held
                if held and held.condition == condition:
                    return held, condition
                self._held = held = None  # not twice in memory
                loaded = self._load(condition)
                if self._integrity.check().signatures == condition.signatures:
                    self._held = _Held(loaded, condition)
                    return self._held, condition
        raise StoreError("integrity-unsteady")

    def _drop(self, held: _Held[L]) -> None:
        with self._lock:
            if self._held is held:
                self._held = None
