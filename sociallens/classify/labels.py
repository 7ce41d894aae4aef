"""From the terms in texts to their labels: each model reads the labels of those before it."""

import polars as pl

from sociallens.classify.causes import causes
from sociallens.classify.confidence import confidence, confidence_features
from sociallens.classify.dates import waiting
from sociallens.classify.features import features
from sociallens.classify.intent import intent, intent_features
from sociallens.classify.model import Weights, suited
from sociallens.classify.sentiment import sentiment
from sociallens.classify.severity import severity, severity_features
from sociallens.classify.signs import signs
from sociallens.classify.topics import about, topics
from sociallens.classify.words import advised, opinion, opinions
from sociallens.taxonomy import Taxonomy


def labels(
    texts: pl.DataFrame,
    matches: pl.DataFrame,
    taxonomy: Taxonomy,
    weights: Weights,
    language: str,
) -> pl.DataFrame:
    """The labels of each text but its language and evidence, with types as in the schema.

    `texts`, all in one `language`, has `text`, `folded`, `read`, `channel`, `published` and the
    labels that stand, `given_topics` and `given_sentiment`; `matches` is what `Lexicon.matches`
    gave for them.
    """
    sums = signs(matches, texts.height, about(taxonomy))
    sums = waiting(sums, texts, language)
    readings = features(texts, sums)
    words = weights.get(f"words.{language}")
    said = opinions(texts["read"], words) if words is not None else None
    feelings = sentiment(
        advised(readings, said, "sentiment"),
        suited(weights, "sentiment", language),
        texts["given_sentiment"],
    )
    subjects = topics(
        advised(readings, said, "topic"),
        sums,
        taxonomy,
        suited(weights, "topic", language),
        texts["given_topics"],
    )
    subjects = subjects.with_columns(
        causes(
            sums,
            subjects,
            taxonomy,
            None if said is None else opinion(said, "cause"),
            weights.get(f"cause.{language}"),
        )
    )
    intents = intent(
        intent_features(advised(readings, said, "intent"), sums, feelings, subjects),
        feelings,
        suited(weights, "intent", language),
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
