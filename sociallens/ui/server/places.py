"""How many exports run at once."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from sociallens.errors import SocialLensError


class Busy(SocialLensError):
    """All places are taken."""


class Places:
    """At most `each` places for one reader, `total` for all. For one event loop: it has no lock."""

    def __init__(self, each: int, total: int) -> None:
        self.each = each
        self.total = total
        self._taken: Counter[str] = Counter()

    @contextmanager
    def place(self, reader: str) -> Iterator[None]:
        """A place until the block ends. Raises `Busy` where there is none."""
        if self._taken[reader] >= self.each:
            raise Busy("server-busy-reader", most=self.each)
        if self._taken.total() >= self.total:
            raise Busy("server-busy", most=self.total)
        self._taken[reader] += 1
        try:
            yield
        finally:
            self._taken[reader] -= 1
            self._taken += Counter()  # forgets the readers who have no place any more
