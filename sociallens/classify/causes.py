"""Causes: what about the service a text tells, the main one first.

A term names a cause. Where words are read besides, a small logistic model over both
(`cause_weights.<language>.csv`) says which is the main one of a text that is about service above
all; else it is the one with the best score.
"""

import numpy as np
import polars as pl

from sociallens.classify import model
from sociallens.classify.ranks import ranked
from sociallens.taxonomy import CUSTOMER_SERVICE, Taxonomy

ALSO_CAUSE = 0.3  # of the best score: another cause


def cause_features(signs: pl.DataFrame, said: pl.DataFrame, taxonomy: Taxonomy) -> pl.DataFrame:
    """What the model of causes reads: the scores of the causes, and what words say (`said`)."""
    scores = signs.select(
        pl.col(f"cause.{cause}").clip(lower_bound=0).log1p() for cause in taxonomy["cause"]
    )
    return scores.with_columns(bias=pl.lit(1.0)).hstack(said)


def causes(
    signs: pl.DataFrame,
    subjects: pl.DataFrame,
    taxonomy: Taxonomy,
    said: pl.DataFrame | None = None,
    weights: pl.DataFrame | None = None,
) -> pl.Series:
    """The causes of each text, a list of text; null where it is not about customer service.

    `subjects` from `topics`. `said`: what words say of causes; used where there are `weights`.
    """
    names = list(taxonomy["cause"])
    scores = signs.select(f"cause.{cause}" for cause in names).to_numpy()
    kept = (scores > 0) & (scores >= ALSO_CAUSE * scores.max(axis=1, keepdims=True))
    if said is not None and weights is not None and set(model.classes(weights)) == set(names):
        chances = model.probabilities(cause_features(signs, said, taxonomy), weights)
        chances = chances[:, [model.classes(weights).index(name) for name in names]]
        main = np.eye(len(names), dtype=np.bool_)[chances.argmax(axis=1)]
        main &= (subjects["topic"] == CUSTOMER_SERVICE).to_numpy()[:, np.newaxis]
        scores = np.where(main, np.inf, scores)
        kept |= main
    about = subjects["topics"].list.contains(CUSTOMER_SERVICE).fill_null(False)
    kept &= about.to_numpy()[:, np.newaxis]
    return ranked(scores, kept, names).alias("causes")
