"""What stands on top of a page: its answer, facts, numbers."""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from sociallens.blocks.parts import Line, Link, Tone


class Heading(TypedDict):
    """The page's answer, its h1."""

    kind: Literal["heading"]
    text: str
    detail: NotRequired[str]
    crumbs: NotRequired[Sequence[Link]]


class Fact(TypedDict):
    """One thing to know."""

    key: str
    tone: Tone
    lead: Link
    clauses: NotRequired[Sequence[Link]]
    detail: NotRequired[str]
    more: NotRequired[Link]


class Facts(TypedDict):
    """What one must know, the weightiest first."""

    kind: Literal["facts"]
    title: str
    items: Sequence[Fact]


class Number(TypedDict):
    """One headline number; `href` opens the messages that it counts."""

    name: str
    title: str
    help: str
    value: str
    counted: NotRequired[str]
    href: NotRequired[str]
    lines: NotRequired[Sequence[Line]]


class Strip(TypedDict):
    """Headline numbers, side by side."""

    kind: Literal["strip"]
    items: Sequence[Number]
