"""What the front end draws: the shapes of its blocks, as they cross to `front/*.js`.

A block is plain data of finished words; `href`, `page`, `narrow` and `messages` are addresses of
views (`destinations`). What a kind does not have, it leaves out.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from sociallens.passages import Segment

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


class Line(TypedDict):
    """One line below a number."""

    text: str
    tone: NotRequired[Tone]


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


class Verdict(TypedDict):
    """What a test says of a row."""

    text: str
    tone: Tone


class RankedRow(TypedDict):
    """One value of a dimension. `bar`, `low`, `high`, `tick`: shares from 0 to 1."""

    key: str
    label: str
    value: str
    count: str
    hover: str
    narrow: NotRequired[str]
    bar: NotRequired[float | None]
    low: NotRequired[float | None]
    high: NotRequired[float | None]
    tick: NotRequired[float | None]
    tone: NotRequired[str]  # negative, positive, faint
    selected: NotRequired[bool]
    mine: NotRequired[bool]
    page: NotRequired[str]
    messages: NotRequired[str]
    verdict: NotRequired[Verdict]


class Benchmark(TypedDict):
    """What all rows of a list are held against: a share from 0 to 1, and what it is."""

    at: float
    text: str


class Ranked(TypedDict):
    """Bars of shares or, with `dots`, rates with intervals on a scale that fits them.

    `dimension`: what the rows are. `rest`: the rows that a long list folds, taken together.
    """

    kind: Literal["ranked"]
    dimension: str
    rows: Sequence[RankedRow]
    rest: NotRequired[RankedRow | None]
    dots: NotRequired[bool]
    benchmark: NotRequired[Benchmark | None]
    note: NotRequired[str]
    empty: str


class GridCell(TypedDict):
    """One cell of two dimensions; `depth`: from 0 to 1, how deep its colour is."""

    key: str
    value: str
    depth: NotRequired[float]
    tone: NotRequired[str]
    hover: NotRequired[str]
    narrow: NotRequired[str]
    selected: NotRequired[bool]


class GridRow(TypedDict):
    """The cells of one value of the first dimension, one a column."""

    key: str
    label: str
    cells: Sequence[GridCell]
    page: NotRequired[str]


class Grid(TypedDict):
    """Shares by two dimensions; `dimension`: what the rows are."""

    kind: Literal["grid"]
    dimension: str
    columns: Sequence[Link]
    rows: Sequence[GridRow]
    empty: str


class Column(TypedDict):
    """A column of a table: numbers stand at the right; `sort`: false where no order is one.

    `headline`: the figure that stands first where a narrow screen shows rows as cards.
    """

    key: str
    text: str
    numeric: NotRequired[bool]
    sort: NotRequired[bool]
    headline: NotRequired[bool]


class TableCell(TypedDict):
    """Words, and the value that they sort by; null where there is none, which sorts last."""

    text: str
    value: NotRequired[float | str | None]
    href: NotRequired[str]
    narrow: NotRequired[str]


class TableRow(TypedDict):
    """The cells of a row, one a column; the first names it."""

    key: str
    cells: Sequence[TableCell]
    selected: NotRequired[bool]
    mine: NotRequired[bool]


class Table(TypedDict):
    """Rows to look up and to sort."""

    kind: Literal["table"]
    columns: Sequence[Column]
    rows: Sequence[TableRow]
    empty: str


class Plot(TypedDict):
    """A figure of Plotly's over time, and the same figures as a table.

    `links`: the view that a mark with that `customdata` narrows to. Its layout's `meta` has what
    takes its place from the width: `times`, each a label and its year, and `ends`, the names of
    the series with their colours and their heights from 0 to 1.
    """

    kind: Literal["plot"]
    figure: Mapping[str, Any] | None
    alt: str
    table: Table
    links: NotRequired[Mapping[str, str]]
    courses: NotRequired[str]


class Chip(TypedDict):
    """What a message is said to be; `tone`: where that is bad or good."""

    text: str
    tone: NotRequired[str]


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
    """A message as it was written, what it is said to be and why, and what was answered."""

    key: str
    title: str
    facts: str
    source: NotRequired[Source]
    text: Sequence[Segment]
    chips: Sequence[Chip]
    why: Sequence[str]
    why_title: str
    exchange: NotRequired[Exchange]


class Search(TypedDict):
    """The field for words to look for."""

    label: str
    hint: str
    value: str
    longest: int


class Reader(TypedDict):
    """Messages to read: a list, and beside it the one that is open.

    `chosen`: whether the reader opened it; where there is room for one of both only, else the list
    stands. `back` leads to the list.
    """

    kind: Literal["reader"]
    title: str
    search: Search
    narrowing: Sequence[Choice]
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


Body = Ranked | Plot | Grid | Table | Messages


class Card(TypedDict):
    """One question and its answer; `span`: its width among those of its row."""

    kind: Literal["card"]
    name: str
    title: str
    subtitle: NotRequired[str]
    help: NotRequired[str]
    exports: NotRequired[Sequence[Export]]
    span: NotRequired[int]
    body: Body


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
    """How many messages are in view, and what narrows it."""

    kind: Literal["chips"]
    total: Link
    chips: Sequence[ActiveFilter]
    reset: NotRequired[Link | None]
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
    address: NotRequired[str]


class Tour(TypedDict):
    """What is where on the page, offered once; the key of a step is a selector of CSS."""

    kind: Literal["tour"]
    offer: str
    steps: Sequence[State]
    labels: Mapping[str, str]


class Stack(TypedDict):
    """Cards below each other in one column of a row."""

    kind: Literal["stack"]
    blocks: Sequence[Card]
    span: NotRequired[int]


Block = (
    Heading
    | Facts
    | Strip
    | Card
    | Stack
    | Reader
    | Passage
    | Glossary
    | Bar
    | Chips
    | Nav
    | Options
    | Tour
)
