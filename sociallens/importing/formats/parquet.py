"""Parquet files to rows of text."""

from collections.abc import Callable
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
    MAX_ROWS,
    Refusal,
    Table,
    distinct,
    frame,
)
from sociallens.merchants import fold

COLUMNS = "import-unread-columns"
_BATCH = 5_000
# ValueError: names that are no UTF-8.
DAMAGED = (pa.ArrowException, pl.exceptions.PolarsError, PanicException, OSError, ValueError)
Needed = Callable[[list[str]], set[str] | None]  # the folded headers to load of these; None: all


def read_parquet(file: IO[bytes], needed: Needed) -> Table:
    """The rows of a Parquet file, every column as text; lists are joined by `;`.

    Columns that are not needed are not loaded, those that are no text are left out and named. A
    time without a zone is UTC, as in files that programs write. Raises `BadExport` for damaged
    files, those without any column of text, and those that are out of proportion.
    """
    try:
        with pq.ParquetFile(file) as opened:
            schema, left = _checked(opened)
            wanted = needed(schema.names)
            names = [name for name in schema.names
                     if name not in left and (wanted is None or fold(name) in wanted)]  # fmt: skip
            texts = _text_columns(opened, names)
        file.seek(0)
        # Texts stay dictionaries until their size is known: kilobytes can stand for gigabytes.
        with pq.ParquetFile(file, read_dictionary=texts) as opened:
            parts, left = _rows(opened, names, left)
    except DAMAGED as error:
        raise BadExport("import-parquet-broken") from error
    headers = tuple(distinct([name for name in schema.names if name not in left]))
    if not headers:
        raise BadExport("import-parquet-columns", columns=", ".join(left))
    names = [name for name in names if name not in left]
    unique_names = distinct(names)
    unread = {COLUMNS: tuple(left)} if left else {}
    if not parts:
        return Table(frame(unique_names, [], []), "parquet", unread=unread, named=headers)
    rows = pl.concat([part.select(names).rename(dict(zip(names, unique_names, strict=True)))
                      for part in parts])  # fmt: skip
    rows = rows.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(LINE))
    long = pl.any_horizontal(
        pl.lit(False),
        *((pl.col(n).str.len_chars() > MAX_CELL).fill_null(False) for n in unique_names),
    )
    refusals = [Refusal(n, "import-cell-too-long") for n in rows.filter(long)[LINE]]
    short = rows.filter(~long) if refusals else rows
    return Table(short, "parquet", refusals, unread=unread, named=headers)


def _checked(file: pq.ParquetFile) -> tuple[pa.Schema, list[str]]:
    """The schema, when what the file declares is acceptable, and the columns that are no text."""
    schema, meta = file.schema_arrow, file.metadata
    if len(schema) > MAX_COLUMNS:
        raise BadExport("import-too-many-columns", most=MAX_COLUMNS, found=len(schema))
    if meta.num_rows > MAX_ROWS:
        raise BadExport("import-too-many-rows", most=MAX_ROWS)
    repeated = {name for name in schema.names if schema.names.count(name) > 1}
    left = [each.name for each in schema if not _is_plain(each.type) or each.name in repeated]
    return schema, list(dict.fromkeys(left))


def _text_columns(file: pq.ParquetFile, names: list[str]) -> list[str]:
    """The paths of the text columns among `names`, when they are in proportion."""
    schema, meta = file.schema, file.metadata
    wanted = [n for n in range(len(schema)) if schema.column(n).path.split(".")[0] in set(names)]
    size = sum(
        meta.row_group(group).column(n).total_uncompressed_size
        for group in range(meta.num_row_groups)
        for n in wanted
    )
    if size > MAX_INFLATED:
        raise BadExport("import-too-big", most=MAX_INFLATED // 1_000_000)
    leaves = [schema.column(n) for n in wanted]
    return [leaf.path for leaf in leaves if leaf.physical_type == "BYTE_ARRAY"]


def _rows(
    file: pq.ParquetFile, names: list[str], left: list[str]
) -> tuple[list[pl.DataFrame], list[str]]:
    """The rows as text by batches, and the columns that turned out to be none."""
    parts: list[pl.DataFrame] = []
    left, size = list(left), 0
    for batch in file.iter_batches(_BATCH, columns=names):
        batch.validate(full=True)  # Polars takes Arrow's word for what is in memory
        size += sum(_size(column) for column in batch.columns)
        if size > MAX_INFLATED:
            raise BadExport("import-too-big", most=MAX_INFLATED // 1_000_000)
        columns = {}
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            try:
                columns[name] = _as_text(column)
            except (pa.ArrowException, pl.exceptions.PolarsError):
                left += [name] if name not in left else []
        parts.append(pl.DataFrame(columns))
    return parts, left


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
