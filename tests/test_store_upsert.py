"""The latest state of a contribution wins, in whatever order and however often it is imported."""

from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociallens.schema import NAMES, PROVENANCE, THREAD
from sociallens.store.check import problems
from sociallens.store.manifest import Store, open_store
from sociallens.store.merge import Changes
from sociallens.store.write import commit, compare, create
from tests.made import by, contributions, record
from tests.test_store_threads import plainly

JANUARY, FEBRUARY = datetime(2024, 1, 20), datetime(2024, 2, 3)
State = dict[str, Any]


def rows_in(store: Store) -> list[State]:
    if not store.files():
        return []
    return pl.read_parquet(store.files()).select(NAMES).sort("id").to_dicts()


def imported(path: Path, *batches: list[State]) -> tuple[Store, list[Changes]]:
    store, changes = create(path), []
    for batch in batches:
        store, made = commit(path, contributions(batch), record(), classifier="made")
        changes.append(made)
    return store, changes


def state(identity: str = "a", version: int = 0, **more: object) -> State:
    updated = FEBRUARY + timedelta(days=version)
    return {"id": identity, "published_at": JANUARY, "updated_at": updated} | more


def test_a_later_state_replaces_and_an_older_one_does_not(tmp_path: Path) -> None:
    old, new = state(text="old"), state(version=1, text="new")
    store, changes = imported(tmp_path, [old], [new], [old])
    assert changes == [Changes(1, 0, 0), Changes(0, 1, 0), Changes(0, 0, 1)]
    assert [row["text"] for row in rows_in(store)] == ["new"]


def test_of_two_states_of_the_same_time_the_incoming_one_wins(tmp_path: Path) -> None:
    for updated_at in (FEBRUARY, None):
        path = tmp_path / str(updated_at)
        batches = [[state(text=text, updated_at=updated_at)] for text in ("first", "second")]
        assert [row["text"] for row in rows_in(imported(path, *batches)[0])] == ["second"]


def test_without_author_and_time_another_text_is_another_contribution(tmp_path: Path) -> None:
    undated = {"id": "a", "text": "first"}
    again = [undated, undated | {"text": "second"}]
    store, changes = imported(tmp_path, [undated], [undated | {"text": "second"}], again)
    assert changes == [Changes(1, 0, 0), Changes(0, 0, 0, clashing=1), Changes(0, 0, 2)]
    assert [row["text"] for row in rows_in(store)] == ["first", "second"]


def test_a_state_without_time_never_replaces_a_dated_one(tmp_path: Path) -> None:
    undated = {"id": "a", "text": "undated"}
    store, _ = imported(tmp_path, [undated], [state(text="dated")], [undated])
    assert [row["text"] for row in rows_in(store)] == ["dated"]


def test_importing_the_same_rows_again_makes_no_version(tmp_path: Path) -> None:
    batch = [state("a"), state("b", conversation_id="a", role="brand")]
    before, _ = imported(tmp_path, batch)
    files = sorted(tmp_path.rglob("*"))
    again = contributions(batch).with_columns(import_id=pl.lit("another"))
    after, changes = commit(tmp_path, again, record("another"), classifier="newer")
    assert changes == Changes(0, 0, 2)
    assert (after, sorted(tmp_path.rglob("*"))) == (before, files)


def test_repeated_rows_of_one_import_count_as_unchanged(tmp_path: Path) -> None:
    store, changes = imported(tmp_path, [state(version=1, text="new"), state(text="old")])
    assert changes == [Changes(1, 0, 1)]
    assert [row["text"] for row in rows_in(store)] == ["new"]


BY_PERSON: State = {
    "topic": "offer",
    "topics": ["offer"],
    "sentiment": "positive",
    **by("person", "topic", "sentiment"),
}
BY_MODEL: State = {"topic": "none", "topics": ["none"], "sentiment": None, **by("model:1")}


@pytest.mark.parametrize("newer", [BY_PERSON, BY_MODEL], ids=["person newer", "model newer"])
@pytest.mark.parametrize("turned", [False, True])
def test_labels_by_a_person_outlive_those_of_a_model(
    tmp_path: Path, newer: State, turned: bool
) -> None:
    older = BY_MODEL if newer is BY_PERSON else BY_PERSON
    batches = [[state(text="old", **older)], [state(version=1, text="new", **newer)]]
    (row,) = rows_in(imported(tmp_path, *(reversed(batches) if turned else batches))[0])
    assert row["text"] == "new"
    assert {name: row[name] for name in BY_PERSON} == BY_PERSON


def test_a_person_corrects_a_person(tmp_path: Path) -> None:
    first = state(**BY_PERSON | {"topic": "none"})
    second = state(**BY_PERSON | {"updated_at": FEBRUARY + timedelta(1)})
    assert rows_in(imported(tmp_path, [first], [second])[0])[0]["topic"] == "offer"


def test_a_comparison_announces_what_a_commit_does(tmp_path: Path) -> None:
    batch = contributions([state("a"), state("b"), state("b")])
    assert compare(tmp_path / "absent", batch) == Changes(2, 0, 1)
    imported(tmp_path / "store", [state("a", text="other")])
    announced = compare(tmp_path / "store", batch)
    assert open_store(tmp_path / "store").manifest.version == 1
    assert commit(tmp_path / "store", batch, record(), classifier="made")[1] == announced


def test_a_late_reply_updates_the_opening_in_another_month(tmp_path: Path) -> None:
    question = state("question", published_at=JANUARY)
    others = [
        state("other", published_at=JANUARY),
        state("march", published_at=datetime(2024, 3, 1)),
    ]
    before, _ = imported(tmp_path, [question, *others])
    reply = state("reply", conversation_id="question", role="brand", published_at=FEBRUARY)
    after, changes = imported(tmp_path, [reply])
    assert changes == [Changes(1, 0, 0)]
    opening = next(row for row in rows_in(after) if row["id"] == "question")
    assert [opening[name] for name in THREAD] == [True, FEBRUARY, 2, 1, "quiet"]
    files = [{s.month: s.file for s in each.manifest.segments} for each in (before, after)]
    assert files[0]["2024-03"] == files[1]["2024-03"], "an untouched month was rewritten"
    assert files[0]["2024-01"] != files[1]["2024-01"]


def test_an_earlier_contribution_takes_over_the_opening(tmp_path: Path) -> None:
    later = state("later", conversation_id="a", published_at=FEBRUARY)
    store, _ = imported(tmp_path, [later], [state("a", published_at=JANUARY)])
    assert {row["id"]: row["opens"] for row in rows_in(store)} == {"a": True, "later": False}


def test_a_contribution_that_changes_its_conversation_leaves_the_old_one(tmp_path: Path) -> None:
    batch = [state("a"), state("b", conversation_id="a")]
    store, _ = imported(tmp_path, batch, [state("b", version=1, conversation_id="b")])
    assert {row["id"]: row["contributions"] for row in rows_in(store)} == {"a": 1, "b": 1}


LABELS: dict[str, st.SearchStrategy[Any]] = {
    "sentiment": st.sampled_from([None, "negative", "positive"]),
    "intent": st.sampled_from([None, "complaint", "thanks"]),
    "topic": st.sampled_from([None, "none", "offer"]),
}


def states_of(identity: str) -> st.SearchStrategy[list[State]]:
    """Up to five states of one contribution; in two of them a person labelled, each her part."""
    content: dict[str, st.SearchStrategy[Any]] = {
        "id": st.just(identity),
        "conversation_id": st.sampled_from(["x", "y", "z"]),
        "role": st.sampled_from(["customer", "brand"]),
        "published_at": st.sampled_from([None, JANUARY, FEBRUARY, datetime(2024, 2, 9)]),
        "text": st.sampled_from([None, "a", "b"]),
    }
    drawn = st.lists(st.fixed_dictionaries(content | LABELS), min_size=1, max_size=5)
    who = st.fixed_dictionaries(dict.fromkeys(LABELS, st.sampled_from([None, 0, 1])))

    def labelled(states: list[State], hers: dict[str, int | None]) -> list[State]:
        return [
            each
            | state(identity, n)
            | each
            | {PROVENANCE[name]: "person" if hers[name] == n else "model:1" for name in LABELS}
            for n, each in enumerate(states)
        ]

    return st.builds(labelled, drawn, who).flatmap(st.permutations).map(list)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[State], list[list[State]]]:
    """All states of a few contributions, and overlapping batches that bring each at least once."""
    states = [each for identity in "abcde" for each in draw(states_of(identity))]
    size = draw(st.integers(1, 4))
    batches: list[list[State]] = [[] for _ in range(size)]
    for each in draw(st.permutations(states)):
        for batch in draw(st.sets(st.integers(0, size - 1), min_size=1)):
            batches[batch].append(each)
    return states, batches


def plain_rows(states: list[State]) -> list[State]:
    """What a store must hold, worked out in plain Python from all states ever imported."""
    latest: dict[str, State] = {}
    times: dict[str, list[datetime]] = {}
    by_person: dict[tuple[str, str], State] = {}
    for each in sorted(states, key=lambda each: each["updated_at"]):
        latest[each["id"]] = each
        if each["published_at"]:
            times.setdefault(each["id"], []).append(each["published_at"])
        for name in LABELS:
            if each[PROVENANCE[name]] == "person":
                by_person[each["id"], name] = each
    merged = [
        each
        | {
            column: by_person.get((key, name), each)[column]
            for name in LABELS
            for column in (name, PROVENANCE[name])
        }
        | {"published_at": min(times[key]) if key in times else None}
        for key, each in sorted(latest.items())
    ]
    facts = plainly(merged)
    return [each | facts[each["id"]] for each in merged]


@settings(max_examples=20)
@given(histories())
def test_the_order_and_number_of_imports_do_not_matter(
    history: tuple[list[State], list[list[State]]],
) -> None:
    states, batches = history
    with TemporaryDirectory() as folder:
        store, changes = imported(Path(folder) / "store", *batches)
        expected = plain_rows(states)
        kept = list(expected[0]) if expected else []
        assert [{name: row[name] for name in kept} for row in rows_in(store)] == expected
        assert sum(each.added for each in changes) == len(expected)
        for batch, each in zip(batches, changes, strict=True):
            assert each.added + each.updated + each.unchanged == len(batch)
        assert problems(store) == []
        assert imported(store.path, *reversed(batches))[0].digest == store.digest
        once, _ = imported(Path(folder) / "once", states)
        assert once.manifest.segments == store.manifest.segments
