"""`sociallens evaluate`: figures worked out by hand, files that cannot be judged, the command."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support

from sociallens.classify import OUTPUT
from sociallens.cli import main
from sociallens.errors import BadExport
from sociallens.evaluation import Evaluation, Group, evaluate, measure
from sociallens.evaluation.calibration import calibration
from sociallens.evaluation.labelled import read
from sociallens.evaluation.scores import Figure, figure, single
from sociallens.evaluation.textblob import plain_textblob
from sociallens.schema import POLARS
from sociallens.taxonomy import load
from tests.importing import REAL, real_data, written

SETS = sorted(Path(__file__).with_name("sets").glob("*.csv"))
HEADER = "id,text,channel,language,topic,topic_alt,cause,cause_alt,sentiment,severity,intent"
LABELLED = (
    "1,Colis perdu,twitter,fr,customer_service,,delivery,contact_quality,negative,medium,complaint",
    "2,Prix doux,twitter,fr,offer,reputation_advice,,,positive,low,praise",
    "3,Un avis,review,fr,reputation_advice,customer_service;offer,,,neutral,low,other",
    "4,Todo bien,review,es,,,,,,,",
    "5,Remboursement,review,fr,customer_service,,return_refund,,negative,high,complaint",
)
SAID: list[dict[str, Any]] = [
    {"topic": "customer_service", "causes": ["delivery", "product"], "sentiment": "negative",
     "severity": "medium", "intent": "complaint", "language": "fr", "confidence": 0.9},
    {"topic": "reputation_advice", "causes": [], "sentiment": "positive", "severity": "low",
     "intent": "praise", "language": "fr", "confidence": 0.8},
    {"topic": "customer_service", "causes": ["delivery"], "sentiment": "negative",
     "severity": "low", "intent": "complaint", "language": "fr", "confidence": 0.6},
    {"language": "es"},
    {"topic": "none", "causes": None, "sentiment": "negative", "severity": None,
     "intent": "question", "language": "fr", "confidence": 0.3},
]  # fmt: skip


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return written(tmp_path / "labelled.csv", HEADER, *LABELLED)


@pytest.fixture
def measured(source: Path) -> Evaluation:
    schema = {name: POLARS[name] for name in OUTPUT}
    rows = [{name: each.get(name) for name in OUTPUT} for each in SAID]
    said = pl.DataFrame(rows, schema=schema)
    return measure(read(source, load()), said, load(), by_channel=True)


@pytest.fixture
def everything(measured: Evaluation) -> Group:
    return measured.groups[0]


def values(figures: Any) -> dict[str, float]:
    return {name: each.value for name, each in figures.items()}


def test_a_task_is_judged_on_the_texts_that_people_labelled_for_it(everything: Group) -> None:
    counts = {task: scores.n for task, scores in everything.tasks.items()}
    assert counts == {"topic": 4, "service": 4, "cause": 2, "causes": 2, "sentiment": 4,
                      "severity": 4, "intent": 4, "language": 5}  # fmt: skip
    assert everything.rows == 5


def test_the_figures_of_topics_are_those_worked_out_by_hand(everything: Group) -> None:
    topic = everything.tasks["topic"]
    # Right: text 1. F1: customer_service 2*1/(2+2), the other two that people gave 0.
    # Lenient: texts 2 and 3 too. F1: customer_service 2*1/(2+1), the other two 1.
    assert values(topic.figures) == pytest.approx(
        {"accuracy": 1 / 4, "macro_f1": 0.5 / 3,
         "lenient_accuracy": 3 / 4, "lenient_macro_f1": (2 / 3 + 2) / 3}
    )  # fmt: skip
    service = topic.classes["customer_service"]
    assert (service.precision, service.recall, service.f1, service.support) == (0.5, 0.5, 0.5, 2)
    assert topic.classes["none"].recall is None
    assert topic.classes["offer"].precision is None
    assert topic.confusion == {
        "offer": {"reputation_advice": 1},
        "customer_service": {"customer_service": 1, "none": 1},
        "reputation_advice": {"customer_service": 1},
    }


def test_customer_service_or_not_by_hand(everything: Group) -> None:
    figures = values(everything.tasks["service"].figures)
    assert figures["accuracy"] == 2 / 4  # texts 1 and 2
    assert figures["f1"] == 2 * 1 / (2 + 2)
    assert figures["lenient_accuracy"] == 3 / 4  # text 3 might be customer service
    assert figures["lenient_f1"] == pytest.approx(2 * 1 / (2 + 1))


def test_causes_by_hand(everything: Group) -> None:
    figures = values(everything.tasks["causes"].figures)
    # Given: delivery, contact_quality; return_refund. Said: delivery, product; nothing.
    assert figures["micro_precision"] == 1 / 2
    assert figures["micro_recall"] == pytest.approx(1 / 3)
    assert figures["micro_f1"] == pytest.approx(2 * 1 / (2 + 3))
    assert figures["lenient_micro_f1"] == pytest.approx(2 * 1 / (2 * 1 + 1 + 1))
    classes = everything.tasks["causes"].classes
    assert classes["delivery"].f1 == 1
    assert (classes["product"].precision, classes["product"].recall) == (0, None)
    assert (classes["website_app"].f1, classes["website_app"].support) == (None, 0)
    assert values(everything.tasks["cause"].figures)["accuracy"] == 1 / 2


def test_no_label_is_a_wrong_label(everything: Group) -> None:
    assert everything.tasks["severity"].confusion["high"] == {"-": 1}
    assert everything.tasks["severity"].figures["accuracy"].value == 3 / 4
    assert everything.tasks["language"].figures["accuracy"].value == 1


def test_each_channel_has_its_own_figures(measured: Evaluation) -> None:
    assert [(group.channel, group.rows) for group in measured.groups] == [
        (None, 5), ("twitter", 2), ("review_site", 3)
    ]  # fmt: skip
    assert measured.groups[1].tasks["topic"].figures["accuracy"].value == 1 / 2
    assert measured.groups[2].tasks["topic"].figures["accuracy"].value == 0


def test_calibration_by_hand(everything: Group) -> None:
    both = everything.calibration["topic_and_sentiment"]
    # Both right: text 1 alone. Gaps: 0.1 + 0.8 + 0.6 + 0.3, each a bin of its own.
    assert both.n == 4
    assert both.ece.value == pytest.approx(1.8 / 4)
    assert [(each.low, each.n, each.right) for each in both.bins] == [
        (0.3, 1, 0), (0.6, 1, 0), (0.8, 1, 0), (0.9, 1, 1)
    ]  # fmt: skip
    sentiment = everything.calibration["sentiment"]
    assert sentiment.ece.value == pytest.approx((0.1 + 0.2 + 0.6 + 0.7) / 4)


def test_a_sure_and_right_classifier_is_calibrated() -> None:
    found = calibration(pl.Series([1.0, 1.0, None]), pl.Series([True, True, False]))
    assert found is not None
    assert (found.n, found.ece.value) == (2, 0)
    assert calibration(pl.Series([None], dtype=pl.Float32), pl.Series([True])) is None


def test_plain_textblob_reads_french_and_english() -> None:
    texts = pl.DataFrame(
        {"text": ["excellent et superbe", "horrible et nul", "le colis", "awful", None],
         "language": ["fr", "fr", "fr", "en", None]}
    )  # fmt: skip
    said = plain_textblob(texts).to_list()
    assert said == ["positive", "negative", "neutral", "negative", "neutral"]


def test_an_interval_is_the_one_of_resampled_texts() -> None:
    counts = np.array([30.0, 10.0])
    found = figure(counts, lambda draws: draws[:, 0] / draws.sum(axis=1))
    assert found is not None
    drawn = np.random.default_rng(0).choice([1, 0], p=[0.75, 0.25], size=(20_000, 40))
    low, high = np.quantile(drawn.mean(axis=1), [0.025, 0.975])
    assert (found.value, found.low, found.high) == pytest.approx((0.75, low, high), abs=0.026)


labels = st.sampled_from(["a", "b", "c"])


@given(st.lists(st.tuples(labels, labels, st.lists(labels)), min_size=1, max_size=40))
def test_figures_agree_with_scikit_learn(rows: list[tuple[str, str, list[str]]]) -> None:
    schema = pl.Schema({"gold": pl.String(), "predicted": pl.String(), "also": pl.List(pl.String)})
    answers = pl.DataFrame(rows, schema=schema, orient="row")
    gold, said = answers["gold"].to_list(), answers["predicted"].to_list()
    lenient = [g if s in also else s for g, s, also in rows]
    found = single(answers, ["c"], positive=gold[0])
    given_labels = sorted(set(gold))
    for prefix, answer in (("", said), ("lenient_", lenient)):
        figures = values(found.figures)
        assert figures[f"{prefix}accuracy"] == pytest.approx(accuracy_score(gold, answer))
        macro = f1_score(gold, answer, labels=given_labels, average="macro", zero_division=0)
        assert figures[f"{prefix}macro_f1"] == pytest.approx(macro)
    for label in given_labels:
        each = found.classes[label]
        theirs = precision_recall_fscore_support(gold, said, labels=[label], zero_division=0)
        ours = (each.precision or 0, each.recall, each.f1, each.support)
        assert ours == pytest.approx(tuple(float(part[0]) for part in theirs))
    for one in found.figures.values():
        assert 0 <= one.low <= one.high <= 1
    assert sum(sum(row.values()) for row in found.confusion.values()) == found.n == len(rows)


@pytest.mark.parametrize(
    ("lines", "key", "told"),
    [
        (["id,channel,topic", "1,twitter,offer"], "evaluate-columns", {"missing": "text"}),
        (["text,channel", "Bien,twitter"], "evaluate-columns", {"found": ("text", "channel")}),
        (
            ["text,channel,topic", "Bien,twitter,offer", "Mal,twitter,livraison"],
            "evaluate-label",
            {"row": 2, "value": "livraison", "column": "topic"},
        ),
        (
            ["text,channel,cause,cause_alt", "Bien,twitter,delivery,delivery;network"],
            "evaluate-label",
            {"row": 1, "value": "network", "column": "cause_alt"},
        ),
        (["text,channel,topic", "Bien,minitel,offer"], "evaluate-label", {"column": "channel"}),
        (["text,channel,topic"], "classify-no-rows", {}),
        (["text,channel,topic", 'a,twitter,"open'], "classify-unreadable", {}),
    ],
)
def test_a_file_that_cannot_be_judged_is_told(
    tmp_path: Path, lines: list[str], key: str, told: dict[str, object]
) -> None:
    with pytest.raises(BadExport) as error:
        read(written(tmp_path / "in.csv", *lines), load())
    assert error.value.key == key
    assert told.items() <= error.value.details.items()


def test_without_a_channel_it_is_another_one(tmp_path: Path) -> None:
    found = read(written(tmp_path / "in.csv", "text,lang", "Bien,fr", "Mal,fr"), load())
    assert found["channel"].to_list() == ["other", "other"]
    assert found["id"].to_list() == ["1", "2"]


def run(*options: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, options)])


def test_the_command_prints_figures_and_each_label(source: Path) -> None:
    done = run(source, "--by", "channel")
    assert done.exit_code == 0
    assert "5 textes étiquetés" in done.output
    for part in ("exactitude", "TextBlob", "ECE", "review_site", "pris pour"):
        assert part in done.output


def test_the_json_is_as_documented(source: Path) -> None:
    done = run(source, "--by", "channel", "--format", "json")
    found = json.loads(done.output)
    documented = (Path(__file__).parents[1] / "docs" / "evaluation.md").read_text(encoding="utf-8")
    keys = {*found, *found["groups"][0], *found["groups"][0]["calibration"]}
    for scores in found["groups"][0]["tasks"].values():
        keys |= {*scores, *scores["figures"]}
    assert [key for key in sorted(keys) if f"`{key}`" not in documented] == []
    assert found["format"] == 1
    assert json.loads(run(source, "--by", "channel", "--format", "json").output) == found


def test_another_sector_has_other_labels(tmp_path: Path) -> None:
    labelled = written(
        tmp_path / "in.csv",
        "text,channel,topic,cause",
        "Plus de réseau,twitter,customer_service,network",
    )
    assert "--taxonomy" in run(labelled).output
    done = run(labelled, "--taxonomy", "telecom", "--format", "json")
    found = json.loads(done.output)["groups"][0]["tasks"]
    assert found["cause"]["figures"]["accuracy"]["value"] == 1


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_a_named_set_can_be_judged(path: Path) -> None:
    sector = load("telecom" if path.stem == "telecom" else "ecommerce")
    assert read(path, sector).height >= 40


@real_data
def test_real_labels_can_be_judged() -> None:
    found = evaluate(REAL / "labelled-dev.csv", load()).groups[0]
    assert found.textblob is not None
    ours, theirs = found.tasks["sentiment"].figures, found.textblob.figures
    assert isinstance(ours["macro_f1"], Figure)
    assert ours["macro_f1"].low > theirs["macro_f1"].high
