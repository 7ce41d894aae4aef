"""Editing stored rows as one new version, of which alone something is left.

Rows are taken out or named otherwise; conversations are derived anew for what remains. Older
versions go, for they hold what was taken out: to edit them too would cost as much again for each,
and their figures would no longer be those that a link once showed.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import polars as pl

from sociallens.schema import IMPORTED
from sociallens.store import disk, seen
from sociallens.store.arrival import Arrival
from sociallens.store.arriving import MONTH, ROW, Outcome
from sociallens.store.manifest import MANIFESTS, SCHEMA, SEGMENTS, Segment, Store, versions
from sociallens.store.merge import Changes
from sociallens.store.runs import DIGEST
from sociallens.store.scan import chunks
from sociallens.store.write import SPILL, publish, require_sound

NAMED = ("id", "parent_id", "conversation_id", "author", "url", "community")
# Rows (columns `schema.IMPORTED` and others) to those that stay, with other values in `NAMED`.
Edit = Callable[[pl.DataFrame], pl.DataFrame]


def edit(store: Store, change: Edit, key_id: str | None) -> Store:
    """The store after an edit, whose lock the caller holds; the same where nothing changes.

    `key_id`: of the key that its values were made with from then on. Raises `StoreError` when a
    segment is damaged, `OSError`; the store is then unchanged.
    """
    path = store.path
    arrival = Arrival(
        require_sound(store), _outcomes(store, change), path / SPILL, store.manifest.rows
    )
    if arrival.changes_nothing and key_id == store.manifest.key_id:
        return store
    manifest = replace(
        store.manifest,
        version=store.manifest.version + 1,
        schema=SCHEMA,
        key_id=key_id,
        segments=arrival.segments(),
    )
    disk.flush(path / SEGMENTS)
    return publish(path, manifest)


def drop_older(store: Store) -> list[str]:
    """Remove all versions but this one, which is current; the names of their manifests.

    Their segments go when the lock is let go. Raises `OSError`.
    """
    older = [name for number, name in versions(store.path).items()
             if number < store.manifest.version]  # fmt: skip
    for name in older:
        (store.path / name).unlink(missing_ok=True)
    disk.flush(store.path / MANIFESTS)
    return older


def _outcomes(store: Store, change: Edit) -> Iterator[Outcome]:
    for segment in store.manifest.segments:
        yield from _edited(store, segment, change)


def _edited(store: Store, segment: Segment, change: Edit) -> Iterator[Outcome]:
    every = pl.Series([True]).new_from_index(0, segment.rows)
    digests = seen.digests_of(store.path, segment)
    if digests is None:
        digests = pl.Series([None], dtype=pl.UInt64).new_from_index(0, segment.rows)
    for start, chunk in chunks(store, segment, IMPORTED, every):
        placed = chunk.with_columns(
            pl.lit(segment.month).alias(MONTH),
            pl.int_range(start, start + chunk.height, dtype=pl.UInt32).alias(ROW),
            digests[start : start + chunk.height].alias(DIGEST),
        )
        staying = change(placed)
        before = placed[staying[ROW] - start]
        differs = pl.any_horizontal(staying[name].ne_missing(before[name]) for name in NAMED)
        other = staying.filter(staying.select(differs).to_series())
        same = staying.join(other, on=ROW, how="anti").select(ROW)
        leaving = placed.join(same, on=ROW, how="anti")
        yield Outcome(
            Changes(0, other.height, 0),
            other.select(*IMPORTED, DIGEST),
            leaving.select(MONTH, ROW, "conversation_id"),
        )
