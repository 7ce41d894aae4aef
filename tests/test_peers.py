"""What is usual among peers is the median of what each of them would say alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import median

import pytest

from sociallens.access import UNLIMITED, Scope
from sociallens.answers import answer
from sociallens.engine import Engine, load
from sociallens.peers import Median, chosen, peers
from sociallens.selection import Peers, Period, Selection
from sociallens.settings import group
from sociallens.stats import FEW
from sociallens.tables import TABLES
from tests import made
from tests.questions import Row, selections

EVERYTHING = Selection()
SITES = {"A": 1600, "B": 1200, "C": 720, "D": 520, "E": 240, "F": 100, "G": 8}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    names = [site for site, count in SITES.items() for _ in range(count)]
    rows = made.random_rows(len(names), seed=4)
    for site, row in zip(names, rows, strict=True):
        row["site"] = site
        if site == "B":  # of whom nobody says anything of this
            row |= {"causes": [], "channel": "blog"}
        published = row["published_at"]
        if row["reply_observed"] and row["topic"] == "offer" and isinstance(published, datetime):
            row["replied_at"] = published + timedelta(hours=len(site + str(row["sentiment"])))
    return load(made.store(tmp_path_factory.mktemp("peers"), rows).path)


def alone(engine: Engine, name: str, selection: Selection, site: str) -> dict[str, float]:
    """Each figure of a table, for one merchant asked alone, where n is enough."""
    table, narrowed = TABLES[name], selection.choose("site", [site])
    for dimension in table.dimensions:
        narrowed = narrowed if dimension == "site" else narrowed.without(dimension)
    said = answer(engine, table, narrowed, UNLIMITED)
    keys = list(engine.taxonomy[table.by[0]]) if table.by and table.by != ("site",) else []
    if keys:
        (by,) = table.by
        n = engine.counts([table.metric.n], [], narrowed, UNLIMITED).item()
        shares = {key: said.figure(table.metric, **{by: key}).rate or 0.0 for key in keys}
        return shares if n >= FEW else {}
    cell = {"site": site} if table.by else {}
    figures = [said.figure(metric, **cell) for metric in table.metrics]
    values = {
        figure.metric.name: figure.k if figure.metric.form == "count" else figure.rate
        for figure in figures
        if figure.n >= FEW
    }
    return {name: float(value) for name, value in values.items() if value is not None}


@pytest.fixture(autouse=True)
def three_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOCIALLENS_GROUP", "3")


@pytest.mark.parametrize(
    "name", ["summary", "merchants", "channels", "topics", "causes", "severity", "intents"]
)
def test_the_median_is_that_of_the_merchants_asked_alone(engine: Engine, name: str) -> None:
    rows: list[Row] = engine.contributions(EVERYTHING, UNLIMITED, kind="").to_dicts()
    told = 0
    for selection in selections(rows, "peers", count=6):
        usual = peers(engine, TABLES[name], selection, UNLIMITED, "A", "all")
        by_site = [alone(engine, name, selection, site) for site in SITES if site != "A"]
        for key in {key for each in by_site for key in each} | usual.keys():
            values = [each[key] for each in by_site if key in each]
            if len(values) < group() or (not any(values) and key not in usual):
                assert key not in usual
            else:
                assert usual[key].value == pytest.approx(median(values)), key
                assert usual[key].merchants == len(values)
                told += 1
    assert told > 3


def test_a_share_that_a_peer_has_not_counts_as_none(engine: Engine) -> None:
    usual = peers(engine, TABLES["channels"], EVERYTHING, UNLIMITED, "A", ("B", "C", "D"))
    assert usual["twitter"].merchants == 3  # B has only blogs
    shares = [alone(engine, "channels", EVERYTHING, site)["twitter"] for site in "BCD"]
    assert shares[0] == 0.0
    assert usual["twitter"].value == min(shares[1:])


@pytest.mark.parametrize(
    ("mine", "rule", "among"),
    [
        ("A", "all", "BCDEFG"),
        ("", "all", "ABCDEFG"),
        ("A", "size", "B"),
        ("C", "size", "BD"),
        ("", "size", "ABCDEFG"),
        ("Nowhere", "size", "ABCDEFG"),
        ("A", ("A", "F", "G"), "FG"),
    ],
)
def test_who_the_peers_are(engine: Engine, mine: str, rule: Peers, among: str) -> None:
    narrowed = EVERYTHING.choose("site", ["A"]).choose("topic", ["offer"])
    assert chosen(engine, narrowed, UNLIMITED, mine, rule) == frozenset(among)


def test_size_is_that_of_the_period(engine: Engine) -> None:
    nothing = replace(EVERYTHING, period=Period(date(2000, 1, 1), date(2000, 1, 2)))
    assert chosen(engine, nothing, UNLIMITED, "A", "size") == frozenset()


def test_fewer_than_five_peers_have_no_usual_figure(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOCIALLENS_GROUP")
    four = peers(engine, TABLES["summary"], EVERYTHING, UNLIMITED, "A", tuple("BCDE"))
    five = peers(engine, TABLES["summary"], EVERYTHING, UNLIMITED, "A", tuple("BCDEF"))
    assert four == {}
    assert five["volume"].merchants == 5


def test_few_peers_have_no_usual_figure(engine: Engine) -> None:
    two = peers(engine, TABLES["summary"], EVERYTHING, UNLIMITED, "A", ("B", "C", "G"))
    assert two == {}  # G has too few messages
    three = peers(engine, TABLES["summary"], EVERYTHING, UNLIMITED, "A", ("B", "C", "D"))
    assert three["volume"] == Median(720.0, 3)


def test_peers_stay_within_a_scope(engine: Engine) -> None:
    scope = Scope.of(site="ABCD")
    assert chosen(engine, EVERYTHING, scope, "A", "all") == frozenset("BCD")
    usual = peers(engine, TABLES["summary"], EVERYTHING, scope, "A", ("B", "C", "E"))
    assert usual == {}


def test_peers_of_more_dimensions_are_not_asked(engine: Engine) -> None:
    for name in ("channel_topic", "service_trend"):
        with pytest.raises(ValueError, match="no peers by"):
            peers(engine, TABLES[name], EVERYTHING, UNLIMITED, "A", "all")
