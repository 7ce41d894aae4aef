"""Parquet files to rows of text."""

from pathlib import Path

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
    frame,
)

_BATCH = 5_000


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
