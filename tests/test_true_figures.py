"""Figures that a reader could take for something that they are not."""

import os
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sociallens import merchants, taxonomy
from sociallens.access import UNLIMITED
from sociallens.answers import answer, choices, total, work_out
from sociallens.dimensions import DIMENSIONS, excluding
from sociallens.engine import follow, load
from sociallens.engine.protocol import Engine
from sociallens.link import parse, problems
from sociallens.metrics import (
    BRAND_PARTICIPATION,
    NEGATIVE_RATE,
    REPLY_TIME,
    REPLY_WITHIN_TARGET,
    VOLUME,
)
from sociallens.selection import Period, Selection, preset
from sociallens.settings import ROOT
from sociallens.store.write import create
from sociallens.tables import TABLES, Table
from tests import made
from tests.blocks_of import numbers

EVERYTHING = Selection()
Row = dict[str, object]


def shop(path: Path, rows: list[Row]) -> Engine:
    return load(made.store(path, rows).path)


# -- What some sources do not show.


def conversations(site: str, count: int, answered: int = 0, *, observed: bool = True) -> list[Row]:
    """Conversations of a merchant, the first of which have a reply of the brand."""
    opened: list[Row] = [
        {"id": f"{site}{n}", "site": site, "reply_observed": observed} for n in range(count)
    ]
    replies: list[Row] = [
        {"id": f"{site}r{n}", "conversation_id": f"{site}{n}", "site": site, "role": "brand",
         "parent_id": f"{site}{n}", "reply_observed": observed} for n in range(answered)
    ]  # fmt: skip
    return opened + replies


def test_a_figure_of_one_merchant_is_not_everybodys(tmp_path: Path) -> None:
    rows = conversations("Alba", 40, 39)
    rows += conversations("Boréal", 30, observed=False) + conversations("Cyme", 8, observed=False)
    engine = shop(tmp_path, rows)
    waited = work_out(engine, Table("waits", (REPLY_TIME,)), EVERYTHING, UNLIMITED)
    assert (waited.figure(REPLY_TIME).n, waited.rows["rate"].to_list()) == (0, [None])
    pooled = answer(engine, TABLES["summary"], EVERYTHING, UNLIMITED).figure(BRAND_PARTICIPATION)
    assert (pooled.k, pooled.n, pooled.rate, pooled.low) == (39, 40, None, None)
    assert pooled.coverage
    assert (pooled.coverage.observed, pooled.coverage.merchants) == (1, 3)
    assert pooled.coverage.largest == "Alba"
    alone = EVERYTHING.choose("site", ["Alba"])
    own = answer(engine, TABLES["summary"], alone, UNLIMITED).figure(BRAND_PARTICIPATION)
    assert own.rate == pytest.approx(39 / 40)
    by_site = answer(engine, TABLES["merchants"], EVERYTHING, UNLIMITED)
    assert by_site.figure(BRAND_PARTICIPATION, site="Alba").rate == pytest.approx(39 / 40)
    assert by_site.figure(BRAND_PARTICIPATION, site="Boréal").n == 0


@pytest.mark.parametrize(("others", "shown"), [(5, False), (10, True)])
def test_no_common_figure_above_eighty_percent(tmp_path: Path, others: int, shown: bool) -> None:
    rows = conversations("Alba", 40, 20) + conversations("Boréal", others, 1)
    summary = answer(shop(tmp_path, rows), TABLES["summary"], EVERYTHING, UNLIMITED)
    assert (summary.figure(BRAND_PARTICIPATION).rate is not None) == shown
    every = [metric for metric in summary.table.metrics if metric.possible]
    assert set(summary.coverage) == {metric.name for metric in every}


def test_the_card_says_where_a_figure_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop(tmp_path, conversations("Alba", 40, 39) + conversations("Boréal", 30, observed=False))
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path))
    page = AppTest.from_file(ROOT / "sociallens" / "ui" / "frame.py", default_timeout=60).run()
    number = numbers(page)[BRAND_PARTICIPATION.name]
    assert number["title"] == "L’enseigne répond"
    assert number["value"] == "–"
    lines = [line["text"] for line in number["lines"]]
    assert any("1 enseigne sur 2" in text and "Alba" in text for text in lines)


# -- Filters.


def test_an_unknown_filter_is_refused_and_never_widens() -> None:
    with pytest.raises(ValueError, match="sites"):
        EVERYTHING.choose("sites", ["Alba"])


@pytest.fixture(scope="module")
def varied(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    rows = made.random_rows(400, seed=8)
    for number, row in enumerate(rows):
        row |= {
            "confidence": None if number % 4 else number % 100 / 100,
            "rating": None if number % 3 else float(number % 5 + 1),
            "country": (None, "FR", "BE")[number % 3],
        }
    replies = [
        {"id": f"r{number}", "conversation_id": f"c{number}", "role": "brand",
         "site": rows[number]["site"], "published_at": rows[number]["published_at"]}
        for number in range(0, 60, 2)
    ]  # fmt: skip
    return shop(tmp_path_factory.mktemp("varied"), [*rows, *replies])


@pytest.mark.parametrize("name", [n for n, dimension in DIMENSIONS.items() if not dimension.time])
def test_every_choice_shows_the_messages_it_counts_and_leaves_out_the_others(
    varied: Engine, name: str
) -> None:
    whole = total(varied, EVERYTHING, UNLIMITED)
    other = "channel" if name == "topic" else "topic"
    for narrowed in (EVERYTHING, EVERYTHING.choose(other, ["offer", "twitter", "facebook"])):
        counted = choices(varied, name, narrowed, UNLIMITED)
        # Nobody has corrected anything here: that is `test_annotations_merge`'s.
        assert counted or narrowed is not EVERYTHING or name == "checked"
        for value, count in counted.items():
            assert total(varied, narrowed.choose(name, [value]), UNLIMITED) == count
        if narrowed is EVERYTHING and counted:
            value, count = next(iter(counted.items()))
            without = EVERYTHING.choose(excluding(name), [value])
            assert total(varied, without, UNLIMITED) == whole - count


def test_leaving_out_what_nobody_knows_shows_nothing(varied: Engine) -> None:
    path = varied.store.path
    engine, view = follow(path, parse("not-topic=offer"), UNLIMITED)
    assert problems(view) == []
    assert 0 < total(engine, view.selection, UNLIMITED) < 400
    for query in ("not-topic=offre", "not-topic=offer&not-topic=offre", "not-site=Nulle-Part"):
        engine, view = follow(path, parse(query), UNLIMITED)
        assert total(engine, view.selection, UNLIMITED) == 0
        assert problems(view)


# -- Comparisons, and where a store opens.

COMPARED = [
    ("month", date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),  # whole months
    ("month", date(2026, 2, 28), date(2026, 1, 1), date(2026, 1, 31)),
    ("month", date(2026, 3, 12), date(2026, 2, 1), date(2026, 2, 12)),  # as many days
    ("month", date(2026, 3, 30), date(2026, 2, 1), date(2026, 2, 28)),  # as many as there are
    ("quarter", date(2026, 3, 31), date(2025, 10, 1), date(2025, 12, 31)),
    ("quarter", date(2026, 4, 20), date(2026, 1, 1), date(2026, 1, 20)),
    ("year", date(2025, 12, 31), date(2024, 1, 1), date(2024, 12, 31)),
    ("year", date(2026, 1, 15), date(2025, 1, 1), date(2025, 1, 15)),
    ("last_year", date(2026, 5, 3), date(2024, 1, 1), date(2024, 12, 31)),
    ("30d", date(2026, 3, 31), date(2026, 1, 31), date(2026, 3, 1)),
]


@pytest.mark.parametrize(("name", "last", "start", "end"), COMPARED)
def test_a_calendar_period_is_compared_with_the_one_before(
    name: str, last: date, start: date, end: date
) -> None:
    compared = Selection(preset(name, last), "previous").compared()
    assert compared
    assert compared.period == Period(start, end)


@pytest.mark.parametrize(
    ("last", "end"),
    [(date(2025, 2, 28), date(2024, 2, 29)), (date(2025, 2, 27), date(2024, 2, 27))],
)
def test_a_whole_month_is_compared_with_a_whole_one_a_year_earlier(last: date, end: date) -> None:
    compared = Selection(preset("month", last), "year").compared()
    assert compared
    assert compared.period == Period(date(2024, 2, 1), end)


def test_a_store_opens_on_its_last_twelve_months(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop(tmp_path / "long", [{"published_at": datetime(year, 5, 2)} for year in range(2015, 2026)])
    shop(tmp_path / "undated", [{"date_precision": "none"}] * 3)
    for name, period in (
        ("long", Period(date(2024, 5, 3), date(2025, 5, 2), "12m")),
        ("undated", Period()),
    ):
        monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / name))
        page = AppTest.from_file(ROOT / "sociallens" / "ui" / "frame.py", default_timeout=60).run()
        assert page.session_state["view"].selection.period == period


# -- Answers live as long as what they answer for.


def test_no_answer_outlives_the_names_it_was_given_with(tmp_path: Path) -> None:
    engine = shop(tmp_path, [{"site": "Alba"}, {"site": "Boréal"}])
    by_site = answer(engine, TABLES["merchants"], EVERYTHING, UNLIMITED)
    assert by_site.rows["site"].to_list() == ["Alba", "Boréal"]
    own, seen = tmp_path / merchants.FILE, os.stat(tmp_path)
    own.write_text('["Alba Renommée"]\naliases = ["alba"]\n', encoding="utf-8")
    os.utime(own, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    again = answer(load(tmp_path), TABLES["merchants"], EVERYTHING, UNLIMITED)
    assert again.rows["site"].to_list() == ["Alba Renommée", "Boréal"]
    assert again.data != by_site.data


def test_a_label_that_was_edited_is_shown_at_once(tmp_path: Path) -> None:
    sector = tmp_path / "sector"
    shutil.copytree(taxonomy.FOLDER / "telecom", sector)
    create(tmp_path / "store", taxonomy=str(sector))
    before = load(tmp_path / "store")
    declared = (sector / taxonomy.FILE).read_text(encoding="utf-8")
    shown = before.taxonomy.label("topic", "offer", "fr")
    (sector / taxonomy.FILE).write_text(declared.replace(shown, "Forfaits"), encoding="utf-8")
    after = load(tmp_path / "store")
    assert after.taxonomy.label("topic", "offer", "fr") == "Forfaits"
    assert after.data != before.data


# -- A time waited is a metric like the others.

WAITED = Table("waited", (NEGATIVE_RATE, REPLY_TIME, REPLY_WITHIN_TARGET, VOLUME), ("channel",))


def test_any_table_can_hold_a_time_waited(tmp_path: Path) -> None:
    start, rows = datetime(2026, 1, 5, 8), list[Row]()
    for channel, waits in {"twitter": (1, 2, 4, 30), "facebook": (50, 60, None)}.items():
        for number, hours in enumerate(waits):
            thread = {"conversation_id": f"{channel}{number}", "channel": channel,
                      "reply_observed": True, "sentiment": "negative"}  # fmt: skip
            rows.append({**thread, "id": f"{channel}{number}", "published_at": start})
            if hours:
                at = start + timedelta(hours=hours)
                rows.append({**thread, "id": f"{channel}{number}r", "role": "brand",
                             "published_at": at})  # fmt: skip
    engine = shop(tmp_path, rows)
    waited = work_out(engine, WAITED, EVERYTHING, UNLIMITED)
    quick = waited.figure(REPLY_TIME, channel="twitter")
    assert (quick.k, quick.n, quick.rate) == (4, 4, 2.0)
    assert waited.figure(REPLY_WITHIN_TARGET, channel="twitter").rate == pytest.approx(0.5)
    assert waited.figure(REPLY_TIME, channel="facebook").rate == 60
    assert {"reply_time_n", "reply_time_median", "reply_within_target"} <= set(waited.rows.columns)
    whole = work_out(engine, Table("waits", (REPLY_TIME,)), EVERYTHING, UNLIMITED)
    assert (whole.figure(REPLY_TIME).k, whole.figure(REPLY_TIME).n) == (6, 7)
    alone = work_out(engine, Table("by", (REPLY_TIME,), ("channel",)), EVERYTHING, UNLIMITED)
    assert alone.rows["k"].to_list() == [2, 4]
