"""How long a customer has waited, told in words, by two dates, or by one and the row's."""

from datetime import date

import polars as pl
import pytest

from sociallens.classify import classify
from sociallens.classify.dates import days_waited
from sociallens.classify.normalise import folded, words_of
from sociallens.taxonomy import load


def waited(text: str, published: date | None = None, language: str = "fr") -> int | None:
    texts = pl.DataFrame(
        {
            "folded": folded(words_of(pl.Series([text]))),
            "published": pl.Series([published], dtype=pl.Date),
        }
    )
    days = days_waited(texts, language)["days"][0]
    return days if days is None else int(days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Commandé le 3, nous sommes le 24", 21),
        ("Commande du 28 mars, on est le 2 mai et toujours rien", 34),
        ("J’attends depuis 3 semaines", 21),
        ("Ça fait deux mois que j’attends", 60),
        ("87 jours sans fibre", 87),
        ("Commandé il y a 40 jours", 40),
        ("Trois semaines, non : depuis six semaines", 42),
        ("Cliente depuis 10 ans", None),
        ("Chez eux depuis un mois", None),
        ("Garantie de 2 ans", None),
        ("10 euros par mois", None),
        ("depuis novembre", None),
    ],
)
def test_a_wait_is_reckoned_from_words_alone(text: str, days: int | None) -> None:
    assert waited(text) == days


@pytest.mark.parametrize(
    ("text", "on", "days"),
    [
        ("J’attends depuis le 5 mai", date(2026, 6, 20), 46),
        ("Commande du 12/10, toujours rien", date(2025, 11, 27), 46),
        ("Réclamation faite le 29/09/2025", date(2025, 11, 27), 59),
        ("Commandé le 3", date(2026, 11, 27), 24),
        ("Commandé le 30", date(2026, 11, 2), 3),
        ("Retour envoyé le 15 décembre", date(2027, 1, 20), 36),
        ("Sans réponse depuis novembre", date(2027, 1, 5), 51),
        ("Sans réponse depuis novembre", date(2026, 11, 5), 0),
        ("Sans réponse depuis mi-décembre", date(2027, 1, 25), 41),
        ("Commandé le 45", date(2026, 11, 27), None),
    ],
)
def test_the_date_of_the_row_tells_how_long_ago(text: str, on: date, days: int | None) -> None:
    assert waited(text, on) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("I have been waiting for 6 weeks", 42),
        ("Ordered on 3 May, still nothing", 48),
        ("Two months later, still no refund", 60),
        ("Customer for 10 years", None),
    ],
)
def test_so_do_english_texts(text: str, days: int | None) -> None:
    assert waited(text, date(2026, 6, 20), "en") == days


@pytest.mark.parametrize(
    ("published", "severity"), [("2026-10-09", "medium"), ("2026-11-27", "high")]
)
def test_a_month_without_a_solution_is_grave(published: str, severity: str) -> None:
    text = "Commande passée le 3 octobre, pas reçue, c’est inadmissible."
    row = {"id": ["1"], "text": [text], "channel": ["review_site"], "published": [published]}
    assert classify(pl.DataFrame(row), load())["severity"][0] == severity


@pytest.mark.parametrize(
    "text", ["À fuir !", "Bande de voleurs", "Beaucoup trop cher, hors de prix", "Des escrocs"]
)
def test_neither_an_insult_nor_a_price_is_grave(text: str) -> None:
    row = {"id": ["1"], "text": [text], "channel": ["review_site"]}
    assert classify(pl.DataFrame(row), load())["severity"][0] != "high"
