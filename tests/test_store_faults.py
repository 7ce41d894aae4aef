"""Killed, raced, starved: a store is the version before or the version after, and goes on."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from shutil import copytree
from time import monotonic
from typing import Any

import polars as pl
import pytest
from filelock import FileLock

from sociallens.errors import StoreError
from sociallens.i18n import LANGUAGES, words
from sociallens.store import disk
from sociallens.store.check import problems
from sociallens.store.integrity import Integrity
from sociallens.store.manifest import Store, open_store, versions
from sociallens.store.write import KEPT_VERSIONS, commit, create
from tests.made import contributions, record, store
from tests.store_writer import Watch, runs_beside

ROOT = Path(__file__).parents[1]
Rows = list[dict[str, Any]]

BEFORE: Rows = [
    {"id": "a", "published_at": datetime(2024, 1, 1)},
    {"id": "b", "published_at": datetime(2024, 2, 1)},
    {"id": "c", "published_at": datetime(2024, 3, 1)},
]
# Rewrites February for its rows, January for the thread facts alone, and leaves March.
BATCH: Rows = [
    {"id": "r", "conversation_id": "a", "role": "brand", "published_at": datetime(2024, 2, 2)},
    {"id": "b", "published_at": datetime(2024, 2, 1), "text": "later"},
]


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A store with the leftovers of an import that died."""
    made = store(tmp_path / "template", BEFORE)
    (made.path / "segments" / ("0" * 64 + ".parquet.tmp")).write_bytes(b"torn")
    (made.path / "manifests" / f"000002-{'0' * 64}.json").write_bytes(b"never published")
    return made.path


@pytest.fixture
def operations(template: Path, tmp_path: Path, watch: Watch) -> range:
    """The numbers of all changes to files that the import of `BATCH` makes."""
    path = copytree(template, tmp_path / "counted")
    watch.over(path, lambda _: None)
    import_batch(path)
    return range(1, watch.seen + 1)


def writer(path: Path, *files: Path, **environment: int) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store_writer", path, *files],
        cwd=ROOT,
        env=os.environ | {key: str(value) for key, value in environment.items()},
        stderr=subprocess.PIPE,
        text=True,
    )


def ended(process: "subprocess.Popen[str]") -> tuple[int, str]:
    with process:
        told = process.communicate(timeout=300)[1]
    return process.returncode, told.strip()


def rows_file(path: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    contributions(rows).write_parquet(path)
    return path


def import_batch(path: Path) -> Store:
    return commit(path, contributions(BATCH), record(), classifier="made")[0]


def import_in_runs(path: Path) -> None:
    runs = runs_beside(path, contributions(BATCH), 1)
    commit(path, runs, record(), classifier="made")
    runs.close()


def refused(path: Path) -> str | None:
    try:
        import_batch(path)
    except StoreError as error:
        return error.key
    return None


def content(made: Store) -> Rows:
    return pl.read_parquet(made.files()).sort("id").to_dicts()


def assert_nothing_astray(path: Path) -> None:
    kept = versions(path)
    named = {path / "CURRENT", path / disk.LOCK, *(path / name for name in kept.values())}
    named = named.union(*(open_store(path, version).files() for version in kept))
    assert {file for file in path.rglob("*") if file.is_file()} == named


def survived(path: Path, before: Rows, after: Rows) -> str:
    """Which version the store opens at; it is whole, and the import done again is exact."""
    found = open_store(path)
    assert not Integrity(found).check().damages
    state = content(found)
    assert state in (before, after)
    made = import_batch(path)
    assert (made.manifest.version, content(made)) == (2, after)
    assert problems(made) == []
    assert_nothing_astray(path)
    return "before" if state == before else "after"


def states(template: Path) -> tuple[Rows, Rows]:
    undisturbed = copytree(template, template.with_name("undisturbed"))
    return content(open_store(template)), content(import_batch(undisturbed))


def test_a_killed_import_leaves_the_version_before_or_after(
    template: Path, operations: range, tmp_path: Path
) -> None:
    before, after = states(template)
    batch = rows_file(tmp_path / "batch.parquet", BATCH)
    paths = {n: copytree(template, tmp_path / f"killed {n}") for n in operations[::2]}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ends = pool.map(lambda n: ended(writer(paths[n], batch, KILL_AT=n)), paths)
    assert set(ends) == {(-signal.SIGKILL, "")}
    seen = [survived(path, before, after) for path in paths.values()]
    turn = seen.index("after")
    assert turn > 0
    assert set(seen[turn:]) == {"after"}


def test_a_killed_import_in_runs_goes_on_from_them(
    template: Path, tmp_path: Path, watch: Watch
) -> None:
    before, after = states(template)
    batch = rows_file(tmp_path / "batch.parquet", BATCH)
    path = copytree(template, tmp_path / "counted")
    watch.over(path, lambda _: None)
    import_in_runs(path)
    counted = watch.seen
    places = range(2, counted, counted // 5)
    paths = {n: copytree(template, tmp_path / f"killed {n}") for n in places}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ends = pool.map(lambda n: ended(writer(paths[n], batch, KILL_AT=n, SLICE=1)), paths)
    assert set(ends) == {(-signal.SIGKILL, "")}
    for path in paths.values():
        assert content(open_store(path)) in (before, after)
        import_in_runs(path)
        assert not path.with_name(f"{path.name} runs").exists()
        assert survived(path, before, after) == "after"


def test_a_full_disk_while_an_import_spills_changes_nothing(
    template: Path, tmp_path: Path, watch: Watch
) -> None:
    before, after = states(template)
    path = copytree(template, tmp_path / "counted")
    watch.over(path, lambda _: None)
    import_in_runs(path)
    counted = watch.seen
    for operation in range(1, counted, counted // 5):
        path = copytree(template, tmp_path / f"refused {operation}")

        def refuse(seen: int, operation: int = operation) -> None:
            if seen >= operation:
                raise OSError(errno.ENOSPC, "No space left on device")

        watch.over(path, refuse)
        # Making runs fails in the words of the system, a commit in those of the store.
        with pytest.raises((StoreError, OSError), match=r"store-full|No space left"):
            import_in_runs(path)
        watch.over(path, lambda _: None)
        import_in_runs(path)
        assert survived(path, before, after) == "after"


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "for good"])
def test_a_full_disk_leaves_the_version_before_or_after(
    template: Path, operations: range, tmp_path: Path, watch: Watch, lasting: bool
) -> None:
    before, after = states(template)
    for operation in operations:
        path = copytree(template, tmp_path / f"refused {operation}")

        def refuse(seen: int, operation: int = operation) -> None:
            if seen == operation or (lasting and seen > operation):
                raise OSError(errno.ENOSPC, "No space left on device")

        watch.over(path, refuse)
        refusal = refused(path)
        watch.over(path, lambda _: None)
        version = survived(path, before, after)
        assert refusal == "store-full" or (refusal is None and version == "after")


def test_a_file_that_cannot_grow_is_told_and_changes_nothing(tmp_path: Path) -> None:
    made = store(tmp_path / "store", BEFORE)
    batch = rows_file(tmp_path / "batch.parquet", BATCH)
    assert ended(writer(made.path, batch, FILE_LIMIT=4_000)) == (1, "store-full")
    assert open_store(made.path) == made
    assert_nothing_astray(made.path)
    assert ended(writer(made.path, batch)) == (0, "")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_is_not_ours_is_told(tmp_path: Path) -> None:
    made = store(tmp_path / "store", BEFORE)
    (made.path / "segments").chmod(0o500)
    with pytest.raises(StoreError, match="store-not-written"):
        import_batch(made.path)
    assert open_store(made.path) == made


def test_a_place_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="store-not-written") as told:
        create(tmp_path / "file" / "store")
    for language in LANGUAGES:
        assert "store" in words(told.value.key, language, **told.value.details)


def test_two_writers_both_land(tmp_path: Path) -> None:
    path = create(tmp_path / "store").path
    numbers = range(8)
    files = [
        rows_file(
            tmp_path / f"{n}.parquet",
            [{"id": f"c{n}"}, {"id": "both", "author": "one", "text": f"{n}"}],
        )
        for n in numbers
    ]
    writers = [writer(path, *files[:4]), writer(path, *files[4:])]
    assert [ended(process) for process in writers] == [(0, ""), (0, "")]
    made = open_store(path)
    assert {row["id"] for row in content(made)} == {"both", *(f"c{n}" for n in numbers)}
    assert sorted(each.id for each in made.manifest.imports) == [str(n) for n in numbers]
    assert made.manifest.version == len(numbers)
    assert problems(made) == []


def test_a_writer_that_waits_too_long_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = store(tmp_path / "store", BEFORE)
    monkeypatch.setattr(disk, "LOCK_SECONDS", 0.1)
    with FileLock(made.path / disk.LOCK), pytest.raises(StoreError, match="store-busy") as told:
        import_batch(made.path)
    assert told.value.details["folder"] == "store"
    assert open_store(made.path) == made
    assert import_batch(made.path).manifest.version == 2


def test_readers_never_see_two_generations(tmp_path: Path) -> None:
    generations = 25
    months = [datetime(2024, month, 1) for month in range(1, 4)]
    files = [
        rows_file(
            tmp_path / f"{n}.parquet",
            ({"id": str(m), "published_at": m, "rating": float(n)} for m in months),
        )
        for n in range(generations)
    ]
    path = create(tmp_path / "store").path
    commit(path, pl.read_parquet(files[0]), record(), classifier="made")
    process = writer(path, *files[1:])
    seen: set[int] = set()
    until = monotonic() + 300
    while max(seen, default=0) < generations - 1:
        assert monotonic() < until, "the writer never ended"
        found = open_store(path)
        try:
            ratings = pl.read_parquet(found.files())["rating"].to_list()
        except FileNotFoundError:
            # Only a reader that sleeps through five imports may find its files gone.
            assert open_store(path).manifest.version >= found.manifest.version + KEPT_VERSIONS
            continue
        assert ratings == [float(found.manifest.version - 1)] * len(months)
        seen.add(found.manifest.version - 1)
    assert ended(process) == (0, "")
    assert len(seen) > 1
