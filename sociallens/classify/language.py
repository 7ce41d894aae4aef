"""The language of a text: a vote of common words first, py3langid for what stays open."""

from functools import cache

import numpy as np
import polars as pl
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from sociallens.classify.normalise import NO_WORDS
from sociallens.classify.terms import Matrix, occurrences, tally
from sociallens.taxonomy import FOLDER

CLASSIFIED = ("fr", "en")
ASSUMED = "fr"  # of a text too short to tell: "ok", "13/20"
_DISTINGUISHED = ["fr", "en", "es", "de", "it", "pt", "nl", "pl", "ro", "tr", "ar", "ru", "zh"]
_READ = 200  # characters are enough to tell a language
_LETTERS = 12  # fewer letters tell no language
_CONFIDENCE = 0.7  # of py3langid, below which the common words alone decide
_UNSURE = "und"  # py3langid's word for it
_VOTES = 1.5  # votes that settle the matter if no other language has half as many
# A word of one language counts 1, one that two languages share counts a half for each.


def language(words: pl.Series, folded: pl.Series) -> pl.Series:
    """The language code of each text, given as written and folded; null where no word is."""
    votes = _votes(folded.str.head(_READ))
    order = np.argsort(-votes, axis=1, kind="stable")[:, :2]
    first, second = np.take_along_axis(votes, order, axis=1).T
    known = pl.Series(_common_words()[1])
    texts = pl.DataFrame({"words": words}).with_columns(
        voted=known.gather(order[:, 0]),
        clear=pl.Series((first >= _VOTES) & (first >= 2 * second)),
        any=pl.Series(first > second),
        empty=pl.col("words") == NO_WORDS,
    )
    letters = pl.col("words").str.head(_READ).str.count_matches(r"\pL")
    unclear = texts.filter(~pl.col("clear")).filter(letters >= _LETTERS)["words"].unique()
    return (
        texts.join(_guessed(unclear), on="words", how="left", maintain_order="left")
        .select(
            pl.when(pl.col("clear"))
            .then("voted")
            .when(pl.col("guessed").is_not_null())
            .then("guessed")
            .when(pl.col("any"))
            .then("voted")
            .when(~pl.col("empty"))
            .then(pl.lit(ASSUMED))
        )
        .to_series()
    )


def _votes(folded: pl.Series) -> Matrix:
    table, languages = _common_words()
    found = occurrences(folded, table["pattern"].unique()).join(table, on="pattern")
    return tally(found, len(folded), len(languages))


def _guessed(texts: pl.Series) -> pl.DataFrame:
    """py3langid reads text by text: only distinct ones that the vote left open get here."""
    lower = texts.str.head(_READ).str.to_lowercase()
    guesses = [_identifier().classify(text)[0] for text in lower]
    schema = {"words": pl.String, "guessed": pl.String}
    guessed = pl.DataFrame({"words": texts, "guessed": guesses}, schema)
    return guessed.filter(pl.col("guessed") != _UNSURE)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(
        MODEL_FILE, norm_probs=True, min_confidence=_CONFIDENCE
    )
    identifier.set_languages(_DISTINGUISHED)
    return identifier


@cache
def _common_words() -> tuple[pl.DataFrame, list[str]]:
    """The words as rows `pattern, sign, points`, `sign` being the place of the language."""
    table = pl.read_csv(FOLDER / "common" / "languages.csv")
    languages = table["language"].to_list()
    words = table.with_row_index("sign").with_columns(pl.col("words").str.split(" "))
    words = words.explode("words").unique(["words", "sign"], maintain_order=True)
    shared = 1 / pl.len().over("words")
    return words.select("sign", pattern=" " + pl.col("words") + " ", points=shared), languages
