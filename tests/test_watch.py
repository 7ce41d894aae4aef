"""A watched folder: what arrives is imported once, what gives nothing is set aside and told."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from sociallens.errors import SocialLensError
from sociallens.i18n import ago
from sociallens.importing import import_files
from sociallens.importing.arrivals import ASIDE, MEMORY, Arrivals, files_in, is_partial
from sociallens.importing.options import Options
from sociallens.importing.watch import Scan, Watched, follow, scan
from sociallens.store import disk
from sociallens.store.manifest import open_store
from sociallens.ui.wording import fresh
from tests import made

GOOD = "id,site,channel,published_at,text\n{id},Nordika,twitter,2026-03-02,{text}\n"
OLD = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made_ = tmp_path / "arrivées"
    made_.mkdir()
    return made_


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    return tmp_path / "store"


def put(path: Path, text: str, age: float = OLD) -> Path:
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)
    return path


def look(folder: Path, store: Path, *, again: bool = False) -> Scan:
    """One look, which imports in this process: a child for each file would take seconds."""
    arrivals = Arrivals(store)
    return Watched(folder, store, Options(), "fr", arrivals, import_files).scan(again=again)


def rows(store: Path) -> int:
    return sum(segment.rows for segment in open_store(store).manifest.segments)


def test_what_arrives_is_imported_once_under_any_name(folder: Path, store: Path) -> None:
    put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"))
    found = scan(folder, store, Options(), "fr")
    assert [report.added for report in found.imported] == [1]
    assert (found.known, found.waiting, found.refused) == (0, 0, ())
    (folder / "a.csv").rename(folder / "Marie Durand.csv")
    put(folder / "b.csv", GOOD.format(id=2, text="Livraison rapide"))
    found = look(folder, store)
    assert (len(found.imported), found.known, rows(store)) == (1, 1, 2)
    assert "Durand" not in (store / MEMORY).read_text(encoding="utf-8")
    assert len(open_store(store).manifest.imports) == 2


def test_a_file_that_gives_nothing_is_set_aside_and_keeps_no_other_out(
    folder: Path, store: Path
) -> None:
    put(folder / "a.csv", "nothing;that\nanybody;knows\n")
    put(folder / "b.csv", GOOD.format(id=1, text="Colis perdu"))
    put(folder / "c.csv", GOOD.format(id=2, text="Colis").replace("2026-03-02", "demain"))
    found = look(folder, store)
    assert (len(found.imported), len(found.refused)) == (1, 2)
    aside = folder / ASIDE
    assert sorted(each.name for each in aside.iterdir()) == [
        "a.csv", "a.csv.txt", "c.csv", "c.csv.txt",
    ]  # fmt: skip
    assert "a.csv" in (aside / "a.csv.txt").read_text(encoding="utf-8")
    assert look(folder, store) == Scan(known=1)
    put(folder / "a.csv", "nothing;that\nanybody;reads\n")
    assert len(look(folder, store).refused) == 1
    assert (aside / "a (2).csv").exists()


def test_a_folder_that_cannot_be_written_keeps_its_refused_files(folder: Path, store: Path) -> None:
    put(folder / "b.csv", GOOD.format(id=1, text="Colis perdu"))
    put(folder / "z.csv", "nothing;that\nanybody;knows\n")
    (folder / ASIDE).touch()  # in the folder's way; while it is empty, it is waited for
    found = look(folder, store)
    assert (len(found.imported), len(found.refused)) == (1, 1)
    assert (folder / "z.csv").exists()
    again = look(folder, store)
    assert (again.known, again.refused) == (2, ())
    assert len(look(folder, store, again=True).refused) == 1


def test_what_is_being_written_is_waited_for(folder: Path, store: Path) -> None:
    put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"), age=0)
    put(folder / "empty.csv", "")
    assert look(folder, store) == Scan(waiting=2)
    put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"))
    assert len(look(folder, store).imported) == 1


def test_partial_hidden_and_odd_files_are_passed_over(folder: Path) -> None:
    names = ("a.csv.part", "b.CRDOWNLOAD", "~$c.xlsx", ".d.csv", "e.csv~", "f.tmp", "Thumbs.db")
    for name in names:
        assert is_partial(name)
        put(folder / name, "x")
    (folder / "link.csv").symlink_to(folder / "f.tmp")
    os.mkfifo(folder / "pipe.csv")
    (folder / ASIDE).mkdir()
    put(folder / ASIDE / "g.csv", "x")
    (folder / "i.csv.download").mkdir()  # a folder, in one browser
    put(folder / "i.csv.download" / "i.csv", "x")
    (folder / "mars").mkdir()
    kept = put(folder / "mars" / "h.csv", "x")
    assert files_in(folder) == [kept]


def test_a_busy_store_leaves_the_file_for_later(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(disk, "LOCK_SECONDS", 0.1)
    put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"))
    look(folder, store)
    put(folder / "b.csv", GOOD.format(id=2, text="Colis abîmé"))
    with disk.locked(store):
        found = look(folder, store)
    assert found.problem is not None
    assert (found.problem.key, found.waiting, found.known) == ("store-busy", 1, 1)
    assert len(look(folder, store).imported) == 1


def test_nothing_is_added_to_made_up_data(folder: Path, tmp_path: Path) -> None:
    demo = made.store(tmp_path / "demo", [{"site": "A"}], demo=True)
    put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"))
    problem = look(folder, demo.path).problem
    assert isinstance(problem, SocialLensError)
    assert problem.key == "import-into-demo"


def test_a_damaged_memory_forgets_and_nothing_is_added_twice(folder: Path, store: Path) -> None:
    put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"))
    look(folder, store)
    (store / MEMORY).write_bytes(b"{")
    found = look(folder, store)
    assert [(report.added, report.unchanged) for report in found.imported] == [(0, 1)]
    assert rows(store) == 1


def test_a_folder_that_goes_and_comes_back_is_followed(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sociallens.importing.watch.ROUND", 0.2)
    told: list[Scan] = []
    stop = Event()
    watched = Watched(folder, store, Options(), "fr", Arrivals(store))
    thread = Thread(target=follow, args=(watched, stop, told.append))
    thread.start()
    try:
        put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"))
        until(lambda: any(found.imported for found in told))
        folder.rename(folder.with_name("away"))
        until(lambda: any(found.gone for found in told))
        folder.mkdir()
        put(folder / "b.csv", GOOD.format(id=2, text="Colis abîmé"))
        until(lambda: sum(len(found.imported) for found in told) == 2)
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()
    assert rows(store) == 2


def until(true: object, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_the_command_ends_well(folder: Path, store: Path, kind: signal.Signals) -> None:
    command = [sys.executable, "-c", "from sociallens.cli import main; main()", "watch"]
    process = subprocess.Popen(
        [*command, str(folder), "--store", str(store)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"SOCIALLENS_LANG": "fr"},
    )
    assert process.stdout
    assert "Dossier surveillé" in process.stdout.readline()
    process.send_signal(kind)
    assert "Surveillance terminée" in process.communicate(timeout=30)[0]
    assert process.returncode == 0


def test_once_waits_for_what_is_being_written_and_ends(folder: Path, store: Path) -> None:
    put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"), age=0)
    command = [sys.executable, "-c", "from sociallens.cli import main; main()", "watch", "--once"]
    environment = os.environ | {"SOCIALLENS_WATCH": str(folder)}
    done = subprocess.run(
        [*command, "--store", str(store)], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert rows(store) == 1


NOW = datetime(2026, 5, 26, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "french", "english"),
    [
        (timedelta(hours=2), "il y a 2 h", "2 hr ago"),
        (timedelta(seconds=3), "il y a 1 min", "1 min ago"),
        (timedelta(days=3), "il y a 3 j", "3 days ago"),
        (timedelta(hours=-5), "il y a 1 min", "1 min ago"),
    ],
)
def test_how_long_ago(passed: timedelta, french: str, english: str) -> None:
    for language, expected in (("fr", french), ("en", english)):
        assert ago(NOW - passed, NOW, language).replace("\u00a0", " ") == expected


def test_how_fresh_a_store_is(folder: Path, store: Path) -> None:
    put(folder / "a.csv", GOOD.format(id=1, text="Colis perdu"))
    look(folder, store)
    manifest = open_store(store).manifest
    now = datetime.fromisoformat(manifest.imports[-1].at) + timedelta(hours=2)
    last = date(now.year, 3, 2)
    assert fresh(manifest, last, now, "fr") == "jusqu’au 2 mars · importé il y a 2\u00a0h"
    assert fresh(manifest, last, now, "en") == "up to 2 Mar · imported 2 hr ago"
    assert fresh(manifest, None, now, "fr") == "importé il y a 2\u00a0h"
