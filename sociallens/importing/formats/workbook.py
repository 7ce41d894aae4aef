"""XLSX workbooks to rows of text, sheet by sheet."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import IO

from sociallens.errors import BadExport
from sociallens.importing.formats.mojibake import repair
from sociallens.importing.formats.sheets import Row, lines, read_sheet
from sociallens.importing.formats.spreadsheetml import Book, Malformed, open_book
from sociallens.importing.formats.table import (
    MAX_CELL,
    MAX_INFLATED,
    PREAMBLE,
    Claims,
    Refusal,
    Table,
    frame,
    header_row,
)

SHEETS = "import-unread-sheets"
MAX_RATIO = 100
MAX_CELLS = 50_000_000  # of a sheet, empty ones between filled ones included
SMALL = 1_000_000  # inflated bytes below which no ratio is suspicious
# What the standard library raises for archives that are damaged or protected.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
)


@dataclass(frozen=True)
class Sheet:
    """A sheet, and whether a profile claims its headers."""

    name: str
    table: Table
    claimed: bool


def read_workbook(file: IO[bytes], claims: Claims) -> list[Sheet]:
    """The sheets that are claimed, else the one that is most like a table of texts.

    The first names those that were left. Raises `BadExport` when the workbook is damaged, holds
    nothing, or is out of proportion once inflated.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            check_inflation(archive, "import-xlsx-bomb")
            sheets = list(_sheets(open_book(archive), claims))
    except (*DAMAGED, Malformed) as error:
        raise BadExport("import-xlsx-broken") from error
    if not sheets:
        raise BadExport("import-empty")
    claimed = [sheet for sheet in sheets if sheet.claimed]
    filled = [sheet for sheet in claimed if sheet.table.frame.height or sheet.table.refusals]
    chosen = filled or claimed[:1] or [max(sheets, key=lambda sheet: sheet.table.breadth)]
    read = {sheet.name for sheet in (*claimed, *chosen)}
    left = tuple(sheet.name for sheet in sheets if sheet.name not in read)
    if left:
        told = replace(chosen[0].table, unread={SHEETS: left})
        chosen[0] = replace(chosen[0], table=told)
    return chosen


def _sheets(book: Book, claims: Claims) -> Iterator[Sheet]:
    for name, part in book.sheets:
        numbered = list(lines(read_sheet(book, part)))
        first = [_cells(cells, max(cells) + 1) for _, cells in numbered[:PREAMBLE]]
        at = header_row(first, claims)
        if at is not None:
            headers = [repair(cell) for cell in first[at]]
            yield Sheet(name, _table(headers, numbered[at + 1 :]), claims(headers))


def _cells(cells: Row, width: int) -> list[str]:
    return [cells.get(column, "") for column in range(width)]


def _table(headers: list[str], body: Sequence[tuple[int, Row]]) -> Table:
    width = len(headers)
    if width * len(body) > MAX_CELLS:
        raise BadExport("import-xlsx-bomb", limit=f"L{len(body)} C{width}")
    rows, kept, refusals = [], [], []
    for number, cells in body:
        last = max(cells)
        if last >= width:
            refusals.append(Refusal(number, "import-ragged", str(last + 1)))
        elif any(len(cell) > MAX_CELL for cell in cells.values()):
            refusals.append(Refusal(number, "import-cell-too-long"))
        else:
            rows.append(_cells(cells, width))
            kept.append(number)
    return Table(frame(headers, rows, kept), "xlsx", refusals)


def check_inflation(archive: zipfile.ZipFile, problem: str) -> None:
    """Refuse an archive that would not fit in memory, before anything inflates all of it."""
    entries = archive.infolist()
    inflated = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if inflated > MAX_INFLATED or (inflated > SMALL and inflated > MAX_RATIO * max(packed, 1)):
        raise BadExport(problem, limit=f"{inflated // 1_000_000} MB")
