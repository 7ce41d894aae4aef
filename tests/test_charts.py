"""Figures are valid Plotly, show labels unchanged, and write what they draw."""

from datetime import date

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens import charts
from sociallens.charts.paper import text
from sociallens.charts.time import LABELLED
from sociallens.i18n import LANGUAGES, LOCALES
from sociallens.phrases import course, time_label
from sociallens.taxonomy import load
from sociallens.theme import DARK, DEEPEST, LEGIBLE, LIGHT, Theme, colours, contrast, mix

SPANS = [(0, 0), (1, 3), (6, 6)]
WORDS = ["50 %", "40 %", "20 %"]
LINES = [
    charts.Series("X", "X 50 %", "#123456", SPANS, [50, 40, 20], WORDS, ["a", "b", "c"]),
    charts.Series(
        "", "", "#654321", SPANS, [1, 2, 3], WORDS, ["a", "b", "c"], [0, 1, 2], [2, 3, 4],
        [(0, 5), (6, 9)],
    ),
]  # fmt: skip
FRENCH = LOCALES["fr"]
STEPS = [(0, 0), (1, 1), (2, 2)]
COUNTS = [charts.Series("X", "X", "#123456", STEPS, [1, 0, 2], ["1", "0", "2"], ["a", "b", "c"])]


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_every_figure_is_valid_plotly(mode: Theme) -> None:
    for figure in (
        charts.layers(["1", "2", "3"], COUNTS, mode, FRENCH),
        charts.rates(list("1234567"), LINES, mode, FRENCH),
        charts.rates(["1"], [], mode, FRENCH),
    ):
        assert len(go.Figure(figure).data) == len(figure["data"])  # an unknown name is refused


@pytest.mark.parametrize("language", LANGUAGES)
def test_axes_of_time_write_numbers_as_the_reader_does(language: str) -> None:
    locale = LOCALES[language]
    counts = charts.layers(["1", "2", "3"], COUNTS, LIGHT, locale)["layout"]
    shares = charts.rates(list("1234567"), LINES, LIGHT, locale)["layout"]
    assert counts["separators"] == shares["separators"] == locale.separators
    assert (shares["yaxis"]["tickprefix"], shares["yaxis"]["ticksuffix"]) == locale.percent


def test_a_merged_step_is_drawn_over_the_days_that_it_covers() -> None:
    line = charts.rates(list("1234567"), LINES, LIGHT, FRENCH)["data"][0]
    assert line["x"] == [0, 2, None, 6]  # a gap where steps hold nothing
    assert line["y"] == [50, 40, None, 20]
    assert line["error_x"]["array"] == [0, 1, 0, 0]
    assert line["customdata"] == ["0-0", "1-3", None, "6-6"]
    assert line["hovertext"] == ["a", "b", "", "c"]


def test_an_interval_is_a_band_around_each_run_of_its_line() -> None:
    band = charts.rates(list("1234567"), LINES[1:], LIGHT, FRENCH)["data"][0]
    assert band["fill"] == "toself"
    assert band["x"] == [0, 2, 2, 0, None, 6, 6]
    assert band["y"] == [2, 3, 1, 0, None, 4, 2]


def test_a_single_line_of_few_points_has_its_figures_written() -> None:
    *_, line = charts.rates(list("1234567"), LINES[1:], LIGHT, FRENCH)["data"]
    assert line["text"] == ["50 %", "40 %", "", "20 %"]
    many = LABELLED + 1
    places = [(place, place) for place in range(many)]
    long = charts.Series("", "", "#123456", places, [5] * many, ["5 %"] * many, ["a"] * many)
    (line,) = charts.rates(["1"] * many, [long], LIGHT, FRENCH)["data"]
    assert "text" not in line


def test_what_takes_its_place_from_the_width_is_told_in_shares_of_the_height() -> None:
    meta = charts.rates(["déc. 2025", "janv. 2026", "5 févr."], LINES, LIGHT, FRENCH)["layout"]
    assert meta["meta"]["times"] == [("déc.", "2025"), ("janv.", "2026"), ("5 févr.", "")]
    (end,) = meta["meta"]["ends"]  # a line without a name has none
    assert end["text"] == "X 50 %"
    assert 0 < end["at"] < 1


@given(st.text())
def test_no_label_is_read_as_markup(label: str) -> None:
    shown = text(label)
    assert "<" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == label


@given(st.floats(0, 1))
def test_the_number_in_a_cell_can_be_read_on_any_depth(share: float) -> None:
    for mode in (LIGHT, DARK):
        moods = colours(load(), "sentiment", mode)
        for tint in (moods["negative"], moods["positive"], mode.context):
            fill = mix(mode.card, tint, share * DEEPEST)
            assert contrast(fill, mode.text) >= LEGIBLE


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_marks_stand_out_from_the_card(mode: Theme) -> None:
    moods = colours(load(), "sentiment", mode)
    for colour in (mode.context, mode.accent, moods["negative"], moods["positive"]):
        assert contrast(colour, mode.card) >= 3  # WCAG 2.2, 1.4.11


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
