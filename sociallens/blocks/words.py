"""Blocks of words."""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from sociallens.blocks.parts import Link


class Passage(TypedDict):
    """Words to read, then where one can go from here; `notice` frames what just happened."""

    kind: Literal["passage"]
    name: str
    title: NotRequired[str]
    paragraphs: NotRequired[Sequence[str]]
    links: NotRequired[Sequence[Link]]
    tone: NotRequired[Literal["", "notice", "warning"]]


class Term(TypedDict):
    """A word that the pages use; `key` is its fragment in the address."""

    key: str
    name: str
    text: str
    formula: NotRequired[str]


class Section(TypedDict):
    """The terms of one kind."""

    key: str
    title: str
    terms: Sequence[Term]


class Glossary(TypedDict):
    """Terms to look up. `found`: before the number of those that the reader's search found."""

    kind: Literal["glossary"]
    search: str
    found: str
    sections: Sequence[Section]
