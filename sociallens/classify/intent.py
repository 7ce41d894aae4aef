"""Intent: what the author wants by writing."""

import polars as pl

_MILD = -0.5  # a score above it hardly tells anger


def intent() -> pl.Expr:
    """The intent of a text from its sentiment, its question marks and the intent signs."""
    words, mark = pl.col("intent.question") >= 1, pl.col("text").str.contains("?", literal=True)
    asks = words | mark
    advises = pl.col("intent.advice") >= 2
    thanks = pl.col("intent.thanks") >= 2
    heated = (pl.col("complaint.strong") > 0) | (pl.col("complaint.irony") > 0)
    mild = pl.col("sentiment_score") > _MILD
    sentiment = pl.col("sentiment")
    return (
        pl.when((sentiment == "negative") & (mild & asks | words & mark & ~heated))
        .then(pl.lit("question"))
        .when(sentiment == "negative")
        .then(pl.lit("complaint"))
        .when(sentiment == "positive")
        .then(pl.when(thanks).then(pl.lit("thanks")).otherwise(pl.lit("praise")))
        .when(asks)
        .then(pl.lit("question"))
        .when(thanks)
        .then(pl.lit("thanks"))
        .when(advises)
        .then(pl.lit("advice"))
        .otherwise(pl.lit("other"))
    )
