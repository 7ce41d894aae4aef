"""Taking contributions out of a store for good: out of its older versions too."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from sociallens.store import disk
from sociallens.store.arrival import Arrival
from sociallens.store.arriving import MONTH, ROW, Outcome
from sociallens.store.manifest import SEGMENTS, Store
from sociallens.store.merge import Changes
from sociallens.store.scan import chunks
from sociallens.store.write import SPILL, exclusive, publish, require_sound, sweep

DERIVED = ("serving", "search")  # folders of what is made again of the segments
Doomed = Callable[[pl.DataFrame], pl.Series]  # rows of some columns -> which go (booleans)


@dataclass(frozen=True)
class Removed:
    """What was taken out, and the store without it."""

    store: Store
    rows: int


def found(store: Store, columns: Sequence[str], doomed: Doomed) -> pl.DataFrame:
    """The contributions that would go: `MONTH`, `ROW`, `id`, `conversation_id`.

    Raises `StoreError` when a segment is damaged: what cannot be read cannot be taken out.
    """
    parts = [pl.DataFrame(schema={MONTH: pl.String(), ROW: pl.UInt32(), **_NAMED})]
    names = list(dict.fromkeys((*columns, *_NAMED)))
    for segment in require_sound(store).manifest.segments:
        every = pl.Series([True]).new_from_index(0, segment.rows)
        for start, chunk in chunks(store, segment, names, every):
            number = pl.int_range(start, start + chunk.height, dtype=pl.UInt32)
            placed = chunk.with_columns(pl.lit(segment.month).alias(MONTH), number.alias(ROW))
            parts.append(placed.filter(doomed(chunk)).select(parts[0].columns))
    return pl.concat(parts)


_NAMED = {"id": pl.String(), "conversation_id": pl.String()}


def remove(path: Path, columns: Sequence[str], doomed: Doomed) -> Removed:
    """Write a version without these contributions, and remove all others and what is made of them.

    Conversations of which something remains are told anew. Done again after a kill, it ends what
    was begun. Raises `StoreError`; until the version stands the store is as it was.
    """
    with exclusive(path) as store:
        leaving = found(store, columns, doomed)
        if leaving.height:
            told = Outcome(Changes(0, 0, 0), leaving=leaving.drop("id"))
            arrival = Arrival(store, [told], path / SPILL, leaving.height)
            segments = arrival.segments()
            arrival.keep_digests()
            disk.flush(path / SEGMENTS)
            version = store.manifest.version + 1
            store = publish(path, replace(store.manifest, version=version, segments=segments))
        sweep(store, kept=1)
        for name in DERIVED:  # a file that is renewed keeps what it held in its free pages
            shutil.rmtree(path / name, ignore_errors=True)
    return Removed(store, leaving.height)
