"""Figures are valid Plotly, show labels unchanged, and write what they draw."""

from datetime import date

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens import charts
from sociallens.charts.paper import text
from sociallens.i18n import LANGUAGES, LOCALES
from sociallens.phrases import course, time_label
from sociallens.theme import DARK, LIGHT, Theme

SPANS = [(0, 0), (1, 3), (6, 6)]
LINES = [
    charts.Series("X 50 %", "#123456", SPANS, [50, 40, 20], ["a", "b", "c"]),
    charts.Series("", "#654321", SPANS, [1, 2, 3], ["a", "b", "c"], [0, 1, 2], [2, 3, 4]),
]
FRENCH = LOCALES["fr"]
COUNTS = [charts.Series("X", "#123456", [(0, 0), (1, 1), (2, 2)], [1, 0, 2], ["a", "b", "c"])]


def figures(mode: Theme) -> list[charts.Figure]:
    return [
        charts.layers(["1", "2", "3"], COUNTS, mode, FRENCH),
        charts.rates(list("1234567"), LINES, mode, FRENCH),
    ]


@pytest.mark.parametrize("mode", [LIGHT, DARK], ids=["light", "dark"])
def test_every_figure_is_valid_plotly(mode: Theme) -> None:
    for figure in figures(mode):
        validated = go.Figure(figure).to_dict()
        validated["layout"].pop("template")
        assert validated == figure


@pytest.mark.parametrize("language", LANGUAGES)
def test_axes_of_time_write_numbers_as_the_reader_does(language: str) -> None:
    locale = LOCALES[language]
    steps = ["1", "2", "3"]
    counts = charts.layers(steps, COUNTS, LIGHT, locale)
    shares = charts.rates(list("1234567"), LINES, LIGHT, locale)
    assert counts["layout"]["separators"] == locale.separators == shares["layout"]["separators"]
    axis = shares["layout"]["yaxis"]
    assert (axis["tickprefix"], axis["ticksuffix"]) == locale.percent


def test_a_merged_step_is_drawn_over_the_days_that_it_covers() -> None:
    line = charts.rates(list("1234567"), LINES, LIGHT, FRENCH)["data"][0]
    assert line["x"] == [0, 2, None, 6]  # a gap where steps hold nothing
    assert line["y"] == [50, 40, None, 20]
    assert line["error_x"]["array"] == [0, 1, 0, 0]
    assert line["customdata"] == ["0-0", "1-3", None, "6-6"]
    assert line["hovertext"] == ["a", "b", "", "c"]


@given(st.text())
def test_no_label_is_read_as_markup(label: str) -> None:
    shown = text(label)
    assert "<" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == label


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
