"""Figures are valid Plotly, show labels unchanged, and write what they draw."""

import re
from datetime import date

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens import charts
from sociallens.charts.paper import text
from sociallens.findings import time_label
from sociallens.i18n import LANGUAGES, LOCALES
from sociallens.theme import DARK, LIGHT, Theme, contrast, mix, readable

BARS = [
    charts.Bar(
        "a", "Un <b>nom</b> & co", 0.4, 0.3, 0.5, "<b>40 %</b>  4", "dit", "#123456", 0.2, 0.6
    ),
    charts.Bar("b", "Autre", 0.1, None, None, "1 sur 10", "dit", "#123456"),
]
LINES = [
    charts.Series("x", "X 50 %", "#123456", [50, None, 20], ["a", "b", "c"]),
    charts.Series("y", "", "#654321", [1, 2, 3], ["a", "b", "c"], [0, 1, None], [2, 3, None]),
]
FRENCH = LOCALES["fr"]
COUNTS = [charts.Series("x", "X", "#123456", [1, 0, 2], ["a", "b", "c"])]
CELLS = [
    charts.Cell(row, column, share, "n", "dit")
    for row, column, share in (("r", "c", 0.0), ("r", "d", 1.0), ("s", "c", 0.5))
]
KEYS = [("c", "C"), ("d", "D")], [("r", "R"), ("s", "S")]


def figures(mode: Theme) -> list[charts.Figure]:
    return [
        charts.bars(BARS, mode),
        charts.bars([], mode),
        charts.layers(["1", "2", "3"], COUNTS, mode, FRENCH),
        charts.lines(["1", "2", "3"], LINES, mode, FRENCH),
        charts.grid(KEYS[1], KEYS[0], CELLS, mode),
    ]


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_every_figure_is_valid_plotly(mode: Theme) -> None:
    for figure in figures(mode):
        assert go.Figure(figure.to_dict()).to_dict() == figure.to_dict()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axes_of_time_write_numbers_as_the_reader_does(language: str) -> None:
    locale = LOCALES[language]
    steps = ["1", "2", "3"]
    counts = charts.layers(steps, COUNTS, LIGHT, locale)
    shares = charts.lines(steps, LINES, LIGHT, locale)
    assert counts.layout.separators == shares.layout.separators == locale.separators
    assert (shares.layout.yaxis.tickprefix, shares.layout.yaxis.ticksuffix) == locale.percent


def test_bars_stand_in_the_given_order_from_the_top() -> None:
    figure = charts.bars(BARS, LIGHT)
    assert list(figure.data[0].y) == [1, 0]
    assert figure.layout.yaxis.ticktext[0].startswith("Un &lt;b&gt;nom&lt;/b&gt; &amp; co")


def test_a_value_is_written_behind_the_tick_it_would_cover() -> None:
    notes = charts.bars(BARS, LIGHT).data[1]
    assert notes.x[0] > 0.6


@given(st.text())
def test_no_label_is_read_as_markup(label: str) -> None:
    shown = text(label)
    assert "<" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == label


@given(st.floats(0, 1))
def test_the_number_in_a_cell_can_be_read_on_any_depth(share: float) -> None:
    for mode in (LIGHT, DARK):
        fill = mix(*mode.ramp, share)
        assert contrast(fill, readable(fill, *mode.on_ramp)) >= 4.5


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_a_sparkline_stays_on_its_paper(values: list[float]) -> None:
    drawn = re.search(r'points="([^"]*)"', charts.sparkline(values, "#123456"))
    assert drawn
    points = [tuple(map(float, pair.split(","))) for pair in drawn[1].split()]
    assert len(points) == len(values)
    assert all(0 <= x <= 160 and 0 <= y <= 36 for x, y in points)


def test_time_labels_say_days_weeks_and_months() -> None:
    assert time_label(date(2026, 3, 2), "day", "fr") == "2 mars"
    assert time_label(date(2026, 3, 2), "week", "en") == "2 Mar"
    assert time_label(date(2026, 2, 1), "month", "fr") == "févr. 2026"
