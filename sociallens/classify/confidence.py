"""Confidence: how often labels like these are right, topic and sentiment at once.

A logistic curve over the probability of the sentiment and the lead of the main topic, fitted on
texts that the sentiment model had not seen: `python -m benchmarks.fit_confidence DATA_FOLDER`.
"""

from functools import cache
from pathlib import Path

import polars as pl

CURVE = Path(__file__).with_name("confidence_weights.csv")
_SURE = 0.02  # a probability is read between this and its complement


def signs_of_confidence() -> dict[str, pl.Expr]:
    """What confidence is read from: columns `probability` and `topic_margin` (null: no topic)."""
    likely = pl.col("probability").clip(_SURE, 1 - _SURE)
    return {
        "bias": pl.lit(1.0),
        "sentiment": (likely / (1 - likely)).log(),
        "topic_lead": pl.col("topic_margin").fill_null(0.0).cast(pl.Float64),
        "no_topic": pl.col("topic_margin").is_null().cast(pl.Float64),
    }


def confidence() -> pl.Expr:
    """The confidence (0 to 1) of the labels of a text."""
    weights = shipped_curve()
    margin = pl.sum_horizontal(weights[name] * sign for name, sign in signs_of_confidence().items())
    return 1 / (1 + (-margin).exp())


@cache
def shipped_curve() -> dict[str, float]:
    """The weights of the curve that ships, by sign."""
    return dict(pl.read_csv(CURVE).select("sign", "weight").iter_rows())
