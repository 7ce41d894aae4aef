"""Confidence: how often labels like these are right, topic and sentiment at once.

A logistic curve (`confidence_weights.csv`) over the chances of the sentiment and of the topic and
the channel, fitted on texts labelled by weights that had not been fitted on them.
"""

import polars as pl

from sociallens.classify import model
from sociallens.taxonomy import NO_TOPIC

CLASSES = ("wrong", "right")
_SURE = 0.02  # a chance is read between this and its complement


def confidence_features(
    features: pl.DataFrame, feelings: pl.DataFrame, subjects: pl.DataFrame
) -> pl.DataFrame:
    """What the curve reads of each text, a float each: log odds of its labels, and its place.

    `features` from `features`, `feelings` from `sentiment`, `subjects` from `topics`.
    """
    table = pl.concat(
        [features.select("review", "short_message"), feelings, subjects], how="horizontal"
    )
    likely = pl.max_horizontal("negative", "neutral", "positive")
    return table.select(
        "review",
        "short_message",
        bias=pl.lit(1.0),
        sentiment=_log_odds(likely),
        topic=_log_odds(pl.col("topic_chance")),
        unnamed=pl.col("topic") == NO_TOPIC,
        neutral=pl.col("sentiment") == "neutral",
    )


def confidence(features: pl.DataFrame, weights: pl.DataFrame) -> pl.Series:
    """The confidence (0 to 1) in the labels of each text, from its `confidence_features`."""
    right = model.classes(weights).index("right")
    return pl.Series("confidence", model.probabilities(features, weights)[:, right])


def _log_odds(chance: pl.Expr) -> pl.Expr:
    inner = chance.clip(_SURE, 1 - _SURE)
    return (inner / (1 - inner)).log()
