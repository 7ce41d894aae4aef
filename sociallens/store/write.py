"""Creating a store and adding to it: one writer at a time, one new version per import.

Data reaches the disk before the names of its files do, and `CURRENT` is replaced last: at every
instant a store is either the version before or the version after. The next writer removes the
leftovers of one that died.
"""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from pathlib import Path

import polars as pl

from sociallens.errors import StoreError
from sociallens.settings import CURRENT
from sociallens.store import disk, seen
from sociallens.store.arrival import Arrival
from sociallens.store.arriving import outcomes
from sociallens.store.integrity import Integrity
from sociallens.store.manifest import (
    MANIFESTS,
    SCHEMA,
    SEGMENTS,
    ImportRecord,
    Manifest,
    Store,
    manifest_name,
    open_store,
    versions,
)
from sociallens.store.merge import Changes, Label
from sociallens.store.runs import Held, Runs
from sociallens.store.suppressed import Signer, suppressed

KEPT_VERSIONS = 5
SPILL = "spill"  # what the writer of this moment cannot hold in memory


def create(
    path: Path,
    *,
    taxonomy: str = "ecommerce",
    demo: bool = False,
    opening: str = "",
    key_id: str | None = None,
) -> Store:
    """A new, empty store at version 0 in the folder `path`, or the store already there.

    Raises `StoreError` when the folder cannot be written or the store there cannot be opened.
    """
    if (path / CURRENT).exists():
        return open_store(path)
    try:
        for folder in (path, path / MANIFESTS, path / SEGMENTS):
            disk.make_folder(folder)
    except OSError as error:
        raise disk.refused(path, error) from error
    with disk.locked(path):
        if (path / CURRENT).exists():  # made by another process meanwhile
            return open_store(path)
        disk.flush(path.parent)
        return publish(path, Manifest(0, SCHEMA, taxonomy, demo, opening, "", key_id, (), ()))


def compare(
    path: Path,
    rows: pl.DataFrame | Runs,
    files: pl.Series | None = None,
    label: Label = lambda rows: rows,
    key: Signer | None = None,
) -> Changes:
    """The changes that `commit` would make, without making them; the store need not exist yet.

    Takes the arguments of `commit`. Raises `StoreError` when a segment is damaged, `BadKey`.
    """
    exists = (path / CURRENT).exists()
    store = require_sound(open_store(path)) if exists else None
    sieve = suppressed(path, store.manifest.key_id, key) if store else None
    with _spilling(rows, files) as arriving:
        parts = (outcome.changes for outcome in outcomes(store, arriving, label, sieve))
        return sum(parts, start=Changes(0, 0, 0))


def commit(
    path: Path,
    rows: pl.DataFrame | Runs,
    record: ImportRecord,
    *,
    classifier: str,
    files: pl.Series | None = None,
    label: Label = lambda rows: rows,
    key: Signer | None = None,
) -> tuple[Store, Changes]:
    """Add rows as one new version; when they change nothing, there is no new version.

    `Runs` may be larger than memory: what does not fit waits beside them, in their folder. Rows
    that were erased stay out. Raises `StoreError` when another writer holds the store, a segment
    is damaged, or the disk is full, and `BadKey`; the store is then unchanged.

    Args:
        path: The folder of the store.
        rows: The new rows; columns `schema.IMPORTED`.
        record: The import; its counts of `Changes` are filled in here.
        classifier: The name of the model that predicted labels.
        files: The file number of each row (integer) of a frame; None when all come from one file.
        label: Predicts the other labels again where a person labelled a row in part.
        key: That of the pseudonyms; needed where something was erased.
    """
    with exclusive(path) as store, _spilling(rows, files, path / SPILL) as arriving:
        # Read under the lock: an erasure may have ended while these rows were read.
        sieve = suppressed(path, store.manifest.key_id, key)
        changes = outcomes(require_sound(store), arriving, label, sieve)
        arrival = Arrival(store, changes, arriving.spill, arriving.rows)
        if arrival.changes_nothing:
            arrival.keep_digests()
            return store, arrival.changes
        segments = arrival.segments()
        arrival.keep_digests()
        disk.flush(path / SEGMENTS)
        manifest = replace(
            store.manifest,
            version=store.manifest.version + 1,
            classifier=classifier,
            imports=(*store.manifest.imports, replace(record, **asdict(arrival.changes))),
            segments=segments,
        )
        return publish(path, manifest), arrival.changes


@contextmanager
def _spilling(
    rows: pl.DataFrame | Runs, files: pl.Series | None, spill: Path | None = None
) -> Iterator[Runs | Held]:
    arriving = rows if isinstance(rows, Runs) else Held(rows, files, spill)
    try:
        yield arriving
    finally:
        arriving.free()


@contextmanager
def exclusive(path: Path) -> Iterator[Store]:
    """Hold the write lock, remove leftovers, yield the open store. Raises `StoreError`."""
    open_store(path)  # never put a lock file into a folder that is not a store
    with disk.locked(path):
        store = open_store(path)
        for folder in (path, path / MANIFESTS, path / SEGMENTS):
            disk.close_folder(folder)
        sweep(store)
        try:
            yield store
        finally:
            sweep(open_store(path))


def sweep(store: Store) -> None:
    """Remove the files of retired versions and what others left who died; the lock is held."""
    retained = dict(list(versions(store.path).items())[-KEPT_VERSIONS:])
    _keep(store.path / MANIFESTS, set(retained.values()))
    (store.path / (CURRENT + disk.TEMPORARY)).unlink(missing_ok=True)
    shutil.rmtree(store.path / SPILL, ignore_errors=True)
    try:
        stores = [open_store(store.path, version) for version in retained]
    except StoreError:
        return  # a damaged older manifest may list segments that are still needed
    segments = {segment for each in stores for segment in each.manifest.segments}
    _keep(store.path / SEGMENTS, {segment.file for segment in segments})
    if (store.path / seen.DIGESTS).exists():
        _keep(store.path / seen.DIGESTS, {seen.name(segment.sha256) for segment in segments})


def _keep(folder: Path, names: set[str]) -> None:
    for file in folder.iterdir():
        if f"{folder.name}/{file.name}" not in names:
            with suppress(OSError):  # housekeeping must not fail a finished import
                file.unlink()


def require_sound(store: Store) -> Store:
    """`store`, if all its segments are sound: damage must never be copied into a new version.

    Raises `StoreError`.
    """
    damages = Integrity(store).check().damages
    if damages:
        raise StoreError("store-segments-damaged", file=damages[0].file, count=len(damages))
    return store


def publish(path: Path, manifest: Manifest) -> Store:
    """Make `manifest` the current one; its segments must be on the disk. Raises `OSError`."""
    data = manifest.encode()
    digest = hashlib.sha256(data).hexdigest()
    name = manifest_name(manifest.version, digest)
    disk.write(path / name, data)
    disk.flush(path / MANIFESTS)
    disk.write(path / CURRENT, f"{name}\n".encode())
    disk.flush(path)
    return Store(path, manifest, digest)
