"""A search finds the texts that hold the words, by any path, and says where they stand."""

import time
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sociallens.search.building import prepare
from sociallens.search.files import FOLDER
from sociallens.search.hits import Hits, Preparing
from sociallens.search.index import blocks, build, matches
from sociallens.search.marking import found, holds
from sociallens.search.query import Part, Query, parse
from sociallens.store.manifest import Store, open_store
from sociallens.store.write import commit
from tests import made

WORDS = [
    "colis", "Colis", "livraison", "livraisons", "LIVRÉE", "livré", "remboursement", "remboursée",
    "client", "service", "l’article", "d'abord", "reçus", "reçu", "delivery", "deliveries",
    "refunded", "#SAV", "@Marque", "😡", "👍🏽", "❤️", "Straße", "œuvre", "ﬁn", "e\u0301te\u0301",
    "東京タワー", "توصيل", "ไทย", "rendez-vous", "n°12-345", "1,5", "a", "à",
]  # fmt: skip
SIGNS = [" ", "  ", '"', "-", "*", "\n", "'", " -", '"-', "* ", "“", "»", "\0", "\u200d", "\u0301"]
texts = st.lists(
    st.none() | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join) | st.text(max_size=12),
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
        # What others' searches got wrong, by their public reports.
        ("error", "İİ error here", ["error"]),
        ("istanbul", "İstanbul box", ["İstanbul"]),
        ("an", "İrfan", []),
        ("Opoponax", "L’Opoponax", ["Opoponax"]),
        ("l'eau", "de l’eau", ["eau"]),
        ("dutch-made", "a Dutch-made cup, made dutch", ["Dutch-made"]),
        ('"--error-on-warnings"', "pass --error-on-warnings", ["error-on-warnings"]),
        ("$prev & message: {0}", "prev message 0", ["prev message 0"]),
        ("2026-12-15", "le 2026-12-15", ["2026-12-15"]),
        ("🍐", "une 🍐", ["🍐"]),
        ("👍", "bravo 👍🏿", ["👍"]),
        ("colis -retard", "colis", ["colis"]),
    ],
)
def test_the_words_that_are_found_are_marked(asked: str, text: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in found(text, asked)] == marked


def a_store(path: Path, months: int = 3) -> Store:
    rows = [
        {"id": f"{month}-{n}", "published_at": datetime(2025, month, 1 + n), "text": text}
        for month in range(1, months + 1)
        for n, text in enumerate((f"colis perdu {month}", "jamais reçu", None, "mon colis, encore"))
    ]
    return made.store(path, rows)


def rows_of(hits: Hits, asked: str, path: Path) -> set[str]:
    """The ids of what is found."""
    store = open_store(path)
    segments = dict(enumerate(store.manifest.segments, 7))
    table = hits.find(asked, segments)
    ids = {number: pl.read_parquet(path / each.file)["id"] for number, each in segments.items()}
    return {
        ids[number][row]
        for number, row in zip(table["segment"].to_pylist(), table["row"].to_pylist(), strict=True)
    }


def expected(path: Path, asked: str) -> set[str]:
    """The ids of the contributions that hold the words, read one by one."""
    texts = pl.concat(pl.read_parquet(file) for file in open_store(path).files())
    query = parse(asked)
    return {row["id"] for row in texts.iter_rows(named=True) if holds(query, row["text"] or "")}


def indexes(path: Path) -> set[Path]:
    return set((path / FOLDER).glob("*.arrow"))


ASKED = ("colis", "-colis", '"jamais recu"', "perd*", "?!")


def test_files_and_reading_at_once_find_the_same(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    at_once, indexed = Hits(store.path), Hits(store.path, at_once=0)
    prepare(store.path)  # too few rows: no files
    assert not (store.path / FOLDER).exists()
    prepare(store.path, least=0)
    assert len(indexes(store.path)) == 3
    assert (store.path / FOLDER).stat().st_mode & 0o777 == 0o750
    for asked in ASKED:
        wanted = expected(store.path, asked)
        assert rows_of(at_once, asked, store.path) == wanted
        assert rows_of(indexed, asked, store.path) == wanted


def test_words_are_looked_for_once(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    hits, segments = Hits(store.path), dict(enumerate(store.manifest.segments))
    first = hits.find("colis", segments)
    assert hits.find("colis", dict(segments)) is first
    assert hits.find(" colis ", segments) is first
    assert hits.find("colis", {0: segments[0]}) is not first


def test_an_import_builds_what_is_new_and_sweeps_what_no_version_needs(tmp_path: Path) -> None:
    store = a_store(tmp_path / "store")
    prepare(store.path, least=0)
    before = indexes(store.path)
    hits = Hits(store.path, at_once=0)
    for n in range(6):  # more versions than are kept
        row = {"id": "new", "published_at": datetime(2025, 3, 20), "text": f"colis numero{n}"}
        commit(store.path, made.contributions([row]), made.record(f"i{n}"), classifier="made")
        prepare(store.path, least=0)
        assert rows_of(hits, f"colis numero{n}", store.path) == {"new"}
        assert not rows_of(hits, f"numero{n - 1}", store.path)
    after = indexes(store.path)
    assert len(before & after) == 2  # of the months that nothing was added to
    assert len(after) == 2 + 5
    for asked in ASKED:
        assert rows_of(hits, asked, store.path) == expected(store.path, asked)


@pytest.mark.parametrize("harm", ["lost", "torn", "flipped", "another"])
def test_a_harmed_index_is_built_again(tmp_path: Path, harm: str) -> None:
    store = a_store(tmp_path / "store")
    prepare(store.path, least=0)
    first, second, _ = sorted(indexes(store.path))
    data = bytearray(first.read_bytes())
    hits = Hits(store.path)
    hits.find("colis", dict(enumerate(store.manifest.segments)))
    middle = len(data) // 2
    data[middle] ^= 1
    harmed = {"torn": data[:middle], "flipped": data, "another": second.read_bytes()}
    first.unlink()
    if harm != "lost":
        first.write_bytes(bytes(harmed[harm]))
    for asked in ASKED:
        assert rows_of(hits, asked, store.path) == expected(store.path, asked)
    with pytest.raises(Preparing):
        rows_of(Hits(store.path, at_once=0), "colis", store.path)
    prepare(store.path, least=0)
    assert len(indexes(store.path)) == 3
    assert rows_of(Hits(store.path, at_once=0), "colis", store.path) == expected(
        store.path, "colis"
    )


def test_a_large_store_without_indexes_has_them_built_by_a_child(tmp_path: Path) -> None:
    store = made.store(tmp_path / "store", [{"text": "colis"}] * 3)
    hits = Hits(store.path, at_once=2)
    with pytest.raises(Preparing) as told:
        rows_of(hits, "colis", store.path)
    assert told.value.details == {"percent": 0}
    for _ in range(600):
        if indexes(store.path):
            break
        time.sleep(0.1)
    assert len(rows_of(hits, "colis", store.path)) == 3


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    store = made.store(tmp_path / "store", [{"text": "colis"}] * 3)
    (store.path / FOLDER).write_bytes(b"in the way")
    hits = Hits(store.path, at_once=2)
    told = ""
    for _ in range(600):
        with pytest.raises(Preparing) as error:
            rows_of(hits, "colis", store.path)
        told = error.value.key
        if told == "search-unprepared":
            break
        time.sleep(0.1)
    assert told == "search-unprepared"
