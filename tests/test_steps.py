"""Steps are taken together until each holds enough, and nothing is lost on the way."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.stats import FEW
from sociallens.steps import LEAST, Step, merged, suited

counts = st.lists(st.integers(0, 25).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))


@given(counts)
def test_sums_and_order_are_kept_and_no_step_is_lost(places: list[tuple[int, int]]) -> None:
    k, n = [k for k, _ in places], [n for _, n in places]
    steps = merged(k, n)
    assert sum(step.k for step in steps) == sum(k)
    assert sum(step.n for step in steps) == sum(n)
    assert all(earlier.last < later.first for earlier, later in pairwise(steps))
    covered = {place for step in steps for place in range(step.first, step.last + 1)}
    assert {place for place, whole in enumerate(n) if whole} <= covered
    for step in steps:
        assert step.k == sum(k[step.first : step.last + 1])
        assert step.n == sum(n[step.first : step.last + 1])
        assert n[step.first]
        assert n[step.last]
        assert step.first <= step.middle <= step.last


@given(counts)
def test_every_step_holds_enough_unless_the_whole_does_not(places: list[tuple[int, int]]) -> None:
    n = [n for _, n in places]
    steps = merged(n, n)
    if sum(n) >= FEW:
        assert all(step.n >= FEW for step in steps)
    else:
        assert len(steps) == (1 if sum(n) else 0)


@given(counts)
def test_what_holds_enough_already_stays_as_fine_as_it_is(places: list[tuple[int, int]]) -> None:
    n = [n + FEW for _, n in places]
    assert merged(n, n) == [Step(place, place, each, each) for place, each in enumerate(n)]


@given(st.lists(st.integers(-25, 25)))
def test_a_net_may_be_negative(k: list[int]) -> None:
    assert sum(step.k for step in merged(k, [25] * len(k))) == sum(k)


def test_years_without_anything_stay_a_gap() -> None:
    steps = merged([1, 2, 0, 0, 0, 3], [12, 11, 0, 0, 0, 10])
    assert [(step.first, step.last) for step in steps] == [(0, 0), (1, 1), (5, 5)]


def test_the_remainder_joins_the_step_before_it() -> None:
    assert merged([4, 3, 3, 1], [6, 6, 10, 2]) == [Step(0, 1, 7, 12), Step(2, 3, 4, 12)]


def days(length: int) -> list[date]:
    return [date(2026, 10, 2) + timedelta(days=n) for n in range(length)]


@pytest.mark.parametrize(
    ("length", "each", "finest", "grain"),
    [
        (30, 40, "day", "day"),
        (30, 3, "day", "week"),  # 76 messages in a month: by day they are a zigzag
        (7, 1, "day", "day"),  # one week would be a single step
        (365, 1, "week", "month"),
        (365, 30, "month", "month"),
        (0, 0, "day", "day"),
    ],
)
def test_the_grain_suits_the_number_of_messages(
    length: int, each: int, finest: str, grain: str
) -> None:
    assert suited(days(length), [each] * length, finest) == grain


@given(st.lists(st.integers(0, 30), max_size=400), st.sampled_from(["day", "week", "month"]))
def test_a_grain_is_never_finer_and_never_leaves_too_few_steps(n: list[int], finest: str) -> None:
    grains = ["day", "week", "month", "quarter"]
    grain = suited(days(len(n)), n, finest)
    assert grains.index(grain) >= grains.index(finest)
    if grain != finest:
        every = {"week": 7, "month": 31, "quarter": 92}[grain]
        assert len(n) > (LEAST - 2) * every * 0.9
