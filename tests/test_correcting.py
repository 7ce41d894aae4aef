"""What a browser may say of labels: all that makes no sense writes nothing."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import streamlit
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from sociallens import audits, link, theme
from sociallens.access import UNLIMITED, Scope
from sociallens.annotations.log import Log, read
from sociallens.engine import known, load
from sociallens.i18n import words
from sociallens.link import View
from sociallens.selection import ORDERS, Selection
from sociallens.ui import (
    corrected,
    correcting,
    destinations,
    labels,
    message,
    review_audit,
    review_queue,
    sheet,
    state,
)
from sociallens.ui.state import Screen, screen
from tests import made
from tests.readers import seeing

SERVICE = {
    "topic": "customer_service", "topics": ["customer_service"], "causes": ["delivery"],
    "sentiment": "negative", "severity": "medium", "intent": "complaint", "language": "fr",
    "confidence": 0.5, **made.by("model:3"),
}  # fmt: skip
ACTS = {**correcting.ACTS, **review_queue.ACTS, **review_audit.ACTS}
RIGHT = {"topic": ["offer"], "sentiment": ["positive"], "intent": ["praise"]}
WHOLE = {
    "topic": ["customer_service"], "causes": ["product"], "sentiment": ["negative"],
    "severity": ["high"], "intent": ["complaint"],
}  # fmt: skip


def row(number: int, **said: object) -> dict[str, object]:
    return {"id": f"m{number}", "text": f"Colis perdu {number}", **SERVICE, **said}


ROWS = [
    *(row(number, confidence=0.3 + number / 100) for number in range(20)),
    row(20, role="brand", topic=None, topics=None, causes=None),
    row(21, site="Épicéane"),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made.store(tmp_path / "store", ROWS)
    return tmp_path / "store"


def at(path: Path, scope: Scope = UNLIMITED) -> Screen:
    engine = load(path)
    here = known(engine, scope)
    return Screen(engine, seeing(scope), here, View(), theme.theme(dark=False), "conversations")


@pytest.fixture(autouse=True)
def session(path: Path) -> Iterator[None]:
    streamlit.session_state.clear()
    token = screen.set(at(path))
    state.show(View())
    yield
    screen.reset(token)


def asked(name: str, **given: Any) -> Log:
    """The log after an act of Anne's."""
    sheet.ACTS[name]({"who": "Anne", **given})
    return read(screen.get().engine.store.path)


def told() -> str:
    done = correcting.done()
    return done["text"] if done else ""


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)
KEYS = ("who", "ids", "id", "task", "values", "why", "numbers", "to", "of", "answers", "size")


@settings(max_examples=200)
@given(st.sampled_from(sorted(ACTS)), st.dictionaries(st.sampled_from(KEYS), junk))
def test_junk_writes_nothing(name: str, given: dict[str, Any]) -> None:
    sheet.ACTS[name](given)
    assert read(screen.get().engine.store.path).version == 0
    assert audits.read(screen.get().engine.store.path) == ()


def test_a_label_is_corrected_and_every_figure_knows(path: Path) -> None:
    log = asked("correct", ids=["m1"], task="topic", values=["offer"], why=" parle\nde prix ")
    assert log.corrections.select("who", "id", "task", "values", "why").rows() == [
        ("Anne", "m1", "topic", ["offer"], "parle de prix")
    ]
    engine = load(path)
    assert engine.counts(["service"], [], View().selection, UNLIMITED).item() == 20
    assert told() == "Sujet\u00a0: Offres. Enregistré."
    assert state.view().open == "m1"  # it may leave the list
    assert asked("undo").corrections.height == 0
    assert load(path).counts(["service"], [], View().selection, UNLIMITED).item() == 21
    assert asked("undo").version == 2  # there is nothing left to take back


@pytest.mark.parametrize(
    "given",
    [
        {"ids": ["m1", "nowhere"]},
        {"ids": ["m1", "m1"]},
        {"ids": ["m20"]},  # the merchant's own words
        {"ids": []},
        {"ids": [f"m{n}" for n in range(101)]},
        {"ids": "m1"},
        {"task": "topics"},
        {"task": "confidence"},
        {"values": ["nothing_of_ours"]},
        {"values": []},
        {"task": "sentiment", "values": ["negative", "positive"]},
        {"task": "sentiment", "values": ["offer"]},
        {"who": ""},
        {"who": " \n\t"},
        {"who": 7},
    ],
)
def test_what_makes_no_sense_changes_nothing(given: dict[str, Any]) -> None:
    assert (
        asked("correct", **{"ids": ["m1"], "task": "topic", "values": ["offer"], **given}).version
        == 0
    )


def test_columns_of_a_list_say_what_whole_rows_say(path: Path) -> None:
    asked("correct", ids=["m1"], task="topic", values=["offer"])
    engine, everything = load(path), Selection()
    for order, limit in product(ORDERS, (None, 2)):
        whole = engine.contributions(everything, UNLIMITED, order=order, limit=limit)
        some = engine.contributions(
            everything, UNLIMITED, order=order, limit=limit, columns=message.LISTED
        )
        assert_frame_equal(some, whole.select(message.LISTED))
    topics = engine.contributions(everything, UNLIMITED, columns=("id", "topic"))
    assert topics.filter(id="m1")["topic"].item() == "offer"


def test_a_message_out_of_scope_is_nobodys_to_correct(path: Path) -> None:
    screen.set(at(path, Scope.of(site=["Modalys"])))
    assert asked("correct", ids=["m21"], task="topic", values=["offer"]).version == 0
    screen.set(at(path))
    numbers = asked("correct", ids=["m21"], task="topic", values=["offer"]).holding["number"]
    screen.set(at(path, Scope.of(site=["Modalys"])))
    assert asked("undo", numbers=numbers.to_list()).corrections.height == 1


def test_several_at_once_are_one_act(path: Path) -> None:
    ids = [f"m{number}" for number in range(5)]
    log = asked("correct", ids=ids, task="causes", values=["product", "delivery"])
    assert log.corrections.height == 5
    assert asked("undo").corrections.height == 0


def test_long_names_and_reasons_are_cut() -> None:
    log = asked("correct", ids=["m1"], task="topic", values=["offer"], who="A" * 99, why="w" * 999)
    (entry,) = log.holding.rows(named=True)
    assert (len(entry["who"]), len(entry["why"])) == (labels.LONGEST_NAME, labels.LONGEST_WHY)


def test_a_revert_goes_back_to_an_entry() -> None:
    for number in range(3):
        asked("correct", ids=[f"m{number}"], task="topic", values=["offer"])
    assert asked("revert", to=1).corrections["id"].to_list() == ["m0"]
    assert asked("revert", to=99).version == 4
    assert asked("revert", to=True).version == 4


def test_a_log_that_was_altered_is_told_and_not_written_to(path: Path) -> None:
    asked("correct", ids=["m1"], task="topic", values=["offer"])
    file = path / "annotations" / "log.jsonl"
    file.write_text(file.read_text("utf-8").replace("offer", "offre"), "utf-8")
    asked("correct", ids=["m2"], task="topic", values=["offer"])
    done = correcting.done()
    assert done
    assert done.get("problem")
    assert not done.get("undo")
    assert "log.jsonl" in told()


def test_a_demo_that_cannot_be_written_to_says_so(tmp_path: Path) -> None:
    path = made.store(tmp_path / "demo", ROWS, demo=True).path
    (path / "annotations").write_text("")  # where a folder of an installed package takes nothing
    screen.set(at(path))
    sheet.ACTS["correct"]({"who": "Anne", "ids": ["m1"], "task": "topic", "values": ["offer"]})
    done = correcting.done()
    assert done
    assert done.get("problem")
    assert told() == words("demo-not-written", screen.get().language)


def test_a_sitting_confirms_corrects_and_passes_over() -> None:
    asked("sit")
    sitting = review_queue._sitting()
    assert sitting
    assert sitting.ids[0] == "m0"  # the least sure of messages that weigh the same
    assert "m20" not in sitting.ids
    first, second, third = sitting.ids[:3]
    same = {task: list(values) for task, values in labels.said(ROWS[0]).items()}
    log = asked("reviewed", id=first, answers=same)
    assert log.corrections["id"].unique().to_list() == [first]
    assert log.corrections.height == 5
    assert not sitting.changed
    asked("reviewed", id=second, answers=RIGHT)
    assert sitting.changed == {second}
    asked("reviewed", id=third, skipped=True)
    screen.set(at(screen.get().engine.store.path))
    assert sitting.labelled() == [first, second]
    assert review_queue._left(sitting, sitting.labelled())[0] == sitting.ids[3]
    assert asked("reviewed", id="m20", answers=same).version == log.version + 3


@pytest.mark.parametrize(
    "answers",
    [
        {"topic": ["customer_service"], "sentiment": ["neutral"], "intent": ["other"]},  # no cause
        {**RIGHT, "sentiment": ["negative"]},  # no severity
        {"topic": ["offer"], "sentiment": ["positive"]},
        {**RIGHT, "intent": []},
        {**RIGHT, "mood": ["x"]},
        ["offer"],
        None,
    ],
)
def test_half_an_answer_is_none(answers: object) -> None:
    asked("sit")
    assert asked("reviewed", id="m0", answers=answers).version == 0


def test_an_answer_that_does_not_apply_is_left_out() -> None:
    asked("sit")
    log = asked("reviewed", id="m0", answers={**WHOLE, "topic": ["offer"]})
    assert "causes" not in log.corrections["task"].to_list()


def test_an_audit_is_drawn_labelled_blind_and_judges_without_changing_figures(path: Path) -> None:
    asked("draw", size=7)
    assert audits.read(path) == ()
    asked("draw", size=50)
    (audit,) = audits.read(path)
    assert audit.who == "Anne"
    block = review_audit.rows()[1][0]
    assert block
    assert block["kind"] == "labelling"
    assert block["preset"] == {}
    assert all("mark" not in piece for piece in block["text"])
    first, second, *others = audit.ids
    asked("audited", of=audit.name, id=first, skipped=True)
    log = asked("audited", of=audit.name, id=second, answers=RIGHT)
    assert log.corrections.height == 0
    assert asked("audited", of="another", id=others[0], answers=RIGHT).version == log.version
    assert asked("audited", of=audit.name, id="nowhere", answers=RIGHT).version == log.version
    for id in others:
        log = asked("audited", of=audit.name, id=id, answers=WHOLE)
    screen.set(at(path))
    block = review_audit.rows()[1][0]
    assert block
    assert block["kind"] == "panel"
    assert audits.progress(audit, log.answers(audit.name)).skipped == (first,)
    assert load(path).counts(["service"], [], View().selection, UNLIMITED).item() == 21
    asked("sit")
    sitting = review_queue._sitting()
    assert sitting
    assert not set(sitting.ids) & set(audit.ids)


def test_two_who_disagree_are_shown_as_such(path: Path) -> None:
    asked("correct", ids=["m1"], task="sentiment", values=["neutral"], why="ton poli")
    asked("correct", ids=["m1"], task="sentiment", values=["positive"], who="Bruno")
    screen.set(at(path))
    (message,) = load(path).named(["m1"], UNLIMITED).rows(named=True)
    assert corrected.marks(message) == {"sentiment": "désaccord"}
    (line,) = corrected.lines(message)
    for word in ("Neutre", "Anne", "ton poli", "Positif", "Bruno"):
        assert word in line
    assert isinstance(load(path).annotations.disputed, pl.DataFrame)


def test_the_part_of_the_page_is_in_the_link_and_narrows_nothing(path: Path) -> None:
    here = screen.get().known
    view = link.decode(link.parse("part=audit"), here)
    assert view.part == "audit"
    assert ("part", "audit") in link.encode(view, here)
    unknown = link.decode(link.parse("part=cellar"), here)
    assert unknown.part == ""
    assert not unknown.selection.matches_nothing
    assert "part" not in destinations.of_view(view, "overview")
    assert "part=audit" in destinations.of_view(view, "review")
