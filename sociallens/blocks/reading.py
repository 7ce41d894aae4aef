"""Messages to read: a few in a card, or a list with the one that is open."""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

from sociallens.blocks.labelling import Label, Task
from sociallens.blocks.parts import Chip, Export, Line, Link
from sociallens.passages import Segment


class Excerpt(TypedDict):
    """A message in a list; `more`: how many others its exchange has."""

    key: str
    href: str
    facts: str
    when: str
    text: Sequence[Segment]
    chips: Sequence[Chip]
    more: NotRequired[Line]
    current: NotRequired[bool]


class Messages(TypedDict):
    """A few messages, each a link to itself among the others."""

    kind: Literal["messages"]
    items: Sequence[Excerpt]
    more: NotRequired[Link]
    empty: str


class Choice(TypedDict):
    """One of some ways to see a list; without an address there is nothing in it."""

    text: str
    count: NotRequired[str]
    href: NotRequired[str]
    selected: NotRequired[bool]


class Source(TypedDict):
    """Where a message was published: a web address of theirs, shown as its domain."""

    text: str
    href: str
    title: str


class Turn(TypedDict):
    """What somebody said in an exchange."""

    key: str
    side: Literal["brand", "customer"]
    facts: str
    text: Sequence[Segment]
    opened: NotRequired[str]


class Exchange(TypedDict):
    """Who said what, in order of time."""

    title: str
    turns: Sequence[Turn]
    note: NotRequired[str]
    exports: NotRequired[Sequence[Export]]


class Opened(TypedDict):
    """A message as it was written, what it is said to be and why, and what was answered.

    `labels`: what people can correct, in place of `chips`; of a customer's message alone.
    """

    key: str
    title: str
    facts: str
    source: NotRequired[Source]
    text: Sequence[Segment]
    chips: Sequence[Chip]
    labels: NotRequired[Sequence[Label]]
    why: Sequence[str]
    why_title: str
    exchange: NotRequired[Exchange]


class Search(TypedDict):
    """The field for words to look for."""

    label: str
    hint: str
    value: str
    longest: int
    help: str
    help_title: str


class Reader(TypedDict):
    """Messages to read: a list, and beside it the one that is open.

    `chosen`: whether the reader opened it; where there is room for one of both only, else the list
    stands. `back` leads to the list.
    """

    kind: Literal["reader"]
    title: str
    search: Search
    narrowing: Sequence[Choice]
    tasks: Sequence[Task]
    orders: Sequence[Choice]
    exports: Sequence[Export]
    items: Sequence[Excerpt]
    place: str
    previous: NotRequired[Link]
    next: NotRequired[Link]
    opened: NotRequired[Opened]
    chosen: bool
    back: Link
    gone: NotRequired[str]
    empty: str
