"""Redaction, measured on the annotated texts of `tests/sets/redaction`, and its laws."""

import time

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.importing.privacy.redact import redact, rules
from sociallens.importing.privacy.redaction.rules import Judged, Rule
from sociallens.importing.privacy.redaction.tables import rows
from sociallens.merchants import Merchants
from tests.redacting import PLACEHOLDERS, Case, negatives, positives

TARGETS = {"email": 0.995, "phone": 0.99, "iban": 1.0, "card": 0.99, "order": 0.95,
           "parcel": 0.95, "handle": 0.99, "name": 0.90, "address": 0.85,
           "plate": 0.95, "paper": 0.95, "ip": 0.99}  # fmt: skip
POSITIVES, NEGATIVES = positives(), negatives()
HOSTILE = ["a", "é", "a@", "@a", "0", "06 ", "12 ", "A1-", "n° ", "+33 ", "FR76", "a at ",
           "commande n° ", "Bonjour ", "Bonjour M. ", "cordialement, ", "Marc ", "Marc\n",
           "1 rue de la ", "la de ", "https://a ", "conseiller ", "1.", "a%40", "_AT_",
           "ab:", "AB-1", "Mme Van ", "&#64;", "FR12 3456 ", "(06) "]  # fmt: skip


def _redacted(text: str) -> str:
    return str(redact(pl.Series([text]))[0])


def _hidden(case: Case, found: str) -> bool:
    """Whether the secret, nothing less and nothing more, has become a placeholder."""
    before, after = case.text[: case.start], case.text[case.end :]
    return found in {f"{before}{sign}{after}" for sign in PLACEHOLDERS.values()}


@pytest.fixture(scope="module")
def hidden() -> pl.DataFrame:
    found = redact(pl.Series([case.text for case in POSITIVES]))
    return pl.DataFrame({
        "kind": [case.kind for case in POSITIVES],
        "part": [case.part for case in POSITIVES],
        "hidden": [_hidden(case, text) for case, text in zip(POSITIVES, found, strict=True)],
    })  # fmt: skip


def test_there_are_texts_enough() -> None:
    assert len({case.text for case in POSITIVES}) + len(NEGATIVES) >= 2_000
    assert len(NEGATIVES) >= 600


@pytest.mark.parametrize("part", ["dev", "held"])
@pytest.mark.parametrize("kind", TARGETS)
def test_what_is_to_be_found_is_found(hidden: pl.DataFrame, kind: str, part: str) -> None:
    asked = hidden.filter(kind=kind, part=part)["hidden"]
    assert asked.sum() >= TARGETS[kind] * asked.len(), f"{asked.sum()} of {asked.len()}"


def test_what_is_to_stay_stays() -> None:
    found = redact(pl.Series([case.text for case in NEGATIVES]))
    touched = [
        text for case, text in zip(NEGATIVES, found, strict=True) if case.text != text
    ]  # fmt: skip
    assert len(touched) < 0.01 * len(NEGATIVES), touched


def test_a_street_is_found_however_long_its_name() -> None:
    street = "avenue Maréchal Jean-Baptiste Desaix Saint-Martin Beauregard Villeneuve"
    assert _redacted(f"Livrez {street}, 12, 63000 Clermont merci") == "Livrez [adresse] merci"


def test_redacting_twice_is_redacting_once() -> None:
    once = redact(pl.Series([case.text for case in (*POSITIVES, *NEGATIVES)]))
    twice = redact(once)
    assert once.filter(once != twice).to_list() == twice.filter(once != twice).to_list() == []


@given(st.lists(st.sampled_from(POSITIVES), min_size=2, max_size=4), st.sampled_from(" \n"))
def test_redacting_twice_is_redacting_once_in_long_texts(cases: list[Case], gap: str) -> None:
    once = _redacted(gap.join(case.text for case in cases))
    assert _redacted(once) == once


@given(st.text(st.characters(exclude_categories=["Lu", "Lt", "Nd", "Cs", "No", "Nl"],
                             exclude_characters="@"), max_size=80))  # fmt: skip
def test_a_text_without_anything_stays_to_the_byte(text: str) -> None:
    assert _redacted(text) == text


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_time_grows_with_the_length_of_the_text(rule: Rule | Judged) -> None:
    def seconds(unit: str, length: int) -> float:
        text = pl.Series([(unit * (length // len(unit) + 1))[:length]])
        return min(_seconds(rule, text) for _ in range(2))

    for unit in HOSTILE:
        short, long = seconds(unit, 50_000), seconds(unit, 100_000)
        assert long <= 4 * short + 0.05, f"{unit!r}: {short:.3f} s, {long:.3f} s"


def _seconds(rule: Rule | Judged, text: pl.Series) -> float:
    began = time.process_time()
    rule.apply(text)
    return time.process_time() - began


@pytest.mark.parametrize("unit", HOSTILE)
def test_no_hostile_text_stops_an_import(unit: str) -> None:
    began = time.process_time()
    redact(pl.Series([unit * (100_000 // len(unit))]))
    assert time.process_time() - began < 5


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_a_pattern_can_be_read(rule: Rule | Judged) -> None:
    assert not pl.Series(["-"]).str.contains(rule.pattern).any()


@pytest.mark.parametrize("carrier", rows("carriers"), ids=lambda row: row["carrier"])
def test_the_example_of_a_carrier_is_found(carrier: dict[str, str]) -> None:
    assert _redacted(f"Voir {carrier['example']}.") == f"Voir {PLACEHOLDERS[carrier['kind']]}."


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("Bonjour Adélaïde,\n\nMerci pour votre avis.\n\nCordialement,\n\nJulie\nFnac",
         "Bonjour [nom],\n\nMerci pour votre avis.\n\nCordialement,\n\n[nom]\nFnac"),
        ("Bonjour Madame Durand, ici Karim du service client.",
         "Bonjour Madame [nom], ici [nom] du service client."),
        ("Bonjour, écrivez-nous en message privé. Bonne journée, Léa",
         "Bonjour, écrivez-nous en message privé. Bonne journée, [nom]"),
        ("@lea_m Bonjour, appelez le 3900 ou le 0 800 123 456 ^Marc",
         "[compte] Bonjour, appelez le 3900 ou le 0 800 123 456 ^Marc"),
        ("Bonjour,\n\nNous sommes navrés.\n\nL'équipe Showroomprive", None),
        ("Bonjour Cdiscount, merci Free et merci @Fnac_SAV !", None),
    ],
)  # fmt: skip
def test_replies_of_brands_stay_readable(reply: str, expected: str | None) -> None:
    assert _redacted(reply) == (expected or reply)


def test_the_text_around_is_not_normalised() -> None:
    text = "½ tarif… 👨\u200d👩\u200d👧 10 m² à ０６　１２　３４　５６　７８, déjà ™"
    assert _redacted(text) == "½ tarif… 👨\u200d👩\u200d👧 10 m² à [téléphone], déjà ™"


def test_the_merchants_of_the_store_stay() -> None:
    own = Merchants({"gudule shop": "Gudule Shop"}, {"gudule_shop": "Gudule Shop"})
    text = pl.Series(["Bonjour Gudule Shop, @gudule_shop ne répond pas"])
    assert redact(text, own).to_list() == text.to_list()
    assert redact(text, sites=["Gudule Shop"]).to_list() == text.to_list()
    assert redact(text).to_list() == ["Bonjour [nom], [compte] ne répond pas"]


def test_nothing_stays_nothing() -> None:
    assert redact(pl.Series([None, "", "06 12 34 56 78"])).to_list() == [None, "", "[téléphone]"]
    assert redact(pl.Series([], dtype=pl.String)).to_list() == []
