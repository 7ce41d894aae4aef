"""The baseline: plain TextBlob, with its usual threshold."""

import polars as pl
from textblob import TextBlob
from textblob_fr import PatternAnalyzer, PatternTagger

THRESHOLD = 0.05
ENGLISH = "en"


def plain_textblob(texts: pl.DataFrame) -> pl.Series:
    """Sentiments of `text`: by the French analyser, or by TextBlob's own where `language` is en."""
    tagger, analyser = PatternTagger(), PatternAnalyzer()
    french = {"pos_tagger": tagger, "analyzer": analyser}
    languages = texts["language"] if "language" in texts.columns else [None] * texts.height
    scores = [
        TextBlob(text or "", **({} if language == ENGLISH else french)).sentiment[0]
        for text, language in zip(texts["text"], languages, strict=True)
    ]
    score = pl.Series("score", scores, pl.Float64)
    return pl.select(
        pl.when(score > THRESHOLD)
        .then(pl.lit("positive"))
        .when(score < -THRESHOLD)
        .then(pl.lit("negative"))
        .otherwise(pl.lit("neutral"))
    ).to_series()
