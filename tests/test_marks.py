"""Answers as marks: worded without a page, and never a rate of too few messages."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sociallens import marks, theme
from sociallens.access import UNLIMITED
from sociallens.answers import Answer, answer
from sociallens.engine import load
from sociallens.i18n import days
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
    return answer(load(path), TABLES[table], selection or Selection(), UNLIMITED)


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
    assert chart.rest is None


def test_what_is_compared_is_said_and_drawn(store: Path) -> None:
    later = Selection(
        Period((START + timedelta(days=20)).date(), (START + timedelta(days=29)).date())
    )
    now, before = answered(store, "channels", later), answered(store, "channels")
    chart = marks.bars(now, marks.other(now, before, NAMES), NAMES)
    assert chart.rows[0]["tick"] == pytest.approx(30 / 44)
    assert "période" in chart.subtitle


def test_an_ordered_scale_keeps_its_order_and_its_tones(tmp_path: Path) -> None:
    rows = [row for severity, count in (("low", 30), ("medium", 20), ("high", 10))
            for row in messages(count, severity=severity, sentiment="negative")]  # fmt: skip
    made.store(tmp_path / "store", rows)
    chart = marks.bars(answered(tmp_path / "store", "severity"), None, NAMES)
    assert [row["label"] for row in chart.rows] == ["Grave", "Moyenne", "Légère"]
    assert [row["tone"] for row in chart.rows] == ["severe", "negative", ""]


def test_a_long_list_folds_into_one_row_that_holds_the_rest(tmp_path: Path) -> None:
    rows = [row for key in taxonomy()["channel"] for row in messages(12, channel=key)]
    made.store(tmp_path / "store", rows)
    chart = marks.bars(answered(tmp_path / "store", "channels"), None, NAMES)
    hidden = chart.rows[10:]
    if len(hidden) < 2:
        assert chart.rest is None  # one row more is not worth a fold
        return
    assert chart.rest
    assert chart.rest["bar"] == pytest.approx(sum(row["bar"] or 0 for row in hidden))
    assert chart.rest["label"] == f"autres ({len(hidden)})"


def test_a_site_with_few_messages_is_last_and_has_no_rate(store: Path) -> None:
    chart = marks.intervals(answered(store, "merchants"), NAMES)
    assert [row["key"] for row in chart.rows] == ["Modalys", "Voltarive"]
    few = chart.rows[1]
    assert few["value"] == "4 sur 4"
    assert "bar" not in few
    assert "%" not in few["hover"]
    assert chart.benchmark is None  # one site has no peers


def test_sites_are_held_against_the_median_of_those_that_have_a_rate(tmp_path: Path) -> None:
    rows = [row for site, negative in (("A", 2), ("B", 5), ("C", 9))
            for sentiment, count in (("negative", negative), ("positive", 10 - negative))
            for row in messages(count, site=site, sentiment=sentiment)]  # fmt: skip
    made.store(tmp_path / "store", [*rows, *messages(3, site="D", sentiment="negative")])
    benchmark = marks.intervals(answered(tmp_path / "store", "merchants"), NAMES).benchmark
    assert benchmark
    assert benchmark["at"] == pytest.approx(0.5)
    assert benchmark["text"] == "médiane 50\N{NARROW NO-BREAK SPACE}%"


def test_one_s_own_merchant_is_no_part_of_what_it_is_held_against(tmp_path: Path) -> None:
    rows = [row for site, negative in (("A", 2), ("B", 5), ("C", 8), ("D", 9))
            for sentiment, count in (("negative", negative), ("positive", 10 - negative))
            for row in messages(count, site=site, sentiment=sentiment)]  # fmt: skip
    made.store(tmp_path / "store", rows)
    answer = answered(tmp_path / "store", "merchants")
    benchmark = marks.intervals(answer, NAMES, {"A", "B", "C"}).benchmark
    assert benchmark
    assert benchmark["at"] == pytest.approx(0.5)
    assert benchmark["text"] == "médiane des autres 50\N{NARROW NO-BREAK SPACE}%"
    assert marks.intervals(answer, NAMES, {"A", "B"}).benchmark is None


def test_a_cell_of_few_messages_says_how_many(store: Path) -> None:
    chart = marks.grid(answered(store, "channel_sentiment"), NAMES)
    assert [column["text"] for column in chart.columns] == ["Négatif", "Positif"]
    by_channel = {row["key"]: row["cells"] for row in chart.rows}
    negative, positive = by_channel["facebook"]
    assert (negative["tone"], positive["tone"]) == ("negative", "positive")
    assert max(cell.get("depth", 0) for row in chart.rows for cell in row["cells"]) == 1
    few = marks.grid(answered(store, "merchant_causes"), NAMES)
    assert few.rows == []


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


def test_a_beginning_that_holds_hardly_anything_is_left_off_and_counted(tmp_path: Path) -> None:
    old = messages(2, sentiment="negative", published_at=START - timedelta(days=3650))
    new = [
        {**row, "published_at": START + timedelta(days=40 * place), "id": f"n{place}"}
        for place, row in enumerate(messages(60, sentiment="negative"))
    ]
    made.store(tmp_path / "store", [*old, *new])
    trend = marks.layers(answered(tmp_path / "store", "trend"), NAMES, theme.LIGHT)
    assert trend
    assert trend.axis.starts[0] >= (START - timedelta(days=100)).date()
    assert "sans 2 messages plus anciens" in trend.subtitle
    assert sum(trend.wholes) == 60


def test_a_long_even_course_is_drawn_whole(tmp_path: Path) -> None:
    made.store(tmp_path / "store", messages(30, sentiment="negative"))
    trend = marks.layers(answered(tmp_path / "store", "trend"), NAMES, theme.LIGHT)
    assert trend
    assert sum(trend.wholes) == 30


@pytest.mark.parametrize("mode", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_names_in_charts_can_be_read(mode: theme.Theme) -> None:
    for vocabulary in ("sentiment", "topic", "channel", "cause"):
        for colour in theme.colours(taxonomy(), vocabulary, mode).values():
            assert theme.contrast(theme.legible(colour, mode), mode.card) >= theme.LEGIBLE
