"""How much runs at once, for one reader and for all."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from starlette.responses import PlainTextResponse, Response

from sociallens.errors import SocialLensError
from sociallens.i18n import Language, words
from sociallens.public import Limit, limit

RETRY_AFTER = 10  # seconds


class Busy(SocialLensError):
    """All places are taken."""


def ensure(name: str, most: Limit, reader: str, mine: int, everybody: int) -> None:
    """Raise `Busy` where a reader has more than `most` of what is called `name`, or all have.

    Who has no name sits at this machine: what is for all is for her.
    """
    if reader and most.each and mine > most.each:
        raise Busy(f"busy-{name}-each", most=most.each)
    if most.total and everybody > most.total:
        raise Busy(f"busy-{name}", most=most.total)


class Places:
    """As many places for one reader and for all as the limit `name` says."""

    def __init__(self, name: str) -> None:
        self._name, self._most = name, limit(name)
        self._taken: Counter[str] = Counter()
        self._lock = Lock()

    @contextmanager
    def place(self, reader: str) -> Iterator[None]:
        """A place until the block ends. Raises `Busy` where there is none."""
        with self._lock:
            mine, everybody = self._taken[reader], self._taken.total()
            ensure(self._name, self._most, reader, mine + 1, everybody + 1)
            self._taken[reader] += 1
        try:
            yield
        finally:
            with self._lock:
                self._taken[reader] -= 1
                self._taken += Counter()  # forgets the readers who have no place any more


def refusal(busy: Busy, language: Language) -> Response:
    """What is told where all places are taken, and when to come again."""
    text = words(busy.key, language, **busy.details)
    return PlainTextResponse(text, 429, {"Retry-After": str(RETRY_AFTER)})
