"""What words say beside the terms: which a text holds, and what the models make of it."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from benchmarks.fit_words import SOURCES, TEXTS, vocabulary
from sociallens.classify import classify
from sociallens.classify.causes import causes
from sociallens.classify.evidence import from_words
from sociallens.classify.model import FEATURE, path, shipped, suited
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.terms import lexicon
from sociallens.classify.words import WORDS, Vocabulary, opinion, opinions, presence
from sociallens.importing.privacy import redaction
from sociallens.taxonomy import load

SHOPS = load()
LIMIT = 2_000_000  # bytes of all tables of words


def read(*texts: str) -> pl.Series:
    return lexicon(SHOPS.folder, "fr").read(folded(words_of(pl.Series(texts))))


def held(texts: list[str], entries: list[str]) -> list[set[str]]:
    """The entries of a vocabulary that each text holds."""
    matrix = presence(read(*texts), Vocabulary.of(pl.Series(entries))).toarray()
    return [{entries[at] for at in np.flatnonzero(row)} for row in matrix]


def frame(text: str, channel: str = "review_site") -> pl.DataFrame:
    return pl.DataFrame({"id": ["1"], "text": [text], "channel": [channel]})


def test_a_text_holds_words_and_pairs_of_neighbours() -> None:
    entries = ["perdu", "mon", "mon colis", "colis perdu", "perdu mon", "colis", "bateau"]
    assert held(["Mon COLIS perdu", "Un câble"], entries) == [
        {"perdu", "mon", "mon colis", "colis perdu", "colis"},
        set(),
    ]


@pytest.mark.parametrize(
    "texts",
    [["Mon colis. Perdu !"], ["Mon colis, perdu"], ["Mon colis…\nperdu"], ["Mon colis", "perdu"]],
)
def test_no_pair_reaches_over_the_end_of_a_clause_or_a_text(texts: list[str]) -> None:
    found = set[str]().union(*held(texts, ["colis perdu", "colis", "perdu"]))
    assert found == {"colis", "perdu"}


def test_a_word_that_is_negated_is_another_word() -> None:
    entries = ["content", "~content", "pas ~content", "pas content"]
    assert held(["Pas content", "Content", "Pas. Content"], entries) == [
        {"~content", "pas ~content"},
        {"content"},
        {"content"},
    ]


def test_a_table_may_hold_words_alone_or_pairs_alone_or_nothing() -> None:
    assert held(["mon colis perdu"], ["colis"]) == [{"colis"}]
    assert held(["mon colis perdu"], ["colis perdu"]) == [{"colis perdu"}]
    nothing = presence(read("mon colis", ""), Vocabulary.of(pl.Series([], dtype=pl.String)))
    assert nothing.shape == (2, 0)


def test_an_opinion_is_the_mean_of_the_words_times_the_root_of_their_number() -> None:
    table = pl.DataFrame(
        {WORDS: ["colis", "perdu"], "sentiment.negative": [1.0, 3.0], "cause.delivery": [2.0, 0.0]}
    )
    said = opinions(read("colis perdu", "colis colis colis", "bonjour"), table)
    assert said.columns == ["sentiment.negative", "cause.delivery"]
    assert said.to_numpy() == pytest.approx(
        np.array([[4, 2], [2**0.5, 2 * 2**0.5], [0, 0]]) / 2**0.5
    )


def test_the_opinions_on_one_task_are_told_against_each_other() -> None:
    said = pl.DataFrame({"intent.praise": [3.0], "intent.thanks": [1.0], "topic.offer": [9.0]})
    assert opinion(said, "intent").to_dicts() == [{"words_praise": 1.0, "words_thanks": -1.0}]


def test_a_language_has_its_own_weights_or_those_of_all() -> None:
    weights = shipped()
    assert suited(weights, "topic", "fr") is weights["topic.fr"]
    assert suited(weights, "topic", "en") is weights["topic"]
    assert suited({"topic": weights["topic"]}, "topic", "fr") is weights["topic"]
    assert path("topic").name == "topic_weights.csv"
    assert path("topic.fr").name == "topic_weights.fr.csv"
    assert all(path(key).is_file() for key in weights)


def test_english_is_labelled_as_if_no_words_had_weights() -> None:
    texts = pl.read_csv(Path(__file__).parent / "sets" / "english.csv", infer_schema=False)
    texts = texts.select("id", "text", "channel", language=pl.lit("en"))
    without = {key: table for key, table in shipped().items() if "." not in key}
    assert classify(texts, SHOPS).equals(classify(texts, SHOPS, weights=without))
    french = texts.with_columns(language=pl.lit("fr"))
    assert not classify(french, SHOPS).equals(classify(french, SHOPS, weights=without))


# --- the main cause


def caused(
    scores: dict[str, float],
    said: dict[str, float] | None,
    topics: tuple[str, ...] = ("customer_service",),
    sector: str = "ecommerce",
) -> list[str] | None:
    """The causes of one text by what its terms and, unless None, its words say."""
    taxonomy = load(sector)
    signs = pl.DataFrame(
        {f"cause.{cause}": [scores.get(cause, 0.0)] for cause in taxonomy["cause"]}
    )
    subjects = pl.DataFrame({"topic": [topics[0]], "topics": [list(topics)]})
    names = list(SHOPS["cause"])
    words = pl.DataFrame({f"words_{name}": [(said or {}).get(name, 0.0)] for name in names})
    weights = pl.DataFrame(
        {FEATURE: [f"words_{name}" for name in names]}
        | {name: [float(name == other) for other in names] for name in names}
    )
    found = causes(signs, subjects, taxonomy, None if said is None else words, weights)
    first: list[str] | None = found.to_list()[0]
    return first


def test_words_say_which_cause_is_the_main_one() -> None:
    terms = {"delivery": 2.0, "product": 1.5}
    assert caused(terms, {"product": 3.0}) == ["product", "delivery"]
    assert caused(terms, {"website_app": 3.0}) == ["website_app", "delivery", "product"]
    assert caused({}, {"website_app": 3.0}) == ["website_app"]


def test_elsewhere_it_is_the_one_that_the_terms_tell_best() -> None:
    terms = {"delivery": 2.0, "product": 1.5}
    assert caused(terms, None) == ["delivery", "product"]
    also_service = ("offer", "customer_service")  # above all it is about something else
    assert caused(terms, {"product": 3.0}, also_service) == ["delivery", "product"]
    assert caused({"network": 2.0, "invoice": 1.0}, {"product": 3.0}, sector="telecom") is not None
    assert caused({"network": 2.0}, {"product": 3.0}, sector="telecom") == ["network"]


def test_what_is_not_about_service_has_no_cause() -> None:
    assert caused({"delivery": 2.0}, {"delivery": 3.0}, ("offer",)) is None
    assert caused({"delivery": 2.0}, None, ("none",)) is None


# --- evidence


def shown(
    text: str, weights: dict[str, float], topic: str = "none", sentiment: str = "negative"
) -> list[str] | None:
    """The words that are shown of a text that no term explains."""
    table = pl.DataFrame({WORDS: list(weights), "sentiment.negative": list(weights.values())})
    table = table.with_columns(
        pl.lit(0.0).alias(name)
        for name in ("sentiment.neutral", "sentiment.positive", "topic.none", "topic.offer")
    )
    words = words_of(pl.Series([text]))
    labelled = pl.DataFrame({"topic": [topic], "sentiment": [sentiment]})
    given = labelled.with_columns(words.alias("words"), read(text).alias("read"))
    first: list[str] | None = from_words(given, table).to_list()[0]
    return first


def test_words_that_spoke_most_are_shown_as_written_in_reading_order() -> None:
    weights = {
        "glacon": 3.0,
        "tiede": 9.0,
        "mou": 0.3,
        "puree tiede": 6.0,
        "frigo": 2.0,
        "sel": 1.8,
    }
    assert shown("Du sel, un GLAÇON, une purée tiède et mou du frigo", weights) == [
        "GLAÇON",
        "purée tiède",
    ]
    assert shown("Frigo vide, glaçon et sel", weights) == ["Frigo", "glaçon", "sel"]
    assert shown("tout mou", weights) is None  # it weighs too little
    assert shown("un glaçon", weights, sentiment="neutral") is None  # nothing is to be explained
    assert shown("un glaçon", weights, sentiment="positive") is None


def test_words_are_shown_only_where_no_term_decided() -> None:
    table = shipped()["words.fr"]
    speaks = pl.DataFrame({WORDS: ["glouglou"]}).with_columns(
        pl.lit(30.0 * (name == "sentiment.positive")).alias(name) for name in table.columns[1:]
    )
    weights = {**shipped(), "words.fr": speaks}
    alone = classify(frame("Le glouglou du matin"), SHOPS, weights=weights).row(0, named=True)
    assert (alone["sentiment"], alone["evidence"]) == ("positive", ["glouglou"])
    both = classify(frame("Glouglou excellent"), SHOPS, weights=weights).row(0, named=True)
    assert (both["sentiment"], both["evidence"]) == ("positive", ["excellent"])


# --- the table that ships


def names() -> set[str]:
    """First names and brands as texts are read."""
    folder = Path(str(redaction.__file__)).parent
    tables = [
        pl.read_csv(folder / file, infer_schema=False).to_series(0)
        for file in ("first_names.csv", "brands.csv")
    ]
    return set(folded(pl.concat(tables)))


def test_the_words_that_ship_are_few_and_name_nobody() -> None:
    sizes = [path(key).stat().st_size for key in shipped() if key.startswith(f"{WORDS}.")]
    assert sizes
    assert sum(sizes) < LIMIT
    table = shipped()["words.fr"]
    assert table[WORDS].is_unique().all()
    assert table[WORDS].str.contains("^~?[a-z]+(?: ~?[a-z]+)?$").all()  # so without any digit
    spoken = set(table[WORDS].str.split(" ").explode().str.strip_prefix("~"))
    assert not spoken & names()
    assert table.select(pl.exclude(WORDS)).sum_horizontal().is_finite().all()


def test_only_words_that_many_write_are_learnt_and_no_name_or_number() -> None:
    many = ["Éric a reçu 45 colis Zalando, pas content"] * TEXTS
    sources = [str(at % SOURCES) for at in range(TEXTS)]
    few_texts = ["bidule"] * (TEXTS - 1)
    few_sources = ["machin"] * TEXTS
    texts = read(*many, *few_texts, *few_sources)
    where = [*sources, *sources[1:], *(str(at % (SOURCES - 1)) for at in range(TEXTS))]
    found = vocabulary(texts, pl.Series(where)).to_list()
    assert found == ["a", "a recu", "colis", "pas", "pas ~content", "recu", "~content"]
