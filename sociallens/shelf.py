"""A few things that are costly to load, kept by least recent use."""

import os
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Shelf(Generic[K, V]):
    """What was loaded for the last few places, one thing each. Safe to share between threads.

    A thing leaves its place when it is asked for under another key or when more than `most`
    others were asked for since; it ends when the last one who uses it lets it go.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = Lock()
        self._places: dict[Hashable, _Place[K, V]] = {}  # the last used is last

    def get(self, place: Hashable, key: K, load: Callable[[], V]) -> V:
        """What stands at `place` under `key`, loaded if need be.

        Whoever asks for it while it is being loaded waits for the same; other places are free.
        """
        with self._lock:
            taken = self._places.pop(place) if place in self._places else _Place[K, V]()
            taken.users += 1
            self._places[place] = taken
            self._trim()  # what goes makes room for what comes
        try:
            return taken.get(key, load)
        finally:
            with self._lock:
                taken.users -= 1
                self._trim()

    def drop(self, condition: Callable[[V], bool]) -> None:
        """Let go of all things of which this is so, and that nobody asks for just now."""
        with self._lock:
            held = {place: taken.held for place, taken in self._places.items() if not taken.users}
            for place, value in held.items():
                if value is not None and condition(value):
                    del self._places[place]

    def _trim(self) -> None:
        for place in list(self._places)[: -self._most]:
            if not self._places[place].users:
                del self._places[place]


class Files(Generic[V]):
    """What the last few files say, read again once they have changed. Safe between threads."""

    def __init__(self, most: int) -> None:
        self._shelf = Shelf[tuple[int, ...], V](most)

    def get(self, path: Path, read: Callable[[Path], V]) -> V:
        """What `read` gives of a file as it is now. Raises `OSError` where there is none."""
        seen = os.stat(path)
        state = (seen.st_ino, seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns)
        return self._shelf.get(path, state, lambda: read(path))


class _Place(Generic[K, V]):
    def __init__(self) -> None:
        self.users = 0  # who are asking for it just now
        self._lock = Lock()
        self._held: tuple[K, V] | None = None

    @property
    def held(self) -> V | None:
        held = self._held
        return held[1] if held else None

    def get(self, key: K, load: Callable[[], V]) -> V:
        with self._lock:
            if self._held is None or self._held[0] != key:
                self._held = None  # before another one is loaded: not both in memory
                self._held = key, load()
            return self._held[1]
