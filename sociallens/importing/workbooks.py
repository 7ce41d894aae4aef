"""XLSX and Parquet files to rows of text."""

import re
import zipfile
import zlib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from polars.exceptions import PanicException
from python_calamine import CalamineError, CalamineWorkbook

from sociallens.errors import BadExport
from sociallens.importing.tables import (
    LINE,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    PREAMBLE,
    Claims,
    Refusal,
    Table,
    frame,
)

MAX_INFLATED = 500_000_000  # bytes
MAX_RATIO = 100
_SMALL = 1_000_000  # inflated bytes below which no ratio is suspicious
_CELL = re.compile(rb'<c [^>]*?\br="([A-Z]{1,7})(\d{1,9})"')
_PIECE = 1 << 20
_BATCH = 5_000


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


def read_parquet(path: Path) -> Table:
    """The rows of a Parquet file, every column as text; lists are joined by `;`.

    A time without a zone is UTC, as in files that programs write. Raises `BadExport` for
    damaged files, nested or unusual types, and files that are out of proportion.
    """
    try:
        texts = _text_columns(path)
        # Texts stay dictionaries until their size is known: kilobytes can stand for gigabytes.
        with pq.ParquetFile(path, read_dictionary=texts) as file:
            parts, size = [], 0
            for batch in file.iter_batches(_BATCH):
                batch.validate(full=True)  # Polars takes Arrow's word for what is in memory
                size += sum(_size(column) for column in batch.columns)
                if size > MAX_INFLATED:
                    raise BadExport("import-too-big", most=MAX_INFLATED // 1_000_000)
                parts.append(_as_text(batch))
            names = file.schema_arrow.names
    except (pa.ArrowException, pl.exceptions.PolarsError, PanicException, OSError) as error:
        raise BadExport("import-parquet-broken") from error
    if not parts:
        return Table(frame(names, [], []), "parquet")
    rows = pl.concat(parts).with_row_index(LINE, 1).with_columns(pl.col(LINE).cast(pl.Int64))
    long = rows.select(
        pl.any_horizontal(
            (pl.col(name).str.len_chars() > MAX_CELL).fill_null(False) for name in names
        )
    ).to_series()
    refusals = [Refusal(line, "import-cell-too-long") for line in rows.filter(long)[LINE]]
    return Table(rows.filter(~long).select(*names, LINE), "parquet", refusals)


def _text_columns(path: Path) -> list[str]:
    """The paths of the text columns, after what the file declares was found acceptable."""
    with pq.ParquetFile(path) as file:
        fields, meta = list(file.schema_arrow), file.metadata
        if len(fields) > MAX_COLUMNS:
            raise BadExport("import-too-many-columns", most=MAX_COLUMNS, found=len(fields))
        if meta.num_rows > MAX_ROWS:
            raise BadExport("import-too-many-rows", most=MAX_ROWS)
        if not all(_is_plain(field.type) for field in fields):
            raise BadExport("import-parquet-broken")
        if (
            sum(meta.row_group(n).total_byte_size for n in range(meta.num_row_groups))
            > MAX_INFLATED
        ):
            raise BadExport("import-too-big", most=MAX_INFLATED // 1_000_000)
        leaves = [file.schema.column(n) for n in range(len(file.schema))]
        return [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]


def _size(column: pa.Array) -> int:
    """The bytes of a column once its dictionaries are written out."""
    values = column.flatten() if pa.types.is_list(column.type) else column
    if not isinstance(values, pa.DictionaryArray):
        return int(column.nbytes)
    lengths = pc.take(pc.binary_length(values.dictionary), values.indices)
    return int(pc.sum(lengths).as_py() or 0)


def _is_plain(kind: pa.DataType) -> bool:
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _is_text(kind.value_type)
    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    tests = (
        pa.types.is_integer,
        pa.types.is_floating,
        pa.types.is_boolean,
        pa.types.is_timestamp,
        pa.types.is_date,
        pa.types.is_null,
    )
    return _is_text(kind) or any(test(kind) for test in tests)


def _is_text(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    )


def _as_text(batch: pa.RecordBatch) -> pl.DataFrame:
    rows = pl.DataFrame(pl.from_arrow(batch))
    return rows.select(_text(name, kind) for name, kind in rows.schema.items())


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    value = pl.col(name)
    if isinstance(kind, pl.List):
        return value.cast(pl.List(pl.String)).list.join(";")
    if isinstance(kind, pl.Datetime):
        time = (
            value.dt.convert_time_zone("UTC").dt.replace_time_zone(None)
            if kind.time_zone
            else value
        )
        return time.dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ")
    return value.cast(pl.String)
