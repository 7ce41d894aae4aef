"""From the terms in texts to their labels: each model reads the labels of those before it."""

import polars as pl

from sociallens.classify.confidence import confidence, confidence_features
from sociallens.classify.dates import waiting
from sociallens.classify.features import features
from sociallens.classify.intent import intent, intent_features
from sociallens.classify.model import Weights
from sociallens.classify.sentiment import sentiment
from sociallens.classify.severity import severity, severity_features
from sociallens.classify.signs import signs
from sociallens.classify.topics import about, topics
from sociallens.taxonomy import Taxonomy


def labels(
    texts: pl.DataFrame,
    matches: pl.DataFrame,
    taxonomy: Taxonomy,
    weights: Weights,
    language: str,
) -> pl.DataFrame:
    """The labels of each text but its language and evidence, with types as in the schema.

    `texts` has `text`, `folded`, `channel`, `published` and the labels that stand, `given_topics`
    and `given_sentiment`, all in one `language`; `matches` is what `Lexicon.matches` gave for them.
    """
    sums = signs(matches, texts.height, about(taxonomy))
    sums = waiting(sums, texts, language)
    readings = features(texts, sums)
    feelings = sentiment(readings, weights["sentiment"], texts["given_sentiment"])
    subjects = topics(readings, sums, taxonomy, weights["topic"], texts["given_topics"])
    intents = intent(
        intent_features(readings, sums, feelings, subjects), feelings, weights["intent"]
    )
    severities = severity(
        severity_features(readings, sums, feelings, subjects), feelings, weights["severity"]
    )
    confidences = confidence(
        confidence_features(readings, feelings, subjects), weights["confidence"]
    )
    return pl.concat([feelings, subjects], how="horizontal").select(
        "topic",
        "topics",
        "causes",
        "sentiment",
        "sentiment_score",
        severities,
        intents,
        confidences,
    )
