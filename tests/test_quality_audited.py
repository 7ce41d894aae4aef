"""What people say of a sample judges the labels, and a listening tool's moods beside them."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pytest

from sociallens.access import UNLIMITED
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.audits.drawing import draw
from sociallens.engine import Engine, load
from sociallens.quality import audited, tables, vendors
from sociallens.quality.vendors import Contest
from sociallens.selection import Selection
from sociallens.stats import kappa_of, paired
from tests import made

MODEL = made.by("model:3")
LABELS: Mapping[str, object] = {
    "topic": "customer_service", "topics": ["customer_service"], "causes": ["delivery"],
    "sentiment": "negative", "severity": "medium", "intent": "complaint", "confidence": 0.9,
}  # fmt: skip


def store(path: Path, **row: object) -> Engine:
    rows = [
        {**LABELS, **MODEL, "id": f"c{n}", "text": f"Colis perdu {n}", "channel": "twitter", **row}
        for n in range(40)
    ]
    made.store(path, rows)
    return load(path)


def answer(engine: Engine, ids: tuple[str, ...], audit: str, **given: tuple[str, ...]) -> Engine:
    """Answer an audit: as the model said, but for what is `given`."""
    said: dict[str, tuple[str, ...]] = {
        "topic": ("customer_service",), "causes": ("delivery",), "sentiment": ("negative",),
        "severity": ("medium",), "intent": ("complaint",),
    } | given  # fmt: skip
    path = engine.store.path
    annotate(
        path,
        [Decision(id, task, values) for id in ids for task, values in said.items()],
        who="Ana",
        audit=audit,
    )
    return load(path)


def right(engine: Engine, task: str) -> tuple[int, int, int]:
    rows = tables.frame(engine, "label_quality", Selection(), UNLIMITED)
    of = rows.filter(texts=tables.YOURS, channel="", task=task)
    return of.select("k", "n", "accepted").row(0)


def test_without_an_audit_there_are_our_texts_alone(tmp_path: Path) -> None:
    engine = store(tmp_path)
    assert audited.judged(engine, UNLIMITED).is_empty()
    for name in ("label_quality", "label_confusions", "label_confidence"):
        rows = tables.frame(engine, name, Selection(), UNLIMITED)
        assert set(rows["texts"]) == {tables.OURS}


def test_answers_of_an_audit_say_how_often_labels_are_right(tmp_path: Path) -> None:
    engine = store(tmp_path)
    audit = draw(engine, UNLIMITED, size=40, who="Ana", seed=1)
    engine = answer(engine, audit.ids[:30], audit.name)
    assert right(engine, "topic") == (30, 30, 30)
    engine = answer(
        engine, audit.ids[30:], audit.name,
        topic=("offer", "customer_service"), sentiment=("neutral",), severity=("low",),
    )  # fmt: skip
    assert right(engine, "topic") == (30, 40, 40)
    assert right(engine, "sentiment") == (30, 40, 30)
    assert right(engine, "intent") == (40, 40, 40)
    confusions = tables.frame(engine, "label_confusions", Selection(), UNLIMITED)
    yours = confusions.filter(texts=tables.YOURS)
    assert set(yours.select("task", "truth", "told", "k", "n").rows()) == {
        ("topic", "offer", "customer_service", 10, 10),
        ("sentiment", "neutral", "negative", 10, 10),
        ("severity", "low", "medium", 10, 10),
    }
    bins = tables.frame(engine, "label_confidence", Selection(), UNLIMITED)
    (band,) = bins.filter(texts=tables.YOURS).rows(named=True)
    assert (band["from"], band["k"], band["n"]) == (0.9, 30, 40)
    assert band["said"] == pytest.approx(0.9)


def test_corrections_do_not_judge_and_do_not_flatter(tmp_path: Path) -> None:
    engine = store(tmp_path)
    audit = draw(engine, UNLIMITED, size=40, who="Ana", seed=1)
    engine = answer(engine, audit.ids, audit.name, sentiment=("positive",), severity=("low",))
    wrong = right(engine, "sentiment")
    assert wrong == (0, 40, 0)
    annotate(tmp_path, [Decision(id, "sentiment", ("positive",)) for id in audit.ids], who="Bob")
    engine = load(tmp_path)
    assert right(engine, "sentiment") == wrong
    found = audited.instances(engine, UNLIMITED).filter(task="sentiment")
    assert found.select("truth", "told").rows() == [("positive", "negative")]
    assert found["conversation_id"][0] == found["id"][0]


def test_labels_that_people_gave_before_are_not_the_models(tmp_path: Path) -> None:
    engine = store(tmp_path, **made.by("person", "sentiment"))
    audit = draw(engine, UNLIMITED, size=40, who="Ana", seed=1)
    engine = answer(engine, audit.ids, audit.name)
    said = audited.judged(engine, UNLIMITED)
    assert set(said["task"]) == {"topic", "causes", "severity", "intent"}
    assert said.height == 4 * 40


def test_an_audit_that_was_altered_judges_nothing(tmp_path: Path) -> None:
    engine = store(tmp_path)
    audit = draw(engine, UNLIMITED, size=40, who="Ana", seed=1)
    engine = answer(engine, audit.ids, audit.name)
    assert audited.judged(engine, UNLIMITED).height
    (file,) = (tmp_path / "audits").glob("*.json")
    file.write_text(file.read_text().replace('"Ana"', '"Eva"'))
    assert audited.judged(load(tmp_path), UNLIMITED).is_empty()


# -- Listening tools.


def test_kappa_and_mcnemar_as_published() -> None:
    """The example of `ci.kappa` of the R package statpsych, and Armitage and Berry (1994, p. 127).

    Two media for cultures of tubercle bacilli: 12 grew on the one alone, 2 on the other alone.
    """
    found = kappa_of([[31, 12], [4, 58]])
    assert found
    assert (found.value, found.low, found.high) == pytest.approx(
        (0.6756757, 0.5317210, 0.8196303), abs=1e-6
    )
    assert paired(12, 2) == pytest.approx(0.0129, abs=5e-5)
    assert paired(2, 12) == paired(12, 2)
    assert paired(0, 0) == 1
    assert kappa_of([[40, 0], [0, 0]]) is None


def test_nobody_is_called_better_without_proof() -> None:
    assert Contest(50, 36, 12, 2).better == "model"
    assert Contest(50, 36, 2, 12).better == "tool"
    assert Contest(50, 42, 7, 1).better == ""  # p = 0.07
    assert Contest(9, 0, 9, 0).better == ""
    assert Contest(0, 0, 0, 0).better == ""
    assert (Contest(50, 36, 12, 2).model, Contest(50, 36, 12, 2).tool) == (48, 38)


def test_agreement_counts_what_a_model_and_a_tool_said_in_view(tmp_path: Path) -> None:
    rows = [
        {**LABELS, **MODEL, "id": f"c{n}", "channel": "twitter" if n < 30 else "blog",
         "sentiment": "negative" if n % 2 else "positive",
         "tool_sentiment": "negative" if n % 3 else "positive"}
        for n in range(60)
    ]  # fmt: skip
    rows += [
        {**rows[0], "id": "p", **made.by("person")},
        {**rows[0], "id": "s", **made.by("stars")},
    ]
    rows += [{**rows[0], "id": "n", "tool_sentiment": None}]
    made.store(tmp_path, rows)
    engine = load(tmp_path)
    found = vendors.agreement(engine, Selection(), UNLIMITED)
    assert (found.n, found.same) == (60, 30)
    assert found.table == ((20, 0, 20), (0, 0, 0), (10, 0, 10))
    assert found.kappa
    assert found.kappa.value == pytest.approx(0)
    assert vendors.agreement(engine, Selection().choose("channel", ["blog"]), UNLIMITED).n == 30
    table = tables.frame(engine, "tool_sentiment", Selection(), UNLIMITED)
    assert table.height == 9
    assert table["k"].sum() == 60
    assert table.filter(tool="neutral")["rate"].to_list() == [None] * 3


def test_who_is_right_is_asked_of_the_audit(tmp_path: Path) -> None:
    engine = store(tmp_path, tool_sentiment="positive")
    assert vendors.contest(engine, UNLIMITED) == Contest(0, 0, 0, 0)
    audit = draw(engine, UNLIMITED, size=40, who="Ana", seed=1)
    engine = answer(engine, audit.ids[:30], audit.name)
    engine = answer(engine, audit.ids[30:], audit.name, sentiment=("positive",), severity=("low",))
    found = vendors.contest(engine, UNLIMITED)
    assert found == Contest(40, 0, 30, 10)
    assert found.better == "model"
    rows = tables.frame(engine, "tool_contest", Selection(), UNLIMITED)
    assert rows.select("judge", "k", "n", "alone").rows() == [
        ("model", 30, 40, 30), ("tool", 10, 40, 10)
    ]  # fmt: skip
    assert isinstance(rows["p"][0], float)
    assert rows.schema["p"] == pl.Float64
