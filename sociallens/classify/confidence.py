"""Confidence: how often labels like these are right, topic and sentiment at once.

A logistic curve (`confidence_weights.csv`) over the chances of the sentiment and of the topic and
the channel, fitted on texts labelled by weights that had not been fitted on them. A text that
speaks the words of another sector more than those of its own is trusted less (`familiar`).
"""

import numpy as np
import polars as pl

from sociallens.classify import model
from sociallens.classify.terms import ABOUT, FOREIGN, names_in, tally
from sociallens.taxonomy import NO_TOPIC

CLASSES = ("wrong", "right")
STRANGE = 0.6  # of the confidence is left to a text of another sector
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


def familiar(matches: pl.DataFrame, rows: int) -> pl.Series:
    """What is left of the confidence in each text, float: 1, or `STRANGE`.

    `matches` is what `Lexicon.matches` gave for the texts, `rows` their number.
    """
    names = names_in(matches)
    ours = names.str.contains(rf"^(?:{'|'.join(ABOUT)})\.")
    side = pl.select(
        pl.when(names.str.starts_with(f"{FOREIGN}.")).then(1).when(ours).then(0)
    ).to_series()
    counted = matches.with_columns(side.gather(matches["name"].to_physical()).alias("sign"))
    own, theirs = tally(counted.drop_nulls("sign"), rows, 2).T
    return pl.Series("familiar", np.where(theirs > own, STRANGE, 1.0))


def _log_odds(chance: pl.Expr) -> pl.Expr:
    inner = chance.clip(_SURE, 1 - _SURE)
    return (inner / (1 - inner)).log()
