"""The power goes at any step: the store is the version before or after, and goes on."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import polars as pl
import pytest

from sociallens import personal, trail
from sociallens.annotations import log
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.importing.privacy import pseudonyms
from sociallens.store.integrity import Integrity
from sociallens.store.manifest import open_store
from sociallens.store.write import commit
from sociallens.trail.recording import add
from tests import lengths, power
from tests.made import contributions, record, store
from tests.test_store_faults import BATCH, BEFORE

CUTS = lengths.times(800, 20_000)  # simulated, of each kind of work
# Written down by hand: nothing of the product says what a right answer is.
TEXTS_BEFORE = {"a": None, "b": None, "c": None}
TEXTS_AFTER = {"a": None, "b": "later", "c": None, "r": None}


@pytest.fixture(scope="module")
def recorder() -> power.Recorder:
    return power.Recorder()


def texts(path: Path) -> dict[str, str | None]:
    found = open_store(path)
    assert not Integrity(found).check().damages
    rows = pl.read_parquet(found.files()).select("id", "text").rows()
    assert len(rows) == len(dict(rows))  # none twice
    return dict(rows)


def cuts(
    recorder: power.Recorder,
    folder: Path,
    work: Callable[[], object],
    judge: Callable[[Path], str],
    tmp_path: Path,
    seed: int,
    many: int = CUTS,
) -> Counter[str]:
    """How often each verdict fell over many cuts of one piece of work; equal disks judge once."""
    start = power.content(folder)
    with recorder.over(folder) as steps:
        work()
    draw, verdicts, known = random.Random(seed), Counter[str](), dict[int, str]()
    place = tmp_path / "cut"
    for number in range(many):
        at = number % len(steps)
        state = power.after_cut(start, steps, at, draw)
        key = hash(tuple(sorted(state.items())))
        if key not in known:
            power.restore(place, state)
            known[key] = judge(place)
            rmtree(place)
        verdicts[known[key]] += 1
    return verdicts


def imported(path: Path) -> None:
    commit(path, contributions(BATCH), record(), classifier="made")


def judge_import(place: Path) -> str:
    found = texts(place)
    assert found in (TEXTS_BEFORE, TEXTS_AFTER)
    imported(place)
    assert texts(place) == TEXTS_AFTER
    return "before" if found == TEXTS_BEFORE else "after"


def test_an_import_that_a_power_cut_ends_is_whole_or_nothing(
    recorder: power.Recorder, tmp_path: Path
) -> None:
    path = store(tmp_path / "store", BEFORE).path
    found = cuts(recorder, path, lambda: imported(path), judge_import, tmp_path, seed=1)
    assert found["before"] > CUTS // 10
    assert found["after"] > CUTS // 50


def test_corrections_that_a_power_cut_ends_are_whole_or_nothing(
    recorder: power.Recorder, tmp_path: Path
) -> None:
    path = store(tmp_path / "store", BEFORE).path
    decisions = [Decision(name, "sentiment", ("negative",)) for name in ("a", "b")]
    annotate(path, decisions[:1], who="Anne")
    said = {("Anne", "a")}

    def people(place: Path) -> set[tuple[str, str]]:
        return set(log.read(place).holding.select("who", "id").iter_rows())

    def judge(place: Path) -> str:
        found = people(place)
        assert found in (said, {*said, ("Li", "a"), ("Li", "b")})
        annotate(place, decisions, who="Zoé")
        assert people(place) == {*found, ("Zoé", "a"), ("Zoé", "b")}
        assert texts(place) == TEXTS_BEFORE
        return "before" if found == said else "after"

    found = cuts(recorder, path, lambda: _said(path, decisions), judge, tmp_path, seed=2)
    assert found["before"]
    assert found["after"]


def _said(path: Path, decisions: list[Decision]) -> None:
    annotate(path, decisions, who="Li")


def test_an_erasure_that_a_power_cut_ends_is_ended_by_the_next(
    recorder: power.Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SOCIALLENS_WORK", str(tmp_path / "work"))
    path = store(tmp_path / "store", BEFORE).path
    imported(path)
    annotate(path, [Decision("b", "sentiment", ("negative",))], who="Anne")
    request = personal.Request("id", "b")
    left = {name: text for name, text in TEXTS_AFTER.items() if name != "b"}

    def judge(place: Path) -> str:
        found = texts(place)
        assert found in (TEXTS_AFTER, left)
        if personal.finish(place).receipt is None and "b" in found:
            personal.erase(place, request)
        assert texts(place) == left
        assert log.read(place).holding.is_empty()
        assert len(list((place / "manifests").iterdir())) == 1
        kept = {segment.file for segment in open_store(place).manifest.segments}
        assert {f"segments/{file.name}" for file in (place / "segments").iterdir()} == kept
        assert commit(place, contributions(BATCH), record(), classifier="made",
                      key=pseudonyms.read_key())[1].suppressed == 1  # fmt: skip
        assert texts(place) == left
        return "before" if "b" in found else "after"

    pseudonyms.keep_key(pseudonyms.new_key())
    work = lambda: personal.erase(path, request)  # noqa: E731
    found = cuts(recorder, path, work, judge, tmp_path, seed=3, many=CUTS // 4)
    assert found["before"]
    assert found["after"]


def test_a_trail_holds_what_was_told_before_a_power_cut(
    recorder: power.Recorder, tmp_path: Path
) -> None:
    folder = tmp_path / "trail"
    add(folder, "sign-in", "anne@example.com")

    def judge(place: Path) -> str:
        found = trail.verify(place)
        assert not found.broken
        add(place, "sign-out", "anne@example.com")
        after = trail.verify(place)
        assert (after.lines, after.broken) == (found.lines + 1, None)
        return str(found.lines)

    def work() -> None:
        add(folder, "sign-in", "li@example.com")

    found = cuts(recorder, folder, work, judge, tmp_path, seed=3)
    assert set(found) == {"1", "2"}
