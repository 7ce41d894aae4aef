"""A few messages that tell most: grave and sure, each of something else, no text twice."""

import pytest

from sociallens import taxonomy
from sociallens.classify.reasons import GRAVE, reasons
from sociallens.telling import telling
from tests.made import contributions

LONG = " Cela dure depuis des semaines et personne ne répond à mes messages."


def chosen(rows: list[dict[str, object]], most: int = 5) -> list[str]:
    return telling(contributions(rows), most)["id"].to_list()


def row(name: str, **said: object) -> dict[str, object]:
    return {
        "id": name, "text": name + LONG, "severity": "high", "confidence": 0.9,
        "evidence": ["semaines"], "causes": ["delivery"], "topic": "customer_service", **said,
    }  # fmt: skip


def test_the_grave_and_sure_come_first() -> None:
    rows = [row("légère", severity="low"), row("douteux", confidence=0.3), row("grave"),
            row("sans terme", evidence=None), row("court", text="Nul !")]  # fmt: skip
    assert chosen(rows) == ["grave", "court", "sans terme", "douteux", "légère"]


def test_each_is_of_another_cause_while_there_is_one() -> None:
    rows = [row("a"), row("b"), row("c", causes=["product"]), row("d", causes=None, topic="offer")]
    assert chosen(rows, 3) == ["a", "c", "d"]
    assert chosen(rows) == ["a", "c", "d", "b"]


def test_no_text_comes_twice_nor_without_words() -> None:
    rows = [row("a"), row("b", text="A !" + LONG.upper()), row("c", text=None),
            row("d", text="@marque a" + LONG)]  # fmt: skip
    assert chosen(rows) == ["a"]
    assert chosen([]) == []


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        (
            "Sans réponse, je porte plainte pour escroquerie",
            "fr",
            {"accused", "legal", "unanswered"},
        ),
        ("This is a SCAM, I will sue", "en", {"accused", "legal"}),
        ("Colis arrivé, merci", "fr", set()),
        ("Escroquerie", "de", set()),
    ],
)
def test_a_grave_message_says_why(text: str, language: str, named: set[str]) -> None:
    found = reasons(text, language, taxonomy.load())
    assert set(found) == named
    assert list(found) == [reason for reason in GRAVE if reason in named]
