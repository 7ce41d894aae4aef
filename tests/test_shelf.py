"""Few things are kept, each is loaded once, and none longer than somebody uses it."""

import gc
import os
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event

import pytest

from sociallens import settings
from sociallens.access import UNLIMITED
from sociallens.engine import load
from sociallens.selection import Selection
from sociallens.shelf import Shelf
from sociallens.store.write import commit
from tests import made, torment


class Thing:
    def __init__(self, name: str) -> None:
        self.name = name


@pytest.fixture
def uncollected() -> Iterator[None]:
    """Nothing is freed but what nobody refers to, as after `gc.freeze`."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_the_least_recently_used_goes(uncollected: None) -> None:
    shelf = Shelf[int, Thing](most=2)
    gone = {name: weakref.ref(shelf.get(name, 0, lambda name=name: Thing(name))) for name in "ab"}  # type: ignore[misc]
    shelf.get("a", 0, lambda: Thing("another"))
    shelf.get("c", 0, lambda: Thing("c"))
    assert {name: thing() is None for name, thing in gone.items()} == {"a": False, "b": True}


def test_another_key_takes_the_place_of_the_one_before(uncollected: None) -> None:
    shelf = Shelf[int, Thing](most=2)
    before = weakref.ref(shelf.get("a", 1, lambda: Thing("before")))
    seen: list[bool] = []

    def after() -> Thing:
        seen.append(before() is None)
        return Thing("after")

    assert shelf.get("a", 2, after).name == "after"
    assert seen == [True], "two in memory at once"


def test_what_is_in_use_ends_with_its_use(uncollected: None) -> None:
    shelf = Shelf[int, Thing](most=1)
    used = shelf.get("a", 0, lambda: Thing("a"))
    shelf.get("b", 0, lambda: Thing("b"))
    assert used.name == "a"
    gone = weakref.ref(used)
    del used
    assert gone() is None


def test_those_who_come_together_load_once_and_keep_nobody_waiting() -> None:
    shelf = Shelf[int, Thing](most=1)
    loads: list[str] = []
    started, go = Event(), Event()

    def slow() -> Thing:
        loads.append("slow")
        started.set()
        assert go.wait(60)
        return Thing("slow")

    with ThreadPoolExecutor(4) as readers:
        first = readers.submit(shelf.get, "a", 0, slow)
        assert started.wait(60)
        others = [readers.submit(shelf.get, "a", 0, slow) for _ in range(3)]
        assert shelf.get("b", 0, lambda: Thing("b")).name == "b"
        go.set()
        things = {each.result(60) for each in (first, *others)}
    assert len(things) == 1
    assert loads == ["slow"]


def test_what_cannot_be_loaded_is_tried_again() -> None:
    shelf = Shelf[int, Thing](most=1)

    def failing() -> Thing:
        raise ValueError("not now")

    for _ in range(2):
        with pytest.raises(ValueError, match="not now"):
            shelf.get("a", 0, failing)
    assert shelf.get("a", 0, lambda: Thing("a")).name == "a"


def test_many_readers_of_many_places_get_what_they_asked_for() -> None:
    shelf = Shelf[int, Thing](most=2)
    together = Barrier(6)

    def read(seed: int) -> bool:
        together.wait(60)
        names = [str((seed * 7 + step) % 5) for step in range(300)]
        return all(shelf.get(n, 0, lambda n=n: Thing(n)).name == n for n in names)  # type: ignore[misc]

    with ThreadPoolExecutor(6) as readers:
        assert all(readers.map(read, range(6)))


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    return tmp_path / "work"


def spills(base: Path) -> int:
    return len([path for path in base.iterdir() if path.is_dir()])


def test_engines_that_go_take_their_folders_along(
    base: Path, tmp_path: Path, uncollected: None
) -> None:
    for number in range(5):
        made.store(tmp_path / str(number), made.random_rows(5, seed=number))
        assert load(tmp_path / str(number)).contributions(Selection(), UNLIMITED).height == 5
        assert spills(base) <= 2


def test_old_versions_do_not_push_the_current_one_out(base: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    versions = [made.store(store, [{"id": "0"}]).manifest.version]
    for number in range(1, 5):
        rows = made.contributions([{"id": str(number)}])
        done, _ = commit(store, rows, made.record(str(number)), classifier="made")
        versions.append(done.manifest.version)
    current = load(store)
    for _ in range(2):
        for version in versions[:-1]:
            assert load(store, version).store.manifest.version == version
    assert load(store) is current
    assert load(store, versions[-1]) is current, "one set of data, two engines"


def test_a_dropped_engine_gives_its_memory_back(base: Path, tmp_path: Path) -> None:
    """In a process of its own: what others freed before would hide it."""
    torment.store(tmp_path / "store", 20_000, 6)
    program = (
        "import gc, sys, psutil; from pathlib import Path;"
        "from sociallens.engine.duckdb.engine import DuckDBEngine as Engine;"
        "from sociallens.store.manifest import open_store; gc.disable();"
        "store = open_store(Path(sys.argv[1])); own = psutil.Process();"
        "print(*[Engine(store) and own.memory_info().rss for _ in range(9)])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "store"],
        capture_output=True, text=True, check=True, cwd=settings.ROOT,
    )  # fmt: skip
    sizes = [int(size) for size in run.stdout.split()]
    assert max(sizes[5:]) < 1.15 * max(sizes[:5])


KILLED = """
import sys, time
from pathlib import Path
from sociallens.access import UNLIMITED
from sociallens.engine import load
engine = load(Path(sys.argv[1]))
print("loaded", flush=True)
time.sleep(600)
"""


def killed(store: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=settings.ROOT) as process:
        assert process.stdout
        assert process.stdout.readline() == b"loaded\n"
        process.send_signal(signal.SIGKILL)


def test_the_next_command_removes_what_a_killed_one_left(base: Path, tmp_path: Path) -> None:
    made.store(tmp_path / "store", made.random_rows(5))
    killed(tmp_path / "store")
    assert spills(base) == 1
    command = "from sociallens.cli import main; main()"
    arguments = ["export", "summary", "--store", str(tmp_path / "store")]
    subprocess.run(
        [sys.executable, "-c", command, *arguments],
        capture_output=True, check=True, cwd=settings.ROOT, env=os.environ,
    )  # fmt: skip
    assert spills(base) == 0
