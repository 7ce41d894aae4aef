"""The cells of an XLSX: XML parsed as a stream, kept where there is a value and nowhere else.

What a file declares about its size (dimensions, counts) is never believed, so that nothing in it
can ask for more memory than its own bytes. Entities and document types are refused.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from sociallens.errors import BadExport
from sociallens.importing.formats.serials import is_date, shown
from sociallens.importing.formats.table import MAX_CELL, MAX_COLUMNS, MAX_INFLATED, MAX_ROWS

_PIECE = 1 << 18
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,7})\$?([0-9]{1,9})$")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES_1904 = 1462  # days between the two calendars of Excel
Attributes = dict[str, str]
Row = dict[int, str]  # column, from 0 -> text


class Malformed(Exception):
    """XML that is none, or that holds what no workbook does."""


@dataclass
class Handlers:
    """What a reader does with the elements of a part; names are local, without prefix."""

    opened: Callable[[str, Attributes], None]
    closed: Callable[[str], None] = lambda _: None
    text: Callable[[str], None] | None = None


class _Local(dict[str, str]):
    """Names of elements without their prefixes; a sheet has millions of elements of few names."""

    def __missing__(self, name: str) -> str:
        self[name] = name.rpartition(":")[2]
        return self[name]


def parse(stream: IO[bytes], handlers: Handlers) -> None:
    """Read a part of the workbook. Raises `Malformed`."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    local, opened, closed = _Local(), handlers.opened, handlers.closed
    parser.StartElementHandler = lambda name, attributes: opened(local[name], attributes)
    parser.EndElementHandler = lambda name: closed(local[name])
    parser.CharacterDataHandler = handlers.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        while piece := stream.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError) as error:
        raise Malformed from error


def _refuse(*_: object) -> None:
    raise Malformed


def _local(attributes: Attributes, name: str) -> str:
    """An attribute by its name without prefix."""
    return next((v for k, v in attributes.items() if k.rpartition(":")[2] == name), "")


@dataclass(frozen=True)
class Book:
    """The parts of a workbook that its sheets need."""

    archive: zipfile.ZipFile
    sheets: tuple[tuple[str, str], ...]  # name, part
    strings: list[str]
    dates: frozenset[int]  # the styles of dates
    shift: int  # days to add to a serial number


def open_book(archive: zipfile.ZipFile) -> Book:
    """The sheets of a workbook in their order. Raises `Malformed` and what `zipfile` raises."""
    names = {name.lower(): name for name in archive.namelist()}
    listed: list[tuple[str, str]] = []
    calendar: list[str] = []

    def opened(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            # `id` of the relationships stands beside `sheetId`, under any prefix.
            place = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            listed.append((_local(attributes, "name"), place))
        elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            calendar.append("1904")

    with archive.open(names["xl/workbook.xml"]) as stream:
        parse(stream, Handlers(opened))
    parts = _related(archive, names)
    sheets = [(name, parts[place][1]) for name, place in listed
              if place in parts and parts[place][0] == "worksheet"]  # fmt: skip
    kinds = dict(parts.values())
    strings = _strings(archive, kinds["sharedStrings"]) if "sharedStrings" in kinds else []
    styles = _dates(archive, kinds["styles"]) if "styles" in kinds else frozenset[int]()
    return Book(archive, tuple(sheets), strings, styles, _DATES_1904 if calendar else 0)


def _related(archive: zipfile.ZipFile, names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The parts of the workbook by the ids of their relationships, with their kinds."""
    found: dict[str, tuple[str, str]] = {}

    def opened(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else f"xl/{target.removeprefix('./')}"
            kind = attributes.get("Type", "").rpartition("/")[2]
            if path.lower() in names:
                found[attributes.get("Id", "")] = (kind, names[path.lower()])

    rels = names.get("xl/_rels/workbook.xml.rels")
    if rels:
        with archive.open(rels) as stream:
            parse(stream, Handlers(opened))
    return found


def _strings(archive: zipfile.ZipFile, part: str) -> list[str]:
    strings: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}  # a text, and a reading aid that is none

    def opened(name: str, _: Attributes) -> None:
        if name in inside:
            inside[name] = True
        elif name == "si":
            pieces.clear()

    def closed(name: str) -> None:
        if name in inside:
            inside[name] = False
        elif name == "si":
            strings.append(_plain("".join(pieces)))

    def text(piece: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(piece)

    with archive.open(part) as stream:
        parse(stream, Handlers(opened, closed, text))
    return strings


def _plain(text: str) -> str:
    if "_x" in text:
        text = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    # A half of a surrogate pair, which no encoding of the store can hold, becomes a mark.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _dates(archive: zipfile.ZipFile, part: str) -> frozenset[int]:
    formats: dict[str, str] = {}
    dates: list[bool] = []
    inside = [False]

    def opened(name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            inside[0] = True
        elif name == "xf" and inside[0]:
            number = attributes.get("numFmtId", "0")
            dates.append(is_date(number, formats.get(number)))

    def closed(name: str) -> None:
        if name == "cellXfs":
            inside[0] = False

    with archive.open(part) as stream:
        parse(stream, Handlers(opened, closed))
    return frozenset(style for style, is_one in enumerate(dates) if is_one)


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
        found = _REFERENCE.match(reference)
        if found is None:
            raise Malformed
        self.column, self.row = number(found[1]), int(found[2])

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
            text = self._shown("".join(self.value))
            if text:
                self._keep(text)

    def _shown(self, raw: str) -> str:
        if self.kind == "s":
            at = int(raw)
            return self.book.strings[at].strip() if 0 <= at < len(self.book.strings) else ""
        if self.kind in ("str", "inlineStr", "phonetic"):
            return _plain(raw).strip()
        if self.kind == "b":
            return "true" if raw.strip() == "1" else "false"
        if self.kind == "e":
            return ""
        if self.kind == "d":
            return raw.strip()
        return shown(raw, self.style in self.book.dates, self.book.shift)

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
