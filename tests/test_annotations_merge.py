"""What people correct is what every figure, list and file shows, from the next question on."""

import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from sociallens import damage, schema, tables
from sociallens.access import UNLIMITED
from sociallens.annotations.entries import Decision
from sociallens.annotations.log import file_of
from sociallens.annotations.writing import annotate, erase, revert, undo
from sociallens.answers import answer
from sociallens.cli import main
from sociallens.cli.views import DAMAGED
from sociallens.dimensions import DIMENSIONS
from sociallens.engine import Engine, load
from sociallens.engine.duckdb import relations
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.errors import StoreError
from sociallens.metrics import COUNTS
from sociallens.selection import Selection
from sociallens.store.manifest import open_store
from sociallens.store.write import commit, create
from tests import lengths, made
from tests.annotating import by_hand, decide, told
from tests.test_engine import some_rows

Row = dict[str, object]
HIDDEN = ("import_id", "source")


def rows_of(engine: Engine) -> pl.DataFrame:
    whole = Selection(reposts=True)
    return engine.contributions(whole, UNLIMITED, kind="").drop(HIDDEN).sort("id")


def same_answers(one: Engine, other: Engine, views: Iterable[Selection] = (Selection(),)) -> None:
    for view in views:
        for table in tables.TABLES.values():
            rows = [answer(each, table, view, UNLIMITED).rows for each in (one, other)]
            assert rows[0].equals(rows[1]), (table.name, view)
    assert rows_of(one).equals(rows_of(other))


@pytest.mark.parametrize("seed", range(lengths.times(1, 4)))
def test_a_corrected_store_answers_as_one_whose_rows_people_labelled(
    tmp_path: Path, seed: int
) -> None:
    draw = random.Random(seed)
    rows = some_rows(seed, 150)
    for row in rows:
        row |= {"topics": [row["topic"]] if row.get("topic") else None}
    path = made.store(tmp_path / "machine", rows).path
    machine = told(DuckDBEngine(open_store(path)))
    engine = load(path)
    assert answer(engine, tables.TABLES["summary"], Selection(), UNLIMITED)
    ids = [str(row["id"]) for row in rows]
    said: dict[str, dict[str, tuple[str, ...]]] = {}
    for _ in range(12):
        decisions = [decide(draw, ids) for _ in range(10)]
        annotate(path, decisions, who=draw.choice(("Zoé", "Marc")))
        for each in decisions:
            said.setdefault(each.id, {})[each.task] = each.values
        engine.counts(["messages"], [], Selection(), UNLIMITED)  # a question between
    hers = [by_hand(row, said.get(str(row["id"]), {})) for row in rows]
    other = load(made.store(tmp_path / "people", hers).path)
    views = [
        Selection(),
        Selection().choose("sentiment", ["negative"]),
        Selection().choose("not-topic", ["offer"]),
        Selection().choose("outcome", ["thanked"]),
        Selection().choose("labelled_by", ["person"]),
        Selection().choose("confidence", ["low"]),
    ]
    same_answers(engine, other, views)
    fresh, again = DuckDBEngine(open_store(path)), load(path)
    assert told(fresh) == told(again)
    without, _ = fresh.corrected([*COUNTS], Selection(reposts=True), UNLIMITED)
    assert (without, without) == machine[-1]
    stored = fresh.originals(ids, UNLIMITED).sort("id").rows()
    assert [row for row in stored if row not in machine[0]] == []
    with pytest.MonkeyPatch.context() as patch:  # and when all of it is taken back
        patch.setattr(relations, "Relations", None)  # nothing is loaded again
        revert(path, 0, who="Zoé")
        assert told(again) == machine
    assert again is engine


THREAD: list[Row] = [
    {"id": "q", "published_at": datetime(2025, 1, 30), "topic": "customer_service",
     "topics": ["customer_service"], "sentiment": "negative", "severity": "high",
     "causes": ["delivery"], "reply_observed": True, "followup_observed": True,
     "confidence": 0.5, **made.by("model:4")},
    {"id": "r", "conversation_id": "q", "published_at": datetime(2025, 1, 31), "role": "brand"},
    {"id": "s", "conversation_id": "q", "published_at": datetime(2025, 2, 1),
     "sentiment": "negative", "intent": "complaint", **made.by("model:4")},
]  # fmt: skip


def outcome(engine: Engine) -> object:
    return engine.thread("q", UNLIMITED)["outcome"][0]


def test_the_outcome_of_a_conversation_follows(tmp_path: Path) -> None:
    path = made.store(tmp_path, THREAD).path
    engine = load(path)
    assert outcome(engine) == "still_negative"
    annotate(path, [Decision("s", "intent", ("thanks",))], who="Zoé")
    assert outcome(engine) == "thanked"
    thanked = Selection().choose("outcome", ["thanked"])
    assert engine.counts(["unhappy_recovered"], [], thanked, UNLIMITED).item() == 1
    annotate(path, [Decision("q", "severity", ("low",))], who="Zoé")  # keeps what the other did
    assert outcome(engine) == "thanked"
    annotate(path, [Decision("s", "sentiment", ("neutral",))], who="Zoé")
    undo(path, [1], who="Zoé")
    assert outcome(engine) == "quiet"
    erase(path, ["s"])
    assert outcome(engine) == "still_negative"


def test_what_was_checked_can_be_asked_for(tmp_path: Path) -> None:
    path = made.store(tmp_path, [*THREAD, {"id": "t", "topic": "none", "topics": ["none"]}]).path
    engine = load(path)
    annotate(path, [Decision("q", "sentiment", ("negative",))], who="Zoé")
    annotate(path, [Decision("s", "intent", ("question",))], who="Zoé")
    annotate(path, [Decision("t", "topic", ("offer",))], who="Zoé")
    annotate(path, [Decision("t", "topic", ("none",))], who="Marc")
    for value, identity in (("confirmed", "q"), ("corrected", "s"), ("disputed", "t")):
        view = Selection().choose("checked", [value])
        assert engine.contributions(view, UNLIMITED)["id"].to_list() == [identity]
    assert engine.values(DIMENSIONS["checked"], UNLIMITED) == (
        "confirmed", "corrected", "disputed",
    )  # fmt: skip
    assert engine.contributions(Selection(), UNLIMITED).columns == list(schema.NAMES)
    tally = engine.tallies([DIMENSIONS["checked"]], Selection(), UNLIMITED)
    assert tally == {"checked": {"confirmed": 1, "corrected": 1, "disputed": 1}}


def test_counts_are_known_before_and_after(tmp_path: Path) -> None:
    path = made.store(tmp_path, THREAD).path
    engine = load(path)
    annotate(path, [Decision("q", "sentiment", ("positive",))], who="Zoé")
    annotate(path, [Decision("s", "topic", ("customer_service",))], who="Zoé")
    counts = ("service", "negative_service")
    before, after = engine.corrected(counts, Selection(), UNLIMITED)
    assert before == {"service": 1, "negative_service": 1}
    assert after == {"service": 2, "negative_service": 1}
    unhappy = Selection().choose("sentiment", ["negative"])
    before, after = engine.corrected(["messages"], unhappy, UNLIMITED)
    assert (before, after) == ({"messages": 2}, {"messages": 1})


def test_answers_to_an_audit_change_no_figure_but_are_another_state(tmp_path: Path) -> None:
    path = made.store(tmp_path, THREAD).path
    engine = load(path)
    data, rows = engine.data, rows_of(engine)
    annotate(path, [Decision("q", "sentiment", ("positive",))], who="Zoé", audit="mars")
    assert rows_of(engine).equals(rows)
    assert engine.data != data
    assert engine.annotations.version == 1


def test_older_versions_show_the_present_corrections_and_imports_keep_them(tmp_path: Path) -> None:
    path = made.store(tmp_path, THREAD).path
    annotate(path, [Decision("q", "sentiment", ("positive",)),
                    Decision("gone", "sentiment", ("positive",))], who="Zoé")  # fmt: skip
    newer = [
        {**THREAD[0], "severity": "medium", "text": "Encore", "updated_at": datetime(2026, 1, 1)}
    ]
    commit(path, made.contributions(newer), made.record("two"), classifier="made")
    for engine in (load(path), load(path, 1)):
        row = engine.thread("q", UNLIMITED).row(0, named=True)
        assert (row["sentiment"], row["sentiment_by"]) == ("positive", "person")
        assert row["severity"] == "low"
        assert row["confidence"] == 0.5
    assert load(path).thread("q", UNLIMITED)["text"][0] == "Encore"


def test_readers_and_writers_at_once(tmp_path: Path) -> None:
    path = made.store(tmp_path, some_rows(1, 80)).path
    engine = load(path)
    ids = rows_of(engine).filter(role="customer")["id"].to_list()

    def write(who: str) -> None:
        draw = random.Random(who)
        for _ in range(15):
            annotate(path, [decide(draw, ids), decide(draw, ids)], who=who)

    def ask(_: int) -> None:
        for _ in range(20):
            summed = engine.counts(["messages", "contributions"], [], Selection(), UNLIMITED)
            assert summed["messages"].item() == len(ids)

    with ThreadPoolExecutor(4) as people:
        for done in [people.submit(write, "Zoé"), people.submit(write, "Marc"),
                     *(people.submit(ask, n) for n in range(2))]:  # fmt: skip
            done.result()
    assert engine.annotations.version == 60
    assert engine.annotations.altered is None
    fresh = DuckDBEngine(open_store(path))
    assert told(engine) == told(fresh)


def test_a_reader_who_is_late_shows_nothing_older(tmp_path: Path) -> None:
    path = made.store(tmp_path, THREAD).path
    engine = DuckDBEngine(open_store(path))
    old = annotate(path, [Decision("q", "sentiment", ("neutral",))], who="Zoé")
    annotate(path, [Decision("q", "sentiment", ("positive",))], who="Zoé")
    engine.span(Selection(), UNLIMITED)
    reads = iter([old])  # before the lock; then as it is
    engine._upkeep.ask(lambda r: r.overlay.follow(lambda: next(reads, engine.annotations)))
    assert engine.named(["q"], UNLIMITED)["sentiment"].to_list() == ["positive"]


def test_an_altered_log_shows_what_stands_before(tmp_path: Path) -> None:
    path = made.store(tmp_path, THREAD).path
    annotate(path, [Decision("s", "intent", ("thanks",))], who="Zoé")
    annotate(path, [Decision("q", "sentiment", ("positive",))], who="Zoé")
    file = file_of(path)
    file.write_bytes(file.read_bytes().replace(b"positive", b"neutral"))
    engine = load(path)
    assert outcome(engine) == "thanked"
    assert engine.annotations.altered
    assert rows_of(engine)["sentiment"].to_list() == ["negative", None, "negative"]


def test_an_empty_store_takes_corrections_too(tmp_path: Path) -> None:
    create(tmp_path)
    engine = load(tmp_path)
    annotate(tmp_path, [Decision("later", "sentiment", ("positive",))], who="Zoé")
    assert engine.counts(["messages"], [], Selection(), UNLIMITED).item() == 0


def test_an_export_during_which_somebody_corrects_is_not_whole(tmp_path: Path) -> None:
    path = made.store(tmp_path, THREAD).path
    pieces = damage.steady(load(path), iter([b"one", b"two"]))
    assert next(pieces) == b"one"
    annotate(path, [Decision("q", "sentiment", ("positive",))], who="Zoé")
    with pytest.raises(StoreError) as error:
        next(pieces)
    assert error.value.key == "corrections-between"


def test_commands_say_that_the_log_was_altered(tmp_path: Path) -> None:
    path = made.store(tmp_path, THREAD).path
    annotate(path, [Decision("q", "sentiment", ("positive",))], who="Zoé")
    commands = (["check"], ["export", "summary"])
    for command in commands:
        assert CliRunner().invoke(main, [*command, "--store", str(path)]).exit_code == 0
    file_of(path).write_bytes(file_of(path).read_bytes().replace(b"positive", b"negative"))
    for command, status in zip(commands, (1, DAMAGED), strict=True):
        done = CliRunner().invoke(main, [*command, "--store", str(path)])
        assert done.exit_code == status
        assert "sociallens corrections repair" in done.stderr
