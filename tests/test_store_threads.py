"""What the row that opens a conversation says about all of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.schema import THREAD
from sociallens.store.threads import facts
from tests.made import contributions

Row = Mapping[str, Any]
START = datetime(2024, 1, 31, 20)
NOTHING = {"opens": False, **dict.fromkeys(THREAD[1:])}


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def row(role: str = "customer", hours: float | None = None, **more: object) -> dict[str, object]:
    published = None if hours is None else at(hours)
    return {"conversation_id": "thread", "role": role, "published_at": published, **more}


def plainly(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """The thread facts of each id, worked out one conversation at a time in plain Python."""
    threads = defaultdict(list)
    for each in rows:
        threads[each["conversation_id"]].append(each)
    return {key: value for thread in threads.values() for key, value in _of_one(thread).items()}


def _of_one(thread: list[Row]) -> dict[str, dict[str, Any]]:
    customers = [each for each in thread if each["role"] == "customer"]
    opening = min(
        customers or thread,
        key=lambda each: (
            each["published_at"] or datetime.max,
            each.get("parent_id") is not None,
            each["id"],
        ),
    )
    opened = opening["published_at"]
    brands = [each for each in thread if each["role"] == "brand"]
    times = [each["published_at"] for each in brands if each["published_at"] and opened]
    replies = [time for time in times if time >= opened]
    replied = min(replies, default=None)
    answered = {each["id"] for each in brands}
    later = [
        each
        for each in customers
        if each is not opening
        and (
            (replied and each["published_at"] and each["published_at"] > replied)
            or each.get("parent_id") in answered
        )
    ]
    outcome = None
    if brands:
        outcome = "quiet"
        if any(each.get("sentiment") == "negative" for each in later):
            outcome = "still_negative"
        if any(
            each.get("intent") == "thanks" or each.get("sentiment") == "positive" for each in later
        ):
            outcome = "thanked"
    found: dict[str, dict[str, Any]] = {each["id"]: NOTHING for each in thread}
    found[opening["id"]] = {
        "opens": True,
        "replied_at": replied,
        "contributions": len(thread),
        "brand_contributions": len(brands),
        "outcome": outcome,
    }
    return found


def computed(rows: list[dict[str, object]]) -> dict[str, dict[str, Any]]:
    found = facts(contributions(rows)).select("id", *THREAD).to_dicts()
    return {each.pop("id"): each for each in found}


@pytest.mark.parametrize(
    ("thread", "opening", "expected"),
    [
        pytest.param([row(hours=0)], "c0", (None, 1, 0, None), id="alone"),
        pytest.param(
            [row(hours=0), row("brand", 5), row(hours=6)], "c0", (at(5), 3, 1, "quiet"), id="quiet"
        ),
        pytest.param(
            [row(hours=0), row("brand", 5), row("brand", 2), row(hours=6, intent="thanks")],
            "c0",
            (at(2), 4, 2, "thanked"),
            id="thanked",
        ),
        pytest.param(
            [row(hours=0), row("brand", 5), row(hours=6, sentiment="negative")],
            "c0",
            (at(5), 3, 1, "still_negative"),
            id="still negative",
        ),
        pytest.param(
            [row(hours=0), row(hours=1, intent="thanks"), row("brand", 5)],
            "c0",
            (at(5), 3, 1, "quiet"),
            id="thanks before any reply are for somebody else",
        ),
        pytest.param(
            [row("brand", 0), row(hours=1)], "c1", (None, 2, 1, "quiet"), id="brand speaks first"
        ),
        pytest.param([row("brand", 3), row("brand", 1)], "c1", (at(1), 2, 2, "quiet"), id="brand"),
        pytest.param(
            [row(parent_id="c1"), row(), row("brand", parent_id="c1")],
            "c1",
            (None, 3, 1, "quiet"),
            id="without times",
        ),
        pytest.param(
            [row(), row("brand", parent_id="c0"), row(parent_id="c1", intent="thanks")],
            "c0",
            (None, 3, 1, "thanked"),
            id="without times, thanks that answer the brand",
        ),
    ],
)
def test_what_a_conversation_opens_with(
    thread: list[dict[str, object]], opening: str, expected: tuple[object, ...]
) -> None:
    found = computed(thread)
    assert tuple(found.pop(opening).values()) == (True, *expected)
    assert all(other == NOTHING for other in found.values())


def test_an_answer_to_a_brand_elsewhere_is_no_answer_here() -> None:
    here = [row(), row("brand"), row(parent_id="c3", intent="thanks")]
    found = computed([*here, row("brand", conversation_id="elsewhere")])
    assert found["c0"]["outcome"] == "quiet"


def rows_of(count: int) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "conversation_id": st.sampled_from(["a", "b"]),
            "parent_id": st.none() | st.integers(0, count - 1).map("c{}".format),
            "role": st.sampled_from(["customer", "brand", "moderator"]),
            "published_at": st.none() | st.integers(0, 5).map(at),
            "sentiment": st.sampled_from([None, "negative", "positive"]),
            "intent": st.sampled_from([None, "complaint", "thanks"]),
        }
    )


@given(st.lists(rows_of(8), min_size=1, max_size=8))
def test_facts_are_what_plain_python_finds(rows: list[dict[str, object]]) -> None:
    named = [{"id": f"c{number}", **each} for number, each in enumerate(rows)]
    assert computed(named) == plainly(named)
