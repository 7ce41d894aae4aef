"""Weights corrected on what people say: better is kept, chance is refused, and one goes back."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from click.testing import CliRunner

from sociallens.annotations import log
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.classify import model
from sociallens.cli import main
from sociallens.errors import StoreError
from sociallens.importing import calibrating
from sociallens.importing.calibrating import calibrate, go_back
from sociallens.importing.labels import MODEL
from sociallens.importing.relabel import relabel_store, unfinished
from sociallens.learning import judging
from sociallens.learning.fitting import correction, logs_of
from sociallens.learning.judging import Judged, Task, counted, folds, judge
from sociallens.learning.samples import Samples, answers
from sociallens.naming import labeller_name
from sociallens.own import NOTHING, read
from sociallens.own.calibrations import calibrations, named
from sociallens.store.manifest import open_store
from sociallens.taxonomy import load as sector
from tests.made import by
from tests.made import store as made

# In this shop people ask without a question mark, and who thanks asks for something.
ASKED = ("Merci de me dire où est mon colis", "Merci de vérifier le numéro de ma commande",
         "Merci de m’indiquer le délai de livraison", "Bonjour merci de me rappeler")  # fmt: skip
LOST = ("Colis jamais reçu, aucune réponse", "Livraison en retard, inadmissible",
        "Produit cassé et personne ne répond", "Remboursement toujours pas fait")  # fmt: skip
GLAD = ("Livraison rapide, très contente", "Super boutique, je recommande",
        "Produit parfait, excellent service", "Conseillère adorable et efficace")  # fmt: skip
KINDS = (("neutral", "question", ASKED), ("negative", "complaint", LOST),
         ("positive", "praise", GLAD))  # fmt: skip


def messages(each: int) -> Iterator[dict[str, object]]:
    for mood, intent, texts in KINDS:
        for n in range(each):
            text = f"{texts[n % len(texts)]} ({chr(97 + n % 26)}{n})"
            at = datetime(2024, 1, 1) + timedelta(days=n)
            yield {"id": f"{mood}{n}", "text": text, "language": "fr", "published_at": at,
                   "mood": mood, "wants": intent, **by("model:0")}  # fmt: skip


@pytest.fixture(autouse=True)
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cross-validation once, not four times over: what is promised here does not hang on it."""
    monkeypatch.setattr(judging, "REPEATS", 1)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = made(tmp_path / "store", messages(40)).path
    relabel_store(path)
    return path


def stored(path: Path) -> pl.DataFrame:
    return pl.read_parquet(open_store(path).files()).sort("id")


def say(path: Path, each: int = 30, **options: str) -> None:
    """What people say of the first messages of each kind."""
    decisions = []
    for mood, intent, _ in KINDS:
        for n in range(each):
            decisions.append(Decision(f"{mood}{n}", "sentiment", (mood,)))
            decisions.append(Decision(f"{mood}{n}", "intent", (intent,)))
    annotate(path, decisions, who="Ana", **options)


def test_too_few_say_how_many_are_missing(store: Path) -> None:
    say(store, 5)
    found = calibrate(store)
    judged = {each.label: each for each in sorted(found.judged, key=lambda each: each.n)}
    assert (judged["sentiment"].n, judged["sentiment"].missing) == (15, 25)
    assert judged["topic"].missing == 40
    assert found.number is None
    told = CliRunner().invoke(main, ["calibrate", "--store", str(store)])
    assert told.exit_code == 0
    assert "il en manque 25" in told.output
    assert not (store / "model").exists()


def test_what_is_better_is_kept_named_and_taken_back(store: Path) -> None:
    say(store)
    before = stored(store)
    dry = calibrate(store, dry_run=True)
    assert not (store / "model").exists()
    better = {each.task for each in dry.judged if each.better}
    assert better
    found = calibrate(store)
    assert {each.task for each in found.judged if each.better} == better
    assert (found.number, named(store), calibrations(store)) == (1, 1, [1])
    assert read(store).mark == "+c1"
    assert open_store(store).manifest.classifier == f"{MODEL}+c1"
    after = stored(store)
    assert set(after["intent_by"]) == {f"{MODEL}+c1"}
    assert after["text"].equals(before["text"])
    for label, wanted in (("sentiment", "mood"), ("intent", "wants")):
        true = pl.DataFrame(messages(40)).sort("id")[wanted]
        assert (after[label] == true).sum() >= (before[label] == true).sum(), label
    assert calibrate(store).number is None  # nothing new
    go_back(store)
    assert (named(store), calibrations(store)) == (0, [1])
    assert stored(store).equals(before)
    with pytest.raises(StoreError):
        go_back(store)
    assert calibrate(store).number == 2
    report = json.loads((store / "model" / "0002" / "report.json").read_text())
    assert report["after"] == 0


def test_answers_of_audits_are_not_learnt_from(store: Path) -> None:
    say(store, audit="mars")
    found = calibrate(store)
    assert found.messages == 0
    assert all(each.n == 0 and each.missing for each in found.judged)


def test_audits_say_how_often_labels_are_right(store: Path) -> None:
    say(store)
    say(store, audit="mars")
    said, answered = calibrating._said(log.read(store))
    opened = open_store(store)
    usual = calibrating._usual(opened, calibrating._samples(opened, answered, NOTHING))
    samples = calibrating._samples(opened, said, NOTHING)
    right = samples.predicted(samples.weights)["intent"] == samples.labels["intent"]
    assert usual["intent"] == pytest.approx(right.mean())


def test_an_interrupted_run_goes_on(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    say(store)
    with monkeypatch.context() as patch:
        patch.setattr("sociallens.importing.relabel.predict", killed)
        with pytest.raises(KeyboardInterrupt):
            calibrate(store)
    assert named(store) == 1
    assert unfinished(store)
    relabel_store(store)
    assert not unfinished(store)
    assert set(stored(store)["sentiment_by"]) == {f"{MODEL}+c1"}


def test_weights_of_another_version_are_left_aside(store: Path) -> None:
    say(store)
    calibrate(store)
    file = store / "model" / "0001" / "report.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"shipped": "other"}))
    assert read(store) == NOTHING
    relabel_store(store)
    assert open_store(store).manifest.classifier == MODEL


def test_weights_that_cannot_be_read_are_told(store: Path) -> None:
    say(store)
    calibrate(store)
    (store / "model" / "CURRENT").write_text("x")
    with pytest.raises(StoreError):
        read(store)


def test_the_name_of_a_calibration_is_worded() -> None:
    assert labeller_name("model:3+c2", "fr").endswith("version 3, ajusté sur vos corrections (2)")


def test_the_correction_finds_the_weights_that_made_the_labels() -> None:
    draw = np.random.default_rng(0)
    values = np.column_stack([np.ones(4000), draw.normal(size=(4000, 2))])
    true = np.array([[0.5, 0.0], [1.5, 0.0], [0.0, -1.0]])
    odds = values @ true
    chance = np.exp(odds[:, 0]) / np.exp(odds).sum(axis=1)
    codes = (draw.random(4000) > chance).astype(np.intp)
    prior = np.zeros((3, 2))
    added = correction(values, codes, np.ones(4000), prior, 0.1)
    assert added[:, 0] - added[:, 1] == pytest.approx(true[:, 0] - true[:, 1], abs=0.15)
    kept = correction(values, codes, np.ones(4000), true, 1e9)
    assert kept == pytest.approx(np.zeros((3, 2)), abs=1e-3)
    assert logs_of(values, codes, true).mean() > logs_of(values, codes, prior).mean()


def test_corrections_count_as_much_as_they_are_among_messages() -> None:
    right = np.array([True] * 20 + [False] * 60)
    weights = counted(right, 0.9)
    assert weights[right].sum() / weights.sum() == pytest.approx(0.9)
    assert weights.sum() < len(right)


def test_folds_hold_each_text_once_and_each_class() -> None:
    codes = np.repeat(np.arange(3), 20)
    parts = list(folds(codes, 5, np.random.default_rng(0)))
    assert sorted(np.concatenate([unseen for _, unseen in parts])) == list(range(60))
    assert all(set(codes[unseen]) == {0, 1, 2} for _, unseen in parts)


def test_random_labels_are_refused(store: Path) -> None:
    rows = pl.DataFrame(messages(40)).with_columns(
        channel=pl.lit("twitter"), sentiment="mood", intent="wants"
    )
    samples = Samples.of(
        rows.select("text", "channel", "language", "sentiment", "intent"), sector(), NOTHING
    )
    verdicts: list[Judged] = []
    for seed in range(2):
        order = np.random.default_rng(seed).permutation(samples.labels.height)
        noisy = replace(samples, labels=samples.labels[pl.Series(order)])
        for name, table in samples.weights.items():
            label = answers(name, table, sector())
            if label in ("sentiment", "intent") and name in noisy.readings:
                verdicts.append(judge(Task.of(name, label, noisy, 0.85), seed))
    assert len(verdicts) == 4
    assert not any(each.better for each in verdicts)


def test_every_table_that_decides_a_label_is_fitted() -> None:
    told = {task: answers(task, table, sector()) for task, table in model.shipped().items()}
    assert {label for label in told.values() if label} == {
        "topic", "sentiment", "severity", "intent",
    }  # fmt: skip
    assert told["confidence"] is None
