"""The term tables that ship, and a table of one's own."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from sociallens.classify import classify
from sociallens.classify.confidence import CLASSES as TRUST
from sociallens.classify.model import FEATURE, TASKS, classes, shipped
from sociallens.classify.sentiment import CLASSES
from sociallens.classify.signs import SIGNS
from sociallens.classify.terms import read_table, terms_of
from sociallens.classify.words import WORDS
from sociallens.taxonomy import DEFAULT, FOLDER, load
from sociallens.taxonomy import shipped as shipped_sectors

TABLES = sorted(FOLDER.glob("*/terms.*.csv"))
NEGATION = {"negator", "filler", "particle", "closer", "trouble", "link"}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_term_has_a_label_that_is_read(path: Path) -> None:
    sector = path.parent.name
    known = {sign for sign in SIGNS if "." in sign} | {f"negation.{label}" for label in NEGATION}
    if sector != "common":
        taxonomy = load(sector if sector in shipped_sectors() else DEFAULT)
        known |= {f"{kind}.{label}" for kind in ("topic", "cause") for label in taxonomy[kind]}
    table = read_table(path)
    named = set(table.select(pl.col("kind") + "." + pl.col("label")).to_series())
    assert named - known == set()
    assert table.select("kind", "label", "term").is_duplicated().sum() == 0


@pytest.mark.parametrize("sector", shipped_sectors())
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_cause_and_topic_has_terms(sector: str, language: str) -> None:
    taxonomy = load(sector)
    table = terms_of(taxonomy.folder, language)
    for kind in ("topic", "cause"):
        spoken = set(table.filter(pl.col("kind") == kind)["label"])
        assert set(taxonomy[kind]) - spoken <= {"none", "customer_service"}


def test_the_models_tell_apart_what_the_taxonomy_names() -> None:
    weights, taxonomy = shipped(), load()
    named = {
        "sentiment": CLASSES,
        "topic": taxonomy["topic"],
        "cause": taxonomy["cause"],
        "severity": taxonomy["severity"],
        "intent": taxonomy["intent"],
        "confidence": TRUST,
    }
    models = {key: table for key, table in weights.items() if not key.startswith(f"{WORDS}.")}
    assert set(TASKS) <= set(models)
    for key, table in models.items():
        assert set(classes(table)) == set(named[key.partition(".")[0]]), key
        assert table[FEATURE].is_unique().all()
        assert table.select(pl.exclude(FEATURE)).sum_horizontal().is_finite().all()


def test_a_language_whose_words_have_weights_has_models_that_read_them() -> None:
    weights = shipped()
    languages = [key.partition(".")[2] for key in weights if key.startswith(f"{WORDS}.")]
    assert languages == ["fr"]
    own = {key for key in weights if "." in key and not key.startswith(f"{WORDS}.")}
    assert own == {f"{task}.fr" for task in ("cause", "intent", "sentiment", "topic")}
    for key in own:
        labels = classes(weights[key])
        advice = {f"{WORDS}_{label}" for label in labels}
        assert set(weights[key][FEATURE].filter(weights[key][FEATURE].str.starts_with(WORDS))) == (
            advice
        )
        assert {f"{key.partition('.')[0]}.{label}" for label in labels} <= set(
            weights[f"{WORDS}.fr"].columns
        )


def test_a_sector_of_one_s_own_is_a_folder(tmp_path: Path) -> None:
    shutil.copytree(FOLDER / "telecom", tmp_path / "energy")
    terms = tmp_path / "energy" / "terms.fr.csv"
    terms.write_text("kind,label,term,weight\ncause,network,délestage*,2\n", encoding="utf-8")
    frame = pl.DataFrame(
        {"id": ["1"], "text": ["Encore un DELESTAGE, quelle honte"], "channel": ["twitter"]}
    )
    found = classify(frame, load(str(tmp_path / "energy"))).row(0, named=True)
    assert found["causes"] == ["network"]
    assert found["evidence"] == ["DELESTAGE", "quelle honte"]
