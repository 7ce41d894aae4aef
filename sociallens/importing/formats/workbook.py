"""XLSX workbooks to rows of text."""

import re
import zipfile
import zlib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from polars.exceptions import PanicException
from python_calamine import CalamineError, CalamineWorkbook

from sociallens.errors import BadExport
from sociallens.importing.formats.table import (
    MAX_CELL,
    MAX_COLUMNS,
    MAX_INFLATED,
    MAX_ROWS,
    PREAMBLE,
    Claims,
    Refusal,
    Table,
    frame,
)

MAX_RATIO = 100
_SMALL = 1_000_000  # inflated bytes below which no ratio is suspicious
_CELL = re.compile(rb'<c [^>]*?\br="([A-Z]{1,7})(\d{1,9})"')
_PIECE = 1 << 20


# What the standard library raises for archives that are damaged or protected.
DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


def read_workbook(path: Path, claims: Claims) -> Table:
    """The rows of the first sheet whose headers are claimed, else of the first with any rows.

    Raises `BadExport` when the workbook is damaged, or out of proportion once inflated.
    """
    _check_inflation(path)
    try:
        book = CalamineWorkbook.from_path(path)
        sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        contents = [sheet.to_python(skip_empty_area=False) for sheet in sheets]
    except (CalamineError, PanicException, OSError) as error:
        raise BadExport("import-xlsx-broken") from error
    grids = [[[_cell(value) for value in row] for row in sheet] for sheet in contents]
    filled = [grid for grid in grids if any(any(row) for row in grid)]
    if not filled:
        raise BadExport("import-empty")
    headed = [(grid, _header_row(grid, claims)) for grid in filled]
    grid, at = next(((g, n) for g, n in headed if n is not None), (filled[0], None))
    start = at if at is not None else next(n for n, row in enumerate(grid) if any(row))
    return _sheet(grid, start)


def _sheet(grid: list[list[str]], start: int) -> Table:
    headers = grid[start]
    while headers and not headers[-1]:
        headers = headers[:-1]
    rows, numbers, refusals = [], [], []
    for number, row in enumerate(grid[start + 1 :], start + 2):
        if any(row[len(headers) :]):
            width = max(place for place, value in enumerate(row, 1) if value)
            refusals.append(Refusal(number, "import-ragged", str(width)))
        elif any(len(value) > MAX_CELL for value in row):
            refusals.append(Refusal(number, "import-cell-too-long"))
        elif any(row):
            rows.append(row[: len(headers)])
            numbers.append(number)
    return Table(frame(headers, rows, numbers), "xlsx", refusals)


def _header_row(grid: list[list[str]], claims: Claims) -> int | None:
    return next((n for n, row in enumerate(grid[:PREAMBLE]) if claims(row)), None)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value).strip()


def _check_inflation(path: Path) -> None:
    """Refuse a workbook that would not fit in memory, before anything inflates all of it."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            inflated = sum(entry.file_size for entry in entries)
            packed = sum(entry.compress_size for entry in entries)
            if inflated > MAX_INFLATED or (
                inflated > _SMALL and inflated > MAX_RATIO * max(packed, 1)
            ):
                raise BadExport("import-xlsx-bomb", limit=f"{inflated // 1_000_000} MB")
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/"):
                    _check_extent(archive, entry)
    except DAMAGED as error:
        raise BadExport("import-xlsx-broken") from error


def _check_extent(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Refuse cells far outside: readers make a dense grid, of 17 billion cells for two corners."""
    tail = b""
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            data = tail + piece
            for column, row in _CELL.findall(data):
                if _number(column) > MAX_COLUMNS or int(row) > MAX_ROWS:
                    place = f"{column.decode()}{row.decode()}"
                    raise BadExport("import-xlsx-bomb", limit=place)
            tail = data[-200:]


def _number(column: bytes) -> int:
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number
