"""A reader chooses the steps of time, but never so fine that nobody could see them."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.access import UNLIMITED
from sociallens.answers import answer, grains_offered, step
from sociallens.dimensions import GRAINS
from sociallens.engine import Engine, load
from sociallens.selection import Period, Selection
from sociallens.steps import EVERY, MOST, bearable
from sociallens.tables import TABLES, TIME, Table
from tests import made

LAST = date(2026, 3, 31)
TRENDS = [table for table in TABLES.values() if TIME in table.by]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    last = datetime(LAST.year, LAST.month, LAST.day)
    rows = made.random_rows(2000, seed=5)
    for place, row in enumerate(rows):
        row["published_at"] = last - timedelta(days=place)
    return load(made.store(tmp_path_factory.mktemp("grain"), rows).path)


def days(length: int, grain: str = "") -> Selection:
    return Selection(Period(LAST - timedelta(days=length - 1), LAST), grain=grain)


@pytest.mark.parametrize(
    ("length", "offered"),
    [
        (30, GRAINS),
        (400, GRAINS),
        (401, GRAINS[1:]),
        (2800, GRAINS[1:]),
        (2801, GRAINS[2:]),
        (20_000, GRAINS[3:]),
        (99_999, GRAINS[3:]),
    ],
)
def test_the_grains_that_are_offered(engine: Engine, length: int, offered: tuple[str, ...]) -> None:
    assert grains_offered(engine, days(length), UNLIMITED) == offered


@given(st.integers(1, 36_000), st.dates(date(1950, 1, 1), date(2060, 1, 1)))
def test_no_grain_that_is_offered_gives_many_more_steps(length: int, start: date) -> None:
    for grain in bearable(length):
        end = start + timedelta(days=length - 1)
        assert pl.date_range(start, end, EVERY[grain], eager=True).len() <= MOST


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("table", TRENDS, ids=lambda table: table.name)
def test_a_table_of_time_has_the_grain_that_is_asked(
    engine: Engine, table: Table, grain: str
) -> None:
    asked = answer(engine, table, days(100, grain), UNLIMITED)
    assert asked.step == grain
    starts = asked.rows[TIME].unique().sort()
    assert starts.to_list() == starts.dt.truncate(EVERY[grain]).to_list()
    column = "volume_k" if "volume_k" in asked.rows.columns else "k"
    assert (
        asked.rows[column].sum() == answer(engine, table, days(100), UNLIMITED).rows[column].sum()
    )


def test_a_grain_that_is_too_fine_gives_way_to_the_finest_that_is_not(engine: Engine) -> None:
    assert step(engine, days(1900, "day"), UNLIMITED) == "week"
    assert step(engine, days(20_000, "day"), UNLIMITED) == "quarter"
    assert step(engine, Selection(grain="day"), UNLIMITED) == "week"  # 2,000 days with data


def test_without_one_the_grain_suits_the_messages(engine: Engine) -> None:
    assert step(engine, days(100), UNLIMITED) in ("week", "month")
    assert step(engine, replace(days(100), compare="year"), UNLIMITED) == step(
        engine, days(100), UNLIMITED
    )


def test_a_grain_changes_no_other_table(engine: Engine) -> None:
    for table in TABLES.values():
        if TIME not in table.by:
            fine = answer(engine, table, days(100, "day"), UNLIMITED)
            assert fine.rows.equals(answer(engine, table, days(100), UNLIMITED).rows)
