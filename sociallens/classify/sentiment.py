"""Sentiment: what the author feels, from a small logistic model over generic signs."""

import polars as pl

from sociallens.classify import model

CLASSES = ("negative", "neutral", "positive")


def sentiment(
    features: pl.DataFrame, weights: pl.DataFrame, given: pl.Series | None = None
) -> pl.DataFrame:
    """The sentiment of each text; one that is `given` is certain.

    One float column, 0 to 1, for the probability of each of `CLASSES`; `sentiment`: text;
    `sentiment_score`: float, -1 to 1, the probability of positive less that of negative.
    """
    shares = pl.DataFrame(
        model.probabilities(features, weights), model.classes(weights), orient="row"
    )
    if given is not None:
        shares = shares.with_columns(
            pl.when(given.is_not_null()).then(given == name).otherwise(name).alias(name)
            for name in CLASSES
        ).cast(dict.fromkeys(CLASSES, pl.Float64))
    likely = pl.max_horizontal(CLASSES)
    return shares.select(
        *CLASSES,
        sentiment=pl.when(pl.col("negative") == likely)
        .then(pl.lit("negative"))
        .when(pl.col("positive") == likely)
        .then(pl.lit("positive"))
        .otherwise(pl.lit("neutral")),
        sentiment_score=(pl.col("positive") - pl.col("negative")).clip(-1, 1),
    )
