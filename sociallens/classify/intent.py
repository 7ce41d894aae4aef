"""Intent: what the author wants by writing.

A small logistic model (`intent_weights.csv`) over the features of the text and the labels so
far, among the intents that go with the sentiment: nobody complains in a happy text.
"""

import numpy as np
import polars as pl

from sociallens.classify import model
from sociallens.taxonomy import CUSTOMER_SERVICE, NO_TOPIC

GOES_WITH = {
    "negative": ("complaint", "question", "advice", "other"),
    "neutral": ("question", "advice", "thanks", "complaint", "other"),
    "positive": ("praise", "thanks", "advice"),
}
_LEAST = 1e-3  # a sentiment is never quite out of the question


def intent_features(
    features: pl.DataFrame, signs: pl.DataFrame, feelings: pl.DataFrame, subjects: pl.DataFrame
) -> pl.DataFrame:
    """What the model of intents reads, a float column each: `features`, sentiment and topic.

    `feelings` from `sentiment`, `subjects` from `topics`.
    """
    odds = feelings.select(
        pl.col(GOES_WITH.keys()).clip(lower_bound=_LEAST).log().name.prefix("felt_")
    )
    context = pl.concat([signs, subjects], how="horizontal").select(
        advice=pl.col("intent.advice").clip(0, 4).sqrt(),
        on_service=pl.col("topic") == CUSTOMER_SERVICE,
        on_nothing=pl.col("topic") == NO_TOPIC,
    )
    return pl.concat([features, odds, context], how="horizontal")


def intent(features: pl.DataFrame, feelings: pl.DataFrame, weights: pl.DataFrame) -> pl.Series:
    """The intent of each text, from its `intent_features` and its sentiment."""
    names = model.classes(weights)
    chances = model.probabilities(features, weights)
    fits = {s: np.isin(names, list(intents)) for s, intents in GOES_WITH.items()}
    for sentiment, possible in fits.items():
        chances[np.ix_((feelings["sentiment"] == sentiment).to_numpy(), ~possible)] = 0.0
    return pl.Series(names).gather(chances.argmax(axis=1)).alias("intent")
