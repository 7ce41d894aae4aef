"""No rate over time is drawn of fewer than ten messages, and a chart's table says what it draws."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sociallens import marks
from sociallens.access import UNLIMITED
from sociallens.answers import answer
from sociallens.engine import load
from sociallens.marks import Trend
from sociallens.naming import Names
from sociallens.selection import Period, Selection
from sociallens.stats import FEW
from sociallens.tables import TABLES
from sociallens.taxonomy import load as taxonomy
from sociallens.theme import LIGHT
from tests import made

START = datetime(2026, 1, 1, 12)
NAMES = Names(taxonomy(), "fr")


def rows(count: int, every: int) -> list[dict[str, Any]]:
    """Messages of customer service, one in `every` days, each second one negative."""
    return [
        {
            "id": f"m{number}",
            "topic": "customer_service",
            "topics": ["customer_service"],
            "sentiment": "negative" if number % 2 else "positive",
            "published_at": START + timedelta(days=number * every),
        }
        for number in range(count)
    ]


def trend(path: Path, table: str, selection: Selection) -> Trend:
    drawn = marks.rates(answer(load(path), TABLES[table], selection, UNLIMITED), NAMES, LIGHT)
    assert drawn
    return drawn


JANUARY = Selection(Period(START.date(), (START + timedelta(days=24)).date()))


@pytest.mark.parametrize("table", ["service_trend", "topic_trend"])
def test_every_point_holds_enough(tmp_path: Path, table: str) -> None:
    made.store(tmp_path / "store", rows(55, 1))
    drawn = trend(tmp_path / "store", table, JANUARY)
    assert drawn.series
    assert all(n >= FEW for n in drawn.wholes)
    assert sum(drawn.wholes) == 25
    for line in drawn.series:
        among = [int(re.findall(r" sur (\d+)", words)[0]) for words in line.hover]
        assert among == drawn.wholes
        places = [place for first, last in line.spans for place in range(first, last + 1)]
        assert places == list(range(places[-1] + 1))  # what clicks narrow to covers every day


def test_what_is_less_than_a_rate_is_written(tmp_path: Path) -> None:
    made.store(tmp_path / "store", rows(4, 2))
    drawn = trend(tmp_path / "store", "service_trend", Selection())
    assert drawn.series == []
    assert drawn.courses == ["2 sur 4"]


def test_the_course_of_a_chart_is_said(tmp_path: Path) -> None:
    made.store(tmp_path / "store", rows(55, 1))
    drawn = trend(tmp_path / "store", "service_trend", JANUARY)
    assert re.search(r"d’abord .*, à la fin .* au plus bas .*, au plus haut ", drawn.alt)


def test_lines_that_the_view_leaves_out_are_grey(tmp_path: Path) -> None:
    made.store(tmp_path / "store", made.random_rows(800, sites=3))
    engine = load(tmp_path / "store")
    whole = marks.rates(answer(engine, TABLES["topic_trend"], Selection(), UNLIMITED), NAMES, LIGHT)
    view = Selection().choose("topic", ["offer"])
    part = marks.rates(answer(engine, TABLES["topic_trend"], view, UNLIMITED), NAMES, LIGHT)
    assert whole
    assert part
    before, after = ({one.name: one.colour for one in chart.series} for chart in (whole, part))
    assert before.keys() == after.keys()
    kept = {name for name in before if before[name] == after[name]}
    assert kept == {NAMES.value("topic", "offer")}
    assert len({after[name] for name in after.keys() - kept}) == 1
