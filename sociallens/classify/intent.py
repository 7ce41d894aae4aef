"""Intent: what the author wants by writing."""

import polars as pl

_A_LINE = 140  # characters: a longer text with a question mark mostly tells a story
_TOLD = 3  # signs of a story


def intent() -> pl.Expr:
    """The intent of a text from its sentiment, its question marks and the intent signs."""
    words, mark = pl.col("intent.question") >= 1, pl.col("text").str.contains("?", literal=True)
    asks = words | mark
    advises = pl.col("intent.advice") >= 2
    thanks = (pl.col("intent.thanks") > 0) & (pl.col("intent.request") == 0)
    grateful = pl.col("intent.thanks") >= 2
    solved = pl.col("intent.solved") > 0
    heated = (pl.col("complaint.strong") > 0) | (pl.col("complaint.irony") > 0)
    brief = (pl.col("text").str.len_chars() < _A_LINE) | (pl.col("tone.narrative") < _TOLD)
    sentiment = pl.col("sentiment")
    for_help = thanks & (solved | (pl.col("praise.strong") == 0)) | grateful & solved
    return (
        pl.when((sentiment == "negative") & words & mark & brief & ~heated)
        .then(pl.lit("question"))
        .when(sentiment == "negative")
        .then(pl.lit("complaint"))
        .when(sentiment == "positive")
        .then(pl.when(for_help).then(pl.lit("thanks")).otherwise(pl.lit("praise")))
        .when(asks)
        .then(pl.lit("question"))
        .when(thanks)
        .then(pl.lit("thanks"))
        .when(advises)
        .then(pl.lit("advice"))
        .otherwise(pl.lit("other"))
    )
