"""What a reader types, as a query. Whatever it is, it means something, and never fails.

`remboursement colis` wants all words, `"service client"` these words side by side and as they are
written, `rembours*` words that begin so, and `-livraison` or `-"service client"` none of that.
Nothing else is an operator.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from sociallens.search.words import folded, written

_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(r'(?:(?<=\s)|^)(-?)"([^"]*)(?:"|$)|"([^"]*)(?:"|$)|([^\s"]+)')
# French words that lose their last letter before a vowel; they say nothing of what is sought.
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """Words that stand side by side. `words` are folded; one at least.

    `exact`: as they are written, else whatever their endings. `prefix`: the last one begins a word.
    `excluded`: a text that holds them is not found.
    """

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False
    excluded: bool = False
    typed: str = ""  # as the reader wrote it, without operators


@dataclass(frozen=True)
class Query:
    """All parts hold at once. Without parts it finds nothing: nothing was said."""

    parts: tuple[Part, ...] = ()

    @property
    def wanted(self) -> tuple[Part, ...]:
        """The parts that a text must hold."""
        return tuple(part for part in self.parts if not part.excluded)

    @property
    def excluded(self) -> tuple[Part, ...]:
        """The parts that a text must not hold."""
        return tuple(part for part in self.parts if part.excluded)


@lru_cache(maxsize=256)  # every question of a page has the same
def parse(typed: str) -> Query:
    """The query that a text means; signs that are no word are left out."""
    parts = (_part(*each.groups(default="")) for each in _PIECE.finditer(typed.translate(_QUOTES)))
    return Query(tuple(dict.fromkeys(part for part in parts if part)))


def _part(minus: str, signed: str, quoted: str, plain: str) -> Part | None:
    excluded, exact = bool(minus), not plain
    text = signed or quoted or plain
    if plain:
        excluded = plain.startswith("-")
        text = plain.removeprefix("-")
    prefix = plain.endswith("*")
    words = written(text if exact else _ELIDED.sub("", text))
    if not words:
        return None
    typed = text.rstrip("*") if prefix else text
    return Part(tuple(map(folded, words)), exact, prefix, excluded, typed.strip())
