"""The sheets of an XLSX: a cell is kept where there is a value, and nowhere else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from sociallens.errors import BadExport
from sociallens.importing.formats.serials import readable
from sociallens.importing.formats.spreadsheetml import (
    Attributes,
    Book,
    Handlers,
    Malformed,
    parse,
    plain,
)
from sociallens.importing.formats.table import MAX_CELL, MAX_COLUMNS, MAX_INFLATED, MAX_ROWS

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,9})$")
Row = dict[int, str]  # column, from 0 -> text


@dataclass
class Sheet:
    """The filled cells of a sheet by row (from 1) and column, and its merged ranges."""

    rows: dict[int, Row] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)  # column, first, last row


class _SheetReader:
    """The state between the elements of a sheet."""

    def __init__(self, book: Book) -> None:
        self.book, self.sheet, self.size = book, Sheet(), 0
        self.row = self.column = 0
        self.columns: dict[str, int] = {}  # letters -> number
        self.kind, self.style = "n", -1
        self.value: list[str] = []
        self.taken = False  # whether the text that comes is the cell's

    def opened(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._place(attributes.get("r", ""))
            self.kind = attributes.get("t", "n")
            self.style = int(attributes.get("s", "-1"))
            self.value = []
        elif name == "row":
            self.row = int(attributes["r"]) if "r" in attributes else self.row + 1
            self.column = 0
        elif name in ("v", "t"):
            self.taken = True
        elif name == "rPh":
            self.kind = "phonetic"
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _place(self, reference: str) -> None:
        if not reference:
            self.column += 1
            return
        letters = reference.rstrip("0123456789")
        column = self.columns.get(letters)
        if column is None:
            found = _REFERENCE.match(reference)
            if found is None:
                raise Malformed
            column = self.columns[letters] = number(found[1])
        self.column, self.row = column, int(reference[len(letters) :])

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        a, b = _REFERENCE.match(first), _REFERENCE.match(last)
        if a and b and a[1] == b[1]:
            self.sheet.merged.append((number(a[1]) - 1, int(a[2]), int(b[2])))

    def text(self, piece: str) -> None:
        if self.taken and self.kind != "phonetic":
            self.value.append(piece)

    def closed(self, name: str) -> None:
        if name in ("v", "t"):
            self.taken = False
        elif name == "c" and self.value:
            raw = self.value[0] if len(self.value) == 1 else "".join(self.value)
            text = self._text_of(raw)
            if text:
                self._keep(text)

    def _text_of(self, raw: str) -> str:
        if self.kind == "s":
            at = int(raw)
            return self.book.strings[at] if 0 <= at < len(self.book.strings) else ""
        if self.kind in ("str", "inlineStr", "phonetic"):
            return plain(raw).strip()
        if self.kind == "b":
            return "true" if raw.strip() == "1" else "false"
        if self.kind == "e":
            return ""
        if self.kind == "d":
            return raw.strip()
        return readable(raw, self.style in self.book.dates, self.book.shift)

    def _keep(self, text: str) -> None:
        if not 0 < self.column <= MAX_COLUMNS or not 0 < self.row <= MAX_ROWS:
            raise BadExport("import-xlsx-bomb", limit=f"L{self.row} C{self.column}")
        self.size += len(text)
        if self.size > MAX_INFLATED:  # one shared string can stand in a million cells
            raise BadExport("import-too-big", most=MAX_INFLATED // 1_000_000)
        self.sheet.rows.setdefault(self.row, {})[self.column - 1] = text


def read_sheet(book: Book, part: str) -> Sheet:
    """The cells of a sheet. Raises `Malformed`, `BadExport` for cells where no table has any."""
    reader = _SheetReader(book)
    with book.archive.open(part) as stream:
        parse(stream, Handlers(reader.opened, reader.closed, reader.text))
    sheet = reader.sheet
    for column, first, last in sheet.merged:
        value = sheet.rows.get(first, {}).get(column)
        if value is not None and len(value) <= MAX_CELL and last - first <= len(sheet.rows):
            for row in range(first + 1, last + 1):
                if row in sheet.rows:  # a merged cell stands for all the rows beside it
                    sheet.rows[row].setdefault(column, value)
    return sheet


def number(letters: str) -> int:
    """The number of a column: 1 for A, 27 for AA."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + ord(letter) - 64
    return found


def lines(sheet: Sheet) -> Iterator[tuple[int, Row]]:
    """The filled rows of a sheet in order, with their numbers."""
    yield from sorted(sheet.rows.items())
