"""What a mapping can fill: the names that exports give it, and how a header sounds like one.

Declared in `fields.toml` beside it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sociallens.importing.values.vocabulary import simplify

REPLY = "reply."  # before a field of the brand's reply in the same record
_DECLARED: Mapping[str, Any] = tomllib.loads(
    Path(__file__).with_name("fields.toml").read_text(encoding="utf-8")
)
_WEIGHTS = {
    "names": 1.0,
    "often": 0.9,
    "strict": 1.0,
    "alone": 0.9,
    "sometimes": 0.75,
    "rarely": 0.6,
}
_PATHS = frozenset(_DECLARED["paths"])
_FILLERS = frozenset(_DECLARED["fillers"])
_OTHERS = frozenset(_DECLARED["others"])
_WRAPPERS = frozenset(_DECLARED["wrappers"])
_RECORDS = frozenset(_DECLARED["records"]) | _WRAPPERS
_REPLY_WORDS = frozenset(_DECLARED["reply_words"])
# A word begins at a capital, and the last capital of several begins the next: `userID`, `URLPage`.
_PIECES = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^\W\d_]+")
_WHOLE, _PART = 0.45, 0.55  # of a name's weight: for covering the header, for standing in it
_AMID_RECORD = 1.02  # `review rating` beside `rating`: the other one is of something else
_OTHER, _FOREIGN = 0.1, 0.4


@lru_cache(1_000)  # each field asks about every header of a file
def header_words(header: str) -> tuple[str, ...]:
    """The words of a header, simplified and singular: `publishedAtDates` -> published at date."""
    first, *inner = (_words(part) for part in re.split(r"[./](?=[^\W\d])", header) if part)
    steps = [words for words in (first, *inner) if not _PATHS.issuperset(words)] or [first]
    found = [word for step in steps[:-1] for word in step if word not in _PATHS]
    # A step that says again what the last one said: `response.responseBody`.
    last = steps[-1][1:] if found and steps[-1][:1] == tuple(found[-1:]) else steps[-1]
    return (*found, *last)


def _words(text: str) -> tuple[str, ...]:
    spaced = " ".join(_PIECES.findall("".join(_plain(sign) for sign in text)))
    words = [word for word in simplify(spaced).split() if word not in _FILLERS]
    return tuple(_singular(word) for word in words if not word.isdigit())


def _plain(sign: str) -> str:
    """A letter without its accent, its case kept: it shows where words begin."""
    plain = simplify(sign) or " "
    return plain.upper() if sign.isupper() else plain


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


@dataclass(frozen=True)
class Field:
    """One thing that a column can be."""

    test: str  # of the values: one of `suits`
    names: tuple[tuple[tuple[str, ...], float], ...]  # words of a header, and their weight
    alone: frozenset[tuple[str, ...]]  # names that mean it only where nothing stands beside them
    strict: frozenset[tuple[str, ...]]  # the same, but for words of what a row is
    marks: frozenset[str]  # words, one of which has to be in the header
    against: frozenset[str]  # words that make it something else
    required: bool

    @property
    def words(self) -> frozenset[str]:
        """Every word of its names."""
        return frozenset(word for words, _ in self.names for word in words)


def _field(declared: Mapping[str, Any]) -> Field:
    names = {
        header_words(name): weight
        for group, weight in reversed(_WEIGHTS.items())
        for name in declared.get(group, ())
    }
    return Field(
        test=declared["test"],
        names=tuple(names.items()),
        strict=frozenset(map(header_words, declared.get("strict", ()))),
        alone=frozenset(map(header_words, declared.get("alone", ()))),
        marks=frozenset(declared.get("marks", ())),
        against=frozenset(declared.get("against", ())),
        required=declared.get("required", False),
    )


FIELDS: Mapping[str, Field] = {
    name: _field(declared) for name, declared in _DECLARED["fields"].items()
}
REQUIRED = tuple(name for name, declared in FIELDS.items() if declared.required)
# Words that are the name of some field by themselves: beside another's name they outweigh it.
_HEADS = {
    words[0]
    for declared in FIELDS.values()
    for words, weight in declared.names
    if len(words) == 1 and weight >= _WEIGHTS["often"] and words[0] not in _RECORDS
}


def name_score(field: str, words: tuple[str, ...]) -> float:
    """How much a header of these words sounds like the field, 0 to 1."""
    declared = FIELDS[field]
    if not words or (declared.marks and declared.marks.isdisjoint(words)):
        return 0.0
    return max(_match(declared, words, name, weight) for name, weight in declared.names)


def _match(declared: Field, words: tuple[str, ...], name: tuple[str, ...], weight: float) -> float:
    if "".join(words) == "".join(name):
        return weight
    at = next((i for i in range(len(words)) if words[i : i + len(name)] == name), None)
    if at is None:
        return 0.0
    rest = words[:at] + words[at + len(name) :]
    neutral = _RECORDS | (_REPLY_WORDS if declared.marks else frozenset())
    beside = [word for word in rest if word not in neutral or word in declared.against]
    if name in declared.strict and beside:
        return 0.0
    if name in declared.alone and not _WRAPPERS.issuperset(rest):
        return 0.0
    score = weight * (_PART + _WHOLE * len(name) / (len(name) + len(beside)))
    if len(rest) > len(beside):
        score *= 1 / _AMID_RECORD if name in declared.strict else _AMID_RECORD
    for word in beside:
        if word in declared.against or word in _OTHERS:
            score *= _OTHER
        elif word in _HEADS and word not in declared.words:
            score *= _FOREIGN
    return score
