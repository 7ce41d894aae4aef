"""One obvious example per rule; all texts are made up."""

from typing import Any

import polars as pl
import pytest

from sociallens.classify import OUTPUT, classify
from sociallens.taxonomy import load


def labels(text: str | None, channel: str = "review_site", sector: str = "ecommerce") -> Any:
    frame = pl.DataFrame(
        {"id": ["1"], "text": [text], "channel": [channel]}, schema_overrides={"text": pl.String}
    )
    return classify(frame, load(sector)).row(0, named=True)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Colis déposé chez un voisin que je ne connais pas, merci le livreur", "delivery"),
        ("Livraison annoncée lundi, toujours rien vendredi", "delivery"),
        ("J’attends mon remboursement depuis quinze jours", "return_refund"),
        ("L’étiquette de retour ne s’imprime pas, comment renvoyer la robe ?", "return_refund"),
        ("La bouilloire est tombée en panne au bout de trois jours", "product"),
        ("La garantie ne couvre rien du tout", "product"),
        ("Il manque un article dans ma commande", "order_payment"),
        ("J’ai été prélevé deux fois pour la même commande", "order_payment"),
        ("Commande annulée : rupture de stock", "order_payment"),
        ("Service client injoignable, personne ne répond au téléphone", "contact_quality"),
        ("L’application plante dès que j’ouvre le panier", "website_app"),
        ("My parcel never arrived", "delivery"),
        ("I am still waiting for my refund", "return_refund"),
    ],
)
def test_a_problem_has_its_cause(text: str, cause: str) -> None:
    found = labels(text)
    assert found["topic"] == "customer_service"
    assert found["causes"][0] == cause
    assert found["sentiment"] == "negative"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Beaucoup de choix et des prix très intéressants", "offer"),
        ("Je participe au concours, je croise les doigts !", "brand_communication"),
        ("Je déconseille ce marchand, à fuir", "reputation_advice"),
        (
            "J’ai craqué pour ce sac, viens de le recevoir, trop hâte de le porter",
            "purchase_sharing",
        ),
        ("Parfait", "reputation_advice"),
        ("Great prices and a wide range of products", "offer"),
    ],
)
def test_a_text_has_its_topic_or_none(text: str, topic: str) -> None:
    found = labels(text)
    assert found["topic"] == topic
    assert found["causes"] is None


def test_what_names_nothing_judges_only_where_people_write_to_judge() -> None:
    assert labels("ok merci", "facebook")["topic"] == "none"
    assert labels("Parfait", "review_site")["topic"] == "reputation_advice"


@pytest.mark.parametrize(
    ("text", "sentiment"),
    [
        ("Très satisfaite, livraison rapide et produit conforme", "positive"),
        ("Catastrophique, je ne commanderai plus jamais ici", "negative"),
        ("À quelle heure ouvre le magasin de Lille ?", "neutral"),
        ("Aucun problème, tout est arrivé dans les temps", "positive"),
        ("Aucun souci avec ma commande", "positive"),
        ("pas mauvais", "positive"),
        ("Jamais déçue par ce site", "positive"),
        ("Toujours pas reçu mon colis", "negative"),
        ("Je ne suis pas satisfait du tout", "negative"),
        ("Pas très content de la qualité", "negative"),
        ("Je ne recommande pas ce site", "negative"),
        ("L’aspirateur ne fonctionne plus", "negative"),
        ("Ne répond pas. Inadmissible !", "negative"),
        ("Livraison ds les tps, rien a redire 👍👍", "positive"),
        ("tjs pas recu ma cde, vs etes nuls 😡", "negative"),
        ("Bravo pour le retard, trois semaines pour un livre", "negative"),
        ("Terrible experience, the item was broken and nobody replies", "negative"),
        ("Very happy with my purchase, fast delivery", "positive"),
        ("Not bad at all", "positive"),
        ("No problem with my order", "positive"),
    ],
)
def test_sentiment_hears_negation_and_tone(text: str, sentiment: str) -> None:
    assert labels(text)["sentiment"] == sentiment


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Arnaque totale, contrefaçon envoyée à la place du vrai parfum", "high"),
        ("Je vais porter plainte et saisir la DGCCRF", "high"),
        ("Le chargeur a pris feu, c’est dangereux", "high"),
        ("Boycott de cette enseigne, c’est honteux", "high"),
        ("Toujours pas remboursé de mes 200 euros, aucune réponse à mes mails", "high"),
        ("Toujours aucune livraison, cela fait plus d’un mois que j’attends", "high"),
        ("Malgré plusieurs relances, pas de réponse du service client", "high"),
        ("L’écran est arrivé cassé", "medium"),
        ("Un peu déçue par l’emballage", "low"),
        ("Livraison rapide, merci", "low"),
    ],
)
def test_severity_follows_the_conventions(text: str, severity: str) -> None:
    assert labels(text)["severity"] == severity


@pytest.mark.parametrize(
    ("text", "channel", "intent"),
    [
        ("Colis perdu, c’est inadmissible", "review_site", "complaint"),
        ("Avez-vous ce modèle en taille 40 ?", "facebook", "question"),
        ("Site sérieux et livraison rapide", "review_site", "praise"),
        ("Merci beaucoup pour votre aide, tout est réglé", "facebook", "thanks"),
        (
            "Pensez à vérifier votre espace client, et regardez dans les courriers",
            "twitter",
            "advice",
        ),
        ("Vu hier en ville", "twitter", "other"),
    ],
)
def test_intent(text: str, channel: str, intent: str) -> None:
    assert labels(text, channel)["intent"] == intent


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La livraison était rapide et le produit conforme", "fr"),
        ("The delivery was quick and the product is fine", "en"),
        ("El pedido llegó tarde y no me devuelven el dinero", "es"),
        ("Die Lieferung kam nicht an und niemand antwortet", "de"),
        ("Il pacco non è mai arrivato e nessuno risponde", "it"),
        ("Ce magnifique canapé trône maintenant au salon", "fr"),
    ],
)
def test_language_is_told_and_only_french_and_english_are_labelled(
    text: str, language: str
) -> None:
    found = labels(text)
    assert found["language"] == language
    assert (found["topic"] is not None) == (language in ("fr", "en"))


def test_a_given_language_is_believed() -> None:
    frame = pl.DataFrame(
        {"id": ["1"], "text": ["Parfait"], "channel": ["twitter"], "language": ["de"]}
    )
    assert classify(frame, load()).row(0, named=True)["language"] == "de"
    assert classify(frame, load())["topic"].to_list() == [None]
    french = classify(frame.with_columns(language=pl.lit("fr-FR")), load())
    assert french.select("language", "topic").row(0) == ("fr", "none")


def test_a_second_topic_and_a_second_cause_are_kept() -> None:
    found = labels("Colis jamais arrivé, et impossible de joindre le service client")
    assert set(found["causes"]) == {"delivery", "contact_quality"}
    found = labels("Prix imbattables et très grand choix, livraison très rapide")
    assert found["topics"][0] == found["topic"]
    assert set(found["topics"]) == {"offer", "customer_service"}


def test_evidence_is_written_as_in_the_text() -> None:
    text = "DÉÇUE !! Mon colis n’est pas arrivé… Aucune réponse 😡"
    evidence = labels(text)["evidence"]
    assert {"DÉÇUE", "colis", "Aucune réponse", "😡"} <= set(evidence)
    assert labels("Aucun problème, livraison rapide")["evidence"][0] == "Aucun problème"


@pytest.mark.parametrize("text", [None, "", "   ", "…", "https://exemple.fr"])
def test_nothing_said_is_nothing_labelled(text: str | None) -> None:
    found = labels(text)
    assert [found[name] for name in OUTPUT if name != "id"] == [None] * (len(OUTPUT) - 1)


def test_brand_rows_have_a_language_and_no_feeling() -> None:
    frame = pl.DataFrame(
        {
            "id": ["1", "2"],
            "text": ["Bonjour, nous sommes désolés de ce retard de livraison."] * 2,
            "channel": ["twitter"] * 2,
            "role": ["brand", "moderator"],
        }
    )
    done = classify(frame, load())
    assert done["language"].to_list() == ["fr", "fr"]
    for name in ("sentiment", "sentiment_score", "severity", "intent"):
        assert done[name].null_count() == 2


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Plus d’internet depuis ce matin, panne générale", "network"),
        ("Facture de 80 euros, hors forfait non expliqué", "billing"),
        ("Le technicien n’est pas venu pour le raccordement", "installation"),
        ("Impossible de résilier mon contrat", "contract"),
        ("Le conseiller m’a raccroché au nez", "contact_quality"),
        ("No signal at home since the outage", "network"),
    ],
)
def test_another_sector_is_another_table(text: str, cause: str) -> None:
    found = labels(text, "twitter", sector="telecom")
    assert found["topic"] == "customer_service"
    assert found["causes"][0] == cause
    assert set(found["causes"]) <= set(load("telecom")["cause"])
