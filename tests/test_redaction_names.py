"""A name after a title is hidden, however it is written, and no text stops redaction."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.importing.privacy.redact import redact

TITLES = ["Mme", "M.", "Mr", "Mlle", "Madame", "Monsieur", "madame", "MME", "Dr", "Maître", "Mr."]
FOREIGN = ["Van der", "van der", "VAN DER", "Van", "van den", "Von", "El", "el", "Ben", "ben", "Al",
           "Da", "da", "Di", "Abdel", "Van\u00a0der", "bin"]  # fmt: skip
FRENCH = ["De", "Du", "La", "Le", "De la", "de la", "de", "du", "Des", "Les"]
NAMES = ["Linden", "Mansouri", "Silva", "Nguyễn", "Șerban", "Ødegård", "Kowalczyk", "Rouquette",
         "Фёдоров", "Παπαδάκης", "O'Brien", "D’Angelo", "Roux-Vasseur"]  # fmt: skip
UNCASED = ["佐藤", "منصوري", "לוי", "김"]
ENDS = ["", ".", "!", " ?", ",", ";", " :", ")", "…", " du service client", " au téléphone", "\n"]
SCRIPTS = st.characters(codec="utf-8", categories=["L", "M", "N", "P", "Z", "S", "Cf"])


def _redacted(text: str) -> str:
    return str(redact(pl.Series([text]))[0])


@given(st.sampled_from(TITLES), st.sampled_from(["", *FOREIGN, *FRENCH]),
       st.sampled_from([*NAMES, *UNCASED]), st.sampled_from(ENDS))  # fmt: skip
def test_a_name_after_a_title_is_hidden(title: str, link: str, name: str, end: str) -> None:
    named = f"{link} {name}".strip()
    assert _redacted(f"J’ai eu {title} {named}{end}") == f"J’ai eu {title} [nom]{end}"


@given(st.sampled_from(TITLES), st.sampled_from(FOREIGN),
       st.sampled_from(["linden", "mansouri", "silva", "ali"]), st.sampled_from(ENDS))  # fmt: skip
def test_a_particle_makes_a_name_of_a_word_in_lower_case(
    title: str, link: str, name: str, end: str
) -> None:
    assert _redacted(f"Merci {title} {link} {name}{end}") == f"Merci {title} [nom]{end}"


@given(
    st.lists(st.sampled_from([*TITLES, *FOREIGN, *FRENCH, *NAMES, *UNCASED, "l'", "D'", "ª"])
             | st.text(SCRIPTS, max_size=6), max_size=8),
    st.sampled_from([" ", "  ", "\u00a0", "\n", "", ".", "'", "-"]),
)  # fmt: skip
def test_no_text_raises(parts: list[str], gap: str) -> None:
    texts = pl.Series([gap.join(parts), None, "", *parts])
    found = redact(texts)
    assert found.len() == texts.len()
    assert found.is_null().to_list() == texts.is_null().to_list()


@pytest.mark.parametrize(
    "text",
    ["Monsieur le directeur", "Monsieur Le directeur", "Madame la ministre", "madame du service",
     "Madame de la compta", "Madame d'abord merci", "madame ben oui", "Monsieur L'équipe",
     "Madame l'adjointe"],
)  # fmt: skip
def test_what_follows_a_title_and_is_no_name_stays(text: str) -> None:
    assert _redacted(text) == text


@pytest.mark.parametrize(
    "text", ["Maître El", "Bonjour El", "Cordialement, El", "Mme Van", "M. d'"]
)
def test_a_particle_alone_stops_nothing(text: str) -> None:
    assert _redacted(text)
