"""An interval in words names two numbers that differ, or one."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sociallens.phrases import interval

SHARES = st.floats(0, 1)


def test_bounds_that_round_to_one_number_are_told_apart_by_a_decimal() -> None:
    assert interval(0.82, 0.94, "fr") == "entre 82 et 94\u202f%"
    assert interval(0.997, 1.0, "fr") == "entre 99,7 et 100,0\u202f%"
    assert interval(0.0, 0.004, "en") == "between 0.0 and 0.4%"
    assert interval(0.9999, 1.0, "fr") == "à très peu près 100,0\u202f%"
    assert interval(None, None, "fr") == ""


@given(st.tuples(SHARES, SHARES))
def test_no_interval_goes_from_a_number_to_itself(bounds: tuple[float, float]) -> None:
    low, high = sorted(bounds)
    numbers = re.findall(r"\d+(?:\.\d)?", interval(low, high, "en"))
    assert len(numbers) == len(set(numbers))
    for told, bound in zip(numbers, (low, high) if len(numbers) == 2 else (high,), strict=True):
        assert abs(float(told) / 100 - bound) <= (0.0005 if "." in told else 0.005) + 1e-9
