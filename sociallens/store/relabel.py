"""New labels for stored contributions: segment by segment, as one new version.

What was worked out for a segment waits in `relabel/<edition>/<sha256 of the segment>.parquet`
until all are done: a run that is interrupted goes on where it stopped. The edition says what
gives the labels; what another one left behind is of no use and removed.
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
from sociallens.store.scan import scan
from sociallens.store.write import alone, publish, sound, write_segment

SCRATCH = "relabel"
CHANGED = ("id", "language", *CLASSIFIED)
_SLICE = 20_000  # rows that are labelled at once: progress moves, memory stays

# Rows of the store to `CHANGED` of those among them whose labels are to be others.
Label = Callable[[pl.DataFrame], pl.DataFrame]
Tell = Callable[[int], object]  # rows done


def preview(path: Path, label: Label, tell: Tell = lambda rows: None) -> tuple[Store, pl.DataFrame]:
    """The store, and what `relabel` would change, without changing or writing anything."""
    store = sound(open_store(path))
    return store, _all([_worked_out(store, each, label, tell) for each in store.manifest.segments])


def relabel(
    path: Path, label: Label, *, classifier: str, edition: str, tell: Tell = lambda rows: None
) -> tuple[Store, Store, pl.DataFrame]:
    """Give rows the labels of `label`: the store before, the one after, what changed.

    Thread facts follow the new labels. When nothing changes there is no new version. Raises
    `StoreError` as `commit` does; what was worked out until then is kept for the next run.
    """
    with alone(path) as store:
        scratch = _scratch(path, edition)
        changed = _all(
            [_kept(sound(store), each, scratch, label, tell) for each in store.manifest.segments]
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


def _kept(store: Store, segment: Segment, scratch: Path, label: Label, tell: Tell) -> pl.DataFrame:
    """What changes in a segment: as an interrupted run left it, or worked out now."""
    file = scratch / f"{segment.sha256}.parquet"
    if file.exists():
        tell(segment.rows)
        return pl.read_parquet(file)
    changed = _worked_out(store, segment, label, tell)
    data = io.BytesIO()
    changed.write_parquet(data)
    disk.write(file, data.getvalue())
    return changed


def _worked_out(store: Store, segment: Segment, label: Label, tell: Tell) -> pl.DataFrame:
    changed = []
    for part in _rows(store, segment).select(IMPORTED).iter_slices(_SLICE):
        changed.append(label(part).select(CHANGED))
        tell(part.height)
    return _all(changed)


def _rows(store: Store, segment: Segment) -> pl.DataFrame:
    return scan([store.path / segment.file]).select(NAMES).collect()


def _rewritten(store: Store, changed: pl.DataFrame) -> tuple[Segment, ...]:
    """The segments with the new labels and the thread facts that follow from them."""
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
    """`rows`, in their order, with the values of `changed` where it has their id."""
    known = [name for name in CHANGED if name in rows.columns]
    new = changed.select(known).with_columns(pl.lit(True).alias("#new"))
    beside = rows.join(new, on="id", how="left", suffix="#", maintain_order="left")
    return beside.select(
        pl.when("#new").then(f"{name}#").otherwise(name).alias(name)
        if name in known and name != "id"
        else name
        for name in rows.columns
    )
