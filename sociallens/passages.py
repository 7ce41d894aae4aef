"""A text in pieces, with what was searched for and the terms that decided.

What is marked is told in places of the text itself, so that its pieces put together are the text,
sign for sign. Terms are looked for in a form without accents and case.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple, NotRequired, TypedDict

# What stands in a text and is no word of its author: addresses, names of accounts, HTML's signs.
NOT_WORDS = r"https?://\S+|www\.\S+|@\w+|&#?\w+;"
Mark = Literal["hit", "evidence"]
Span = tuple[int, int]  # the first sign and the one after the last
_LEAD = 40  # signs of an excerpt before what was found


class Segment(TypedDict):
    """A piece of a text: one that was searched for, one that decided, or neither."""

    text: str
    mark: NotRequired[Mark]


class Word(NamedTuple):
    """A word without accents and case, and its place in the text."""

    folded: str
    start: int
    end: int


def segments(text: str, hits: Sequence[Span] = (), evidence: Sequence[str] = ()) -> list[Segment]:
    """The text in pieces, in order. `evidence`: terms as a store holds them.

    What was searched for stands out where it overlaps a term.
    """
    marks: list[Mark | None] = [None] * len(text)
    found: tuple[tuple[Mark, Sequence[Span]], ...] = (
        ("evidence", terms(text, evidence)),
        ("hit", hits),
    )
    for mark, spans in found:
        for start, end in spans:
            marks[start:end] = [mark] * len(marks[start:end])
    pieces: list[Segment] = []
    start = 0
    for marked, run in groupby(marks):
        end = start + len(list(run))
        piece: Segment = {"text": text[start:end]}
        pieces.append({**piece, "mark": marked} if marked else piece)
        start = end
    return pieces


def excerpt(
    text: str, most: int, hits: Sequence[Span] = (), evidence: Sequence[str] = ()
) -> list[Segment]:
    """At most so many signs of a text in pieces, from shortly before the first hit on."""
    first = hits[0][0] if hits else 0
    start = _blank_before(text, first - _LEAD) if len(text) > most else 0
    cut = text[start : start + most]
    if start + most < len(text):
        cut = cut[: _blank_before(cut, most)] or cut
    shown = segments(cut, [(max(a - start, 0), b - start) for a, b in hits if b > start], evidence)
    before: list[Segment] = [{"text": "… "}] if start else []
    after: list[Segment] = [{"text": " …"}] if start + len(cut) < len(text) else []
    return before + shown + after


def _blank_before(text: str, place: int) -> int:
    """The start of the word at a place."""
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return max(place, 0)


def terms(text: str, evidence: Iterable[str]) -> list[Span]:
    """Where terms stand as whole words, whatever signs stand between these."""
    words = list(_words(text))
    wanted = {tuple(word.folded for word in _words(term)) for term in evidence}
    return [
        (words[first].start, words[first + len(term) - 1].end)
        for term in wanted
        if term
        for first in range(len(words) - len(term) + 1)
        if all(words[first + nth].folded == folded for nth, folded in enumerate(term))
    ]


def fingerprint(text: str) -> str:
    """What texts share that differ in accents, case, signs, accounts and addresses only."""
    return " ".join(word.folded for word in _words(text))


def _end(text: str, last: int) -> int:
    """The place after a sign and the accents that follow it in signs of their own."""
    end = last + 1
    while end < len(text) and unicodedata.category(text[end]).startswith("M"):
        end += 1
    return end


def _words(text: str) -> Iterator[Word]:
    """The words of a text as the classifier reads them: letters and digits; each sign alone."""
    letters, start, end = "", 0, 0
    read = re.sub(NOT_WORDS, lambda found: " " * len(found[0]), text)
    for place, written in enumerate(read):
        for sign in unicodedata.normalize("NFKD", written.lower()):
            kind = unicodedata.category(sign)
            if kind.startswith("M"):
                end = place + 1 if end == place else end
                continue
            is_sign = kind == "So" or sign == "€"
            if letters and (is_sign or kind[0] not in "LN"):
                yield Word(letters, start, end)
                letters = ""
            if is_sign:
                yield Word(sign, place, _end(text, place))
            elif kind[0] in "LN":
                start = start if letters else place
                letters, end = letters + sign, place + 1
    if letters:
        yield Word(letters, start, end)
