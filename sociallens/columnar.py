"""Frames as Parquet or as a stream of Arrow, piece by piece: for programs, not for spreadsheets.

Texts stay as they are stored: no cell is a formula here, so none is kept from being one.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

Pairs = Sequence[tuple[str, str]]
# What every reader of the formats knows; times without a zone are UTC everywhere else.
_TYPES = {
    pa.large_string(): pa.string(),
    pa.large_list(pa.large_string()): pa.list_(pa.string()),
    pa.timestamp("us"): pa.timestamp("us", "UTC"),
}
# For the whole process: pyarrow's own allocator keeps tens of MiB of what a file once took.
pa.set_memory_pool(pa.system_memory_pool())


def as_parquet(frames: Iterable[pl.DataFrame], about: Pairs) -> Iterator[bytes]:
    """Frames of the same columns, at least one, as a Parquet file with a row group for each.

    `about`: labels and texts, which stand in the metadata of the schema.
    """
    return _pieces(frames, about, lambda *to: pq.ParquetWriter(*to, compression="zstd"))


def as_arrow(frames: Iterable[pl.DataFrame], about: Pairs) -> Iterator[bytes]:
    """Frames as a stream in Arrow's IPC format; otherwise as `as_parquet`."""
    return _pieces(frames, about, pa.ipc.new_stream)


def _pieces(
    frames: Iterable[pl.DataFrame], about: Pairs, writer: Callable[[io.BytesIO, pa.Schema], Any]
) -> Iterator[bytes]:
    following = iter(frames)
    first = next(following)
    schema = _schema(first, about)
    buffer = io.BytesIO()
    with writer(buffer, schema) as file:
        for frame in chain([first], following):
            file.write_table(frame.to_arrow().cast(schema))
            # A stream of Arrow that stops between two batches reads as a whole one.
            yield _taken(buffer, but=1)
    yield _taken(buffer)


def _taken(buffer: io.BytesIO, *, but: int = 0) -> bytes:
    """What was written since the last time, `but` so many bytes that wait for the next.

    Writers of these formats only ever go on.
    """
    with buffer.getbuffer() as written:
        end = len(written) - but
        piece, rest = bytes(written[:end]), bytes(written[end:])
    buffer.seek(0)
    buffer.truncate()
    buffer.write(rest)
    return piece


def _schema(frame: pl.DataFrame, about: Pairs) -> pa.Schema:
    fields = [
        pa.field(field.name, _TYPES.get(field.type, field.type))
        for field in frame.clear().to_arrow().schema
    ]
    told: dict[str, str] = {}
    for label, text in about:  # a label may come twice
        told[label] = f"{told[label]}\n{text}" if label in told else text
    return pa.schema(fields, told)
