"""Creating a store and adding to it: one writer at a time, one new version per import.

Data reaches the disk before the names of its files do, and `CURRENT` is replaced last: at every
instant a store is either the version before or the version after. The next writer removes the
leftovers of one that died.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sociallens.errors import StoreError
from sociallens.schema import ARROW, IMPORTED, NAMES, THREAD
from sociallens.settings import CURRENT
from sociallens.store import disk, threads
from sociallens.store.apart import MARK, family
from sociallens.store.integrity import Integrity
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
    versions,
)
from sociallens.store.merge import Changes, Label, differences
from sociallens.store.scan import scan

KEPT_VERSIONS = 5
_ROW_GROUP = 100_000
_MONTH = pl.col("published_at").dt.strftime("%Y-%m").fill_null(UNDATED).alias("month")


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
    rows: pl.DataFrame,
    files: pl.Series | None = None,
    label: Label = lambda rows: rows,
) -> Changes:
    """The changes that `commit` would make, without making them; the store need not exist yet.

    Takes the arguments of `commit`. Raises `StoreError` when a segment is damaged.
    """
    exists = (path / CURRENT).exists()
    stored = _stored(require_sound(open_store(path)), rows) if exists else rows.clear()
    return differences(stored, rows, files, label)[1]


def commit(
    path: Path,
    rows: pl.DataFrame,
    record: ImportRecord,
    *,
    classifier: str,
    files: pl.Series | None = None,
    label: Label = lambda rows: rows,
) -> tuple[Store, Changes]:
    """Add rows as one new version; when they change nothing, there is no new version.

    Raises `StoreError` when another writer holds the store, a segment is damaged, or the disk is
    full; the store is then unchanged.

    Args:
        path: The folder of the store.
        rows: The new rows; columns `schema.IMPORTED`.
        record: The import; its counts of `Changes` are filled in here.
        classifier: The name of the model that predicted labels.
        files: The file number of each row (integer); None when all come from one file.
        label: Predicts the other labels again where a person labelled a row in part.
    """
    with exclusive(path) as store:
        fresh, changes = differences(_stored(require_sound(store), rows), rows, files, label)
        if fresh.is_empty():
            return store, changes
        counted = replace(record, **asdict(changes))
        manifest = replace(
            store.manifest,
            version=store.manifest.version + 1,
            classifier=classifier,
            imports=(*store.manifest.imports, counted),
            segments=_rewritten(store, fresh),
        )
        return publish(path, manifest), changes


@contextmanager
def exclusive(path: Path) -> Iterator[Store]:
    """Hold the write lock, remove leftovers, yield the open store. Raises `StoreError`."""
    open_store(path)  # never put a lock file into a folder that is not a store
    with disk.locked(path):
        store = open_store(path)
        for folder in (path, path / MANIFESTS, path / SEGMENTS):
            disk.close_folder(folder)
        _sweep(store)
        try:
            yield store
        finally:
            _sweep(open_store(path))


def _sweep(store: Store) -> None:
    """Remove the files of retired versions and the leftovers of failed imports."""
    retained = dict(list(versions(store.path).items())[-KEPT_VERSIONS:])
    _keep(store.path / MANIFESTS, set(retained.values()))
    (store.path / (CURRENT + disk.TEMPORARY)).unlink(missing_ok=True)
    try:
        stores = [open_store(store.path, version) for version in retained]
    except StoreError:
        return  # a damaged older manifest may list segments that are still needed
    _keep(store.path / SEGMENTS, {s.file for each in stores for s in each.manifest.segments})


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


def _stored(store: Store, rows: pl.DataFrame) -> pl.DataFrame:
    """The stored rows with the source ids in `rows`, whatever new ids clashes were given."""
    shared = rows.lazy().select(family(pl.col("id"))).unique()
    marked = scan(store.files()).select("id").filter(pl.col("id").str.contains(MARK, literal=True))
    separated = marked.join(shared, left_on=family(pl.col("id")), right_on="id", how="semi")
    ids = pl.concat([shared, separated.select("id")]).unique().collect().lazy()
    matches = scan(store.files()).select("id", "file").join(ids, on="id", how="semi")
    files = matches.select("file").unique().collect()["file"].sort()
    states = scan([Path(file) for file in files]).join(ids, on="id", how="semi")
    return states.select(IMPORTED).collect()


@dataclass(frozen=True)
class _Impact:
    """The conversations that an import affects, their facts, and the months to rewrite."""

    conversations: pl.DataFrame
    facts: pl.DataFrame
    months: list[str]


def _impact(store: Store, fresh: pl.DataFrame) -> _Impact:
    narrow = scan(store.files()).select(*threads.NEEDED, *THREAD)
    replaced = narrow.join(fresh.lazy(), on="id", how="semi")
    ids = [fresh.lazy().select("conversation_id"), replaced.select("conversation_id")]
    conversations = pl.concat(ids).unique().collect()
    before = narrow.join(conversations.lazy(), on="conversation_id", how="semi").collect()
    staying = before.join(fresh, on="id", how="anti")
    facts = threads.facts(pl.concat([each.select(threads.NEEDED) for each in (staying, fresh)]))
    joined = before.join(facts, on="id", how="left", suffix=":now")
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}:now")) for name in THREAD)
    leaving = pl.col("id").is_in(fresh["id"].implode())
    months = [fresh.select(_MONTH), joined.filter(differs | leaving).select(_MONTH)]
    return _Impact(conversations, facts, sorted(pl.concat(months)["month"].unique()))


def _rewritten(store: Store, fresh: pl.DataFrame) -> tuple[Segment, ...]:
    """The segments with `fresh` merged in; those of unaffected months stay the same files."""
    impact = _impact(store, fresh)
    segments = {segment.month: segment for segment in store.manifest.segments}
    arriving = fresh.with_columns(_MONTH).partition_by("month", as_dict=True, include_key=False)
    for month in impact.months:
        old = segments.pop(month, None)
        stored = scan([store.path / old.file] if old else []).select(NAMES).collect()
        staying = stored.join(fresh, on="id", how="anti")
        others = staying.join(impact.conversations, on="conversation_id", how="anti")
        threaded = staying.join(impact.conversations, on="conversation_id", how="semi")
        changed = pl.concat([threaded.select(IMPORTED), arriving.get((month,), fresh.clear())])
        with_facts = changed.join(impact.facts, on="id", how="left").select(NAMES)
        rows = pl.concat([others, with_facts])
        if not rows.is_empty():
            segments[month] = write_segment(store.path, month, rows)
    disk.flush(store.path / SEGMENTS)
    return tuple(segments[month] for month in sorted(segments))


def write_segment(path: Path, month: str, rows: pl.DataFrame) -> Segment:
    """Write the rows of a month (columns `schema.NAMES`) as a segment; their order is irrelevant.

    Equal rows give equal bytes. Raises `OSError`.
    """
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, ARROW, compression="zstd") as writer:
        for part in rows.sort("site", "published_at", "id").iter_slices(_ROW_GROUP):
            writer.write_table(part.to_arrow().cast(ARROW).combine_chunks())
    data = sink.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    file = f"{SEGMENTS}/{digest}.parquet"
    disk.write(path / file, data)
    first, last = _iso(rows["published_at"].min()), _iso(rows["published_at"].max())
    return Segment(file, digest, rows.height, data.size, month, first, last)


def _iso(time: object) -> str | None:
    return time.isoformat() if isinstance(time, datetime) else None


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
