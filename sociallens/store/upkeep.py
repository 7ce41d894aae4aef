"""Data loaded from a store, reloaded whenever the set of its sound segments changes.

A question is answered from sound segments only, or not at all. A question that fails is asked
once more, after all segments have been verified.
"""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, Protocol, TypeVar

from sociallens.errors import StoreError
from sociallens.store.integrity import Condition

L = TypeVar("L")
T = TypeVar("T")
_TRIES = 3  # attempts to read a store whose files are changing


class Checks(Protocol):
    """What tells the condition of a version's segments: `Integrity`, of files of this machine."""

    def check(self) -> Condition:
        """The condition of the segments now. Raises `StoreError`."""

    def doubt(self) -> None:
        """Make the next check look at every segment."""


@dataclass(frozen=True)
class Failures:
    """The exceptions of a database, by what they mean for the loaded data."""

    every: tuple[type[Exception], ...]  # cause one more attempt, then a `StoreError`
    harmless: tuple[type[Exception], ...] = ()  # of these, those that leave the data usable
    wanted: tuple[type[Exception], ...] = ()  # of these, those that the caller provoked


@dataclass(frozen=True)
class _Snapshot(Generic[L]):
    loaded: L
    condition: Condition


class Upkeep(Generic[L]):
    """Holds the result of `load` for the present condition of a store. Thread-safe.

    `load` must not refer to the owner of the upkeep. Dropped data must be freed at once by its
    reference count, because the garbage collector may have been frozen.
    """

    def __init__(
        self,
        integrity: Checks,
        load: Callable[[Condition], L],
        failures: Failures,
        doubt: Callable[[], None] = lambda: None,
    ) -> None:
        """`doubt`: called when a question failed, for `load` to trust nothing that it kept."""
        self._integrity = integrity
        self._load = load
        self._failures = failures
        self._doubt = doubt
        self._lock = Lock()
        self._snapshot: _Snapshot[L] | None = None

    def condition(self) -> Condition:
        """The condition of the data that will answer the next question, loaded if need be.

        Raises `StoreError` when the store cannot be read.
        """
        condition = self._integrity.check()
        if self._is_loaded(condition):  # asked for many times by every page
            return condition
        return self._ask(lambda snapshot: snapshot.condition)

    def noticed(self) -> Condition:
        """The condition of the data that answered last: no file is looked at.

        Raises `StoreError` where there are none and they cannot be read.
        """
        snapshot = self._snapshot
        return snapshot.condition if snapshot else self.condition()

    def _is_loaded(self, condition: Condition) -> bool:
        snapshot = self._snapshot
        return snapshot is not None and snapshot.condition == condition

    def ask(self, question: Callable[[L], T]) -> T:
        """The answer to a question, from sound segments only.

        Raises `StoreError` when the store cannot be read or the question fails twice.
        """
        return self._ask(lambda snapshot: question(snapshot.loaded))

    def _ask(self, question: Callable[[_Snapshot[L]], T]) -> T:
        try:
            return self._answer(question)
        except self._failures.wanted:
            raise
        except self._failures.every:
            self._integrity.doubt()
            self._doubt()
        try:
            return self._answer(question)
        except self._failures.wanted:
            raise
        except self._failures.every as error:
            raise StoreError("integrity-failed", kind=type(error).__name__) from error

    def _answer(self, question: Callable[[_Snapshot[L]], T]) -> T:
        for _ in range(_TRIES):
            snapshot, before = self._current()
            try:
                answer = question(snapshot)
            except (*self._failures.harmless, *self._failures.wanted):
                raise
            except self._failures.every:
                self._drop(snapshot)
                raise
            if self._integrity.check().signatures == before.signatures:
                return answer
        raise StoreError("integrity-unsteady")

    def _current(self) -> tuple[_Snapshot[L], Condition]:
        """The loaded data, and the condition at this moment, equal to the one it was loaded for."""
        condition, snapshot = self._integrity.check(), self._snapshot
        if snapshot and snapshot.condition == condition:
            return snapshot, condition
        with self._lock:  # other threads wait for the same load
            for _ in range(_TRIES):
                condition, snapshot = self._integrity.check(), self._snapshot
                if snapshot and snapshot.condition == condition:
                    return snapshot, condition
                self._snapshot = snapshot = None  # never hold the data twice in memory
                loaded = self._load(condition)
                if self._integrity.check().signatures == condition.signatures:
                    self._snapshot = _Snapshot(loaded, condition)
                    return self._snapshot, condition
        raise StoreError("integrity-unsteady")

    def _drop(self, snapshot: _Snapshot[L]) -> None:
        with self._lock:
            if self._snapshot is snapshot:
                self._snapshot = None
