"""The rectified estimator, against worked examples and the laws that it must keep."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from sociallens.rectified import Floats, Ints, Labels, Rectified, Strata, Whole, rectify, stratified
from sociallens.stats import wilson

# Lohr, "Sampling: Design and Analysis", example 4.7: dead trees on 25 of 100 plots, counted in the
# field (y) and on photos (x), of which the mean over all plots is 11.3. The regression estimator is
# 11.99, its slope 0.613, its standard error 0.408.
PHOTO = "10 12 7 13 13 6 17 16 15 10 14 12 10 5 12 10 10 9 6 11 7 9 11 10 10"
FIELD = "15 14 9 14 8 5 18 15 13 15 11 15 12 8 13 9 11 12 9 12 13 11 10 9 8"


def one(values: ArrayLike) -> Floats:
    return np.asarray(values, float)[None, :]


def test_the_trees_of_the_textbook_are_as_many() -> None:
    x, y = (np.array(text.split(), float) for text in (PHOTO, FIELD))
    strata = Strata(np.zeros(25, int), np.array([100.0]))
    slope = strata.covariance(one(y), one(x)) / strata.covariance(one(x), one(x))
    assert slope[0] == pytest.approx(0.613274, abs=1e-6)
    mean = slope[0] * 11.3 + np.mean(y - slope[0] * x)
    assert mean == pytest.approx(11.99, abs=0.005)
    left = one(y - slope[0] * x)
    error = np.sqrt(strata.covariance(left, left)[0]) / 100
    assert error == pytest.approx(0.408, abs=0.0005)


def sample(
    rng: np.random.Generator, size: int, drawn: int, right: float, share: float = 0.6
) -> tuple[Floats, Floats, Ints]:
    """A population of so many, what a machine says of it, and who is sampled."""
    y = (rng.random(size) < share).astype(float)
    f = np.where(rng.random(size) < right, y, 1 - y)
    return y, f, rng.choice(size, drawn, replace=False)


def rate(y: Floats, f: Floats, s: Ints, power: float | None = None) -> Rectified:
    """The corrected share of y, from one stratum."""
    strata = Strata(np.zeros(len(s), int), np.array([float(len(y))]))
    ones, none = np.ones((1, len(s))), np.zeros(1)
    whole = Whole(np.array([f.sum()]), np.array([float(len(f))]), none, none)
    return rectify(strata, Labels(one(y[s]), ones), Labels(one(f[s]), ones), whole, power)


@pytest.mark.parametrize("seed", range(8))
def test_a_mean_is_that_of_prediction_powered_inference(seed: int) -> None:
    """`ppi_mean_pointestimate` and `ppi_mean_ci` of ppi_py (Angelopoulos et al.), written out.

    There the messages without a label are apart from those with one.
    """
    rng = np.random.default_rng(seed)
    y, f, s = sample(rng, 5_000, 200, 0.8)
    apart = np.delete(f, s)
    every = np.concatenate([f[s], apart])
    power = np.cov(y[s], f[s], bias=True)[0, 1] / np.var(every) / (1 + len(s) / len(apart))
    theirs = power * apart.mean() + np.mean(y[s] - power * f[s])
    spread = np.sqrt(power**2 * np.var(apart) / len(apart) + np.var(y[s] - power * f[s]) / len(s))
    ours = rate(y, f, s)
    assert ours.rate[0] == pytest.approx(theirs, abs=0.003)  # λ by the sampled f alone
    assert (ours.high - ours.low)[0] / 2 == pytest.approx(1.96 * spread, rel=0.06)
    plain = rate(y, f, s, power=1.0)
    assert plain.rate[0] == pytest.approx(f.mean() + np.mean(y[s] - f[s]))
    assert rate(y, f * 0, s, power=0.0).rate[0] == pytest.approx(y[s].mean())


@given(st.integers(0, 10_000), st.integers(30, 120), st.floats(0.05, 0.95))
def test_a_machine_that_is_right_is_believed(seed: int, drawn: int, share: float) -> None:
    y, _, s = sample(np.random.default_rng(seed), 2_000, drawn, 1.0, share)
    told = rate(y, y, s)
    low, high = wilson(y.sum(), len(y))
    assert told.rate[0] == pytest.approx(y.mean())
    assert told.low[0] <= low + 0.01  # it holds what chance is in the messages too
    assert told.high[0] >= high - 0.01


@given(st.integers(0, 10_000), st.integers(30, 200), st.floats(0.0, 1.0))
def test_a_sample_of_all_is_the_truth(seed: int, size: int, right: float) -> None:
    y, f, s = sample(np.random.default_rng(seed), size, size, right)
    assert rate(y, f, s).rate[0] == pytest.approx(y.mean())


@given(st.integers(0, 10_000), st.integers(30, 150), st.integers(2, 6))
def test_shares_of_a_mix_add_up(seed: int, drawn: int, cells: int) -> None:
    rng = np.random.default_rng(seed)
    size = 1_000
    y, f = (rng.integers(0, cells, size) for _ in range(2))
    f = np.where(rng.random(size) < 0.7, y, f)
    s = rng.choice(size, drawn, replace=False)
    names = [("a", "b")[int(place % 3 == 0)] for place in s]
    strata = stratified(names, {"a": 666.0, "b": 334.0})
    said, found, every = (
        (values == np.arange(cells)[:, None]).astype(float) for values in (y[s], f[s], f)
    )
    ones, none = np.ones((cells, drawn)), np.zeros(cells)
    whole = Whole(every.sum(axis=1), np.full(cells, float(size)), none, none)
    told = rectify(strata, Labels(said, ones), Labels(found, ones), whole)
    if (told.rate > 0).all():  # none was cut off at nought
        assert told.rate.sum() == pytest.approx(1)
    assert (told.low <= told.rate + 1e-9).all()
    assert (told.rate <= told.high + 1e-9).all()
    assert ((told.low >= 0) & (told.high <= 1)).all()
    assert 0 <= told.power <= 1


def test_a_guessing_machine_is_left_aside() -> None:
    rng = np.random.default_rng(1)
    y, f, s = sample(rng, 5_000, 300, 0.5)
    told = rate(y, f, s)
    assert told.power < 0.15
    assert told.rate[0] == pytest.approx(y[s].mean(), abs=0.01)


def test_what_no_sample_was_drawn_from_is_taken_as_it_is() -> None:
    strata = Strata(np.zeros(40, int), np.array([40.0]))
    said, ones = one(np.arange(40) < 10), np.ones((1, 40))
    found = one(np.arange(40) < 20)
    whole = Whole(np.array([25.0]), np.array([100.0]), np.array([5.0]), np.array([60.0]))
    told = rectify(strata, Labels(said, ones), Labels(found, ones), whole)
    assert told.rate[0] == pytest.approx((5 + 10) / 100)


def test_a_lonely_message_joins_another_stratum() -> None:
    strata = stratified(["a", "b", "b", "c", "c", "c"], {"a": 5, "b": 20, "c": 75, "d": 9})
    assert strata.sizes.tolist() == [34.0, 75.0]  # d has none, a one: both with b
    assert strata.drawn.tolist() == [3, 3]
    assert (strata.weights.sum()) == pytest.approx(109)


def test_an_interval_holds_the_truth_nineteen_times_in_twenty() -> None:
    rng = np.random.default_rng(5)
    y, f, _ = sample(rng, 4_000, 1, 0.85, share=0.2)
    held = 0
    for _ in range(1_000):
        told = rate(y, f, rng.choice(len(y), 100, replace=False))
        held += int(told.low[0] <= y.mean() <= told.high[0])
    assert 930 <= held <= 975
