"""A store as a folder of files: versions, what they keep, and bytes that can be told again."""

import os
import stat
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet as pq
import pytest

from sociallens.errors import StoreError
from sociallens.schema import ARROW
from sociallens.store import disk
from sociallens.store.integrity import Integrity
from sociallens.store.manifest import Manifest, open_store, versions
from sociallens.store.write import KEPT_VERSIONS, commit, create
from tests.made import contributions, random_rows, record, store


def numbered(path: Path, number: int) -> None:
    """One more version: a contribution in a month that changes each time."""
    rows = [{"id": "same", "text": str(number), "published_at": datetime(2024, 1, 1)}]
    commit(path, contributions(rows), record(f"import {number}"), classifier=f"model {number}")


def named_files(path: Path) -> set[str]:
    return {file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()}


def test_a_new_store_is_empty_and_keeps_what_it_was_made_with(tmp_path: Path) -> None:
    made = create(tmp_path / "new" / "store", taxonomy="telecom", demo=True, opening="v=1")
    again = create(tmp_path / "new" / "store", taxonomy="ecommerce")
    assert made == again == open_store(made.path)
    assert made.files() == []
    manifest = made.manifest
    assert (manifest.version, manifest.taxonomy, manifest.demo) == (0, "telecom", True)


def test_each_month_is_a_segment_of_the_schema_sorted_by_site_time_and_id(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [*random_rows(300), {"id": "undated"}]
    made = store(tmp_path, rows)
    assert [segment.month for segment in made.manifest.segments][-1] == "undated"
    for segment, path in zip(made.manifest.segments, made.files(), strict=True):
        frame = pl.read_parquet(path)
        assert pq.read_schema(path).equals(ARROW)
        assert frame.equals(frame.sort("site", "published_at", "id"))
        assert (frame.height, path.stat().st_size) == (segment.rows, segment.bytes)
        times = frame["published_at"].drop_nulls()
        assert {f"{time:%Y-%m}" for time in times} <= {segment.month}
        assert [segment.first, segment.last] == [
            time.isoformat() if isinstance(time, datetime) else None
            for time in (times.min(), times.max())
        ]


def test_all_engines_read_the_same_rows(tmp_path: Path) -> None:
    made = store(tmp_path, random_rows(300))
    files = [str(path) for path in made.files()]
    found = duckdb.connect().sql("FROM read_parquet($f)", params={"f": files}).to_arrow_table()
    assert pl.DataFrame(found).sort("id").equals(pl.read_parquet(files).sort("id"))


def test_a_manifest_reads_back_as_it_was_written(tmp_path: Path) -> None:
    made = store(tmp_path, random_rows(50))
    assert Manifest.decode(made.manifest.encode()) == made.manifest
    (kept,) = made.manifest.imports
    assert (kept.read, kept.added, kept.updated, kept.unchanged) == (50, 50, 0, 0)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    rows = contributions(
        {"id": f"c{n}", **row} for n, row in enumerate(random_rows(2_000, sites=3))
    )
    pieces = pl.concat([rows[1_500:], rows[:700], rows[700:1_500]], rechunk=False)
    shuffled = [rows, rows.sample(fraction=1, shuffle=True, seed=1), pieces]
    for number, each in enumerate(shuffled):
        create(tmp_path / str(number))
        commit(tmp_path / str(number), each, record(), classifier="made")
    contents = [named_files(tmp_path / str(number)) for number in range(len(shuffled))]
    assert contents[0] == contents[1] == contents[2]


def test_the_last_versions_stay_open_and_no_other_file_stays(tmp_path: Path) -> None:
    create(tmp_path)
    last = KEPT_VERSIONS + 3
    for number in range(1, last + 1):
        numbered(tmp_path, number)
    kept = list(range(last - KEPT_VERSIONS + 1, last + 1))
    assert list(versions(tmp_path)) == kept
    used = {"CURRENT", disk.LOCK}
    for version in kept:
        old = open_store(tmp_path, version)
        assert pl.read_parquet(old.files())["text"].to_list() == [str(version)]
        assert [old.manifest.version, old.manifest.classifier] == [version, f"model {version}"]
        used |= {versions(tmp_path)[version], *(segment.file for segment in old.manifest.segments)}
    assert named_files(tmp_path) == used
    with pytest.raises(StoreError) as gone:
        open_store(tmp_path, 1)
    assert gone.value.key == "store-version-gone"
    assert gone.value.details == {"version": "1", "kept": "4, 5, 6, 7, 8"}


@pytest.mark.parametrize("digit", "0f")
def test_a_version_that_was_never_published_takes_no_number(tmp_path: Path, digit: str) -> None:
    """Two imports died: one before it published version 1, the next just after."""
    made = store(tmp_path, [{"id": "a"}])
    (tmp_path / "manifests" / f"000001-{digit * 64}.json").write_bytes(b"never published")
    store(tmp_path, [{"id": "b"}])
    assert open_store(tmp_path, 1) == made


def test_the_history_of_imports_outlives_the_versions(tmp_path: Path) -> None:
    create(tmp_path)
    for number in range(KEPT_VERSIONS + 3):
        numbered(tmp_path, number)
    imports = open_store(tmp_path).manifest.imports
    assert [each.id for each in imports] == [f"import {n}" for n in range(KEPT_VERSIONS + 3)]


def test_a_month_that_loses_its_last_row_loses_its_segment(tmp_path: Path) -> None:
    state = {"id": "a", "published_at": datetime(2024, 2, 1), "updated_at": datetime(2024, 2, 1)}
    store(tmp_path, [state])
    later = {"published_at": datetime(2024, 1, 1), "updated_at": datetime(2024, 3, 1)}
    moved = store(tmp_path, [state | later])
    assert [segment.month for segment in moved.manifest.segments] == ["2024-01"]


def test_an_import_of_nothing_makes_no_version(tmp_path: Path) -> None:
    assert store(tmp_path, []).manifest.version == 0


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_store_is_for_its_owner_and_his_group_whatever_the_umask(
    tmp_path: Path, mask: int
) -> None:
    before = os.umask(mask)
    try:
        made = store(tmp_path / "store", random_rows(5))
    finally:
        os.umask(before)
    everything = [made.path, *made.path.rglob("*")]
    modes = {(path.is_dir(), stat.S_IMODE(path.stat().st_mode)) for path in everything}
    assert modes == {(True, 0o750), (False, 0o640)}


def test_a_folder_that_stood_open_is_closed_by_the_next_import(tmp_path: Path) -> None:
    made = store(tmp_path / "store", random_rows(5))
    made.path.chmod(0o777)
    (made.path / "segments").chmod(0o775)
    store(made.path, random_rows(6))
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o750
    assert stat.S_IMODE((made.path / "segments").stat().st_mode) == 0o750


def test_a_folder_without_store_is_told_and_left_alone(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "absent"):
        with pytest.raises(StoreError, match="store-absent"):
            open_store(place)
        with pytest.raises(StoreError, match="store-absent"):
            commit(place, contributions([{}]), record(), classifier="made")
    assert list(tmp_path.iterdir()) == []


def test_rows_that_lack_what_is_required_are_refused_whole(tmp_path: Path) -> None:
    store(tmp_path, [{"id": "a"}])
    bad = contributions([{"id": "b"}, {"id": "c", "site": None}])
    with pytest.raises(ValueError, match="site"):
        commit(tmp_path, bad, record(), classifier="made")
    kept = open_store(tmp_path)
    assert pl.read_parquet(list(Integrity(kept).check().files))["id"].to_list() == ["a"]
