"""The funnel of merchants: its limits, who is in it, and what a reader can do with it."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens import marks
from sociallens.stats import funnel
from sociallens.theme import LIGHT
from tests import made
from tests.test_marks import NAMES, answered, messages

RATES = {"Modalys": (30, 40), "Voltarive": (20, 60), "Maisolune": (9, 12), "Cabazia": (2, 4)}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    rows = [
        row
        for site, (k, n) in RATES.items()
        for count, sentiment in ((k, "negative"), (n - k, "positive"))
        for row in messages(count, site=site, sentiment=sentiment)
    ]
    made.store(tmp_path / "store", rows)
    return tmp_path / "store"


def drawn(store: Path, standings: Mapping[str, str], mine: str = "") -> marks.Funnel:
    chart = marks.funnel(answered(store, "merchants"), standings, NAMES, LIGHT, mine)
    assert chart
    return chart


def test_the_limits_are_those_of_the_normal_approximation() -> None:
    low, high = funnel(0.1, [100])  # by hand: 0.1 ± 1.96 × √(0.09 / 100)
    assert (low[0], high[0]) == pytest.approx((0.0412, 0.1588), abs=1e-4)


def test_chance_alone_stays_within_the_limits_as_often_as_they_say() -> None:
    drawn_rates = np.random.default_rng(7).binomial(400, 0.7, 20_000) / 400
    for level in (0.95, 0.998):
        low, high = funnel(0.7, [400], level)
        within = np.mean((drawn_rates >= low[0]) & (drawn_rates <= high[0]))
        assert within == pytest.approx(level, abs=0.01)


@given(st.floats(0, 1), st.integers(1, 10**7), st.integers(1, 10**7))
def test_more_messages_never_widen_the_funnel(rate: float, one: int, other: int) -> None:
    low, high = funnel(rate, sorted([one, other]))
    assert 0 <= low[0] <= low[1] <= rate + 1e-12
    assert 1 >= high[0] >= high[1] >= rate - 1e-12


def test_merchants_with_too_few_messages_are_not_in_it(store: Path) -> None:
    chart = drawn(store, {})
    assert [key for key, *_ in chart.rows] == ["Maisolune", "Modalys", "Voltarive"]
    assert "ensemble 53" in chart.subtitle  # 59 of 112


def test_only_ones_own_merchant_is_named_and_a_standing_gives_the_colour(store: Path) -> None:
    *_, points = drawn(store, {"Modalys": "worse"}, mine="Voltarive").figure["data"]
    assert points["text"] == ["", "", "Voltarive"]
    neutral, worse, own = points["marker"]["color"]
    assert own == LIGHT.accent
    assert neutral == LIGHT.context != worse
    assert points["customdata"] == ["Maisolune", "Modalys", "Voltarive"]


def test_the_figure_is_valid_plotly(store: Path) -> None:
    figure = drawn(store, {}).figure
    assert len(go.Figure(figure).data) == len(figure["data"])


def test_two_merchants_make_no_funnel(tmp_path: Path) -> None:
    rows = [*messages(12, site="A", sentiment="negative"), *messages(12, site="B")]
    made.store(tmp_path / "few", rows)
    assert marks.funnel(answered(tmp_path / "few", "merchants"), {}, NAMES, LIGHT, "") is None
