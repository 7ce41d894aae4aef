"""What holds for every text, whatever it is."""

from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociallens.classify import OUTPUT, classify
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.signs import SIGNS
from sociallens.classify.topics import about
from sociallens.schema import POLARS
from sociallens.taxonomy import CUSTOMER_SERVICE, load

WORDS = [
    "pas", "jamais", "aucun", "problème", "colis", "livraison", "reçu", "super", "nul",
    "merci", "remboursement", "arnaque", "?", "!", ".", ",", "😡", "👍", "très", "content",
    "déçue", "the", "parcel", "not", "bad", "never", "n’", "est", "ne", "plus", "de", "la",
    "le", "mois", "depuis",
]  # fmt: skip
TEXTS = st.one_of(
    st.none(), st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=15).map(" ".join)
)
CHANNELS = st.sampled_from([None, "twitter", "review_site", "nowhere"])
TAXONOMY = load()


def frame(rows: list[tuple[str | None, str | None]]) -> pl.DataFrame:
    schema = {"id": pl.String, "text": pl.String, "channel": pl.String}
    return pl.DataFrame([(str(n), *row) for n, row in enumerate(rows)], schema, orient="row")


# Few examples of many texts: most of what a batch costs, it costs for one text too.
@settings(max_examples=15)
@given(st.lists(st.tuples(TEXTS, CHANNELS), min_size=20, max_size=60))
def test_labels_keep_their_promises(rows: list[tuple[str | None, str | None]]) -> None:
    texts = frame(rows)
    done = classify(texts, TAXONOMY)
    assert done.columns == list(OUTPUT)
    assert done.schema == {name: POLARS[name] for name in OUTPUT}
    assert done["id"].to_list() == texts["id"].to_list()
    for row in done.iter_rows(named=True):
        if row["topic"] is None:
            assert {row[name] for name in OUTPUT[2:] if row[name] is not None} == set()
            continue
        assert row["topics"][0] == row["topic"]
        assert len(set(row["topics"])) == len(row["topics"])
        assert set(row["topics"]) <= set(TAXONOMY["topic"])
        assert set(row["causes"] or []) <= set(TAXONOMY["cause"])
        assert (row["causes"] is not None) == (CUSTOMER_SERVICE in row["topics"])
        for name in ("sentiment", "severity", "intent"):
            assert row[name] in TAXONOMY[name]
        assert -1 <= row["sentiment_score"] <= 1
        assert 0 <= row["confidence"] <= 1
        assert len(row["evidence"] or []) <= 8
        assert "" not in (row["evidence"] or [])


@settings(max_examples=8)
@given(st.lists(st.tuples(TEXTS, CHANNELS), min_size=10, max_size=40), st.randoms())
def test_a_row_s_labels_depend_on_that_row_alone(
    rows: list[tuple[str | None, str | None]], random: Random
) -> None:
    texts = frame(rows)
    shuffled = texts[random.sample(range(len(rows)), len(rows))]
    done = classify(texts, TAXONOMY)
    assert classify(texts, TAXONOMY).equals(done)
    assert classify(shuffled, TAXONOMY).sort("id").equals(done.sort("id"))
    alone = random.randrange(len(rows))
    parts = (texts[:alone], texts[alone : alone + 1], texts[alone + 1 :])
    assert pl.concat([classify(part, TAXONOMY) for part in parts]).equals(done)


@pytest.mark.parametrize("rows", [len(SIGNS) + len(about(TAXONOMY)), 3, 6])
def test_a_batch_as_tall_as_a_table_is_wide_is_not_turned_over(rows: int) -> None:
    texts = frame([("Prix ?", "twitter"), ("Colis perdu, c’est nul", None)] * rows)[:rows]
    done = classify(texts, TAXONOMY)
    parts = (texts[:1], texts[1:])
    assert pl.concat([classify(part, TAXONOMY) for part in parts]).equals(done)


@given(st.text(max_size=60))
def test_folding_keeps_words_in_step(text: str) -> None:
    words = words_of(pl.Series([text]))
    assert words.str.count_matches(" ").equals(folded(words).str.count_matches(" ").rename("words"))


@pytest.mark.parametrize(
    "text",
    [
        "très déçue de la livraison " * 5_000,
        "a" * 200_000,
        "😡" * 10_000,
        "pas " * 10_000,
        "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace") + "\x00 colis",
        "ﬁn ｃｏｌｉｓ de\u0301c\u0327u 𝓬𝓸𝓵𝓲𝓼 \u202e livraison",
    ],
    ids=["long", "one word", "emojis", "negators", "control", "fancy"],
)
def test_odd_texts_are_no_trouble(text: str) -> None:
    done = classify(frame([(text, "other"), ("Colis reçu, merci", "other")]), TAXONOMY)
    assert done["language"].null_count() == 0
    assert done["topic"][1] == CUSTOMER_SERVICE


def test_no_rows_give_no_rows() -> None:
    done = classify(frame([]), TAXONOMY)
    assert done.height == 0
    assert done.columns == list(OUTPUT)
