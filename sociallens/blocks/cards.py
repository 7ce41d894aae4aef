"""Cards: one question each, and the body that answers it."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict

from sociallens.blocks.labelling import Asked
from sociallens.blocks.parts import Export, Link, Verdict
from sociallens.blocks.reading import Messages


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
    """Words, and the value that they sort by; null where there is none, which sorts last.

    With `asks` they are a button.
    """

    text: str
    value: NotRequired[float | str | None]
    href: NotRequired[str]
    narrow: NotRequired[str]
    asks: NotRequired[Asked]


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


class Stack(TypedDict):
    """Cards below each other in one column of a row."""

    kind: Literal["stack"]
    blocks: Sequence[Card]
    span: NotRequired[int]
