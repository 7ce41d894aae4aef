"""Intent: what the author wants by writing."""

import polars as pl


def intent() -> pl.Expr:
    """The intent of a text from its sentiment, its question marks and the intent signs."""
    asks = (pl.col("intent.question") >= 1) | pl.col("text").str.contains("?", literal=True)
    advises = pl.col("intent.advice") >= 2
    thanks = pl.col("intent.thanks") >= 2
    sentiment = pl.col("sentiment")
    return (
        pl.when((sentiment == "negative") & asks & (pl.col("sentiment_score") > -0.5))
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
