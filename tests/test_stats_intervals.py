"""Intervals by their formulas are those of statsmodels, to the bit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from sociallens.stats import LEVEL, changes, wilson


@given(st.lists(st.tuples(*[st.integers(0, 5000)] * 2, *[st.integers(1, 5000)] * 2), min_size=1))
def test_intervals_are_those_of_statsmodels(drawn: list[tuple[int, int, int, int]]) -> None:
    n, m = (np.array([row[place] for row in drawn], float) for place in (2, 3))
    k, j = np.minimum([row[0] for row in drawn], n), np.minimum([row[1] for row in drawn], m)
    theirs = proportion_confint(k, n, alpha=1 - LEVEL, method="wilson")
    np.testing.assert_array_equal(np.array(wilson(k, n)), np.array(theirs))
    low, high = confint_proportions_2indep(
        k, n, j, m, method="newcomb", compare="diff", alpha=1 - LEVEL
    )
    mine = [change for change in changes(k, n, j, m) if change]
    np.testing.assert_array_equal([change.low for change in mine], low)
    np.testing.assert_array_equal([change.high for change in mine], high)
