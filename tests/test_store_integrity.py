"""A store is verified as long as it is read: damage is left out and told, a repair heals."""

import gc
import os
import resource
import weakref
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from sociallens.access import UNLIMITED
from sociallens.engine import load
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.errors import StoreError
from sociallens.i18n import LANGUAGES, words
from sociallens.selection import Selection
from sociallens.settings import ROOT
from sociallens.store import integrity
from sociallens.store.integrity import Condition, Integrity
from sociallens.store.manifest import open_store
from sociallens.store.upkeep import Failures, Upkeep
from tests import torment
from tests.blocks_of import numbers
from tests.torment import Torment, question

COUNT, MONTHS = 300, 6
FRAME = ROOT / "sociallens" / "ui" / "frame.py"
EVERYTHING = Selection()


@pytest.fixture
def trouble(tmp_path: Path) -> Torment:
    return Torment(torment.store(tmp_path / "store", COUNT, MONTHS))


def test_no_damage_makes_an_answer_wrong_and_a_repair_makes_it_whole(
    tmp_path: Path, trouble: Torment
) -> None:
    opened = load(tmp_path / "store")
    strikes = list(torment.EVERY)
    for number in range(60):
        if number % 3 == 0 and strikes:
            trouble.strike(strikes.pop())
        elif number % 5 == 0:
            trouble.mend()
        asked = question(trouble.draw, COUNT)
        assert asked.ask(opened) == asked.expected(trouble.rows()), asked.kind
        told = {damage.file for damage in opened.damages}
        assert told == {f"segments/{file.name}" for file in trouble.damaged}
    trouble.mend_all()
    assert opened.contributions(EVERYTHING, UNLIMITED).height == COUNT
    assert opened.damages == ()
    assert load(tmp_path / "store") is opened


@pytest.mark.parametrize("damage", torment.EVERY)
def test_figures_and_texts_leave_the_same_out(
    tmp_path: Path, trouble: Torment, damage: torment.Damage
) -> None:
    opened = load(tmp_path / "store")
    trouble.strike(damage)
    assert sum(each.rows for each in opened.damages) == (COUNT + COUNT // 5) // MONTHS
    counts = opened.counts(("messages",), (), EVERYTHING, UNLIMITED).item()
    assert counts == opened.contributions(EVERYTHING, UNLIMITED).height == COUNT - COUNT // MONTHS
    trouble.mend()
    assert opened.counts(("messages",), (), EVERYTHING, UNLIMITED).item() == COUNT


def test_a_page_tells_new_damage_and_its_repair(
    tmp_path: Path, trouble: Torment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    app = AppTest.from_file(FRAME, default_timeout=60).run()
    assert (volume(app), len(app.error)) == (str(COUNT), 0)
    trouble.strike(torment.flipped)
    app.run()
    assert volume(app) == str(COUNT - COUNT // MONTHS)
    assert "messages manquent dans tous les chiffres" in app.error[0].value
    trouble.mend()
    app.run()
    assert (volume(app), len(app.error)) == (str(COUNT), 0)
    (tmp_path / "store" / "segments").rename(tmp_path / "store" / "elsewhere")
    app.run()
    assert "n’est plus là" in app.error[0].value
    assert not app.exception


def volume(app: AppTest) -> str:
    """The first headline number."""
    return next(iter(numbers(app).values()))["value"]


@pytest.fixture
def rotting(trouble: Torment, monkeypatch: pytest.MonkeyPatch) -> Torment:
    """A disk whose bits flip without a trace in the status of files."""
    looked = integrity.signature
    kept = {str(file): looked(str(file)) for file in trouble.files}
    monkeypatch.setattr(integrity, "signature", lambda path: kept.get(path) or looked(path))
    monkeypatch.setattr(integrity, "_TICK", -1)  # no file is young
    return trouble


@pytest.mark.parametrize("share", [1_000, 10_000, 1 << 20])
def test_what_leaves_no_trace_is_noticed_at_the_slow_pace(
    tmp_path: Path, rotting: Torment, share: int
) -> None:
    size = sum(file.stat().st_size for file in rotting.files)
    checked = Integrity(open_store(tmp_path / "store"), share=share, pause=0)
    assert checked.check().damages == ()
    rotting.strike(torment.flipped)
    enough = 2 * size // share + 2 * len(rotting.files) + 2
    assert any(checked.check().damages for _ in range(enough))
    rotting.mend()
    assert any(not checked.check().damages for _ in range(enough))


def test_a_share_is_hashed_after_a_pause_only(tmp_path: Path, rotting: Torment) -> None:
    checked = Integrity(open_store(tmp_path / "store"), pause=3600)
    checked.check()
    checked.check()  # the first share
    rotting.strike(torment.flipped)
    assert not any(checked.check().damages for _ in range(50))
    checked.doubt()
    assert checked.check().damages


def test_an_error_of_the_database_has_everything_verified(tmp_path: Path, rotting: Torment) -> None:
    opened = DuckDBEngine(open_store(tmp_path / "store"))
    for file in rotting.files[:2]:
        file.write_bytes(b"no parquet" * 100)
    assert opened.contributions(EVERYTHING, UNLIMITED).height == COUNT * (MONTHS - 2) // MONTHS
    assert len(opened.damages) == 2


def test_a_file_that_changes_twice_in_a_tick_is_hashed_again(
    tmp_path: Path, rotting: Torment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(integrity, "_TICK", 3600 * 1_000_000_000)
    checked = Integrity(open_store(tmp_path / "store"), pause=3600)
    assert checked.check().damages == ()
    rotting.strike(torment.flipped)
    assert len(checked.check().damages) == 1


def test_a_store_that_is_taken_away_is_told_and_comes_back(
    tmp_path: Path, trouble: Torment
) -> None:
    opened = load(tmp_path / "store")
    (tmp_path / "store").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="integrity-folder-gone"):
        opened.contributions(EVERYTHING, UNLIMITED)
    with pytest.raises(StoreError, match="integrity-folder-gone"):
        _ = opened.damages
    (tmp_path / "elsewhere").rename(tmp_path / "store")
    assert opened.contributions(EVERYTHING, UNLIMITED).height == COUNT
    assert opened.damages == ()


@pytest.fixture
def no_descriptors() -> Iterator[Callable[[], None]]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)

    def exhaust() -> None:
        used = max(int(name) for name in os.listdir("/proc/self/fd")) + 1
        resource.setrlimit(resource.RLIMIT_NOFILE, (used, hard))
        with suppress(OSError):
            while True:
                taken.append(os.open(os.devnull, os.O_RDONLY))

    taken: list[int] = []
    yield exhaust
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    for descriptor in taken:
        os.close(descriptor)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="descriptors are counted in /proc")
def test_a_shortage_of_descriptors_is_no_damage(
    tmp_path: Path, trouble: Torment, no_descriptors: Callable[[], None]
) -> None:
    opened = load(tmp_path / "store")
    no_descriptors()
    with pytest.raises(StoreError, match=r"integrity-(shortage|failed)"):
        opened.contributions(EVERYTHING, UNLIMITED)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    assert opened.contributions(EVERYTHING, UNLIMITED).height == COUNT
    assert opened.damages == ()


class Broken(Exception): ...


class Cancelled(Broken): ...


class Mistaken(Broken): ...


FAILURES = Failures(every=(Broken,), harmless=(Mistaken,), wanted=(Cancelled,))


class Counted:
    """A loader that counts, and questions that fail a few times."""

    def __init__(self, tmp_path: Path) -> None:
        self.loads = self.asked = 0
        self.upkeep = Upkeep(Integrity(open_store(tmp_path / "store")), self.load, FAILURES)

    def load(self, condition: Condition) -> int:
        self.loads += 1
        return len(condition.files)

    def fail(self, times: int, kind: type[Exception]) -> Callable[[int], int]:
        def question(files: int) -> int:
            self.asked += 1
            if self.asked <= times:
                raise kind
            return files

        return question


@pytest.mark.parametrize(("kind", "loads"), [(Broken, 2), (Mistaken, 1)])
def test_what_fails_once_is_asked_again(
    tmp_path: Path, trouble: Torment, kind: type[Exception], loads: int
) -> None:
    counted = Counted(tmp_path)
    assert counted.upkeep.ask(counted.fail(1, kind)) == MONTHS
    assert (counted.asked, counted.loads) == (2, loads)


@pytest.mark.parametrize("kind", [Broken, Mistaken])
def test_what_fails_twice_is_told_in_words(
    tmp_path: Path, trouble: Torment, kind: type[Exception]
) -> None:
    counted = Counted(tmp_path)
    with pytest.raises(StoreError, match="integrity-failed") as failure:
        counted.upkeep.ask(counted.fail(9, kind))
    assert isinstance(failure.value.__cause__, kind)
    assert failure.value.details == {"kind": kind.__name__}
    assert counted.asked == 2
    assert counted.upkeep.ask(lambda files: files) == MONTHS


def test_what_its_reader_cancels_is_not_asked_again(tmp_path: Path, trouble: Torment) -> None:
    counted = Counted(tmp_path)
    with pytest.raises(Cancelled):
        counted.upkeep.ask(counted.fail(9, Cancelled))
    assert (counted.asked, counted.loads) == (1, 1)


def test_an_answer_from_files_that_changed_meanwhile_is_not_given(
    tmp_path: Path, trouble: Torment
) -> None:
    counted = Counted(tmp_path)
    assert counted.upkeep.ask(lambda files: files) == MONTHS
    seen: list[int] = []

    def question(files: int) -> int:
        seen.append(files)
        if len(seen) == 1:
            trouble.strike(torment.flipped)
            trouble.mend()  # sound before and after, not between
        return files

    assert counted.upkeep.ask(question) == MONTHS
    assert len(seen) == 2
    with pytest.raises(StoreError, match="integrity-unsteady"):
        counted.upkeep.ask(lambda _: os.utime(trouble.files[0]))


def test_readers_who_meet_damage_together_load_once(tmp_path: Path, trouble: Torment) -> None:
    counted = Counted(tmp_path)
    counted.upkeep.condition()
    trouble.strike(torment.deleted)
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: counted.upkeep.ask(lambda n: n), range(40)))
    assert set(answers) == {MONTHS - 1}
    assert counted.loads == 2


class Loaded: ...


def test_what_is_loaded_anew_is_not_twice_in_memory(tmp_path: Path, trouble: Torment) -> None:
    before: list[weakref.ref[Loaded]] = []

    def load(condition: Condition) -> Loaded:
        assert all(each() is None for each in before)
        loaded = Loaded()
        before.append(weakref.ref(loaded))
        return loaded

    upkeep = Upkeep(Integrity(open_store(tmp_path / "store")), load, FAILURES)
    upkeep.condition()
    trouble.strike(torment.flipped)
    assert len(upkeep.condition().damages) == 1
    assert len(before) == 2


def test_an_sql_mistake_is_told_in_words_and_keeps_the_engine(
    tmp_path: Path, trouble: Torment
) -> None:
    opened = load(tmp_path / "store")
    with pytest.raises(StoreError, match="integrity-failed") as failure:
        opened.counts(["nothing_of_the_kind"], [], EVERYTHING, UNLIMITED)
    assert isinstance(failure.value.__cause__, duckdb.BinderException)
    assert opened.contributions(EVERYTHING, UNLIMITED).height == COUNT


def test_an_engine_goes_when_its_last_reader_does(tmp_path: Path, trouble: Torment) -> None:
    opened = DuckDBEngine(open_store(tmp_path / "store"))
    trouble.strike(torment.flipped)
    assert opened.damages
    gone = weakref.ref(opened)
    gc.disable()  # as after `gc.freeze`: nothing but its references keeps it
    try:
        del opened
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["OutOfMemoryException", "IOException", "FatalException"])
def test_failures_have_words(language: str, kind: str) -> None:
    told = words("integrity-failed", language, kind=kind)
    assert told.endswith(".")
    assert (kind in told) == (kind == "FatalException")
