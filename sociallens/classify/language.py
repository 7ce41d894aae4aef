"""The language of a text: a vote of common words first, py3langid for what stays open."""

from functools import cache

import polars as pl
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from sociallens.classify.normalise import folded
from sociallens.classify.terms import Lexicon, build
from sociallens.taxonomy import FOLDER

CLASSIFIED = ("fr", "en")
ASSUMED = "fr"  # of a text too short to tell: "ok", "13/20"
_DISTINGUISHED = ["fr", "en", "es", "de", "it", "pt", "nl", "pl", "ro", "tr", "ar", "ru", "zh"]
_LETTERS = 12  # fewer letters tell no language


def language(words: pl.Series) -> pl.Series:
    """The language code of each text of `words_of`, null where there is no word at all."""
    votes = (
        _common_words()
        .matches(pl.select(folded(pl.lit(words))).to_series())
        .group_by("row", "label")
        .agg(n=pl.len())
    )
    votes = (
        votes.sort("row", "n", "label", descending=[False, True, False])
        .group_by("row", maintain_order=True)
        .agg(
            voted=pl.col("label").first(),
            first=pl.col("n").first(),
            second=pl.col("n").get(1, null_on_oob=True).fill_null(0),
        )
    )
    texts = pl.select(row=pl.int_range(len(words), dtype=pl.UInt32), words=pl.lit(words)).join(
        votes, on="row", how="left", maintain_order="left"
    )
    clear = (pl.col("first") >= 2) & (pl.col("first") >= 2 * pl.col("second"))
    letters = pl.col("words").str.count_matches(r"\pL")
    texts = texts.with_columns(language=pl.when(clear).then("voted"), letters=letters)
    open_ = texts.filter(pl.col("language").is_null() & (pl.col("letters") >= _LETTERS))
    return (
        texts.join(_guessed(open_["words"]), on="words", how="left", maintain_order="left")
        .select(
            pl.coalesce(
                "language",
                "guessed",
                pl.when(pl.col("first") > pl.col("second")).then("voted"),
                pl.when(pl.col("words") != "  ").then(pl.lit(ASSUMED)),
            )
        )
        .to_series()
    )


def _guessed(texts: pl.Series) -> pl.DataFrame:
    """py3langid reads text by text: only distinct ones that the vote left open get here."""
    distinct = texts.unique()
    guesses = [_identifier().classify(text)[0] for text in distinct]
    return pl.DataFrame(
        {"words": distinct, "guessed": guesses},
        schema={"words": pl.String, "guessed": pl.String},
    )


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_DISTINGUISHED)
    return identifier


@cache
def _common_words() -> Lexicon:
    table = pl.read_csv(FOLDER / "common" / "languages.csv")
    rows = table.select(
        kind=pl.lit("language"),
        label="language",
        term=pl.col("words").str.split(" "),
        weight=pl.lit(1.0),
    )
    return build(rows.explode("term"), {})
