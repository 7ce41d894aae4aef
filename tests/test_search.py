"""A search finds the texts that hold the words, by any path, and says where they stand."""

from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sociallens.search import Hits, Part, Query, found, parse
from sociallens.search.building import prepare
from sociallens.search.files import FOLDER
from sociallens.search.hits import Preparing
from sociallens.search.index import blocks, build, matches
from sociallens.search.marking import holds
from sociallens.store.manifest import open_store
from tests import made

WORDS = [
    "colis", "Colis", "livraison", "livraisons", "LIVRÉE", "livré", "remboursement", "remboursée",
    "client", "service", "l’article", "d'abord", "reçus", "reçu", "delivery", "deliveries",
    "refunded", "#SAV", "@Marque", "😡", "👍🏽", "❤️", "Straße", "œuvre", "ﬁn", "e\u0301te\u0301",
    "東京タワー", "توصيل", "ไทย", "rendez-vous", "n°12-345", "1,5", "a", "à",
]  # fmt: skip
SIGNS = [" ", "  ", '"', "-", "*", "\n", "'", " -", '"-', "* ", "“", "»", "\0", "\u200d", "\u0301"]
texts = st.lists(
    st.none()
    | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
    | st.text(max_size=12),
    max_size=30,
)
typed = st.lists(st.sampled_from(WORDS + SIGNS) | st.text(max_size=3), max_size=8).map("".join)


@given(texts, typed, st.integers(1, 7))
@example(["b a", "a", "b", "a b"], '"a b"', 2)
@example([None, "", "x"], "-x", 500)
def test_the_index_finds_what_reading_every_text_finds(
    written: list[str | None], asked: str, block: int
) -> None:
    query = parse(asked)
    index = build(pl.Series(written, dtype=pl.String), block)
    rows = matches(blocks(index), query).tolist()
    assert rows == [row for row, text in enumerate(written) if holds(query, text or "")]


@given(st.text() | typed)
@example('-"')
@example('"" - * -* "*" --')
def test_whatever_is_typed_means_something(asked: str) -> None:
    query = parse(asked)
    for part in query.parts:
        assert all(part.words)
        assert part.typed
    assert parse(asked.strip()) == query
    found("Colis jamais reçu", asked)


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("remboursement colis", [Part(("remboursement",), typed="remboursement"),
                                 Part(("colis",), typed="colis")]),
        ('"Service Client"', [Part(("service", "client"), exact=True, typed="Service Client")]),
        ("« service client »", [Part(("service", "client"), exact=True, typed="service client")]),
        ("-livraison", [Part(("livraison",), excluded=True, typed="livraison")]),
        ('colis -"en retard', [Part(("colis",), typed="colis"),
                               Part(("en", "retard"), exact=True, excluded=True,
                                    typed="en retard")]),
        ("Rembours*", [Part(("rembours",), prefix=True, typed="Rembours")]),
        ("rendez-vous", [Part(("rendez", "vous"), typed="rendez-vous")]),
        ("l’article", [Part(("article",), typed="l’article")]),
        ("#SAV", [Part(("sav",), typed="#SAV")]),
        ("colis colis", [Part(("colis",), typed="colis")]),
        ("title:colis AND (x OR y)", [Part(("title", "colis"), typed="title:colis"),
                                      Part(("and",), typed="AND"), Part(("x",), typed="(x"),
                                      Part(("or",), typed="OR"), Part(("y",), typed="y)")]),
        ("- * \"\" ?!", []),
    ],
)  # fmt: skip
def test_what_is_typed(asked: str, parts: list[Part]) -> None:
    assert parse(asked) == Query(tuple(parts))


@pytest.mark.parametrize(
    ("asked", "text", "marked"),
    [
        ("remboursement", "Toujours pas REMBOURSÉE, remboursez-moi", ["REMBOURSÉE", "remboursez"]),
        ("remboursee", "remboursé", ["remboursé"]),
        ("recu", "colis reçus", ["reçus"]),
        ("livraisons", "la livraison", ["livraison"]),
        ("delivery", "two deliveries", ["deliveries"]),
        ("refund", "never refunded", ["refunded"]),
        ('"livré"', "livrée puis livre", ["livre"]),
        ('"service client"', "le service-client, le client du service", ["service-client"]),
        ("article", "l’article", ["article"]),
        ("d'article", "l'article", ["article"]),
        ("ete", "e\u0301te\u0301 !", ["e\u0301te\u0301"]),
        ("strasse OEUVRE", "Straße, œuvre", ["Straße", "œuvre"]),
        ("fin", "la ﬁn", ["ﬁn"]),
        ("👍", "👍🏽", ["👍"]),
        ("京タ", "東京タワー", ["京タ"]),
        ("توصيل", "خدمة توصيل", ["توصيل"]),
        ("rembours*", "Rembourserez-vous", ["Rembourserez"]),
        ("sav", "#SAV @Savoir", ["SAV"]),
        ("oli", "colis", []),
        ("-colis", "colis", []),
        ("colis -retard", "colis", ["colis"]),
    ],
)
def test_the_words_that_are_found_are_marked(asked: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in found(text, asked)] == marked
