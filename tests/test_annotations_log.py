"""What people say of labels is kept line by line, and nothing good of it is lost."""

import json
from pathlib import Path

import polars as pl
import pytest

from sociallens.annotations.entries import Annotation, Decision
from sociallens.annotations.log import file_of, parsed, read
from sociallens.annotations.writing import annotate, erase, repair, revert, undo
from sociallens.errors import StoreError
from sociallens.store import disk
from sociallens.store.manifest import open_store
from tests import made

ANGRY = Decision("a", "sentiment", ("negative",))
HAPPY = Decision("a", "sentiment", ("positive",))
GRAVE = Decision("b", "severity", ("high",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made.store(tmp_path / "store", [{"id": "a"}, {"id": "b"}]).path


def shown(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(r["id"], r["task"]): tuple(r["values"]) for r in read(path).corrections.to_dicts()}


def key(error: pytest.ExceptionInfo[StoreError]) -> str:
    return error.value.key


def test_a_store_without_corrections_has_an_empty_log(path: Path) -> None:
    log = read(path)
    assert (log.version, log.digest, log.entries) == (0, "", ())
    assert log.corrections.is_empty()
    assert log.disputed.is_empty()


def test_the_latest_decision_is_shown_and_says_who_when_and_why(path: Path) -> None:
    annotate(path, [ANGRY], who=" Zoé ", why="ironie\nmanifeste")
    log = annotate(path, [HAPPY, GRAVE], who="Marc")
    assert log == read(path)
    assert log.version == 3
    assert shown(path) == {("a", "sentiment"): ("positive",), ("b", "severity"): ("high",)}
    first = log.holding.row(0, named=True)
    assert (first["number"], first["who"], first["why"]) == (1, "Zoé", "ironie manifeste")
    assert log.disputed.rows() == [("a", "sentiment")]
    assert annotate(path, [HAPPY], who="Zoé").disputed.is_empty()


def test_an_undo_is_undone_and_a_revert_too(path: Path) -> None:
    annotate(path, [ANGRY], who="Zoé")
    annotate(path, [HAPPY], who="Zoé")  # 2
    undo(path, [2], who="Zoé")  # 3
    assert shown(path) == {("a", "sentiment"): ("negative",)}
    undo(path, [3], who="Zoé")  # 4
    assert shown(path) == {("a", "sentiment"): ("positive",)}
    revert(path, 3, who="Zoé")  # 5: as it was when 2 was undone
    assert shown(path) == {("a", "sentiment"): ("negative",)}
    revert(path, 0, who="Zoé")  # 6
    assert shown(path) == {}
    undo(path, [6], who="Zoé")
    assert shown(path) == {("a", "sentiment"): ("negative",)}
    with pytest.raises(StoreError) as error:
        undo(path, [2], who="Zoé")
    assert key(error) == "annotation-not-holding"
    with pytest.raises(StoreError) as error:
        revert(path, 8, who="Zoé")
    assert key(error) == "annotation-no-version"


@pytest.mark.parametrize(
    ("decision", "told"),
    [
        (Decision("a", "mood", ("x",)), "annotation-unknown-task"),
        (Decision("a", "sentiment", ("furious",)), "annotation-unknown-value"),
        (Decision("a", "sentiment", ()), "annotation-no-value"),
        (Decision("a", "sentiment", ("negative", "positive")), "annotation-many-values"),
        (Decision("a", "topic", ()), "annotation-no-value"),
        (Decision("", "topic", ("none",)), "annotation-no-message"),
        (Decision("a\ud800", "topic", ("none",)), "annotation-no-message"),
        (Decision("a", "topic", (), skipped=True), "annotation-no-value"),
    ],
)
def test_what_cannot_be_decided_is_refused_and_all_with_it(
    path: Path, decision: Decision, told: str
) -> None:
    with pytest.raises(StoreError) as error:
        annotate(path, [GRAVE, decision], who="Zoé")
    assert key(error) == told
    assert read(path).version == 0
    for nobody in ("", " \n", "\u200b"):
        with pytest.raises(StoreError) as error:
            annotate(path, [GRAVE], who=nobody)
        assert key(error) == "annotation-no-name"


def test_answers_to_an_audit_are_no_corrections(path: Path) -> None:
    annotate(path, [ANGRY, Decision("b", "topic", (), skipped=True)], who="Zoé", audit="mars")
    log = annotate(path, [HAPPY], who="Marc", audit="mars")
    assert log.corrections.is_empty()
    assert log.disputed.is_empty()
    answers = log.answers("mars").select("id", "who", "values", "skipped").rows()
    assert answers == [
        ("a", "Zoé", ["negative"], False),
        ("b", "Zoé", [], True),
        ("a", "Marc", ["positive"], False),
    ]
    assert log.answers("avril").is_empty()


def test_erased_messages_leave_no_trace(path: Path) -> None:
    annotate(path, [ANGRY], who="Zoé", why="un secret")
    annotate(path, [GRAVE], who="Zoé")
    undo(path, [1], who="Zoé")
    log, count = erase(path, ["a", "nowhere"])
    assert (count, log.version) == (2, 4)
    assert log == read(path)
    text = file_of(path).read_text()
    assert "secret" not in text
    assert '"a"' not in text
    assert shown(path) == {("b", "severity"): ("high",)}
    assert erase(path, ["a"])[1] == 0
    assert annotate(path, [ANGRY], who="Zoé").version == 5


def test_a_log_cut_anywhere_keeps_all_whole_acts(path: Path) -> None:
    logs = [read(path), annotate(path, [ANGRY], who="Zoé")]
    logs.append(annotate(path, [HAPPY, GRAVE], who="Zoé"))
    logs.append(undo(path, [1], who="É"))
    data = file_of(path).read_bytes()
    for cut in range(len(data) + 1):
        kept = parsed(data[:cut])
        assert kept.altered is None
        assert kept == max((log for log in logs if log.size <= cut), key=lambda log: log.size)
    for cut in range(0, len(data), 7):
        file_of(path).write_bytes(data[:cut])
        before = read(path)
        after = annotate(path, [GRAVE], who="Marc")
        assert after.entries[:-1] == before.entries
        assert after == read(path)


@pytest.mark.parametrize("garbage", [b"\0" * 512, b"\0\n\0\n", b"{}\n\0", b"\xc3", b"\n\n"])
def test_what_a_power_cut_leaves_behind_is_no_damage(path: Path, garbage: bytes) -> None:
    before = annotate(path, [ANGRY], who="Zoé")
    file_of(path).write_bytes(file_of(path).read_bytes() + garbage)
    assert read(path) == before
    assert annotate(path, [HAPPY], who="Zoé").entries[0] == before.entries[0]
    assert read(path).version == 2


def test_an_altered_line_is_told_and_those_before_it_hold(path: Path) -> None:
    for _ in range(3):
        annotate(path, [ANGRY, GRAVE], who="Zoé")
    file = file_of(path)
    sound = file.read_bytes()
    for place in range(0, len(sound), 5):
        spoilt = bytearray(sound)
        spoilt[place] ^= 1
        log = parsed(bytes(spoilt))
        line = sound[:place].count(b"\n") + 1
        torn = place == len(sound) - 1  # its last line has no end any more
        assert torn or log.altered
        assert log.altered is None or log.altered.line == line
        assert len(log.entries) == (line - 1) // 2 * 2
    lines = sound.split(b"\n")
    file.write_bytes(b"\n".join([*lines[:2], *lines[3:]]))  # one is missing
    assert shown(path) == {("a", "sentiment"): ("negative",), ("b", "severity"): ("high",)}
    with pytest.raises(StoreError) as error:
        annotate(path, [HAPPY], who="Zoé")
    assert error.value.details == {"file": "annotations/log.jsonl", "line": "3", "lost": 3}
    assert repair(path) == 3
    assert repair(path) == 0
    assert annotate(path, [HAPPY], who="Zoé").version == 3
    assert len(list(file.parent.glob("log-altered-*.jsonl"))) == 1


def test_a_line_says_one_decision_in_plain_words(path: Path) -> None:
    annotate(path, [Decision("a", "causes", ("delivery", "product", "delivery"))], who="Zoé")
    said = json.loads(file_of(path).read_text())
    assert said["values"] == ["delivery", "product"]
    assert (said["kind"], said["id"], said["left"]) == ("annotation", "a", 0)
    assert read(path).entries == (
        Annotation(1, said["at"], "Zoé", "a", "causes", ("delivery", "product")),
    )


def test_people_correct_while_an_import_holds_the_store(path: Path) -> None:
    with disk.locked(path):
        assert annotate(path, [ANGRY], who="Zoé").version == 1
    with disk.locked(path / "annotations"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(disk, "LOCK_SECONDS", 0.05)
        with pytest.raises(StoreError) as error:
            annotate(path, [ANGRY], who="Zoé")
        assert key(error) == "annotation-busy"
    assert open_store(path).manifest.version == 1


def test_a_full_disk_leaves_the_log_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = annotate(path, [ANGRY], who="Zoé")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreError) as error:
        annotate(path, [HAPPY], who="Zoé")
    assert key(error) == "store-full"
    assert read(path) == before
    assert file_of(path).stat().st_size == before.size


def test_frames_have_their_columns_also_when_empty(path: Path) -> None:
    log = read(path)
    for frame in (log.holding, log.corrections, log.answers("x")):
        assert frame.schema["values"] == pl.List(pl.String)
    assert log.disputed.columns == ["id", "task"]
