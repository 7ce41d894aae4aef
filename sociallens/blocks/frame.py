"""The frame around every page: bar, chips, navigation, tour."""

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypedDict

from sociallens.blocks.parts import Link


class State(TypedDict):
    """One of several states: a named period, a comparison, a step of time."""

    key: str
    text: str
    chosen: NotRequired[bool]


class Question(TypedDict):
    """A menu of the bar whose choices exclude each other; `act` is what a choice asks for."""

    name: str
    act: str
    title: str
    text: str
    choices: Sequence[State]
    note: NotRequired[str]


class Dates(TypedDict):
    """The days in view as `2025-12-31`; empty for an open side."""

    start: str
    end: str


class Filter(TypedDict):
    """A menu of the bar; `chosen`: how many values; its options come when it is opened."""

    name: str
    title: str
    chosen: int
    excluding: NotRequired[bool]
    prominent: NotRequired[bool]


class Option(TypedDict):
    """A value of a filter, with its messages were that filter not set."""

    key: str
    text: str
    count: str
    chosen: NotRequired[bool]
    none: NotRequired[bool]


class Options(TypedDict):
    """The values of the filter that a reader opened; `rest`: how many more there are to search."""

    kind: Literal["options"]
    filter: str
    search: str
    values: Sequence[Option]
    rest: int
    searchable: bool


class Mine(TypedDict):
    """The reader's own merchant, and whom it is held against."""

    own: str
    text: str
    chosen: Sequence[str]
    rule: str
    rules: Sequence[State]


class Share(TypedDict):
    """What is copied above the link."""

    summary: str


class Badge(TypedDict):
    """What the data are: invented, or how fresh."""

    text: str
    title: str
    invented: NotRequired[bool]


class Bar(TypedDict):
    """All that narrows the view; pages about the whole store have its right end only.

    `summary`: what the button says that unfolds the filters on a phone.
    """

    kind: Literal["bar"]
    summary: NotRequired[str]
    questions: NotRequired[Sequence[Question]]
    dates: NotRequired[Dates]
    mine: NotRequired[Mine | None]
    filters: NotRequired[Sequence[Filter]]
    reposts: NotRequired[bool | None]
    badge: NotRequired[Badge | None]
    share: Share
    languages: Sequence[Link]
    labels: Mapping[str, str]


class ActiveFilter(TypedDict):
    """One part of what the view is narrowed to; its address is the view without it.

    `page`: all about the one value that it is.
    """

    key: str
    text: str
    href: str
    page: NotRequired[str]


class Chips(TypedDict):
    """How many messages are in view, and what narrows it; `offer`: the view with an audit's aid."""

    kind: Literal["chips"]
    total: Link
    chips: Sequence[ActiveFilter]
    reset: NotRequired[Link | None]
    offer: NotRequired[Link | None]
    labels: Mapping[str, str]


class Entry(TypedDict):
    """A page in the navigation; `count`: what waits there."""

    text: str
    href: str
    here: NotRequired[bool]
    count: NotRequired[str]


class Entries(TypedDict):
    """Pages that belong together."""

    title: str
    items: Sequence[Entry]


class Nav(TypedDict):
    """The pages; what the document says of the one on screen, and the colours of its mode.

    `paper`: the colours of a printed page; `printed`: what each colour of a drawn chart is on
    paper, where that is another. `address`: of the view, where the browser's shall be put right
    without a step of its history.
    """

    kind: Literal["nav"]
    page: str
    label: str
    language: str
    colours: Mapping[str, str]
    paper: Mapping[str, str]
    printed: Mapping[str, str]
    groups: Sequence[Entries]
    account: NotRequired[Link]  # who has signed in, and her way out
    address: NotRequired[str]


class Tour(TypedDict):
    """What is where on the page, offered once; the key of a step is a selector of CSS."""

    kind: Literal["tour"]
    offer: str
    steps: Sequence[State]
    labels: Mapping[str, str]
