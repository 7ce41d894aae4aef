"""What a reader of a format gives: rows of text under headers, and what became no row."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from sociallens.errors import BadExport

LINE = "#line"  # the column that holds line numbers; a header of that name gets a rank
SLICE = 50_000  # rows handled at a time: what is prepared for a slice costs as much as 2,000 rows
MAX_COLUMNS = 500
MAX_CELL = 50_000  # characters
MAX_RECORD = 1_000_000  # characters
MAX_ROWS = 5_000_000
MAX_BYTES = 2_000_000_000  # of a file, and of all its texts
MAX_INFLATED = 500_000_000  # bytes of a file once decompressed
MAX_DEPTH = 64  # of nested values
PREAMBLE = 20  # rows that may stand above the header, as in exports of monitoring tools
Claims = Callable[[list[str]], bool]  # do these headers belong to a known profile?


@dataclass(frozen=True)
class Refusal:
    """A record that did not become a row."""

    line: int
    reason: str  # a message key
    detail: str = ""  # the structural value at fault, never text of a conversation
    content: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of text under the headers of the file, and `LINE`.

    Of a long file these are the first rows; `rest` reads the others, slice by slice, while the file
    is open.
    """

    frame: pl.DataFrame
    kind: str
    refusals: list[Refusal] = field(default_factory=list)
    notes: Counter[str] = field(default_factory=Counter)
    unread: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # message key -> its parts
    named: tuple[str, ...] = ()  # the headers, where columns without use were not loaded
    share: float = 1.0  # of the file that was read with these rows, from 0 to 1
    end: int = 0  # of lines of which some were left, the first of these
    rest: Iterable["Table"] = ()  # to be read once

    @property
    def headers(self) -> list[str]:
        """The headers of the file, in its order."""
        return list(self.named) or [name for name in self.frame.columns if name != LINE]

    def slices(self, rows: int = SLICE) -> Iterator["Table"]:
        """The table in slices of about `rows`, equal ones rather than a rest; to be read once."""
        height = self.frame.height
        size = -(-height // max(1, round(height / rows)))
        parts = self.frame.iter_slices(size) if height else [self.frame]
        for number, part in enumerate(parts):
            told = self if not number else replace(self, refusals=[], notes=Counter(), unread={})
            yield replace(told, frame=part, rest=())
        for more in self.rest:
            yield from more.slices(rows)

    def change(self, change: Callable[["Table"], "Table"]) -> "Table":
        """The table with each slice changed."""
        rest = (each.change(change) for each in self.rest)
        return replace(change(replace(self, rest=())), rest=rest)

    @property
    def breadth(self) -> tuple[bool, int, int]:
        """What makes a table the likely one of several: it has texts, many columns, many rows."""
        first = self.frame.head(_FIRST)
        cells = [first[name].fill_null("") for name in first.columns if name != LINE]
        texts = any((c.str.count_matches(" ") >= _BLANKS).sum() > 0.3 * c.len() for c in cells)
        filled = sum(bool((column != "").any()) for column in cells)
        return texts and filled > 1, filled, self.frame.height


_FIRST = 200  # rows that are looked at
_BLANKS = 3  # between words: a cell with as many holds a text


def distinct(headers: Sequence[str]) -> list[str]:
    """The headers as names of columns: those that repeat get their rank."""
    if len(headers) > MAX_COLUMNS:
        raise BadExport("import-too-many-columns", most=MAX_COLUMNS, found=len(headers))
    taken, seen = {LINE}, Counter({LINE: 1})
    names = []
    for header in headers:
        name = header
        while name in taken:
            seen[header] = max(seen[header], 1) + 1
            name = f"{header} ({seen[header]})"
        taken.add(name)
        names.append(name)
    return names


def frame(headers: Sequence[str], rows: list[list[str]], numbers: Sequence[int]) -> pl.DataFrame:
    """Rows as columns of text."""
    names = distinct(headers)
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {}
    return pl.DataFrame(
        {name: columns.get(name, ()) for name in names} | {LINE: numbers},
        schema=dict.fromkeys(names, pl.String) | {LINE: pl.Int64},
    )


def header_row(rows: Sequence[Sequence[str]], claims: Claims) -> int | None:
    """Which of the first rows holds the headers: the one that is claimed, else the first full one.

    A row is full when it has most of the cells of the widest: titles above a table have few.
    """
    first = rows[:PREAMBLE]
    widths = [sum(bool(cell.strip()) for cell in row) for row in first]
    if not any(widths):
        return None
    claimed = next((n for n, row in enumerate(first) if widths[n] and claims(list(row))), None)
    if claimed is not None:
        return claimed
    return next(n for n, width in enumerate(widths) if width >= _FULL * max(widths))


_FULL = 0.6
