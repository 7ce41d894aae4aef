"""What version 2 hears: calm questions, implied durations, thanks; made-up texts."""

from typing import Any

import polars as pl
import pytest

from sociallens.classify import classify
from sociallens.classify.terms import build, lexicon
from sociallens.taxonomy import load


def labels(text: str, channel: str = "review_site") -> Any:
    frame = pl.DataFrame({"id": ["1"], "text": [text], "channel": [channel]})
    return classify(frame, load()).row(0, named=True)


@pytest.mark.parametrize("channel", ["review_site", "twitter", "facebook", "consumer_forum"])
@pytest.mark.parametrize(
    "text",
    [
        "À quelle heure ouvre la boutique de Dijon ?",
        "Bonjour, livrez-vous en Belgique ?",
        "Avez-vous ce modèle en vert ?",
    ],
)
def test_a_calm_question_is_neutral_on_every_channel(text: str, channel: str) -> None:
    found = labels(text, channel)
    assert (found["sentiment"], found["intent"]) == ("neutral", "question")


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("J’attends mon remboursement depuis novembre", "high"),
        ("Colis perdu, six semaines de démarches et rien ne bouge", "high"),
        ("Quatre mails envoyés, toujours sans réponse, c’est honteux", "high"),
        ("Nobody answers, I have been waiting for my refund for two months", "high"),
        ("La fermeture de la valise est cassée", "medium"),
        ("Votre nouvelle pub est nulle", "low"),
    ],
)
def test_severity_hears_durations_and_what_is_to_solve(text: str, severity: str) -> None:
    assert labels(text)["severity"] == severity


@pytest.mark.parametrize(
    "text",
    [
        "Problème réglé, merci pour votre aide !",
        "Remboursement reçu hier, merci beaucoup",
        "Sorted, thank you for your help",
    ],
)
def test_thanks_after_a_solved_case_are_thanks(text: str) -> None:
    found = labels(text, "facebook")
    assert (found["sentiment"], found["intent"]) == ("positive", "thanks")


def test_of_the_terms_of_a_label_the_longest_counts_alone() -> None:
    columns = ["kind", "label", "term", "weight"]
    rows = [("cause", "delivery", "colis", 2.0), ("cause", "delivery", "colis perdu", 1.0),
            ("cause", "product", "perdu", 1.0), ("tone", "contrast", "mais", 1.0),
            ("negation", "negator", "pas", 1.0)]  # fmt: skip
    few = build(pl.DataFrame(rows, columns, orient="row"), {})
    found = few.matches(pl.Series([" mon colis perdu ", " mon colis "])).sort("row", "nth")
    terms = found.select("row", "name", "points").rows()
    delivery, product = "cause.delivery", "cause.product"
    assert terms == [(0, delivery, 2000), (0, product, 1000), (1, delivery, 2000)]


def test_confidence_follows_how_clear_a_text_is() -> None:
    clear = labels("Colis jamais reçu, livraison catastrophique, transporteur nul")
    vague = labels("Bof, un peu long mais correct")
    assert clear["confidence"] > 0.7 > vague["confidence"]


def test_a_given_language_asks_for_no_recognition() -> None:
    texts = ["Ganz gut", "Colis perdu", "Parcel lost"]
    frame = pl.DataFrame(
        {"id": ["1", "2", "3"], "text": texts, "channel": ["twitter"] * 3,
         "language": ["de", None, "en"]}
    )  # fmt: skip
    done = classify(frame, load())
    assert done["language"].to_list() == ["de", "fr", "en"]
    assert done["topic"].is_null().to_list() == [True, False, False]


def test_the_shipped_lexicon_knows_what_stands_within_what() -> None:
    french = lexicon(load().folder, "fr")
    pairs = french.within.join(french.table, on="nth").join(
        french.table, left_on="longer", right_on="nth", suffix="_longer"
    )
    assert pairs.height
    assert (pairs["name"] == pairs["name_longer"]).all()
    pattern = french.patterns.gather(pairs["pattern_longer"])
    denied = (pairs["points_longer"] == 0) & pattern.str.contains("~", literal=True)
    assert denied.any()  # "jamais de retard" counts for nothing, whatever stands within it
    assert (denied | (pairs["points"] <= pairs["points_longer"])).all()
