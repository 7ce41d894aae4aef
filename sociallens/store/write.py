"""Creating a store and adding to it: one writer at a time, one new version per import.

Files reach the disk before their names do, and `CURRENT` is replaced last: a store is, at
every instant, the version before or the version after. Leftovers of a writer that died are
removed by the next one.
"""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from sociallens.errors import StoreError
from sociallens.schema import ARROW, NAMES, POLARS, THREAD
from sociallens.settings import CURRENT
from sociallens.store import threads
from sociallens.store.manifest import (
    MANIFESTS,
    SCHEMA,
    SEGMENTS,
    UNDATED,
    ImportRecord,
    Manifest,
    Segment,
    Store,
    manifest_name,
    open_store,
    verified,
    versions,
)
from sociallens.store.merge import ROW, Changes, differences

KEPT_VERSIONS = 5
LOCK = "lock"
LOCK_SECONDS = 5.0
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_ROW_GROUP = 100_000
_MONTH = pl.col("published_at").dt.strftime("%Y-%m").fill_null(UNDATED)


def create(
    path: Path,
    *,
    taxonomy: str = "ecommerce",
    demo: bool = False,
    opening: str = "",
    key_id: str | None = None,
) -> Store:
    """An empty store in the folder `path`, at version 0; the store that is there, if any."""
    with _writing(path):
        for folder in (path, path / MANIFESTS, path / SEGMENTS):
            folder.mkdir(mode=0o775, parents=True, exist_ok=True)
    with _writing(path), _locked(path):
        if (path / CURRENT).is_file():
            return open_store(path)
        return _publish(
            path, Manifest(0, SCHEMA, taxonomy, demo, opening, "", key_id, imports=(), segments=())
        )


def compare(path: Path, rows: pl.DataFrame) -> Changes:
    """What `commit` would change, without changing it; in a store that may not exist yet."""
    if not (path / CURRENT).is_file():
        return differences(rows.clear(), rows)[1]
    return differences(_stored(_sound(open_store(path)), rows), rows)[1]


def commit(
    path: Path, rows: pl.DataFrame, record: ImportRecord, *, classifier: str
) -> tuple[Store, Changes]:
    """Add `rows` (every column of the schema but the thread facts) as one new version.

    The record's counts of added, updated and unchanged rows are filled in here. Rows that
    change nothing make no version. Raises `StoreError` when another import holds the store,
    when a segment is damaged, or when the disk is full: the store is then as before.
    """
    open_store(path)  # a lock file belongs in a store, not in whatever folder is named
    with _writing(path), _locked(path):
        store = open_store(path)
        _sweep(store)
        fresh, changes = differences(_stored(_sound(store), rows), rows)
        if fresh.is_empty():
            return store, changes
        counted = replace(
            record, added=changes.added, updated=changes.updated, unchanged=changes.unchanged
        )
        manifest = replace(
            store.manifest,
            version=store.manifest.version + 1,
            classifier=classifier,
            imports=(*store.manifest.imports, counted),
            segments=_rewritten(store, fresh),
        )
        published = _publish(path, manifest)
        _sweep(published)
        return published, changes


def _sound(store: Store) -> Store:
    """The store itself, when every segment is as written: damage must never be copied on."""
    damages = verified(store)[1]
    if damages:
        raise StoreError("store-segments-damaged", file=damages[0].file, count=len(damages))
    return store


def _scan(store: Store) -> pl.LazyFrame:
    files = store.files()
    if not files:
        return pl.LazyFrame(schema={**POLARS, "file": pl.String})
    return pl.scan_parquet(files, glob=False, include_file_paths="file")


def _stored(store: Store, rows: pl.DataFrame) -> pl.DataFrame:
    """The stored states of the ids in `rows`."""
    ids = rows.lazy().select("id").unique()
    return _scan(store).join(ids, on="id", how="semi").select(ROW).collect(engine="streaming")


@dataclass(frozen=True)
class _Thread:
    """The conversations that an import touches: their facts, and the months to rewrite."""

    conversations: pl.DataFrame
    facts: pl.DataFrame
    months: frozenset[str]


def _touched(store: Store, fresh: pl.DataFrame) -> _Thread:
    narrow = _scan(store).select(*threads.NEEDED, *THREAD)
    moved = narrow.join(fresh.lazy().select("id"), on="id", how="semi")
    conversations = pl.concat(
        [fresh.select("conversation_id"), moved.select("conversation_id").collect()]
    ).unique()
    before = narrow.join(conversations.lazy(), on="conversation_id", how="semi").collect(
        engine="streaming"
    )
    now = pl.concat(
        [
            before.join(fresh, on="id", how="anti").select(threads.NEEDED),
            fresh.select(threads.NEEDED),
        ]
    )
    facts = threads.facts(now)
    beside = before.join(facts, on="id", how="left", suffix=":now")
    differs = pl.any_horizontal(pl.col(n).ne_missing(pl.col(f"{n}:now")) for n in THREAD)
    replaced = pl.col("id").is_in(fresh["id"].implode())
    months = pl.concat(
        [
            fresh.select(_MONTH.alias("month")),
            beside.filter(differs | replaced).select(_MONTH.alias("month")),
        ]
    )
    return _Thread(conversations, facts, frozenset(months["month"]))


def _rewritten(store: Store, fresh: pl.DataFrame) -> tuple[Segment, ...]:
    """The segments with `fresh` in them: those of untouched months are the same files."""
    touched = _touched(store, fresh)
    segments = {segment.month: segment for segment in store.manifest.segments}
    arriving = fresh.with_columns(month=_MONTH)
    for month in sorted(touched.months):
        old = segments.pop(month, None)
        kept = pl.read_parquet(store.path / old.file) if old else pl.DataFrame(schema=POLARS)
        same = kept.join(touched.conversations, on="conversation_id", how="anti")
        thread = kept.join(touched.conversations, on="conversation_id", how="semi")
        changed = pl.concat(
            [
                thread.select(ROW).join(fresh, on="id", how="anti"),
                arriving.filter(pl.col("month") == month).select(ROW),
            ]
        ).join(touched.facts, on="id", how="left")
        rows = pl.concat([same.select(NAMES), changed.select(NAMES)])
        if rows.height:
            segments[month] = _write_segment(store.path, month, rows)
    _flush(store.path / SEGMENTS)
    return tuple(segments[month] for month in sorted(segments))


def _write_segment(path: Path, month: str, rows: pl.DataFrame) -> Segment:
    table = rows.sort("site", "published_at", "id").to_arrow().cast(ARROW).combine_chunks()
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", row_group_size=_ROW_GROUP)
    data = sink.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    file = f"{SEGMENTS}/{digest}.parquet"
    _write(path / file, data)
    first, last = rows["published_at"].min(), rows["published_at"].max()
    return Segment(file, digest, rows.height, len(data), month, _iso(first), _iso(last))


def _iso(time: object) -> str | None:
    return time.isoformat() if hasattr(time, "isoformat") else None


def _publish(path: Path, manifest: Manifest) -> Store:
    """Make `manifest` the current one. Its segments are on the disk."""
    data = manifest.encode()
    digest = hashlib.sha256(data).hexdigest()
    name = manifest_name(manifest.version, digest)
    _write(path / name, data)
    _flush(path / MANIFESTS)
    _write(path / CURRENT, f"{name}\n".encode())
    _flush(path)
    return Store(path, manifest, digest)


def _write(path: Path, data: bytes | pa.Buffer) -> None:
    """Write `path` so that its name never stands for anything but all of `data`."""
    temporary = path.with_name(path.name + ".tmp")
    # Not the default 0o666: under an empty umask the file would be anybody's to change.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o664)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _flush(folder: Path) -> None:
    """Make the names in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sweep(store: Store) -> None:
    """Remove what no kept version names: retired versions, leftovers of a dead writer."""
    kept = dict(list(versions(store.path).items())[-KEPT_VERSIONS:])
    try:
        stores = [open_store(store.path, version) for version in kept]
    except StoreError:
        return  # a damaged older manifest may name segments that are still wanted
    used = set(kept.values())
    used |= {segment.file for each in stores for segment in each.manifest.segments}
    for folder in (MANIFESTS, SEGMENTS):
        for file in (store.path / folder).iterdir():
            if f"{folder}/{file.name}" not in used:
                file.unlink()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    lock = FileLock(path / LOCK, timeout=LOCK_SECONDS, mode=0o664)
    try:
        lock.acquire()
    except Timeout:
        raise StoreError("store-busy", folder=path.name, seconds=int(LOCK_SECONDS)) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Turn what a disk refuses into words."""
    try:
        yield
    except OSError as error:
        key = "store-full" if error.errno in _FULL else "store-not-written"
        reason = error.strerror or type(error).__name__
        raise StoreError(key, folder=path.name, reason=reason) from error
