"""Relabelling of stored contributions, segment by segment, as one new version.

The changes of each segment wait in `relabel/<edition>/<sha256 of the segment>.parquet` until all
segments are done, so that an interrupted run resumes where it stopped. The edition identifies
what gives the labels; files of other editions are useless and are removed.
"""

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl

from sociallens.schema import CLASSIFIED, IMPORTED, NAMES, POLARS
from sociallens.store import disk, threads
from sociallens.store.manifest import SEGMENTS, Segment, Store, open_store
from sociallens.store.months import write_segment
from sociallens.store.scan import scan
from sociallens.store.write import exclusive, publish, require_sound

SCRATCH = "relabel"
CHANGED = ("id", "language", *CLASSIFIED)
_SLICE = 20_000  # rows labelled at a time: enough for speed, few enough for memory and progress

# Rows (columns `schema.IMPORTED`) to the columns `CHANGED` of those that get other labels.
Label = Callable[[pl.DataFrame], pl.DataFrame]
Tell = Callable[[int], object]  # rows done


def preview(path: Path, label: Label, tell: Tell = lambda rows: None) -> tuple[Store, pl.DataFrame]:
    """The store, and the rows that `relabel` would change (columns `CHANGED`); writes nothing.

    Raises `StoreError` when the store cannot be read or a segment is damaged.
    """
    store = require_sound(open_store(path))
    return store, _all(
        [_changes(store, segment, label, tell) for segment in store.manifest.segments]
    )


def relabel(
    path: Path, label: Label, *, classifier: str, edition: str, tell: Tell = lambda rows: None
) -> tuple[Store, Store, pl.DataFrame]:
    """Apply `label`; return the store before, the store after, and the changed rows (`CHANGED`).

    Thread facts are derived again from the new labels. When nothing changes there is no new
    version. `tell` is called with the number of rows done since the last call. Raises
    `StoreError` as `commit` does; segments labelled until then are kept for the next run.
    """
    with exclusive(path) as store:
        scratch = _scratch(path, edition)
        changed = _all(
            [
                _resumed_changes(require_sound(store), segment, scratch, label, tell)
                for segment in store.manifest.segments
            ]
        )
        after = store if changed.is_empty() else publish(
            path,
            replace(
                store.manifest,
                version=store.manifest.version + 1,
                classifier=classifier,
                segments=_rewritten(store, changed),
            ),
        )  # fmt: skip
        shutil.rmtree(path / SCRATCH)
    return store, after, changed


def _all(parts: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema={name: POLARS[name] for name in CHANGED}), *parts])


def _scratch(path: Path, edition: str) -> Path:
    folder = path / SCRATCH / edition
    disk.make_folder(folder)
    for other in (path / SCRATCH).iterdir():
        if other != folder:
            shutil.rmtree(other)
    return folder


def _resumed_changes(
    store: Store, segment: Segment, scratch: Path, label: Label, tell: Tell
) -> pl.DataFrame:
    """The changes of a segment: read from an interrupted run, else computed and saved."""
    file = scratch / f"{segment.sha256}.parquet"
    if file.exists():
        tell(segment.rows)
        return pl.read_parquet(file)
    changed = _changes(store, segment, label, tell)
    data = io.BytesIO()
    changed.write_parquet(data)
    disk.write(file, data.getvalue())
    return changed


def _changes(store: Store, segment: Segment, label: Label, tell: Tell) -> pl.DataFrame:
    changed = []
    for part in _rows(store, segment).select(IMPORTED).iter_slices(_SLICE):
        changed.append(label(part).select(CHANGED))
        tell(part.height)
    return _all(changed)


def _rows(store: Store, segment: Segment) -> pl.DataFrame:
    return scan([store.path / segment.file]).select(NAMES).collect()


def _rewritten(store: Store, changed: pl.DataFrame) -> tuple[Segment, ...]:
    """The segments, rewritten where labels, or the thread facts derived from them, changed."""
    narrow = scan(store.files()).select(threads.NEEDED).collect()
    facts = threads.facts(_updated(narrow, changed))
    segments = []
    for segment in store.manifest.segments:
        rows = _rows(store, segment)
        labelled = _updated(rows.select(IMPORTED), changed)
        fresh = labelled.join(facts, on="id", how="left", maintain_order="left").select(NAMES)
        same = fresh.equals(rows)
        segments.append(segment if same else write_segment(store.path, segment.month, fresh))
    disk.flush(store.path / SEGMENTS)
    return tuple(segments)


def _updated(rows: pl.DataFrame, changed: pl.DataFrame) -> pl.DataFrame:
    """`rows`, in their order, with the values of `changed` for the ids that it holds."""
    present = [name for name in CHANGED if name in rows.columns]
    new = changed.select(present).with_columns(pl.lit(True).alias("#new"))
    joined = rows.join(new, on="id", how="left", suffix="#", maintain_order="left")
    return joined.select(
        pl.when("#new").then(f"{name}#").otherwise(name).alias(name)
        if name in present and name != "id"
        else name
        for name in rows.columns
    )
