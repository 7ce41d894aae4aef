"""From the terms found in texts to their labels, each model reading what those before it said."""

import polars as pl

from sociallens.classify.confidence import confidence, confidence_features
from sociallens.classify.features import features
from sociallens.classify.intent import intent, intent_features
from sociallens.classify.model import Weights
from sociallens.classify.sentiment import sentiment
from sociallens.classify.severity import severity, severity_features
from sociallens.classify.signs import signs
from sociallens.classify.topics import about, topics
from sociallens.taxonomy import Taxonomy


def labels(
    texts: pl.DataFrame, found: pl.DataFrame, taxonomy: Taxonomy, weights: Weights
) -> pl.DataFrame:
    """`topic, topics, causes, sentiment, sentiment_score, severity, intent, confidence` per text.

    `texts` has `text, channel` and the labels that stand, `given_topics, given_sentiment`; `found`
    is what `Lexicon.matches` gave for them.
    """
    counted = signs(found, texts.height, about(taxonomy))
    read = features(texts, counted)
    felt = sentiment(read, weights["sentiment"], texts["given_sentiment"])
    named = topics(read, counted, taxonomy, weights["topic"], texts["given_topics"])
    wanted = intent(intent_features(read, counted, felt, named), felt, weights["intent"])
    stake = severity(severity_features(read, counted, felt, named), felt, weights["severity"])
    sure = confidence(confidence_features(read, felt, named), weights["confidence"])
    return pl.concat([felt, named], how="horizontal").select(
        "topic", "topics", "causes", "sentiment", "sentiment_score", stake, wanted, sure
    )
