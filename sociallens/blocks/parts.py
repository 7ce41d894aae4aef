"""What several kinds of blocks are made of."""

from typing import Literal, NotRequired, TypedDict

Tone = Literal["", "worse", "better", "waiting", "neutral", "quiet"]


class Link(TypedDict):
    """Words, and the view that they open; without an address they are only read."""

    text: str
    href: NotRequired[str]
    title: NotRequired[str]


class Export(TypedDict):
    """One way to take a card away."""

    text: str
    title: str
    href: str


class Line(TypedDict):
    """One line below a number."""

    text: str
    tone: NotRequired[Tone]


class Verdict(TypedDict):
    """What a test says of a row."""

    text: str
    tone: Tone


class Chip(TypedDict):
    """What a message is said to be; `tone`: where that is bad or good."""

    text: str
    tone: NotRequired[str]
