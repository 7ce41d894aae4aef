"""Answers as marks: worded without a page, and never a rate of too few messages."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sociallens import charts, marks, theme
from sociallens.access import EVERY_SITE
from sociallens.answers import Answer, answer
from sociallens.engine import load
from sociallens.i18n import LOCALES, days
from sociallens.metrics import NEGATIVE_RATE_CUSTOMER_SERVICE, NET_SENTIMENT, RECOVERY
from sociallens.naming import Names
from sociallens.phrases import figure_words
from sociallens.selection import Period, Selection
from sociallens.tables import TABLES
from sociallens.taxonomy import load as taxonomy
from tests import made

START = datetime(2026, 1, 5, 12)
NAMES = Names(taxonomy(), "fr")


def messages(count: int, **labels: object) -> list[dict[str, object]]:
    """Messages of customer service, one a day."""
    service = {"topic": "customer_service", "topics": ["customer_service"]}
    return [
        {**service, "published_at": START + timedelta(days=day), **labels, "id": f"{labels}{day}"}
        for day in range(count)
    ]


def answered(path: Path, table: str, selection: Selection | None = None) -> Answer:
    return answer(load(path), TABLES[table], selection or Selection(), EVERY_SITE)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    rows = [
        *messages(30, site="Modalys", sentiment="negative"),
        *messages(10, site="Modalys", sentiment="positive", channel="facebook"),
        *messages(4, site="Voltarive", sentiment="negative", channel="facebook"),
    ]
    made.store(tmp_path / "store", rows)
    return tmp_path / "store"


def test_bars_are_worded_from_the_answer_alone(store: Path) -> None:
    chart = marks.bars(answered(store, "channels"), None, NAMES)
    assert [row["label"] for row in chart.rows] == ["Twitter / X", "Facebook"]
    assert chart.rows[0]["value"] == "68\N{NARROW NO-BREAK SPACE}%"
    assert chart.rows[0]["count"] == "30"
    assert "30 sur 44" in chart.rows[0]["hover"]
    assert chart.rows[0].get("bar") == pytest.approx(30 / 44)


def test_an_ordered_scale_stays_in_its_order(store: Path, tmp_path: Path) -> None:
    rows = messages(12, severity="medium") + messages(3, severity="low")
    made.store(tmp_path / "severe", rows + messages(5, severity="high"))
    chart = marks.bars(answered(tmp_path / "severe", "severity"), None, NAMES)
    assert [row["key"] for row in chart.rows] == ["high", "medium", "low"]


def test_what_is_compared_is_said_and_drawn(store: Path) -> None:
    later = Selection(
        Period((START + timedelta(days=20)).date(), (START + timedelta(days=29)).date())
    )
    now, before = answered(store, "channels", later), answered(store, "channels")
    chart = marks.bars(now, before, NAMES)
    (row,) = chart.rows
    assert row.get("tick") == pytest.approx(30 / 44)
    assert "période" in chart.subtitle


def test_a_site_with_few_messages_is_last_and_has_no_rate(store: Path) -> None:
    chart = marks.intervals(answered(store, "merchants"), None, NAMES)
    assert [row["key"] for row in chart.rows] == ["Modalys", "Voltarive"]
    assert chart.rows[1]["value"] == "4 sur 4"
    assert "%" not in chart.rows[1]["hover"]
    assert chart.rows[1].get("bar") is None


def test_a_cell_of_few_messages_says_how_many(store: Path) -> None:
    chart = marks.grid(answered(store, "channel_sentiment"), NAMES)
    assert {cell["key"] for row in chart.rows for cell in row["cells"]} == {"negative", "positive"}
    assert marks.grid(answered(store, "merchant_causes"), NAMES).rows == []
    four = Selection().choose("site", ["Voltarive"])
    (row,) = marks.grid(answered(store, "channel_sentiment", four), NAMES).rows
    (cell,) = row["cells"]
    assert (cell["value"], cell.get("depth")) == ("4/4", 0)


def test_rates_over_time_have_words_only_where_all_steps_hold_few(store: Path) -> None:
    four = Selection().choose("site", ["Voltarive"])
    trend = marks.rates(answered(store, "service_trend", four), NAMES, theme.LIGHT)
    assert trend
    assert not trend.series
    assert trend.courses == ["4 sur 4"]
    nothing = Selection().choose("site", [])
    assert marks.rates(answered(store, "service_trend", nothing), NAMES, theme.LIGHT) is None


def test_a_period_of_one_day_is_written_once() -> None:
    assert days(START.date(), START.date(), "fr") == "5 janv. 2026"


def test_a_figure_is_worded_by_its_kind(store: Path) -> None:
    merchants = answered(store, "merchants")

    def words(metric: object, site: str) -> str:
        return figure_words(merchants.figure(metric, site=site), "fr")  # type: ignore[arg-type]

    assert words(NEGATIVE_RATE_CUSTOMER_SERVICE, "Modalys") == "75\N{NARROW NO-BREAK SPACE}%"
    assert words(NEGATIVE_RATE_CUSTOMER_SERVICE, "Voltarive") == "4 sur 4"
    assert words(NET_SENTIMENT, "Modalys") == "−50"
    assert words(NET_SENTIMENT, "Voltarive") == ""
    assert words(RECOVERY, "Modalys") == ""  # nobody was answered
    assert words(NET_SENTIMENT, "nobody") == ""


def test_a_time_axis_keeps_the_month_of_every_day() -> None:
    days_of_october = ["5 oct.", "12 oct.", "19 oct."]
    paper = charts.rates(days_of_october, [], theme.LIGHT, LOCALES["fr"])["layout"]
    assert list(paper["xaxis"]["ticktext"]) == days_of_october
    months = charts.rates(["T3 2015", "T4 2015"], [], theme.LIGHT, LOCALES["fr"])["layout"]
    assert list(months["xaxis"]["ticktext"]) == ["T3<br>2015", "T4"]


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_names_in_charts_can_be_read(mode: theme.Theme) -> None:
    for vocabulary in ("sentiment", "topic", "channel", "cause"):
        for colour in theme.colours(taxonomy(), vocabulary, mode).values():
            assert theme.contrast(theme.legible(colour, mode), mode.card) >= theme.LEGIBLE
