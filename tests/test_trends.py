"""On the pages: no rate over time is drawn of fewer than ten messages."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from sociallens.stats import FEW
from tests import made
from tests.test_pages import shown

START = datetime(2026, 1, 1, 12)


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


def lines(app: AppTest) -> list[dict[str, Any]]:
    """The lines of all charts of a page."""
    assert not app.exception
    charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    traces = [trace for chart in charts for trace in chart["data"]]
    return [trace for trace in traces if trace.get("mode") == "lines+markers"]


@pytest.mark.parametrize("name", ["customer_service", "topics"])
def test_every_point_holds_enough(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    made.store(tmp_path / "store", rows(55, 1))
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    drawn = lines(shown(name, {"from": "2026-01-01", "to": "2026-01-25"}))
    assert drawn
    for line in drawn:
        among = [int(re.findall(r" sur (\d+)", words)[0]) for words in line["hovertext"] if words]
        assert len(among) > 1
        assert all(n >= FEW for n in among)
        assert sum(among) == 25
        spans = [span for span in line["customdata"] if span]  # what a click narrows to
        places = [place for first, last in spans for place in range(first, last + 1)]
        assert places == list(range(places[-1] + 1))


def test_what_is_less_than_a_rate_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made.store(tmp_path / "store", rows(4, 2))
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    app = shown("customer_service", {})
    assert lines(app) == []
    assert "2 sur 4" in [line.value for line in app.markdown]


def test_a_sparkline_says_its_course(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made.store(tmp_path / "store", rows(55, 1))
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    app = shown("overview", {"from": "2026-01-01", "to": "2026-01-25"})
    said = [image.alt for images in app.get("image") for image in images.proto.imgs]
    assert len(said) >= 2
    course = re.compile(r"d’abord .*, à la fin .* au plus bas .*, au plus haut ")
    assert all(course.search(alt) for alt in said)
