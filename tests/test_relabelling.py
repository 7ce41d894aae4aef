"""What to label first: what a wrong label would change most."""

from pathlib import Path

import pytest

from sociallens.access import UNLIMITED
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.engine import load
from sociallens.relabelling import queue
from sociallens.selection import Selection
from tests import made

SERVICE: dict[str, object] = {
    "topic": "customer_service",
    "topics": ["customer_service"],
    "causes": [],
}
OFFER: dict[str, object] = {"topic": "offer", "topics": ["offer"]}


def row(
    name: str, confidence: float | None, mood: str, severity: str, topic: dict[str, object]
) -> dict[str, object]:
    return {
        "id": name, "text": name, "confidence": confidence, "sentiment": mood,
        "severity": severity, "intent": "other", **topic, **made.by("model:3"),
    }  # fmt: skip


ROWS = [
    row("grave", 0.5, "negative", "high", SERVICE),  # 0.5 × 1 × 3
    row("unsure", 0.1, "neutral", "low", SERVICE),  # 0.9 × 1 × 1
    row("medium", 0.6, "negative", "medium", SERVICE),  # 0.4 × 1 × 2
    row("outside, happy", 0.1, "positive", "low", OFFER),  # 0.9 × 5/6
    row("outside, negative", 0.1, "negative", "low", OFFER),  # 0.9 × 1/6
    row("sure", 0.99, "negative", "low", SERVICE),
    {**row("by a person", 0.0, "negative", "high", SERVICE), **made.by("person")},
    row("by nobody", None, "negative", "high", SERVICE),
]
EXPECTED = ("grave", "unsure", "medium", "outside, happy", "outside, negative", "sure")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made.store(tmp_path / "store", ROWS)
    return tmp_path / "store"


def test_the_order_is_that_of_the_score(path: Path) -> None:
    engine = load(path)
    counts = engine.counts(["negative_service", "service"], [], Selection(), UNLIMITED).row(0)
    assert counts == (5, 6)
    assert queue(engine, Selection(), UNLIMITED) == EXPECTED


def test_what_a_sample_holds_or_people_labelled_is_left_out(path: Path) -> None:
    annotate(path, [Decision("unsure", "topic", ("offer",))], who="Anne")
    found = queue(load(path), Selection(), UNLIMITED, {"grave"})
    assert set(found) == set(EXPECTED) - {"grave", "unsure"}


def test_a_view_is_kept_to(path: Path) -> None:
    view = Selection().choose("topic", ("offer",)).choose("not-sentiment", ("negative",))
    assert queue(load(path), view, UNLIMITED) == ("outside, happy",)
