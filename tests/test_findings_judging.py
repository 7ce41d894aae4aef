"""What findings state of chance, what they see of a real difference, and by which formulas."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import proportion_effectsize, tost_proportions_2indep

from sociallens.findings.judging import Proven
from sociallens.findings.kinds import PAGES
from sociallens.stats import ALIKE, Change, Sides, changes, detectable, net_change, verdicts
from tests import lengths, populations

SPLITS, PLANTED = lengths.times(200, 500), 60


def test_of_random_splits_no_more_than_one_page_in_twenty_states_a_difference() -> None:
    draw = np.random.default_rng(1)
    one = populations.drawn(draw, 2_500)
    stating = [
        bool(populations.split(one, draw).judged(PAGES[page]).proven)
        for number, page in ((number, page) for number in range(SPLITS // 5) for page in PAGES)
    ]
    assert len(stating) == SPLITS
    assert sum(stating) <= 0.05 * SPLITS


@pytest.mark.parametrize(("base", "difference"), [(0.8, 0.1), (0.95, -0.1), (0.1, 0.1)])
def test_ten_points_of_one_merchant_in_ten_are_stated_first(base: float, difference: float) -> None:
    assert _first(base, difference, change=False) >= 0.8


def test_ten_points_since_the_period_before_are_stated_first_where_300_can_show_them() -> None:
    assert _first(0.9, 0.1, change=True) >= 0.8
    # At 50 % no test sees ten points of 300 and 300 so often, though it were the only one.
    assert detectable(0.5, 300, 300) > 0.1


def _first(base: float, difference: float, *, change: bool) -> float:
    """How often a planted difference is the first that the overview states."""
    draw = np.random.default_rng(2)
    firsts = []
    for _ in range(PLANTED):
        planted = populations.with_planted(draw, base, difference, n=300, others=9, change=change)
        proven = planted.judged(PAGES["overview"]).proven
        firsts.append(bool(proven) and _is_planted(proven[0], difference))
    return sum(firsts) / PLANTED


def _is_planted(proven: Proven, difference: float) -> bool:
    right_way = (proven.change.size > 0) == (difference > 0)
    return right_way and proven.candidate.value == populations.PLANTED


def test_the_weightiest_comes_first_and_only_what_is_proven() -> None:
    draw = np.random.default_rng(3)
    planted = populations.with_planted(draw, 0.6, 0.3, n=300, others=4, change=False)
    judgement = planted.judged(PAGES["overview"])
    weights = [each.weight for each in judgement.proven]
    assert weights == sorted(weights, reverse=True)
    assert weights
    for each in judgement.proven:
        size, proven = each.change.size, each.change.proven
        assert each.change.shown
        assert 0 < proven <= abs(size)
        assert each.weight == pytest.approx(proven * each.candidate.n)


def test_below_ten_messages_nothing_is_judged() -> None:
    draw = np.random.default_rng(4)
    planted = populations.with_planted(draw, 0.1, 0.9, n=9, others=3, change=False)
    judgement = planted.judged(PAGES["merchants"])
    assert judgement.proven == ()
    assert all(min(each.n, each.n_other) >= 10 for each in judgement.candidates)


# Fisher's lady tasting tea: of 4 with milk first she names 3, of the 4 others 1. One-sided P is
# 1/70 for all four and 16/70 for three (Fisher 1935); half of the latter counts, and both sides.
def test_small_p_are_those_of_fisher_with_half_of_the_table_seen() -> None:
    (change,) = changes([3], [4], [1], [4])
    assert change
    assert change.p == pytest.approx(2 * (1 + 16 / 2) / 70)


counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(counts, counts)
def test_p_does_not_depend_on_which_is_called_first_or_a_hit(
    now: tuple[int, int], then: tuple[int, int]
) -> None:
    (k, n), (k0, n0) = now, then
    there, back, contrary = changes([k, k0, n - k], [n, n0, n], [k0, k, n0 - k0], [n0, n, n0])
    assert there
    assert back
    assert contrary
    assert (back.p, contrary.p) == pytest.approx((there.p, there.p), rel=1e-6, abs=1e-12)


# statsmodels tests equivalence by another method (score): they agree but near the margin.
@pytest.mark.parametrize(
    ("k", "n", "k0", "n0", "stable"),
    [
        (5_000, 10_000, 5_050, 10_000, True),
        (500, 1_000, 500, 1_000, False),  # alike, but too few to show it
        (9_100, 10_000, 8_930, 10_000, True),
        (5_000, 10_000, 5_280, 10_000, False),
    ],
)
def test_stable_is_what_two_one_sided_tests_show(
    k: int, n: int, k0: int, n0: int, stable: bool
) -> None:
    (change,) = changes([k], [n], [k0], [n0])
    assert change
    assert change.stable == stable
    tested = tost_proportions_2indep(k, n, k0, n0, -ALIKE, ALIKE, method="score")
    assert (tested.pvalue < 0.05) == stable


def test_there_are_four_verdicts() -> None:
    far, near, alike = (5_000, 6_000), (500, 5_050), (700, 1_000)
    found = changes([far[0], 520, 5_000], [10_000, 1_000, 10_000], [far[1], 500, near[1]],
                    [10_000, alike[1], 10_000])  # fmt: skip
    assert verdicts([*found, None]) == ["shown", "not_shown", "stable", "too_few"]


def test_what_stands_side_by_side_is_judged_together() -> None:
    chance = Change(0.1, 0.01, 0.19, 0.03)
    nothing = [Change(0.01, -0.09, 0.11, p) for p in (0.4, 0.5, 0.6, 0.7)]
    assert verdicts([chance]) == ["shown"]
    assert verdicts([chance, *nothing]) == ["not_shown"] * 5


@pytest.mark.parametrize(("rate", "n", "n_before"), [(0.5, 300, 300), (0.2, 80, 4_000)])
def test_the_detectable_difference_has_the_power_that_it_says(
    rate: float, n: int, n_before: int
) -> None:
    size = detectable(rate, n, n_before)
    effects = (proportion_effectsize(rate + side * size, rate) for side in (1, -1))
    power = max(NormalIndPower().power(abs(effect), n, 0.05, n_before / n) for effect in effects)
    assert power == pytest.approx(0.8, abs=1e-3)
    assert detectable(rate, n, n_before, tests=100) > size


@pytest.mark.parametrize("shares", [(0.3, 0.5), (0.05, 0.9), (0.45, 0.45), (0.1, 0.1)])
@pytest.mark.parametrize("n", [12, 60])
def test_the_interval_of_net_rates_holds_the_difference_as_often_as_it_says(
    shares: tuple[float, float], n: int
) -> None:
    draw = np.random.default_rng(5)
    drawn = draw.multinomial(n, [*shares, 1 - sum(shares)], (2, 1_500))
    held = []
    for now, before in zip(*drawn.tolist(), strict=True):
        change = net_change(Sides(now[0], now[1], n), Sides(before[0], before[1], n))
        assert change
        held.append(change.low <= 0 <= change.high)
        assert (change.p < 0.05) == change.shown
    assert np.mean(held) >= 0.935


def test_a_net_rate_worked_by_hand() -> None:
    # 47 up, 17 down of 97 and 3 more: 47.75 and 17.75 of 100, net 0.3, variance of a mean
    # (0.655 - 0.09) / 100; the same before: so the difference is 0 ± 1.96 √(2 · 0.00565).
    side = Sides(47, 17, 97)
    change = net_change(side, side)
    assert change
    assert (change.size, change.p) == (0, 1)
    assert change.high == pytest.approx(1.959964 * np.sqrt(2 * 0.00565), abs=1e-6)
    assert change.low == pytest.approx(-change.high)
    assert net_change(side, Sides(0, 0, 0)) is None
