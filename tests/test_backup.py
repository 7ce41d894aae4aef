"""Backups: whole, incremental, verified by reading back; a restored store is the same."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from shutil import copytree, rmtree

import pytest
from click.testing import CliRunner

from sociallens.access import UNLIMITED
from sociallens.annotations import log
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.cli import main
from sociallens.engine import load
from sociallens.errors import StoreError
from sociallens.selection import Selection
from sociallens.store.backup import FILES, LISTS, back_up, backups, damages, restore
from sociallens.store.check import problems
from sociallens.store.manifest import open_store
from sociallens.store.write import commit
from tests.made import contributions, record, store
from tests.test_store_faults import BATCH, BEFORE, ROOT, content


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = store(tmp_path / "store", BEFORE).path
    annotate(made, [Decision("a", "sentiment", ("negative",))], who="Anne")
    (made / "merchants.toml").write_text('[Modalys]\naliases = ["modalys.fr"]\n', encoding="utf-8")
    return made


def held(path: Path) -> tuple[object, ...]:
    """All that a reader can see of a store."""
    engine = load(path)
    rows = engine.contributions(Selection(), UNLIMITED, kind="").sort("id").rows()
    return rows, log.read(path).digest, open_store(path).digest, dict(engine.merchants.canonical)


def test_a_restored_store_is_the_one_that_was_backed_up(path: Path, tmp_path: Path) -> None:
    before = held(path)
    back_up(path, tmp_path / "kept")
    rmtree(path)
    made, kept = restore(tmp_path / "kept", path)
    assert (held(path), kept) == (before, "")
    assert problems(made) == []
    commit(path, contributions(BATCH), record(), classifier="made")


def test_only_what_is_new_is_written(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    first = back_up(path, target)
    assert first.files == len(set(first.backup.files.values()))
    assert back_up(path, target).files == 0
    old = set((target / FILES).iterdir())
    commit(path, contributions(BATCH), record(), classifier="made")
    again = back_up(path, target)
    assert 0 < again.files < len(again.backup.files)
    assert old < set((target / FILES).iterdir())
    assert [each.version for each in backups(target)] == [1, 1, 2]


def test_older_versions_that_links_name_come_back_too(path: Path, tmp_path: Path) -> None:
    commit(path, contributions(BATCH), record(), classifier="made")
    back_up(path, tmp_path / "kept")
    restore(tmp_path / "kept", tmp_path / "elsewhere")
    assert content(open_store(tmp_path / "elsewhere", 1)) == content(open_store(path, 1))


def test_a_later_store_stays_unless_told(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "kept"
    back_up(path, target)
    commit(path, contributions(BATCH), record(), classifier="made")
    now = held(path)
    with pytest.raises(StoreError, match="backup-older"):
        restore(target, path)
    assert held(path) == now
    _, kept = restore(target, path, older=True)
    assert open_store(path).manifest.version == 1
    assert held(path.with_name(kept)) == now
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").touch()
    with pytest.raises(StoreError, match="backup-no-store"):
        restore(target, tmp_path / "other")


@pytest.mark.parametrize("seed", range(6))
def test_damage_is_found_by_reading_back(path: Path, tmp_path: Path, seed: int) -> None:
    draw, target = random.Random(seed), tmp_path / "kept"
    written = back_up(path, target)
    file = draw.choice(sorted((target / FILES).iterdir()))
    if seed % 3:
        data = bytearray(file.read_bytes())
        data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        file.write_bytes(data)
    else:
        file.unlink()
    assert damages(target, written.backup)
    with pytest.raises(StoreError, match="backup-damaged"):
        restore(target, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    (listed,) = (target / LISTS).iterdir()
    listed.write_bytes(listed.read_bytes().replace(b'"version": 1', b'"version": 9'))
    with pytest.raises(StoreError, match="backup-list-damaged"):
        backups(target)


def test_a_damaged_segment_is_not_backed_up_as_sound(path: Path, tmp_path: Path) -> None:
    file = open_store(path).files()[0]
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(StoreError, match="store-segments-damaged"):
        back_up(path, tmp_path / "kept")
    with pytest.raises(StoreError, match="backup-absent"):
        backups(tmp_path / "kept")


def test_backups_amid_imports_and_corrections_are_each_one_moment(
    path: Path, tmp_path: Path
) -> None:
    """Every import rates all months alike: a backup of two moments would hold two ratings."""
    target = tmp_path / "kept"
    days = [datetime(2024, month, 1) for month in (1, 2, 3)]

    def work() -> None:
        for number in range(5):
            rows = [
                {"id": f"n{day.month}", "published_at": day, "rating": float(number),
                 "updated_at": datetime(2025, 1, 1, 0, number)}
                for day in days
            ]  # fmt: skip
            commit(path, contributions(rows), record(), classifier="made")
            annotate(path, [Decision("b", "sentiment", ("positive",))], who=f"Anne {number}")

    with ThreadPoolExecutor(1) as pool:
        busy = pool.submit(work)
        while not busy.done():
            back_up(path, target)
            time.sleep(0.2)  # who waits for the lock has its turn
        busy.result()
    back_up(path, target)
    for number, each in enumerate(backups(target)):
        place = tmp_path / f"restored {number}"
        made, _ = restore(target, place, each.name)
        rated = {row["rating"] for row in content(made) if str(row["id"]).startswith("n")}
        assert len(rated) <= 1
        assert not log.read(place).altered


KILLED = """
import sys
from pathlib import Path
from sociallens.store.backup import back_up, restore
from tests.store_writer import Watch, kill_at
folder, at = Path(sys.argv[1]), int(sys.argv[2])
Watch().over(folder, kill_at(at))
(restore if sys.argv[3] == "restore" else back_up)(Path(sys.argv[4]), Path(sys.argv[5]))
"""


def killed(folder: Path, at: int, act: str, one: Path, other: Path) -> int:
    arguments = [str(folder), str(at), act, str(one), str(other)]
    return subprocess.run([sys.executable, "-c", KILLED, *arguments], cwd=ROOT).returncode


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_killed_backup_or_restore_is_done_again(path: Path, tmp_path: Path) -> None:
    before, target = held(path), tmp_path / "kept"
    for at in (4, 12):
        assert killed(tmp_path, at, "backup", path, target) == -signal.SIGKILL
        for each in backups(target) if any((target / LISTS).glob("*.json")) else []:
            assert damages(target, each) == []
    back_up(path, target)
    for at in (9,):
        place = tmp_path / f"restored {at}"
        assert killed(tmp_path, at, "restore", target, place) == -signal.SIGKILL
        restore(target, place)
        assert held(place) == before
    assert held(path) == before


def test_the_commands_say_what_they_did(path: Path, tmp_path: Path) -> None:
    run, target = CliRunner().invoke, tmp_path / "kept"
    copy = copytree(path, tmp_path / "copy")
    told = run(main, ["backup", str(target), "--store", str(path)])
    assert told.exit_code == 0, told.output
    assert "version 1" in told.output
    assert run(main, ["backup", str(target), "--verify"]).exit_code == 0
    rmtree(path)
    assert run(main, ["restore", str(target), "--to", str(path)]).exit_code == 0
    assert held(path) == held(copy)
    next((target / FILES).iterdir()).write_bytes(b"")
    assert run(main, ["backup", str(target), "--verify"]).exit_code == 3
    assert run(main, ["restore", str(target), "--to", str(path)]).exit_code == 1
