"""Faults put into the store on purpose: the tests of faults find every one of them.

A mutant that lives says that its test proves nothing.
"""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import polars as pl
import pytest

from sociallens import personal, sealing, trail
from sociallens.errors import StoreError
from sociallens.importing.privacy import pseudonyms
from sociallens.personal import finishing
from sociallens.settings import CURRENT
from sociallens.store import arriving, disk, editing, integrity, manifest, months, write
from sociallens.store.manifest import Manifest, Store, open_store
from sociallens.trail import recording
from tests import power
from tests.made import contributions, record, store
from tests.test_power_loss import cuts, imported, judge_import, recorder
from tests.test_store_faults import BEFORE

__all__ = ["recorder"]
Patch = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: Patch) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))


MANY = 700  # cuts; the rarest fault shows in one of a hundred


def powerless(at: Path, recorder: power.Recorder) -> None:
    """The law of the power cut."""
    path = store(at / "store", BEFORE).path
    cuts(recorder, path, lambda: imported(path), judge_import, at, 4, MANY)


def damaged(at: Path, _: power.Recorder) -> None:
    """No flipped bit is taken for data."""
    made = store(at / "store", BEFORE)
    file = made.files()[0]
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    assert integrity.Integrity(made).check().damages


def raced(at: Path, _: power.Recorder) -> None:
    """Two imports at once both land."""
    path = store(at / "store", BEFORE).path
    batches = [contributions([{"id": name}]) for name in ("x", "y")]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda rows: write.commit(path, rows, record(), classifier="made"), batches))
    rows = pl.read_parquet(open_store(path).files())
    assert {"a", "b", "c", "x", "y"} == set(rows["id"])


def repeated(at: Path, _: power.Recorder) -> None:
    """An import done again changes nothing."""
    path = store(at / "store", BEFORE).path
    write.commit(path, contributions(BEFORE), record(), classifier="made")
    assert sorted(pl.read_parquet(open_store(path).files())["id"]) == ["a", "b", "c"]


def read_meanwhile(at: Path, _: power.Recorder) -> None:
    """Who reads the version before goes on reading it."""
    made = store(at / "store", BEFORE)
    imported(made.path)
    assert all(file.exists() for file in made.files())


def forged(at: Path, _: power.Recorder) -> None:
    """A changed line of a trail is found."""
    folder = at / "trail"
    for who in ("anne@example.com", "li@example.com"):
        recording.add(folder, "sign-in", who)
    (file,) = folder.glob("*.jsonl")
    file.write_bytes(file.read_bytes().replace(b"anne", b"lise"))
    assert trail.verify(folder).broken


def forgotten(at: Path, _: power.Recorder) -> None:
    """What was erased is in no file, under no name, and does not come back."""
    path = store(at / "store", BEFORE).path
    imported(path)
    personal.erase(path, personal.Request("id", "a"))
    key = pseudonyms.read_key()
    again = contributions([{"id": "a"}, {"id": "d", "conversation_id": "a", "parent_id": "a"}])
    write.commit(path, again, record(), classifier="made", key=key)
    for file in (path / manifest.SEGMENTS).iterdir():
        rows = pl.read_parquet(file).select("id", "conversation_id", "parent_id")
        assert not any("a" in row for row in rows.rows())
    assert {"b", "c", "d", "r"} == set(pl.read_parquet(open_store(path).files())["id"])


def older_kept(patch: Patch) -> None:
    patch.setattr(editing, "drop_older", lambda _: [])


def not_sieved(patch: Patch) -> None:
    patch.setattr(write, "suppressed", lambda *_: None)


def conversations_kept(patch: Patch) -> None:
    patch.setattr(finishing, "without", lambda rows, _: rows)


def without_flushing_folders(patch: Patch) -> None:
    patch.setattr(disk, "flush", lambda _: None)


def without_flushing_files(patch: Patch) -> None:
    def unsafe(path: Path, data: bytes) -> None:
        beside = path.with_name(path.name + disk.TEMPORARY)
        with disk.opened(beside) as file:
            file.write(data)
        disk.rename(beside, path)

    patch.setattr(disk, "write", unsafe)


def without_flushing_segments(patch: Patch) -> None:
    class Unflushed:
        def __getattr__(self, name: str) -> object:
            return (lambda _: None) if name == "fsync" else getattr(os, name)

    patch.setattr(months, "os", Unflushed())


def in_place(patch: Patch) -> None:
    patch.setattr(disk, "write", lambda path, data: path.write_bytes(data))


def current_first(patch: Patch) -> None:
    publish = write.publish

    def hasty(path: Path, told: Manifest) -> Store:
        data = told.encode()
        name = manifest.manifest_name(told.version, hashlib.sha256(data).hexdigest())
        disk.write(path / CURRENT, f"{name}\n".encode())
        disk.flush(path)
        return publish(path, told)

    patch.setattr(write, "publish", hasty)


def swept_before(patch: Patch) -> None:
    publish = write.publish

    def hasty(path: Path, told: Manifest) -> Store:
        named = {each.file for each in told.segments}
        for file in (path / manifest.SEGMENTS).iterdir():
            if f"{manifest.SEGMENTS}/{file.name}" not in named:
                file.unlink()
        return publish(path, told)

    patch.setattr(write, "publish", hasty)


def without_lock(patch: Patch) -> None:
    both = Barrier(2)

    @contextmanager
    def open_to_all(path: Path, busy: str = "") -> Iterator[None]:
        yield

    publish = write.publish

    def together(path: Path, told: Manifest) -> Store:
        if told.version > 1:
            with suppress(BrokenBarrierError):
                both.wait(1)
        return publish(path, told)

    patch.setattr(disk, "locked", open_to_all)
    patch.setattr(write, "publish", together)


def without_hashes(patch: Patch) -> None:
    patch.setattr(integrity, "_problem", lambda path, segment, signature: None)


def rows_lost(patch: Patch) -> None:
    publish = write.publish

    def careless(path: Path, told: Manifest) -> Store:
        segments = told.segments[:-1] if told.version > 1 else told.segments
        return publish(path, replace(told, segments=segments))

    patch.setattr(write, "publish", careless)


def rows_doubled(patch: Patch) -> None:
    numbers = count(1)
    all_differ = lambda ids: pl.Series([next(numbers) for _ in ids], dtype=pl.UInt64)  # noqa: E731
    patch.setattr(arriving, "families", all_differ)


def unsealed(patch: Patch) -> None:
    patch.setattr(sealing, "_sealed", lambda body, chain: "0" * 64)


Law = Callable[[Path, power.Recorder], None]
MUTANTS: dict[Callable[[Patch], None], Law] = {
    without_flushing_folders: powerless,
    without_flushing_files: powerless,
    without_flushing_segments: powerless,
    in_place: powerless,
    current_first: powerless,
    swept_before: read_meanwhile,
    without_lock: raced,
    without_hashes: damaged,
    rows_lost: powerless,
    rows_doubled: repeated,
    unsealed: forged,
    older_kept: forgotten,
    not_sieved: forgotten,
    conversations_kept: forgotten,
}


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_a_fault_in_the_store_is_found(
    tmp_path: Path, recorder: power.Recorder, monkeypatch: Patch, mutant: Callable[[Patch], None]
) -> None:
    law = MUTANTS[mutant]
    with monkeypatch.context() as patch:
        mutant(patch)
        with pytest.raises((AssertionError, StoreError, OSError)):
            law(tmp_path, recorder)


@pytest.mark.parametrize("law", [damaged, raced, repeated, read_meanwhile, forged, forgotten])
def test_the_store_itself_passes(tmp_path: Path, recorder: power.Recorder, law: Law) -> None:
    law(tmp_path, recorder)
