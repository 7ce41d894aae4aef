"""What is marked in a text stands there, and the text stays what it is."""

from itertools import pairwise
from pathlib import Path
from unicodedata import category, normalize

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sociallens.access import UNLIMITED
from sociallens.classify.normalise import words_of
from sociallens.engine import load
from sociallens.passages import Segment, excerpt, fingerprint, segments, terms
from sociallens.search.marking import found
from sociallens.search.words import written
from sociallens.selection import Selection
from sociallens.settings import DEMO_STORE
from tests import made

# What is hard: accents of their own, ligatures, letters that grow in lower case or in pieces,
# emojis of several signs, signs of other writings, and what cuts words.
ODD = (
    "aAéÉe\u0301\u0308\u0327œŒæﬁﬃßİıſΣςǅ½①ⅷ™𝐁ｗ한가日😀👩\u200d👧❤\ufe0f€"
    "'’-_.,!? \n\u200b\u202e\ufeff\0"
)
texts = st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=60)


def whole(pieces: list[Segment]) -> str:
    return "".join(piece["text"] for piece in pieces)


def marked(text: str, mark: str, searched: str = "", evidence: tuple[str, ...] = ()) -> list[str]:
    pieces = segments(text, found(text, searched), evidence)
    return [piece["text"] for piece in pieces if piece.get("mark") == mark]


@given(texts, texts, st.lists(texts, max_size=4))
@example("ﬁn", "f", ["n"])
@example("e\u0301e\u0301", "e", [])
def test_pieces_put_together_are_the_text(text: str, searched: str, evidence: list[str]) -> None:
    pieces = segments(text, found(text, searched), evidence)
    assert whole(pieces) == text
    assert all(piece["text"] for piece in pieces)
    marks = [piece.get("mark") for piece in pieces]
    assert all(one != other for one, other in pairwise(marks))


@given(texts, st.data())
def test_a_word_of_a_text_is_found_in_it_however_it_is_typed(
    text: str, data: st.DataObject
) -> None:
    words = written(text)
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    for typed in (word, word.upper(), f'"{word}"', f"{word}*"):
        places = found(text, typed)
        assert any(word in text[start:end] for start, end in places)
        assert all(0 <= a < b <= len(text) for a, b in places)
        assert all(one[1] <= other[0] for one, other in pairwise(places))


@given(texts, st.data())
def test_terms_as_the_classifier_writes_them_are_found(text: str, data: st.DataObject) -> None:
    words = words_of(pl.Series([text]))[0].strip(" ").split(" ")
    start = data.draw(st.integers(0, len(words) - 1))
    term = words[start : data.draw(st.integers(start + 1, min(start + 6, len(words))))]
    # An underscore joins words for some rules and parts them for others; `¦` ends a clause. Accents
    # that no letter takes part words for the classifier, in none of the languages that it reads.
    loose = any(category(sign).startswith("M") for sign in normalize("NFKC", text))
    if "¦" in term or not fingerprint(" ".join(term)) or "_" in text or loose:
        return
    found = terms(text, [" ".join(term)])
    assert found
    for first, last in found:
        assert fingerprint(text[first:last]) == fingerprint(" ".join(term))


@pytest.mark.parametrize(
    ("text", "evidence", "found"),
    [
        ("Colis jamais REÇU !", ("jamais recu",), ["jamais REÇU"]),
        ("l’e\u0301tat d'urgence", ("etat d urgence",), ["e\u0301tat d'urgence"]),
        ("remboursement", ("rembourse",), []),  # a term ends where its word ends
        ("merci @marque pour tout", ("merci pour",), ["merci @marque pour"]),
        ("voir https://x.exemple/colis", ("colis",), []),
        ("😀😀 top", ("😀",), ["😀😀"]),
        ("un œuf", ("œuf",), ["œuf"]),
        ("ﬁnancier", ("financier",), ["ﬁnancier"]),
        ("rien", ("", " ", "…"), []),
    ],
)
def test_deciding_terms_are_marked_as_whole_words(
    text: str, evidence: tuple[str, ...], found: list[str]
) -> None:
    assert marked(text, "evidence", evidence=evidence) == found


def test_a_hit_stands_out_where_it_overlaps_a_term() -> None:
    pieces = segments("Colis perdu hier", found("Colis perdu hier", "hier perdus"), ["colis perdu"])
    assert pieces == [{"text": "Colis ", "mark": "evidence"}, {"text": "perdu hier", "mark": "hit"}]


def test_what_the_engine_finds_is_marked_and_nothing_else(tmp_path: Path) -> None:
    texts = ["Jamais reçu", "RECU", "été", "e\u0301te\u0301", "ﬁn", "fin", "Straße", "STRASSE",
             "d’abord", "d'Abord", "😀!", "100 %_", "un œuf", "Ète", "deux œufs"]  # fmt: skip
    engine = load(made.store(tmp_path / "store", [{"text": text} for text in texts]).path)
    for searched in ("recu", "REÇUS", "e\u0301té", "ﬁn", "straße", "d'abord", "😀", "100", "oeuf"):
        held = engine.contributions(Selection(q=searched), UNLIMITED)["text"].to_list()
        assert held
        assert sorted(held) == sorted(text for text in texts if found(text, searched))


@given(texts, texts, st.integers(1, 40))
def test_an_excerpt_is_a_part_of_its_text(text: str, searched: str, most: int) -> None:
    pieces = excerpt(text, most, found(text, searched))
    dots = ("… ", " …")
    own = [piece for piece in pieces if piece["text"] not in dots or len(text) <= most]
    assert whole(own) in text
    assert len(whole(own)) <= max(most, len(text) if len(text) <= most else most)


def test_an_excerpt_shows_the_first_hit() -> None:
    text = "mot " * 200 + "introuvable " + "mot " * 200
    pieces = excerpt(text, 280, found(text, "INTROUVABLE"))
    assert [piece["text"] for piece in pieces if piece.get("mark") == "hit"] == ["introuvable"]
    assert pieces[0]["text"] == "… "
    assert pieces[-1]["text"] == " …"


def test_every_deciding_term_of_the_embedded_data_is_found_in_its_text() -> None:
    listed = load(DEMO_STORE).contributions(Selection(), UNLIMITED, limit=2_000)
    rows = listed.drop_nulls(["text", "evidence"]).select("text", "evidence").rows()
    assert len(rows) > 1_000
    assert [term for text, own in rows for term in own if not terms(text, [term])] == []


def test_a_long_text_of_one_sign_is_read_in_time() -> None:
    text = "😀" * 20_000
    assert whole(segments(text, found(text, "😀" * 200), ["😀 😀 😀 😀 😀 😀"])) == text
