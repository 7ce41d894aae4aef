"""Figures are valid Plotly, show labels unchanged, and write what they draw."""

import re
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens import charts
from sociallens.charts.paper import text
from sociallens.i18n import LANGUAGES, LOCALES
from sociallens.phrases import course, time_label
from sociallens.theme import DARK, LIGHT, Theme, contrast, mix, readable

BARS = [
    charts.Bar(
        "a", "Un <b>nom</b> & co", 0.4, 0.3, 0.5, "<b>40 %</b>  4", "dit", "#123456", 0.2, 0.6
    ),
    charts.Bar("b", "Autre", 0.1, None, None, "1 sur 10", "dit", "#123456"),
]
SPANS = [(0, 0), (1, 3), (6, 6)]
LINES = [
    charts.Series("X 50 %", "#123456", SPANS, [50, 40, 20], ["a", "b", "c"]),
    charts.Series("", "#654321", SPANS, [1, 2, 3], ["a", "b", "c"], [0, 1, 2], [2, 3, 4]),
]
FRENCH = LOCALES["fr"]
COUNTS = [charts.Series("X", "#123456", [(0, 0), (1, 1), (2, 2)], [1, 0, 2], ["a", "b", "c"])]
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
        charts.rates(list("1234567"), LINES, mode, FRENCH),
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
    shares = charts.rates(list("1234567"), LINES, LIGHT, locale)
    assert counts.layout.separators == shares.layout.separators == locale.separators
    assert (shares.layout.yaxis.tickprefix, shares.layout.yaxis.ticksuffix) == locale.percent


def test_bars_stand_in_the_given_order_from_the_top() -> None:
    body, words, *_ = charts.bars(BARS, LIGHT).data
    assert body.y[0] > body.y[1]
    assert words.text[0].startswith("Un &lt;b&gt;nom&lt;/b&gt; &amp; co")


def test_a_click_anywhere_in_its_row_chooses_a_bar() -> None:
    *_, rows = charts.bars(BARS, LIGHT).data
    assert list(rows.customdata) == ["a", "b"]
    assert rows.width == 1
    assert min(rows.x) >= 0.6  # as far as the furthest mark


def test_a_long_name_leaves_room_for_its_value() -> None:
    bar = replace(BARS[1], label="Une enseigne au nom tellement long qu’il ne tient nulle part")
    (words,) = charts.bars([bar], LIGHT).data[1].text
    assert words.startswith("Une enseigne au nom tellement l…  1 sur 10")


def test_a_merged_step_is_drawn_over_the_days_that_it_covers() -> None:
    line = charts.rates(list("1234567"), LINES, LIGHT, FRENCH).data[0]
    assert list(line.x) == [0, 2, None, 6]  # a gap where steps hold nothing
    assert list(line.y) == [50, 40, None, 20]
    assert list(line.error_x.array) == [0, 1, 0, 0]
    assert list(line.customdata) == [[0, 0], [1, 3], None, [6, 6]]
    assert list(line.hovertext) == ["a", "b", "", "c"]


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


courses = st.lists(st.lists(st.tuples(st.floats(0, 9), st.floats(-1, 1)), min_size=1), max_size=4)


@given(courses)
def test_a_sparkline_stays_on_its_paper(lines: list[list[tuple[float, float]]]) -> None:
    paths = re.findall(r'<path d="M([^"]*)" stroke="#5b6b7d"', sparkline(lines))
    assert len(paths) == len(lines)
    for path, line in zip(paths, lines, strict=True):
        points = [tuple(map(float, p.split(","))) for p in path.removesuffix(" h0").split(" L")]
        assert len(points) == len(line)
        assert all(0 <= x <= 160 and 0 <= y <= 36 for x, y in points)


def test_like_things_have_one_scale() -> None:
    crash = charts.sparkline([[(0, 0.99), (9, 0.97)]], 10, (0, 1), LIGHT)
    heights = [float(y) for y in re.findall(r"[ML][\d.]+,([\d.]+)", crash.split("<path")[2])]
    assert abs(heights[0] - heights[1]) < 1  # two points of a hundred are no crash


def sparkline(lines: list[list[tuple[float, float]]]) -> str:
    return charts.sparkline(lines, 10, (-1, 1), LIGHT)


def test_a_course_in_words_has_its_first_last_lowest_and_highest_value() -> None:
    points = [
        (0.5, "50 %", "mars"),
        (0.2, "20 %", "avr."),
        (0.9, "90 %", "mai"),
        (0.6, "60 %", "juin"),
    ]
    assert course(points, "fr") == (
        "d’abord 50 % (mars), à la fin 60 % (juin)\u202f; "
        "au plus bas 20 % (avr.), au plus haut 90 % (mai)"
    )
    assert course(points[:1], "fr") == "50 % (mars)"
    assert course([], "fr") == ""


def test_time_labels_say_days_weeks_and_months() -> None:
    assert time_label(date(2026, 3, 2), "day", "fr") == "2 mars"
    assert time_label(date(2026, 3, 2), "week", "en") == "2 Mar"
    assert time_label(date(2026, 2, 1), "month", "fr") == "févr. 2026"
