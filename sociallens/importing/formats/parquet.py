"""Parquet files to rows of text."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import IO

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from polars.exceptions import PanicException

from sociallens.errors import BadExport
from sociallens.importing.formats.table import (
    LINE,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_INFLATED,
    SLICE,
    Refusal,
    Table,
    distinct,
    frame,
)
from sociallens.merchants import fold

COLUMNS = "import-unread-columns"
_BATCH = 5_000
_BUFFER = 1 << 20  # bytes of a column that are read at a time
_MAX_RATIO = 100  # of what is in a file to the file
# ValueError: names that are no UTF-8.
DAMAGED = (pa.ArrowException, pl.exceptions.PolarsError, PanicException, OSError, ValueError)
Needed = Callable[[list[str]], set[str] | None]  # the folded headers to load of these; None: all


def read_parquet(file: IO[bytes], needed: Needed, size: int = SLICE) -> Table:
    """The rows of a Parquet file, every column as text; lists are joined by `;`.

    Columns that are not needed are not loaded, those that are no text are left out and named. A
    time without a zone is UTC, as in files that programs write. Of more than `size` rows the others
    are read when they are asked for. Raises `BadExport` for damaged files, those without any column
    of text, and those that are out of proportion.
    """
    packed = file.seek(0, io.SEEK_END)
    file.seek(0)
    with _readable(), pq.ParquetFile(file) as opened:
        schema, left = _checked(opened, packed)
        wanted = needed(schema.names)
        names = [name for name in schema.names
                 if name not in left and (wanted is None or fold(name) in wanted)]  # fmt: skip
        texts, height = _text_columns(opened, names), opened.metadata.num_rows
    doubtful = [name for name in names if not _is_sure(schema.field(name).type)]
    left += _illegible(file, doubtful, texts)
    headers = tuple(distinct([name for name in schema.names if name not in left]))
    if not headers:
        raise BadExport("import-parquet-columns", columns=", ".join(left))
    names = [name for name in names if name not in left]
    slices = _slices(file, names, texts, size, height)
    first = next(slices, Table(frame(distinct(names), [], []), "parquet"))
    return replace(first, unread={COLUMNS: tuple(left)} if left else {}, named=headers, rest=slices)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except DAMAGED as error:
        raise BadExport("import-parquet-broken") from error


def _checked(file: pq.ParquetFile, packed: int) -> tuple[pa.Schema, list[str]]:
    """The schema, when what the file declares is acceptable, and the columns that are no text."""
    schema, meta = file.schema_arrow, file.metadata
    if len(schema) > MAX_COLUMNS:
        raise BadExport("import-too-many-columns", most=MAX_COLUMNS, found=len(schema))
    declared = sum(meta.row_group(n).total_byte_size for n in range(meta.num_row_groups))
    if declared > max(MAX_INFLATED, _MAX_RATIO * packed):
        raise BadExport("import-too-big", most=MAX_INFLATED // 1_000_000)
    repeated = {name for name in schema.names if schema.names.count(name) > 1}
    left = [each.name for each in schema if not _is_plain(each.type) or each.name in repeated]
    return schema, list(dict.fromkeys(left))


def _text_columns(file: pq.ParquetFile, names: list[str]) -> list[str]:
    """The paths of the text columns among `names`."""
    schema, wanted = file.schema, set(names)
    leaves = [schema.column(n) for n in range(len(schema))]
    texts = [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]
    return [path for path in texts if path.split(".")[0] in wanted]


def _illegible(file: IO[bytes], names: list[str], texts: list[str]) -> list[str]:
    """Those columns of which a value cannot be told as text: they are no columns at all."""
    found: dict[str, None] = {}
    for batch in _batches(file, names, texts) if names else ():
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            try:
                _as_text(column)
            except (pa.ArrowException, pl.exceptions.PolarsError):
                found[name] = None
    return list(found)


def _slices(
    file: IO[bytes], names: list[str], texts: list[str], size: int, every: int
) -> Iterator[Table]:
    parts: list[pl.DataFrame] = []
    start = height = 0
    for batch in _batches(file, names, texts):
        columns = zip(distinct(names), batch.columns, strict=True)
        parts.append(pl.DataFrame({name: _as_text(column) for name, column in columns}))
        height += batch.num_rows
        if height >= size:
            yield replace(_table(parts, start), share=(start + height) / every)
            start, height, parts = start + height, 0, []
    if parts:
        yield _table(parts, start)


def _table(parts: list[pl.DataFrame], start: int) -> Table:
    rows = pl.concat(parts)
    numbers = pl.int_range(start + 1, start + rows.height + 1, dtype=pl.Int64, eager=True)
    long = pl.any_horizontal(
        pl.lit(False),
        *((pl.col(n).str.len_chars() > MAX_CELL).fill_null(False) for n in rows.columns),
    )
    too_long = rows.select(pl.repeat(False, pl.len()) | long).to_series()
    rows = rows.with_columns(numbers.alias(LINE))
    if not too_long.any():
        return Table(rows, "parquet")
    refusals = [Refusal(n, "import-cell-too-long") for n in rows.filter(too_long)[LINE]]
    return Table(rows.filter(~too_long), "parquet", refusals)


def _batches(file: IO[bytes], names: list[str], texts: list[str]) -> Iterator[pa.RecordBatch]:
    """The rows, a few thousand at a time. Raises `BadExport` where they are out of proportion."""
    inflated, packed = 0, file.seek(0, io.SEEK_END)
    file.seek(0)
    # Texts stay dictionaries until their size is known: kilobytes can stand for gigabytes.
    with _readable(), pq.ParquetFile(file, read_dictionary=texts, buffer_size=_BUFFER) as opened:
        for batch in opened.iter_batches(_BATCH, columns=names):
            batch.validate(full=True)  # Polars takes Arrow's word for what is in memory
            inflated += sum(_size(column) for column in batch.columns)
            if inflated > max(MAX_INFLATED, _MAX_RATIO * packed):
                raise BadExport("import-too-big", most=MAX_INFLATED // 1_000_000)
            yield batch


def _is_sure(kind: pa.DataType) -> bool:
    """Whether every value of a type can be told as text."""
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_integer(kind)
        or pa.types.is_floating(kind)
        or pa.types.is_boolean(kind)
    )


def _size(column: pa.Array) -> int:
    """The bytes of a column once its dictionaries are written out."""
    values = column.flatten() if pa.types.is_list(column.type) else column
    if not isinstance(values, pa.DictionaryArray):
        return int(column.nbytes)
    try:
        lengths = pc.take(pc.binary_length(values.dictionary), values.indices)
    except pa.ArrowNotImplementedError:
        return int(column.nbytes)
    return int(pc.sum(lengths).as_py() or 0)


def _is_plain(kind: pa.DataType) -> bool:
    """Whether the values of a type can be shown as text at all."""
    if pa.types.is_list(kind) or pa.types.is_large_list(kind) or pa.types.is_dictionary(kind):
        return not pa.types.is_nested(kind.value_type) and _is_plain(kind.value_type)
    return not (
        pa.types.is_nested(kind)
        or pa.types.is_interval(kind)
        or pa.types.is_fixed_size_binary(kind)
    )


def _as_text(column: pa.Array) -> pl.Series:
    kind = column.type
    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_binary(inner) or pa.types.is_large_binary(inner):
        column = column.cast(inner).cast(pa.large_string())  # raises for bytes that are no UTF-8
    elif pa.types.is_decimal(kind) or pa.types.is_duration(kind):
        column = column.cast(pa.large_string())
    values = pl.Series(pl.from_arrow(column))
    return pl.DataFrame({"": values}).select(_text(values.dtype)).to_series()


def _text(kind: pl.DataType) -> pl.Expr:
    value = pl.col("")
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
