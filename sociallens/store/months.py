"""Months written anew: what stays of a segment and what arrives, sorted, a part at a time."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Self

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sociallens.schema import ARROW, NAMES, POLARS, THREAD
from sociallens.store import disk, seen
from sociallens.store.arriving import ROW
from sociallens.store.buckets import Buckets
from sociallens.store.manifest import SEGMENTS, Segment, Store
from sociallens.store.runs import DIGEST
from sociallens.store.scan import chunks

_ROW_GROUP = 25_000  # rows: few enough for a page of messages to be read by their numbers
_PART = 125_000  # rows that are sorted at a time
_ORDER = ("site", "published_at", "id")


@dataclass(frozen=True)
class Month:
    """What changes in one month."""

    month: str
    segment: Segment | None  # as it is stored now
    fresh: Buckets  # arriving rows: `schema.IMPORTED` and `DIGEST`, in the bucket of the month
    facts: pl.DataFrame  # of the arriving rows, in their order: `ROW`, `schema.THREAD`
    leaving: pl.Series  # numbers of stored rows
    changed: pl.DataFrame  # stored rows' new facts: `ROW`, `schema.THREAD`
    known: pl.DataFrame  # stored rows' new digests: `ROW`, `DIGEST`


def write_month(store: Store, month: Month, spill: Path | None) -> Segment | None:
    """Write the segment of a month with its digests; None when no row is left. Raises `OSError`."""
    rows = month.facts.height + (month.segment.rows if month.segment else 0)
    with SegmentWriter(store.path, month.month) as writer:
        if rows <= _PART:
            parts = list(_parts(store, month))
            if parts:
                writer.add(pl.concat(parts).sort(_ORDER))
        else:
            for part in _in_order(store, month, spill):
                writer.add(part)
        return writer.finish()


def _parts(store: Store, month: Month) -> Iterator[pl.DataFrame]:
    """All rows of the month in any order: `schema.NAMES`, `DIGEST`."""
    if month.segment:
        yield from _staying(store, month, month.segment)
    start = 0
    for part in month.fresh.parts(month.month):
        facts = month.facts.slice(start, part.height).select(THREAD)
        start += part.height
        yield part.hstack(facts).select(*NAMES, DIGEST)


def _staying(store: Store, month: Month, segment: Segment) -> Iterator[pl.DataFrame]:
    stays = pl.Series([True]).new_from_index(0, segment.rows).scatter(month.leaving, False)
    digests = digests_now(store, segment, month.known)
    for start, chunk in chunks(store, segment, NAMES, stays):
        number = pl.int_range(start, start + chunk.height, dtype=pl.UInt32)
        placed = chunk.with_columns(number.alias(ROW), digests[start : start + chunk.height])
        changed = month.changed.filter(pl.col(ROW).is_between(start, start + chunk.height - 1))
        if not changed.is_empty():
            placed = _overlaid(placed, changed)
        yield placed.filter(stays[start : start + chunk.height]).select(*NAMES, DIGEST)


def _overlaid(rows: pl.DataFrame, changed: pl.DataFrame) -> pl.DataFrame:
    new = changed.with_columns(pl.lit(True).alias("#new"))
    joined = rows.join(new, on=ROW, how="left", suffix=":now", maintain_order="left")
    return joined.with_columns(
        pl.when("#new").then(f"{name}:now").otherwise(name).alias(name) for name in THREAD
    )


def digests_now(store: Store, segment: Segment, known: pl.DataFrame) -> pl.Series:
    """The digests of a segment's rows (`DIGEST`), those that are `known` now among them."""
    stored = seen.digests_of(store.path, segment)
    if stored is None:
        stored = pl.Series([None], dtype=pl.UInt64).new_from_index(0, segment.rows)
    return stored.scatter(known[ROW], known[DIGEST]).alias(DIGEST)


def _in_order(store: Store, month: Month, spill: Path | None) -> Iterator[pl.DataFrame]:
    """The rows of a month that is larger than memory, sorted, some at a time."""
    keys = pl.concat([part.select(_ORDER) for part in _parts(store, month)])
    order = keys.with_row_index("#at").sort(_ORDER)["#at"].to_numpy()
    part_of = np.empty(len(order), np.uint32)
    part_of[order] = np.arange(len(order)) // _PART
    ranges = Buckets(spill and spill / "ranges")
    start = 0
    for part in _parts(store, month):
        number = pl.Series("#range", part_of[start : start + part.height])
        start += part.height
        ranges.scatter(part, pl.lit(number).cast(pl.String).str.zfill(9))
    for key in list(ranges):
        yield ranges.take(key).sort(_ORDER)


class SegmentWriter:
    """Writes the sorted rows of a month as a segment. Equal rows give equal bytes.

    Leaving the context without `finish` removes what was written.
    """

    def __init__(self, path: Path, month: str) -> None:
        """Begin a segment of the store in the folder `path`. Raises `OSError`."""
        self._path, self._month = path, month
        self._temporary = path / SEGMENTS / f"{month}{disk.TEMPORARY}"
        self._file = _Hashed(disk.opened(self._temporary))
        self._writer = pq.ParquetWriter(self._file, ARROW, compression="zstd")
        self._waiting: list[pl.DataFrame] = []  # less than a row group
        self._digests: list[pl.Series] = []
        self._rows = 0
        self._times: list[object] = []  # the earliest and the latest of each part

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError, pa.ArrowException):  # after a failure its end cannot be written
            self._writer.close()
        with suppress(OSError):
            self._file.close()
        self._temporary.unlink(missing_ok=True)

    def add(self, rows: pl.DataFrame) -> None:
        """Append rows (columns `schema.NAMES` and perhaps `DIGEST`) that follow those before."""
        self._rows += rows.height
        if DIGEST in rows.columns:
            self._digests.append(rows[DIGEST])
        self._times += [rows["published_at"].min(), rows["published_at"].max()]
        waiting = pl.concat([*self._waiting, rows.select(NAMES)])
        whole = waiting.height - waiting.height % _ROW_GROUP
        self._write(waiting[:whole])
        self._waiting = [waiting[whole:]]

    def _write(self, rows: pl.DataFrame) -> None:
        for part in rows.iter_slices(_ROW_GROUP):
            if not part.is_empty():
                self._writer.write_table(part.to_arrow().cast(ARROW).combine_chunks())

    def finish(self) -> Segment | None:
        """The segment, with its digests, on the disk; None where there are no rows."""
        for part in self._waiting:
            self._write(part)
        self._writer.close()
        if not self._rows:
            return None
        sha256, size = self._file.keep()
        file = f"{SEGMENTS}/{sha256}.parquet"
        if self._digests:
            seen.keep(self._path, sha256, pl.concat(self._digests))
        disk.rename(self._temporary, self._path / file)
        times = pl.Series(self._times, dtype=POLARS["published_at"])
        first, last = _iso(times.min()), _iso(times.max())
        return Segment(file, sha256, self._rows, size, self._month, first, last)


def write_segment(path: Path, month: str, rows: pl.DataFrame) -> Segment:
    """Write the rows of a month (columns `schema.NAMES`, not none) as a segment, in any order.

    Equal rows give equal bytes. Raises `OSError`.
    """
    with SegmentWriter(path, month) as writer:
        writer.add(rows.sort(_ORDER))
        segment = writer.finish()
    if segment is None:
        raise ValueError("a segment without rows")
    return segment


def _iso(time: object) -> str | None:
    return time.isoformat() if isinstance(time, datetime) else None


class _Hashed:
    """A file that knows the hash of what was written to it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._hash = hashlib.sha256()

    @property
    def closed(self) -> bool:
        return self._file.closed

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()

    def keep(self) -> tuple[str, int]:
        """Have it on the disk; return its SHA-256 and its size in bytes."""
        self._file.flush()
        os.fsync(self._file.fileno())
        size = self._file.tell()
        self._file.close()
        return self._hash.hexdigest(), size
