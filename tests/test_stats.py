"""Intervals and estimates against published examples, and the laws they keep."""

import math
from collections.abc import Sequence
from dataclasses import astuple

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from sociallens.metrics import CHANNEL_SHARE, NEGATIVE_RATE
from sociallens.phrases import moves, rate
from sociallens.stats import FEW, Change, changes, discoveries, net_interval, wilson
from sociallens.waits import Waited, first_replies, first_reply, reply_curve

NEARLY = 1e-9  # for rounding

# Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
PUBLISHED_RATES = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
# Newcombe, "Interval estimation for the difference between independent proportions" (1998),
# table II, method 10.
PUBLISHED_CHANGES = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]


@pytest.mark.parametrize(("k", "n", "low", "high"), PUBLISHED_RATES)
def test_intervals_of_rates_are_those_of_wilson(k: int, n: int, low: float, high: float) -> None:
    found = wilson([k], [n])
    assert [float(side[0]) for side in found] == pytest.approx([low, high], abs=6e-5)


def test_four_of_four_is_anything_above_half() -> None:
    low, high = wilson([4], [4])
    assert (round(float(low[0]), 2), float(high[0])) == (0.51, 1.0)


def test_a_rate_of_nothing_has_no_interval() -> None:
    low, high = wilson([0, 1], [0, 2])
    assert [math.isnan(side[0]) for side in (low, high)] == [True, True]
    assert not math.isnan(low[1])


shares = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares)
def test_an_interval_holds_its_rate_and_is_as_sure_of_the_contrary(kn: tuple[int, int]) -> None:
    k, n = kn
    low, high = (float(side[0]) for side in wilson([k], [n]))
    assert -NEARLY <= low <= k / n + NEARLY
    assert k / n - NEARLY <= high <= 1 + NEARLY
    other_low, other_high = (float(side[0]) for side in wilson([n - k], [n]))
    assert (other_low, other_high) == pytest.approx((1 - high, 1 - low), abs=1e-9)
    more_low, more_high = (float(side[0]) for side in wilson([10 * k], [10 * n]))
    assert more_high - more_low < high - low


@pytest.mark.parametrize(("k", "n", "k0", "n0", "low", "high"), PUBLISHED_CHANGES)
def test_intervals_of_changes_are_those_of_newcombe(
    k: int, n: int, k0: int, n0: int, low: float, high: float
) -> None:
    (change,) = changes([k], [n], [k0], [n0])
    assert change
    assert change.size == pytest.approx(k / n - k0 / n0)
    assert (change.low, change.high) == pytest.approx((low, high), abs=6e-5)
    assert change.shown == (low > 0 or high < 0)


def test_what_has_nothing_to_compare_with_has_no_change() -> None:
    assert changes([1, 3], [0, 4], [1, 1], [4, 0]) == [None, None]
    assert changes([], [], [], []) == []


@given(shares, shares)
def test_a_change_turned_round_is_its_contrary(now: tuple[int, int], then: tuple[int, int]) -> None:
    (there,) = changes([now[0]], [now[1]], [then[0]], [then[1]])
    (back,) = changes([then[0]], [then[1]], [now[0]], [now[1]])
    assert there
    assert back
    assert (back.size, back.low, back.high) == pytest.approx(
        (-there.size, -there.high, -there.low), abs=1e-9
    )
    assert -1 - NEARLY <= there.low <= there.size + NEARLY
    assert there.size - NEARLY <= there.high <= 1 + NEARLY
    assert 0 <= there.p <= 1


moods = st.tuples(*[st.integers(0, 5000)] * 3)  # positive, neutral, negative


@given(moods)
def test_a_net_rate_lies_in_its_interval_between_all_against_and_all_for(
    mood: tuple[int, int, int],
) -> None:
    up, flat, down = mood
    n, sides = up + flat + down, up + down
    low, high = (float(side[0]) for side in net_interval([up - down], [n], [sides]))
    if not sides:
        assert math.isnan(low)
        assert math.isnan(high)
        return
    assert -1 - NEARLY <= low <= (up - down) / n + NEARLY
    assert (up - down) / n - NEARLY <= high <= 1 + NEARLY
    turned = [float(side[0]) for side in net_interval([down - up], [n], [sides])]
    assert turned == pytest.approx([-high, -low], abs=1e-9)


# Freireich et al. (1963), weeks in remission of 21 patients on 6-MP, as in every textbook of
# survival analysis: S(6) 0.857, S(10) 0.753, S(13) 0.690, S(22) 0.538, S(23) 0.448; median 23.
REMISSION = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL_WELL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def counted(ended: Sequence[float], still: Sequence[float]) -> Waited:
    """Waits one by one, as an engine counts them."""
    hours = sorted({*ended, *still})
    return Waited(hours, [ended.count(each) for each in hours], [*map(still.count, hours)])


@pytest.mark.parametrize(
    ("target", "still"), [(5, 1), (6, 0.857), (10, 0.753), (13, 0.690), (22, 0.538), (23, 0.448)]
)
def test_time_to_a_reply_is_the_estimate_of_kaplan_and_meier(target: float, still: float) -> None:
    reply = first_reply(counted(REMISSION, STILL_WELL), target)
    assert (reply.n, reply.answered) == (21, 9)
    assert reply.within_target == pytest.approx(1 - still, abs=6e-4)
    # 1 - S is 0.25 (13: 0.31) and 0.5 (23: 0.55); 0.75 is never reached.
    assert (reply.lower, reply.median, reply.upper) == (13, 23, None)


def test_a_median_worked_by_hand() -> None:
    # Replies after 1, 3 and 5 hours, two still waiting after 2 and 4: of five 4/5 still wait
    # after 1 h, 4/5 x 2/3 = 8/15 after 3 h, none after 5 h.
    reply = first_reply(counted([5, 1, 3], [4, 2]), 3)
    assert (reply.lower, reply.median, reply.upper) == (3, 5, 5)
    assert reply.within_target == pytest.approx(7 / 15)


def test_who_answers_little_is_not_quick() -> None:
    quick = first_reply(counted([1, 1], []), 3)
    slow = first_reply(counted([1, 1], [500] * 98), 3)
    assert (quick.median, slow.median) == (1, None)
    assert slow.within_target == pytest.approx(0.02)


def test_no_reply_at_all_and_no_conversation_at_all() -> None:
    none = first_reply(counted([], [5, 7]), 3)
    assert (none.n, none.median, none.within_target) == (2, None, 0)
    nothing = first_reply(Waited(), 3)
    assert (nothing.n, nothing.median, nothing.within_target) == (0, None, None)


hours = st.lists(st.floats(0.01, 1000), max_size=30)


@given(hours, hours)
def test_quartiles_come_in_order_and_waiting_only_makes_it_longer(
    answered: list[float], waiting: list[float]
) -> None:
    reply = first_reply(counted(answered, waiting), 3)
    order = [x if x is not None else math.inf for x in (reply.lower, reply.median, reply.upper)]
    assert order == sorted(order)
    patient = first_reply(counted(answered, [*waiting, 2000.0]), 3)
    assert (patient.median or math.inf) >= (reply.median or (math.inf if answered else 0))


repeated = st.lists(st.sampled_from([0.5, 1.0, 3.0, 7.25, 24.0]), max_size=60)


@given(repeated, repeated)
def test_counted_waits_give_what_scipy_gives_of_each(
    answered: list[float], waiting: list[float]
) -> None:
    assume(answered)
    curve = ecdf(CensoredData(uncensored=answered, right=waiting)).cdf
    hours = [0.1, 0.5, 1.0, 2.0, 3.0, 7.25, 8.0, 24.0, 30.0]
    shares = reply_curve(counted(answered, waiting), hours)
    assert shares.tolist() == pytest.approx(curve.evaluate(hours).tolist(), abs=1e-12)
    reached = curve.quantiles[curve.probabilities >= 0.5 - 1e-12]
    median = first_reply(counted(answered, waiting), 3).median
    assert median == (reached[0] if reached.size else None)


# Benjamini and Hochberg (1995), the fifteen p-values of their example: four discoveries at 5 %.
P_VALUES = (0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240,
            0.4262, 0.5719, 0.6528, 0.7590, 1.0)  # fmt: skip


def test_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    found = [Change(0.1, 0.01, 0.2, p) for p in P_VALUES]
    assert discoveries(found) == found[:4]
    assert discoveries([]) == []


def test_among_many_chances_no_change_is_announced() -> None:
    keys = [f"s{n}" for n in range(40)]
    before = pl.DataFrame({"site": keys, "k": [10] * 40, "n": [40] * 40})
    chance = pl.DataFrame({"site": keys, "k": [18, *[10] * 39], "n": [40] * 40})
    assert moves(chance, before, "site", NEGATIVE_RATE) == []
    real = pl.DataFrame({"site": keys, "k": [38, *[10] * 39], "n": [40] * 40})
    (found,) = moves(real, before, "site", NEGATIVE_RATE)
    assert found.key == "s0"
    assert found.change.size == pytest.approx(0.7)


def test_a_share_of_one_period_only_was_none_in_the_other() -> None:
    before = pl.DataFrame({"channel": ["a"], "k": [100], "n": [100]})
    now = pl.DataFrame({"channel": ["a", "b"], "k": [50, 50], "n": [100, 100]})
    found = {each.key: each.change.size for each in moves(now, before, "channel", CHANNEL_SHARE)}
    assert found == {"a": pytest.approx(-0.5), "b": pytest.approx(0.5)}


def test_few_are_counted_in_words_and_not_in_percent() -> None:
    assert (rate(3, 4, "fr"), rate(3, 4, "en")) == ("3 sur 4", "3 of 4")
    assert rate(FEW - 1, FEW - 1, "fr") == "9 sur 9"
    assert rate(9, FEW, "fr") == "90\u202f%"


def test_the_curve_of_replies_is_the_published_estimate() -> None:
    shares = reply_curve(counted(REMISSION, STILL_WELL), [5, 6, 10, 23, 40])
    assert shares.tolist() == pytest.approx([0, 0.143, 0.247, 0.552, 0.552], abs=1e-3)
    assert reply_curve(counted([], [5, 7]), [1, 3]).tolist() == [0, 0]


@given(st.lists(st.tuples(repeated, repeated), max_size=5))
def test_many_cells_at_once_are_as_each_alone(
    cells: list[tuple[list[float], list[float]]],
) -> None:
    each = [counted(*cell) for cell in cells]
    kinds = {"hours": pl.Float64, "ended": pl.Int64, "open": pl.Int64}
    lists = {name: [getattr(one, name) for one in each] for name in kinds}
    schema = {name: pl.List(kind) for name, kind in kinds.items()}
    rows = pl.DataFrame({"site": [*range(len(cells))], **lists}, {"site": pl.Int64, **schema})
    told = {site: figures for site, *figures in first_replies(rows, 3).rows()}
    alone = {site: [*astuple(first_reply(one, 3))] for site, one in enumerate(each) if one.n}
    assert told == alone
