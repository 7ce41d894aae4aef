"""Doing what a plan says, each step of which may be done again: all that it finds done stays so."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polars as pl

from sociallens import work
from sociallens.annotations import log, writing
from sociallens.audits import editing as audits
from sociallens.engine.duckdb.serving.files import clear as clear_serving
from sociallens.errors import StoreError
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.personal import plan as plans
from sociallens.personal.plan import Plan
from sociallens.personal.request import of_store
from sociallens.search import files as indexes
from sociallens.store import disk, editing, receipts, suppressed
from sociallens.store.manifest import SEGMENTS, Store
from sociallens.store.receipts import Receipt
from sociallens.store.relabel import SCRATCH
from sociallens.store.scan import scan
from sociallens.store.suppressed import without
from sociallens.store.write import sweep

ROTATE = "rotate"
Renewed = Callable[[pl.Series], pl.Series]  # texts with the tokens of a former key -> the new one's


def finish(store: Store, key: Key | None) -> tuple[Store, Receipt | None]:
    """Do what the plan in a store says, if there is one; the caller holds the lock.

    `key`: the whole key of the pseudonyms. Raises `StoreError`, `BadKey`, `OSError`: the plan
    then stays, and is done next time.
    """
    found = plans.read(store.path)
    if found is None:
        return store, None
    plan, ids = found
    path = store.path
    if plan.kind == ROTATE:
        after, annotations = _rotated(store, plan, key)
    else:
        if plan.entries:
            entries = {kind: frozenset(hashes) for kind, hashes in plan.entries.items()}
            suppressed.add(path, plan.listed_by, entries)
        after = editing.edit(store, lambda rows: _left(rows, ids), store.manifest.key_id)
        annotations = _forgotten(path, ids["id"], plan.who)
    replaced = editing.drop_older(after)
    sweep(after)
    _require_gone(after)
    _clear_derived(after)
    receipt = Receipt(
        plan.at, plan.kind, plan.by, plan.asked, plan.who, plan.rows, annotations,
        plan.before, after.manifest.version, tuple(replaced),
    )  # fmt: skip
    receipts.add(path, receipt)
    plans.remove(path)
    return after, receipt


def _left(rows: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    """The rows that stay, which name none of those that go."""
    left = rows.join(ids, on="id", how="anti", maintain_order="left")
    named = ids.drop_nulls("erased")
    here = pl.concat([left["parent_id"], left["conversation_id"].rename("parent_id")]).drop_nulls()
    used = named.filter(pl.col("id").is_in(here.implode()))
    return left if used.is_empty() else without(left, dict(used.rows()))


def _forgotten(path: Path, ids: pl.Series, who: str) -> int:
    """Take messages out of what people said of them; how many entries of the log."""
    audits.forget(path, frozenset(ids))
    if not (path / log.FOLDER).is_dir():
        return 0
    return writing.erase(path, ids.to_list(), who=who)[1]


def _rotated(store: Store, plan: Plan, key: Key | None) -> tuple[Store, int]:
    """The store with all that its key made as the whole key makes it."""
    assert key is not None
    path, whole = store.path, key.of(plan.key_id)
    if whole is None:
        raise StoreError("erasing-damaged", folder=path.name, file=plans.FILE)
    listed_by, entries = suppressed.read(path)
    listed = key.of(listed_by)
    if listed and listed_by != whole.id:
        renewed = {
            kind: _all(entries[kind], lambda s: whole.renewed(s, listed)) for kind in entries
        }
        suppressed.replace(path, whole.id, renewed)
    after = store
    if store.manifest.key_id != whole.id:
        former = of_store(store, key)
        after = editing.edit(
            store, lambda rows: _renewed(rows, lambda s: whole.renewed(s, former)), whole.id
        )
    return after, _renamed(after, key.of(plan.asked), whole)


def _all(hashes: frozenset[str], renewed: Renewed) -> frozenset[str]:
    return frozenset(renewed(pl.Series(sorted(hashes), dtype=pl.String)))


_MASKED = r"^masked:[0-9a-f]{32}$"
_PSEUDONYM = r"^[0-9a-f]{32}$"


def _renewed(rows: pl.DataFrame, renewed: Renewed) -> pl.DataFrame:
    """Rows whose tokens are those of the new key."""
    columns = [renewed(rows[name]) for name in ("id", "parent_id", "conversation_id")]
    for name, pattern in (("author", _PSEUDONYM), ("url", _MASKED), ("community", _MASKED)):
        other = rows[name].str.contains(pattern).fill_null(False)
        columns.append(renewed(rows[name]).zip_with(other, rows[name]))
    return rows.with_columns(columns)


def _renamed(store: Store, former: Key | None, whole: Key) -> int:
    """Bring what people said of messages to their new ids; how many entries of the log."""
    stored = scan(store.files()).select("id").collect()["id"]

    def now(ids: list[str]) -> dict[str, str]:
        """The new ids of those that are stored under another one now."""
        before = pl.Series("id", ids, pl.String)
        after = whole.renewed(before, former)
        here = after.is_in(stored.implode()) & ~before.is_in(stored.implode())
        return dict(zip(before.filter(here), after.filter(here), strict=True))

    audits.rename(store.path, now)
    if not (store.path / log.FOLDER).is_dir():
        return 0
    return writing.rename(store.path, now)


def _require_gone(store: Store) -> None:
    """Raise `StoreError` where a segment could not be removed: somebody has it open."""
    kept = {segment.file for segment in store.manifest.segments}
    for file in (store.path / SEGMENTS).iterdir():
        if f"{SEGMENTS}/{file.name}" not in kept:
            raise StoreError("erasing-left", file=file.name)


def _clear_derived(store: Store) -> None:
    """Remove what was made from what is gone: it is made again. Raises `StoreError`, `OSError`."""
    folder = store.path / indexes.FOLDER
    if folder.is_dir():
        with disk.locked(folder):
            for file in list(
                indexes.others(store.path, {s.sha256 for s in store.manifest.segments})
            ):
                file.unlink()
    clear_serving(store.path)
    for file in (store.path / SCRATCH).rglob("*.parquet"):
        file.unlink()
    with suppress(work.NoFolder):  # then nothing is kept there
        for file in work.kept().glob("*"):
            file.unlink(missing_ok=True)
    work.sweep()
