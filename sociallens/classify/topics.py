"""Topics: what a text talks about, the main one first.

A small logistic model over the scores of the topics' terms, the tone and the channel says which is
the main one (`topic_weights.csv`). Where it knows what words say besides, it may be any; else it is
one that a term names. In a sector with topics of its own it is the one with the best score.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from sociallens.classify import model
from sociallens.classify.ranks import Flags, ranked
from sociallens.taxonomy import CUSTOMER_SERVICE, NO_TOPIC, Taxonomy

NAMED = 0.6  # the weight below which a text names nothing
ALSO_TOPIC = 0.45  # of the best score: a second topic
OTHER_CAUSES = 0.35  # customer service scores as its strongest cause plus this part of the others


def about(taxonomy: Taxonomy) -> list[str]:
    """The names of the signs that tell the topics and causes of a sector."""
    causes = [f"cause.{cause}" for cause in taxonomy["cause"]]
    return [f"topic.{topic}" for topic in taxonomy["topic"] if topic != NO_TOPIC] + causes


def topic_features(
    features: pl.DataFrame, signs: pl.DataFrame, taxonomy: Taxonomy, known: Sequence[str]
) -> pl.DataFrame:
    """What the model of topics reads: the `features` and the scores of the `known` topics."""
    scores = topic_scores(signs, taxonomy)
    names = [topic for topic in known if topic != NO_TOPIC]
    zero = pl.lit(0.0)
    known_scores = scores.select(pl.col(n) if n in scores.columns else zero.alias(n) for n in names)
    total = known_scores.sum_horizontal()
    causes = pl.sum_horizontal(pl.col(f"cause.{cause}") > 0 for cause in taxonomy["cause"])
    return pl.concat(
        [
            features,
            known_scores.select(pl.all().sqrt().name.prefix("score.")),
            known_scores.select((pl.all() / (total + 0.5)).name.prefix("share.")),
            signs.select(causes=causes),
        ],
        how="horizontal",
    ).with_columns(
        unnamed=(known_scores.max_horizontal() < NAMED),
        review_service=pl.col("review") * pl.col(f"score.{CUSTOMER_SERVICE}"),
        tweet_service=pl.col("short_message") * pl.col(f"score.{CUSTOMER_SERVICE}"),
    )


def topic_scores(signs: pl.DataFrame, taxonomy: Taxonomy) -> pl.DataFrame:
    """The score of each topic per text: the weight of its terms; customer service adds causes."""
    causes = [pl.col(f"cause.{cause}") for cause in taxonomy["cause"]]
    strongest = pl.max_horizontal(causes)
    service = strongest + OTHER_CAUSES * (pl.sum_horizontal(causes) - strongest)
    return signs.select(
        (pl.col(f"topic.{topic}") + (service if topic == CUSTOMER_SERVICE else 0.0))
        .clip(lower_bound=0.0)
        .alias(topic)
        for topic in taxonomy["topic"]
        if topic != NO_TOPIC
    )


def topics(
    features: pl.DataFrame,
    signs: pl.DataFrame,
    taxonomy: Taxonomy,
    weights: pl.DataFrame,
    given: pl.Series | None = None,
) -> pl.DataFrame:
    """The topics of each text.

    `topic`: text. `topics`: list of text, the main one first. `topic_chance`: float, 0 to 1, the
    probability of the main topic among those that are possible. Topics that are `given`, the main
    one first, are certain.
    """
    table = topic_scores(signs, taxonomy)
    names, known = [*table.columns, NO_TOPIC], model.classes(weights)
    scores = np.column_stack([table.to_numpy(), np.zeros(table.height)])
    possible = (scores > 0) & (scores.max(axis=1, keepdims=True) >= NAMED)
    possible[:, -1] = True
    if set(names) <= set(known):
        readings = topic_features(features, signs, taxonomy, known)
        chances = model.probabilities(readings, weights)[:, [known.index(name) for name in names]]
    else:
        chances = scores
    if f"words_{NO_TOPIC}" not in features.columns or chances is scores:
        chances = np.where(possible, chances, 0.0)
        chances[~possible[:, :-1].any(axis=1), -1] = 1.0
    first, every = _standing(given, names, table.height)
    stands = first.any(axis=1)
    chances[stands] = first[stands]
    main = chances.argmax(axis=1)
    is_main = main[:, np.newaxis] == np.arange(len(names))
    also = possible & (scores >= ALSO_TOPIC * scores.max(axis=1, keepdims=True))
    also &= (np.arange(len(names)) < len(names) - 1) & ~is_main[:, -1:]
    listed = also | is_main
    listed[stands] = every[stands]
    return pl.DataFrame(
        {
            "topic": pl.Series(names).gather(main),
            "topics": ranked(np.where(is_main, np.inf, scores), listed, names),
            "topic_chance": chances.max(axis=1) / chances.sum(axis=1),
        }
    )


def _standing(given: pl.Series | None, names: list[str], height: int) -> tuple[Flags, Flags]:
    """Per text which topic is given as the main one, and which are given at all."""
    if given is None or given.null_count() == height:
        none = np.zeros((height, len(names)), np.bool_)
        return none, none
    main = given.list.first()
    first = [(main == name).fill_null(False).to_numpy() for name in names]
    every = [given.list.contains(name).fill_null(False).to_numpy() for name in names]
    return np.column_stack(first), np.column_stack(every)
