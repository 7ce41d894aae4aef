"""The published study: what people labelled with its proportions gives its tables back."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

import polars as pl
import pytest

from sociallens import study, tables
from sociallens.access import UNLIMITED
from sociallens.answers import answer
from sociallens.engine import follow, known
from sociallens.importing import import_files
from sociallens.link import parse, problems
from sociallens.stats import wilson
from sociallens.store.manifest import open_store

SITES = [f"Enseigne {letter}{number}" for letter in "ABCDE" for number in range(10)]
FIRST, SECOND = "from=2011-06-01&to=2011-08-31", "period=holidays&from=2011-12-01&to=2012-01-15"
Row = dict[str, str]


def spread(shares: Mapping[str, int]) -> list[str]:
    """Each value as often as it says, mixed through."""
    total = sum(shares.values())
    placed = ((place * total / n, value) for value, n in shares.items() for place in range(n))
    return [value for _, value in sorted(placed)]


def days(start: date, length: int) -> Iterator[str]:
    return (str(start + timedelta(days=n % length)) for n in cycle(range(length)))


def first_edition() -> list[Row]:
    """600 rows: 62 of customer service, 56 of them negative (the counts that give 43, 30, 27 %)."""
    channels = spread({"twitter": 192, "facebook": 186, "consumer_forum": 174, "other_forum": 48})
    topics = spread({"offer": 300, "customer_service": 62, "reputation_advice": 238})
    causes = iter(spread({"contact_quality": 24, "return_refund": 17, "delivery": 15}))
    service = iter(range(62))
    rows: list[Row] = []
    shared = zip(channels, topics, cycle(SITES), days(date(2011, 6, 1), 92), strict=False)
    for number, (channel, topic, site, day) in enumerate(shared):
        negative = topic == "customer_service" and next(service) % 10 != 9
        rows.append({
            "id": f"a{number}", "site": site, "channel": channel, "published_at": day,
            "text": f"Message inventé numéro {number}", "topic": topic,
            "causes": next(causes) if negative else "",
            "sentiment": "negative" if negative else "neutral", "reply_observed": "non",
        })  # fmt: skip
    return rows


def second_edition() -> list[Row]:
    """1,660 contributions, and a reply of the merchant in 166 of their conversations."""
    topics = spread({"offer": 581, "brand_communication": 465, "customer_service": 216,
                     "reputation_advice": 398})  # fmt: skip
    shared = zip(topics, cycle(SITES), cycle(("twitter", "facebook")), days(date(2011, 12, 1), 46),
                 strict=False)  # fmt: skip
    rows: list[Row] = []
    for number, (topic, site, channel, day) in enumerate(shared):
        rows.append({
            "id": f"b{number}", "conversation_id": f"b{number}", "site": site, "channel": channel,
            "published_at": f"{day} 10:00", "text": f"Autre message numéro {number}",
            "topic": topic, "sentiment": "neutral", "reply_observed": "oui",
        })  # fmt: skip
    replies = [
        {**row, "id": f"{row['id']}-r", "parent_id": row["id"], "role": "brand", "topic": "",
         "sentiment": "", "published_at": row["published_at"].replace("10:00", "11:30")}
        for row in rows[::10]
    ]  # fmt: skip
    return rows + replies


def written(path: Path, rows: Iterable[Row], *without: str) -> Path:
    rows = [{name: value for name, value in row.items() if name not in without} for row in rows]
    names = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(scope="module", params=["whole", "labels only"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both editions, imported: with texts; or what customers say as labels only, A without ids."""
    folder = tmp_path_factory.mktemp("study")
    bare = request.param == "labels only"
    second = second_edition()
    if bare:
        second = [row | {"text": row["text"] if "role" in row else ""} for row in second]
    without = ("id", "text") if bare else ()
    files = [
        written(folder / "a.csv", first_edition(), *without),
        written(folder / "b.csv", second),
    ]
    patch = pytest.MonkeyPatch()
    with patch.context() as own:
        own.setenv("SOCIALLENS_HOME", str(folder / "home"))
        report = import_files(files, folder / "store")
    assert report.rejected == 0
    assert (report.read, report.added) == (600 + 1660 + 166,) * 2
    return folder / "store"


def table(store: Path, name: str, query: str) -> dict[str, tuple[int, int, float, float, float]]:
    """k, n, rate, low and high by the first column, of a view that a link asks for."""
    engine, view = follow(store, parse(f"v=1&{query}"), UNLIMITED)
    assert problems(view) == []
    frame = answer(engine, tables.TABLES[name], view.selection, UNLIMITED).rows
    return {row[0]: row[1:6] for row in frame.rows()}


def percent(figures: Mapping[str, tuple[int, int, float, float, float]]) -> dict[str, int]:
    return {key: round(rate * 100) for key, (_, _, rate, _, _) in figures.items()}


def test_the_first_edition_comes_back(store: Path) -> None:
    channels = table(store, "channels", FIRST)
    assert percent(channels) == {
        "twitter": 32, "facebook": 31, "consumer_forum": 29, "other_forum": 8,
    }  # fmt: skip
    assert channels["twitter"][:2] == (192, 600)
    assert [round(side, 3) for side in channels["twitter"][3:]] == [0.284, 0.358]
    summary = table(store, "summary", FIRST)
    assert summary["volume"][0] == 600
    assert summary["customer_service_share"][:2] == (62, 600)
    assert summary["negative_rate_customer_service"][:2] == (56, 62)
    rates = ("customer_service_share", "negative_rate_customer_service")
    assert percent({name: summary[name] for name in rates}) == dict(
        zip(rates, (10, 90), strict=True)
    )
    assert summary["brand_participation"][:2] == (0, 0)  # that edition did not look at replies
    assert summary["brand_participation"][2] is None
    causes = table(store, "causes", FIRST)
    assert percent(causes) == {"contact_quality": 43, "return_refund": 30, "delivery": 27}
    assert causes["contact_quality"][:2] == (24, 56)


def test_the_second_edition_comes_back(store: Path) -> None:
    topics = table(store, "topics", SECOND)
    assert percent(topics) == {
        "offer": 35, "brand_communication": 28, "customer_service": 13, "reputation_advice": 24,
    }  # fmt: skip
    assert topics["offer"][:2] == (581, 1660)
    summary = table(store, "summary", SECOND)
    assert summary["volume"][0] == 1660  # the merchants' replies are no contributions of customers
    assert summary["brand_participation"][:3] == (166, 1660, 0.1)
    assert [round(side, 4) for side in summary["brand_participation"][3:]] == [0.0865, 0.1154]


def test_what_was_published_is_what_comes_back(store: Path) -> None:
    for edition, query in zip(study.editions(), (FIRST, SECOND), strict=True):
        assert table(store, "summary", query)["volume"][0] == edition.n
        for name, figures in edition.figures.items():
            found = table(store, name, query)
            for key, share in figures.items():
                assert round(found[key][2], 2) == share, (name, key)


def test_every_share_has_its_interval(store: Path) -> None:
    for name, query in (("channels", FIRST), ("causes", FIRST), ("topics", SECOND)):
        for k, n, rate, low, high in table(store, name, query).values():
            assert rate == pytest.approx(k / n)
            assert [low, high] == [float(side[0]) for side in wilson([k], [n])]


def test_both_editions_together_are_the_whole(store: Path) -> None:
    assert table(store, "summary", "period=all")["volume"][0] == 2260
    engine, _ = follow(store, (), UNLIMITED)
    assert sorted(known(engine, UNLIMITED).sites.values()) == SITES
    assert not engine.damages


def test_labels_of_people_stay_theirs(store: Path) -> None:
    rows = pl.concat(pl.read_parquet(file) for file in open_store(store).files())
    labelled = rows.filter(pl.col("role") == "customer")
    assert labelled["topic_by"].unique().to_list() == ["person"]
    assert labelled["confidence"].null_count() == labelled.height
    assert labelled["id"].n_unique() == 2260
    assert labelled.filter(
        pl.col("topic") != "customer_service", pl.col("causes").list.len() > 0
    ).is_empty()


def test_rows_of_labels_alone_are_counted_once_however_often_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    alike = {
        "site": "A",
        "channel": "twitter",
        "topic": "customer_service",
        "sentiment": "negative",
    }
    file = written(tmp_path / "labels.csv", [alike] * 9 + [{**alike, "sentiment": "positive"}])
    assert import_files([file], tmp_path / "store").added == 10
    again = import_files([file], tmp_path / "store")
    assert (again.added, again.unchanged) == (0, 10)
    summary = table(tmp_path / "store", "summary", "period=all")
    assert summary["negative_rate_customer_service"][:3] == (9, 10, 0.9)


def test_a_blank_label_of_a_person_stays_blank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    rows = [{"id": "x", "site": "A", "channel": "twitter", "text": "Colis perdu, quelle honte",
             "topic": "offer", "sentiment": ""}]  # fmt: skip
    import_files([written(tmp_path / "one.csv", rows)], tmp_path / "store")
    summary = table(tmp_path / "store", "summary", "period=all")
    assert summary["negative_rate"][:2] == (0, 0)
    assert table(tmp_path / "store", "topics", "period=all")["offer"][:2] == (1, 1)
