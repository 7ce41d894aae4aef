"""How far two people agree: Cohen's kappa as the textbooks have it."""

import polars as pl
import pytest

from sociallens.agreement import between


def said(who: str, values: list[str], task: str = "sentiment", start: int = 0) -> pl.DataFrame:
    ids = [f"m{number}" for number in range(len(values))]
    return pl.DataFrame({
        "number": range(start, start + len(values)), "who": who, "id": ids, "task": task,
        "values": [value.split() for value in values],
    }, schema_overrides={"number": pl.Int64})  # fmt: skip


def test_kappa_of_a_worked_example() -> None:
    """Cohen's kappa in Wikipedia's worked example: 20, 5, 10, 15 grants give 0.4."""
    one = ["yes"] * 25 + ["no"] * 25
    other = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    (found,) = between(pl.concat([said("A", one), said("B", other, start=50)]))
    assert (found.people, found.n, found.same) == (("A", "B"), 50, 35)
    assert found.kappa == pytest.approx(0.4)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.4 < found.high


def test_the_latest_word_counts_and_order_matters_for_the_main_topic_alone() -> None:
    frames = [
        said("A", ["delivery product"], "causes"),
        said("B", ["product delivery"], "causes", 1),
        said("A", ["offer none"], "topic", 2),
        said("B", ["offer none"], "topic", 3),
        said("B", ["none offer"], "topic", 4),
    ]
    found = {each.task: (each.same, each.n, each.kappa) for each in between(pl.concat(frames))}
    assert found == {"causes": (1, 1, None), "topic": (0, 1, None)}


def test_who_always_says_the_same_has_no_kappa() -> None:
    (found,) = between(pl.concat([said("A", ["yes"] * 12), said("B", ["yes"] * 12, start=12)]))
    assert (found.same, found.n, found.kappa) == (12, 12, None)


def test_one_person_alone_agrees_with_nobody() -> None:
    assert between(said("A", ["yes"])) == []
