"""Of very many merchants a page shows the largest and those that somebody asks about."""

import polars as pl
import pytest

from sociallens import marks
from sociallens.access import UNLIMITED
from sociallens.answers import Answer, answer
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.marks.largest import LISTED
from sociallens.naming import Names
from sociallens.selection import Selection
from sociallens.tables import TABLES
from sociallens.taxonomy import DEFAULT, load
from tests import made

SITES = LISTED + 100
NAMES = Names(load(DEFAULT), "fr")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    rows: list[dict[str, object]] = [
        {"id": f"{site}-{n}", "site": f"Site {site:03}", "topic": "customer_service"}
        for site in range(SITES)
        for n in range(1 + (site >= 100))
    ]
    return DuckDBEngine(made.store(tmp_path_factory.mktemp("many") / "store", rows))


def asked(engine: DuckDBEngine, *sites: str) -> Answer:
    selection = Selection().choose("site", sites) if sites else Selection()
    return answer(engine, TABLES["merchants"], selection, UNLIMITED)


def test_the_largest_are_shown_and_how_many_there_are(engine: DuckDBEngine) -> None:
    shown = marks.intervals(asked(engine), NAMES)
    assert {row["key"] for row in shown.rows} == {f"Site {n:03}" for n in range(100, SITES)}
    assert f"les {LISTED} plus grandes enseignes de {SITES}" in shown.subtitle


def test_the_chosen_are_shown_however_small_they_are(engine: DuckDBEngine) -> None:
    shown = marks.intervals(asked(engine, "Site 007", "Site 300"), NAMES)
    assert [row["key"] for row in shown.rows if row["selected"]] == ["Site 300", "Site 007"]
    assert len(shown.rows) == LISTED + 1


def test_a_list_that_can_be_read_is_whole_and_in_its_order() -> None:
    frame = pl.DataFrame({"site": ["b", "a", "c"], "k": [1, 3, 2]})
    assert marks.largest(frame, "k", pl.lit(value=True)).equals(frame)
    many = pl.DataFrame({"k": range(LISTED + 5)}).sample(fraction=1, shuffle=True, seed=1)
    kept = marks.largest(many, "k", pl.col("k") == 2)
    assert kept["k"].to_list() == [k for k in many["k"] if k >= 5 or k == 2]
    assert marks.lacking(5, 5, NAMES) == ""
