"""A chart leaves its own filter out of its figures: what is narrowed to keeps its neighbours."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from sociallens.access import UNLIMITED
from sociallens.answers import answer, total
from sociallens.dimensions import DIMENSIONS, FILTERS, excluding
from sociallens.engine import Engine, follow, load
from sociallens.link import parse
from sociallens.metrics import VOLUME
from sociallens.selection import Selection
from sociallens.tables import SELECTED, TABLES, Table
from tests import made
from tests.questions import Row, selections

BROKEN_DOWN = [table for table in TABLES.values() if table.dimensions]
SINGLE = [
    table
    for table in BROKEN_DOWN
    if not any(DIMENSIONS[name].many for name in table.dimensions) and table.dimensions == table.by
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    rows = made.random_rows(600, seed=9, sites=5)
    rows += [{"site": "Site 1", "channel": "blog"}, {"topic": "offer", "sentiment": None}]
    return load(made.store(tmp_path_factory.mktemp("context"), rows).path)


def questions_of(engine: Engine) -> Iterator[Selection]:
    rows: list[Row] = engine.contributions(Selection(), UNLIMITED, kind="").to_dicts()
    for selection in selections(rows, "context", count=10):
        yield selection
        yield selection.choose("topic", ["offer", "customer_service"])
        yield selection.choose(excluding("channel"), ["twitter"]).choose("cause", ["delivery"])


def rows_of(engine: Engine, table: Table, selection: Selection) -> pl.DataFrame:
    return answer(engine, table, selection, UNLIMITED).rows


@pytest.mark.parametrize("table", BROKEN_DOWN, ids=lambda table: table.name)
def test_narrowing_leaves_the_other_rows_as_they_were(engine: Engine, table: Table) -> None:
    narrowed = 0
    own = table.dimensions[-1]
    for question in questions_of(engine):
        selection = question.choose(own, list(engine.values(DIMENSIONS[own], UNLIMITED))[1:3])
        whole = selection
        for name in table.dimensions:
            whole = whole.without(name)
        before, after = (rows_of(engine, table, each) for each in (whole, selection))
        assert before.drop(SELECTED).equals(after.drop(SELECTED)), selection
        assert before[SELECTED].all()
        narrowed += not after[SELECTED].all()
    assert narrowed


@pytest.mark.parametrize("table", SINGLE, ids=lambda table: table.name)
def test_what_is_narrowed_to_is_what_is_in_view(engine: Engine, table: Table) -> None:
    dimensions = [DIMENSIONS[name] for name in table.by]
    count = table.metric.k
    for selection in questions_of(engine):
        inside = answer(engine, table, selection, UNLIMITED).selected.rows
        counted = engine.counts([count], dimensions, selection, UNLIMITED).drop_nulls()
        said, true = (
            {tuple(cell): k for *cell, k in rows.rows() if k}
            for rows in (inside.select(*table.by, "k"), counted)
        )
        assert said == true, selection


@pytest.mark.parametrize("name", ["channels", "merchants"])
def test_what_is_narrowed_to_adds_up_to_the_view(engine: Engine, name: str) -> None:
    column = "k" if name == "channels" else "share_of_voice_k"
    for selection in questions_of(engine):
        inside = answer(engine, TABLES[name], selection, UNLIMITED).selected.rows
        assert inside[column].sum() == total(engine, selection, UNLIMITED), selection
        summary = answer(engine, TABLES["summary"], selection, UNLIMITED)
        assert summary.figure(VOLUME).k == total(engine, selection, UNLIMITED)


def test_a_message_of_several_causes_is_in_the_row_of_each(engine: Engine) -> None:
    causes = rows_of(engine, TABLES["causes"], Selection().choose("cause", ["delivery"]))
    assert causes.filter(SELECTED)["cause"].to_list() == ["delivery"]
    assert causes.height > 3
    but = rows_of(engine, TABLES["causes"], Selection().choose("not-cause", ["delivery"]))
    assert but.filter(~pl.col(SELECTED))["cause"].to_list() == ["delivery"]


def test_time_is_no_filter_of_a_chart(engine: Engine) -> None:
    for name in ("service_trend", "headline_trend"):
        assert SELECTED not in rows_of(engine, TABLES[name], Selection()).columns
    narrowed = Selection().choose("topic", ["offer"])
    trend = rows_of(engine, TABLES["topic_trend"], narrowed)
    assert trend.filter(SELECTED)["topic"].unique().to_list() == ["offer"]
    assert trend["topic"].n_unique() > 3


def test_an_unknown_value_shows_no_neighbours(engine: Engine) -> None:
    for key in ("site", "not-site", "topic", "not-topic"):
        path: Path = engine.store.path
        _, view = follow(path, parse(f"{key}=nowhere"), UNLIMITED)
        table = TABLES["merchants" if FILTERS[key].dimension.name == "site" else "topics"]
        assert rows_of(engine, table, view.selection).is_empty()


def test_what_it_is_compared_with_changes_no_figure(engine: Engine) -> None:
    for table in TABLES.values():
        compared = replace(Selection(), compare="year")
        assert rows_of(engine, table, compared).equals(rows_of(engine, table, Selection()))
