"""The parts of an XLSX that its sheets need, their XML parsed as a stream.

What a file declares about its size (dimensions, counts) is never believed, so that nothing in it
can ask for more memory than its own bytes. Entities and document types are refused.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from sociallens.importing.formats.serials import is_date

_PIECE = 1 << 18
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES_1904 = 1462  # days between the two calendars of Excel
Attributes = dict[str, str]


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
    relations: dict[str, tuple[str, str]] = {}

    def opened(name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target[1:] if target.startswith("/") else f"xl/{target.removeprefix('./')}"
            kind = attributes.get("Type", "").rpartition("/")[2]
            if path.lower() in names:
                relations[attributes.get("Id", "")] = (kind, names[path.lower()])

    rels = names.get("xl/_rels/workbook.xml.rels")
    if rels:
        with archive.open(rels) as stream:
            parse(stream, Handlers(opened))
    return relations


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
            strings.append(plain("".join(pieces)).strip())

    def text(piece: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(piece)

    with archive.open(part) as stream:
        parse(stream, Handlers(opened, closed, text))
    return strings


def plain(text: str) -> str:
    """A string of a workbook without its escapes, as the store can hold it."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
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
