"""Damage is found, told with its file, and hides nothing else."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from sociallens.cli import main
from sociallens.errors import StoreError
from sociallens.settings import CURRENT
from sociallens.store.check import problems
from sociallens.store.integrity import Damage, Integrity, Problem
from sociallens.store.manifest import Manifest, Store, manifest_name, open_store
from sociallens.store.write import commit
from tests.made import contributions, record, store

ROWS = [
    {"id": "january", "published_at": datetime(2024, 1, 1)},
    {
        "id": "reply",
        "conversation_id": "january",
        "role": "brand",
        "published_at": datetime(2024, 1, 2),
    },
    {"id": "february", "published_at": datetime(2024, 2, 1)},
]


def check(path: Path) -> Result:
    return CliRunner().invoke(main, ["check", "--store", str(path)])


def publish(path: Path, manifest: Manifest) -> Store:
    """What another program might write: a manifest whose own hash is right."""
    data = manifest.encode()
    name = manifest_name(manifest.version, hashlib.sha256(data).hexdigest())
    (path / name).write_bytes(data)
    (path / CURRENT).write_text(name)
    return open_store(path)


def keys(made: Store) -> list[str]:
    return [problem.key for problem in problems(made)]


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9])


def longer(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"0")


def missing(path: Path) -> None:
    path.unlink()


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


each_damage = pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (flipped, "changed"),
        (emptied, "changed"),
        (truncated, "changed"),
        (longer, "changed"),
        (missing, "missing"),
        (a_folder, "changed"),
    ],
)


def test_a_healthy_store_says_what_it_holds(tmp_path: Path) -> None:
    store(tmp_path / "base", ROWS)
    done = check(tmp_path / "base")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == (
        "base\u202f: aucun problème. Version 1, 1 import, 3 contributions dans 2 fichiers.\n"
        "Période couverte\u202f: 1 janv. – 1 févr. 2024.\n"
    )


def test_an_empty_store_is_healthy(tmp_path: Path) -> None:
    store(tmp_path / "base", [])
    done = check(tmp_path / "base")
    assert (done.exit_code, done.stdout.count("\n")) == (0, 1)


@each_damage
def test_a_damaged_segment_is_told_and_the_rest_stays_readable(
    tmp_path: Path, damage: Callable[[Path], None], problem: Problem
) -> None:
    made = store(tmp_path, ROWS)
    january, february = made.files()
    damage(january)
    condition = Integrity(open_store(tmp_path)).check()
    file = made.manifest.segments[0].file
    assert condition.damages == (Damage(file, problem, rows=2),)
    assert condition.files == (february,)
    assert pl.read_parquet(list(condition.files))["id"].to_list() == ["february"]
    done = check(tmp_path)
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"{file}\u202f: ")
    assert "2 contributions" in done.stderr
    assert done.stderr.count("\n") == 1, "one damage is one line"


@each_damage
def test_nothing_is_imported_over_damage(
    tmp_path: Path, damage: Callable[[Path], None], problem: Problem
) -> None:
    made = store(tmp_path, ROWS)
    damage(made.files()[0])
    with pytest.raises(StoreError, match="store-segments-damaged"):
        commit(tmp_path, contributions([{"id": "new"}]), record(), classifier="made")
    assert open_store(tmp_path) == made


def test_every_damage_of_a_segment_is_found(tmp_path: Path) -> None:
    made = store(tmp_path, ROWS[:1])
    (path,) = made.files()
    whole = path.read_bytes()
    for position in range(0, len(whole), 97):
        data = bytearray(whole)
        data[position] ^= 1 << (position % 8)
        path.write_bytes(data)
        assert Integrity(made).check().files == (), f"byte {position}"


@pytest.mark.parametrize("damage", [flipped, emptied, truncated, longer, missing])
def test_a_damaged_manifest_is_told(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    made = store(tmp_path / "base", ROWS)
    file = f"manifests/000001-{made.digest}.json"
    damage(made.path / file)
    with pytest.raises(StoreError, match="store-damaged"):
        open_store(made.path)
    done = check(made.path)
    assert done.exit_code == 1
    assert f"La base «\u202fbase\u202f» est abîmée\u202f: {file} manque" in done.stderr
    assert open_store(made.path, 0).manifest.version == 0, "an older version still opens"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00", b"manifests/../../elsewhere.json", b"manifests/000001-0.json"]
)
def test_a_damaged_pointer_is_told_and_leads_nowhere(tmp_path: Path, content: bytes) -> None:
    made = store(tmp_path, ROWS)
    (tmp_path / CURRENT).write_bytes(content)
    with pytest.raises(StoreError, match="store-damaged") as told:
        open_store(made.path)
    assert told.value.details["file"] == CURRENT
    assert check(tmp_path).exit_code == 1


def test_a_store_of_other_columns_is_refused(tmp_path: Path) -> None:
    made = store(tmp_path, ROWS)
    with pytest.raises(StoreError, match="store-schema"):
        publish(tmp_path, replace(made.manifest, schema="0" * 64))
    assert check(tmp_path).exit_code == 1


@pytest.mark.parametrize("data", [b"[]", b"{}", b"{", b'{"imports":1,"segments":[]}', b"\xff"])
def test_a_file_that_is_no_manifest_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a manifest"):
        Manifest.decode(data)


def test_a_manifest_cannot_name_files_outside_the_store(tmp_path: Path) -> None:
    made = store(tmp_path / "base", ROWS)
    outside = replace(made.manifest.segments[0], file="../elsewhere.parquet")
    with pytest.raises(StoreError, match="store-damaged"):
        publish(made.path, replace(made.manifest, segments=(outside,)))


def test_a_segment_of_another_length_than_announced_is_told(tmp_path: Path) -> None:
    made = store(tmp_path, ROWS)
    first, second = made.manifest.segments
    publish(tmp_path, replace(made.manifest, segments=(replace(first, rows=9), second)))
    (problem,) = problems(open_store(tmp_path))
    assert problem.key == "store-segment-rows"
    assert problem.details == {"file": first.file, "rows": 2, "listed": 9}


@pytest.mark.parametrize("data", [b"", b"PAR1 no Parquet PAR1"])
def test_a_segment_that_was_never_parquet_is_told(tmp_path: Path, data: bytes) -> None:
    made = store(tmp_path, ROWS)
    digest = hashlib.sha256(data).hexdigest()
    (tmp_path / f"segments/{digest}.parquet").write_bytes(data)
    odd = replace(
        made.manifest.segments[0], sha256=digest, file=f"segments/{digest}.parquet", month="2023-01"
    )
    segments = (*made.manifest.segments, odd)
    broken = publish(tmp_path, replace(made.manifest, segments=segments))
    assert keys(broken) == ["store-segment-columns"]


def test_a_segment_of_other_columns_is_told(tmp_path: Path) -> None:
    made = store(tmp_path, ROWS)
    other = tmp_path / "other.parquet"
    pl.read_parquet(made.files()[0]).drop("topic").write_parquet(other)
    digest = hashlib.sha256(other.read_bytes()).hexdigest()
    other.rename(tmp_path / f"segments/{digest}.parquet")
    odd = replace(made.manifest.segments[0], sha256=digest, file=f"segments/{digest}.parquet")
    broken = publish(tmp_path, replace(made.manifest, segments=(odd,)))
    assert keys(broken) == ["store-segment-columns"]


def test_an_id_in_two_segments_is_told_with_both(tmp_path: Path) -> None:
    made = store(tmp_path / "one", ROWS)
    moved = [row | {"published_at": datetime(2025, 1, 1), "conversation_id": "x"} for row in ROWS]
    other = store(tmp_path / "two", moved[:1])
    (path,) = other.files()
    path.rename(made.path / other.manifest.segments[0].file)
    segments = (*made.manifest.segments, *other.manifest.segments)
    both = publish(made.path, replace(made.manifest, segments=segments))
    (problem,) = problems(both)
    files = sorted({made.manifest.segments[0].file, other.manifest.segments[0].file})
    assert problem.key == "store-ids-repeated"
    assert problem.details == {"files": ", ".join(files), "count": 1}


def test_a_conversation_without_opening_is_told(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        {"id": "late", "conversation_id": "january", "published_at": datetime(2024, 3, 1)},
    ]
    made = store(tmp_path, rows)
    without = replace(made.manifest, segments=made.manifest.segments[1:])
    (problem,) = problems(publish(tmp_path, without))
    assert problem.key == "store-openings-wrong"
    assert problem.details == {"files": made.manifest.segments[2].file, "count": 1}


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("channel", "fax", "fax"),
        ("topics", ["none", "weather"], "weather"),
        ("sentiment", "je suis déçu !", "…"),
    ],
)
def test_a_value_outside_the_taxonomy_is_told_but_no_text(
    tmp_path: Path, column: str, value: object, shown: str
) -> None:
    made = store(tmp_path, [ROWS[0] | {column: value}])
    (problem,) = problems(made)
    file = made.manifest.segments[0].file
    assert problem.key == "store-value-unknown"
    assert problem.details == {"file": file, "column": column, "value": shown}


def test_a_store_whose_taxonomy_is_gone_says_so(tmp_path: Path) -> None:
    assert keys(store(tmp_path, ROWS, taxonomy="no-such-sector")) == ["taxonomy-unknown"]


def test_an_older_version_that_no_longer_opens_is_told(tmp_path: Path) -> None:
    store(tmp_path, ROWS)
    made = store(tmp_path, [{"id": "new"}])
    (older,) = (tmp_path / "manifests").glob("000001-*")
    older.write_bytes(b"{")
    (problem,) = problems(made)
    assert problem.key == "store-older-damaged"
    assert problem.details == {"file": f"manifests/{older.name}", "version": "1"}
    store(tmp_path, [{"id": "newer"}])
    assert pl.read_parquet(open_store(tmp_path).files()).height == 5
