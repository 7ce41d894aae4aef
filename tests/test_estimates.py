"""Figures corrected by an audit: what they are, against what is counted by hand."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from sociallens import audits, library, link
from sociallens.access import UNLIMITED
from sociallens.answers import Answer, Figure, answer, total
from sociallens.audits.drawing import draw
from sociallens.engine import Engine, known, load
from sociallens.estimates import correction, in_use
from sociallens.link import View
from sociallens.metrics import METRICS
from sociallens.selection import Selection
from sociallens.store.write import commit
from sociallens.tables import LABELS, RAW, TABLES
from tests import audited, made
from tests.audited import Row

CORRECTED = Selection(corrected=True)
FREE = ("site", "channel", "not-channel")
TOPICS = ("offer", "customer_service", "none")


def rows(count: int, seed: int = 0) -> list[dict[str, object]]:
    """Contributions on two channels of three merchants, labels drawn at random."""
    drawn = made.random_rows(count, seed, sites=3)
    return [
        row
        | {"id": f"m{place}", "channel": ("twitter", "forum")[place % 5 == 0]}
        | {"topic": TOPICS[place % 3], "topics": [TOPICS[place % 3]], "severity": "low"}
        | ({} if place % 3 == 1 else {"causes": []})
        | {"followup_observed": False}
        for place, row in enumerate(drawn)
    ]


def mistaken(row: Row) -> Row:
    """What people say: a machine that is wrong about a third of texts, in a way that adds up."""
    place = int(str(row["id"])[1:])
    said = dict(audited.labels(row))
    if place % 7 == 0:
        said |= {"topic": "offer", "topics": ["offer"], "causes": []}
    if place % 4 == 0:
        said["sentiment"] = "negative"
    return said


def figures(engine: Engine, name: str, view: Selection) -> Iterator[dict[str, object]]:
    """Rows that are corrected: the first metric's figures, and the further ones'."""
    yield from answer(engine, TABLES[name], view, UNLIMITED).rows.to_dicts()


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("right") / "store"
    return audited.store(path, rows(900), audited.labels, size=200)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("wrong") / "store"
    return audited.store(path, rows(1_500), mistaken, size=450)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("whole") / "store"
    return audited.store(path, rows(600), mistaken, size=600)


@pytest.fixture(scope="module")
def truth(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A store of the same messages, labelled as people say."""
    people = [row | dict(mistaken(row)) for row in rows(600)]
    return load(made.store(tmp_path_factory.mktemp("truth") / "store", people).path)


VIEWS = [
    CORRECTED,
    CORRECTED.choose("site", ["Site 1"]),
    CORRECTED.choose("channel", ["twitter"]),
    CORRECTED.choose("not-channel", ["twitter"]),
    CORRECTED.choose("sentiment", ["negative", "positive"]),
    CORRECTED.choose("topic", ["customer_service", "offer"]).choose("site", ["Site 0", "Site 2"]),
    CORRECTED.choose("not-sentiment", ["neutral"]),
]


@pytest.mark.parametrize("name", TABLES)
def test_a_machine_that_is_right_is_not_corrected(right: Engine, name: str) -> None:
    for view in VIEWS:
        for row in figures(right, name, view):
            if row[LABELS] is None:
                assert (row["rate"], row["low"]) == (row[RAW["rate"]], row[RAW["low"]])
            else:
                assert row["rate"] == pytest.approx(row[RAW["rate"]], abs=1e-9)
                low, rate, high = (float(str(row[name])) for name in ("low", "rate", "high"))
                assert low - 1e-9 <= rate <= high + 1e-9


@pytest.mark.parametrize("name", TABLES)
def test_a_sample_of_all_messages_gives_what_people_say(
    whole: Engine, truth: Engine, name: str
) -> None:
    corrected = 0
    by = TABLES[name].by or ("metric",)
    for view in VIEWS:
        people = {tuple(row[d] for d in by): row for row in figures(truth, name, view.raw)}
        for row in figures(whole, name, view):
            if row[LABELS] is not None:
                said = people.get(tuple(row[d] for d in by), {"rate": 0.0})
                assert row["rate"] == pytest.approx(said["rate"], abs=1e-9), (view, row)
                corrected += 1
    needs = {"trend", "headline_trend", "service_trend", "topic_trend", "communities"}
    assert corrected or name in needs | {"channels"}


def test_shares_of_a_mix_add_up(wrong: Engine) -> None:
    for name in ("topics", "severity", "intents"):
        found = answer(wrong, TABLES[name], CORRECTED, UNLIMITED).rows
        assert found[LABELS].null_count() == 0
        assert found["rate"].sum() == pytest.approx(1)
    moods = answer(wrong, TABLES["topic_sentiment"], CORRECTED, UNLIMITED).rows.drop_nulls(LABELS)
    assert moods.height
    assert moods.group_by("topic").agg(pl.col("rate").sum())["rate"].to_list() == pytest.approx(
        [1.0] * moods["topic"].n_unique()
    )


def by_hand(engine: Engine, audit: audits.Audit, view: Selection) -> float:
    """The negative rate of customer service by loops: each sum of the formula, written out."""
    plain = Selection(view.period, choices=tuple(c for c in view.choices if c[0] in FREE))
    frame = {row["id"]: row for row in engine.contributions(plain, UNLIMITED).to_dicts()}
    strata: dict[str, list[str]] = defaultdict(list)
    drawn: dict[str, list[str]] = defaultdict(list)
    for id, row in frame.items():
        strata[row["channel"]].append(id)
        if id in audit.ids:
            drawn[row["channel"]].append(id)

    def added(labels: Row, mood: str = "negative") -> tuple[float, float]:
        moods = view.values("sentiment")
        service = labels["topic"] == "customer_service"
        service &= moods is None or labels["sentiment"] in moods
        return float(service and labels["sentiment"] == mood), float(service)

    def ratio(power: float, mood: str) -> float:
        k = power * sum(added(row, mood)[0] for row in frame.values())
        n = power * sum(added(row, mood)[1] for row in frame.values())
        for stratum, ids in drawn.items():
            weight = len(strata[stratum]) / len(ids)
            for row in (frame[id] for id in ids):
                (said_k, said_n), (found_k, found_n) = added(mistaken(row), mood), added(row, mood)
                k += weight * (said_k - power * found_k)
                n += weight * (said_n - power * found_n)
        return min(max(k / n, 0.0), 1.0)

    both = own = 0.0
    for mood in ("negative", "neutral", "positive"):  # one λ for the mix
        rate = ratio(1, mood)
        for stratum, ids in drawn.items():
            said, found = (
                np.array([k - rate * n for k, n in (added(give(frame[id]), mood) for id in ids)])
                for give in (mistaken, dict)
            )
            size, m = len(strata[stratum]), len(ids)
            factor = size * (size - m) / m
            both += factor * float(np.cov(said, found, ddof=1)[0, 1])
            own += factor * float(np.var(found, ddof=1))
    return ratio(min(max(both / own, 0), 1), "negative")


@pytest.mark.parametrize("view", VIEWS[:5])
def test_a_view_is_estimated_by_its_own_sampled_messages(wrong: Engine, view: Selection) -> None:
    audit = in_use(wrong)
    assert audit is not None
    metric = METRICS["negative_rate_customer_service"]
    figure = answer(wrong, TABLES["summary"], view, UNLIMITED).figure(metric)
    assert figure.rate == pytest.approx(by_hand(wrong, audit, view), abs=1e-9)
    assert figure.raw == pytest.approx(figure.k / figure.n)
    assert figure.rate != pytest.approx(figure.raw)
    assert figure.rate is not None
    assert (figure.low or 1) < figure.rate < (figure.high or 0)
    raw = answer(wrong, TABLES["summary"], view.raw, UNLIMITED).figure(metric)
    assert (raw.k, raw.n, raw.rate) == (figure.k, figure.n, figure.raw)
    assert raw.raw is raw.labels is None


def test_a_share_is_the_same_wherever_it_stands(wrong: Engine) -> None:
    def table(name: str) -> Answer:
        return answer(wrong, TABLES[name], CORRECTED, UNLIMITED)

    def figures(figure: Figure) -> tuple[float | None, ...]:
        return figure.rate, figure.low, figure.high

    summary, topics, moods = table("summary"), table("topics"), table("topic_sentiment")
    service = summary.figure(METRICS["customer_service_share"])
    assert figures(service) == figures(topics.figure(topics.table.metric, topic="customer_service"))
    unhappy = summary.figure(METRICS["negative_rate_customer_service"])
    cell = {"topic": "customer_service", "sentiment": "negative"}
    assert figures(unhappy) == pytest.approx(figures(moods.figure(moods.table.metric, **cell)))


def test_what_needs_no_labels_stays(wrong: Engine) -> None:
    summary = answer(wrong, TABLES["summary"], CORRECTED, UNLIMITED)
    kept = {name for name, n in summary.rows.select("metric", LABELS).rows() if n is None}
    assert kept == {"volume", "brand_participation", "recovery"}
    assert answer(wrong, TABLES["channels"], CORRECTED, UNLIMITED).rows[LABELS].is_null().all()
    of_offer = answer(wrong, TABLES["channels"], CORRECTED.choose("topic", ["offer"]), UNLIMITED)
    assert of_offer.rows[LABELS].is_not_null().any()  # labels decide which messages these are
    merchants = answer(wrong, TABLES["merchants"], CORRECTED, UNLIMITED).rows
    assert {"raw_rate", "net_sentiment_raw_rate", "net_sentiment_labels"} <= set(merchants.columns)
    assert not {name for name in merchants.columns if name.startswith("reply_time_raw")}


def test_stars_alone_are_counted_as_they_are(tmp_path: Path) -> None:
    stars = [
        {"id": f"s{place}", "channel": "forum", "rating": 4.0, "sentiment_by": "stars"}
        | {"sentiment": ("negative", "positive")[place % 3 > 0]}
        for place in range(300)
    ]
    engine = audited.store(tmp_path / "store", [*rows(300), *stars], mistaken, size=300)
    people = [row | dict(mistaken(row)) for row in rows(300)]
    moods = [*(row["sentiment"] for row in people), *(row["sentiment"] for row in stars)]
    figure = answer(engine, TABLES["summary"], CORRECTED, UNLIMITED).figure(
        METRICS["negative_rate"]
    )
    assert figure.labels == 300
    assert figure.rate == pytest.approx(moods.count("negative") / 600)


def test_a_view_that_no_audit_covers_is_raw_and_says_why(tmp_path: Path) -> None:
    engine = load(made.store(tmp_path / "store", rows(200)).path)

    def why(view: Selection) -> str:
        told = answer(engine, TABLES["topics"], view, UNLIMITED).correction
        assert told is not None
        assert told == correction(engine, view, UNLIMITED)
        return told.why

    assert answer(engine, TABLES["topics"], Selection(), UNLIMITED).correction is None
    assert why(CORRECTED) == "none"
    audit = draw(
        engine, UNLIMITED, who="Anne", size=80, within=Selection().choose("channel", ["twitter"])
    )
    audited.answer(engine, audit, mistaken, first=10)
    assert why(CORRECTED) == "none"  # too few answers
    audited.answer(engine, audit, mistaken)
    assert why(CORRECTED) == "outside"
    here = CORRECTED.choose("channel", ["twitter"])
    assert why(here) == ""
    assert why(replace(here, reposts=True)) == "reposts"
    commit(engine.store.path, made.contributions([r | {"id": f"n{r['id']}"} for r in rows(900, 5)]),
           made.record("more", 900), classifier="made")  # fmt: skip
    engine = load(engine.store.path)
    assert why(here) == "grown"
    file = engine.store.path / "audits" / f"{audit.name}.json"
    fields = json.loads(file.read_text())
    file.write_text(json.dumps(fields | {"seed": 2}))
    assert why(here) == "none"
    assert [each.sealed for each in audits.read(engine.store.path)] == [False]


def test_an_audit_answered_before_it_was_drawn_is_not_used(tmp_path: Path) -> None:
    engine = audited.store(tmp_path / "store", rows(200), mistaken)
    (audit,) = audits.read(engine.store.path)
    assert in_use(engine) == audit
    later = audits.Audit(**vars(audit) | {"at": "2099-01-01T00:00:00+00:00"})
    (engine.store.path / "audits" / f"{audit.name}.json").write_bytes(later.encode())
    assert in_use(engine) is None


def test_answers_change_no_message_and_corrections_change_the_raw_figure(wrong: Engine) -> None:
    assert total(wrong, CORRECTED, UNLIMITED) == total(wrong, Selection(), UNLIMITED) == 1_500
    machine = {row["id"]: row["topic"] for row in rows(1_500)}
    shown = wrong.contributions(Selection(), UNLIMITED).select("id", "topic").rows()
    assert dict(shown) == machine


def test_a_link_says_that_figures_are_corrected(wrong: Engine) -> None:
    here = known(wrong, UNLIMITED)
    view = View(CORRECTED)
    assert "corrected=1" in link.query_string(view, here)
    assert link.decode(link.encode(view, here), here) == view
    for pairs in ((("corrected", "yes"),), (("corrected", "1"), ("corrected", "1"))):
        selection = link.decode(pairs, here).selection
        assert not selection.corrected
        assert selection.unknown
        assert not selection.matches_nothing  # it never narrows


def test_python_gives_the_same_table(wrong: Engine) -> None:
    rates = library.Dataset(wrong).table("topics", corrected="1")
    assert rates.equals(answer(wrong, TABLES["topics"], CORRECTED, UNLIMITED).rows)
    assert {"raw_rate", "raw_low", "raw_high", "labels"} <= set(rates.columns)
    assert "labels" not in library.Dataset(wrong).table("topics").columns
