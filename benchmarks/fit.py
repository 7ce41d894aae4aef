"""Refit the weights of the small models: `python -m benchmarks.fit`.

Texts labelled by hand count fully. So that the models know other channels and moods than those,
texts written for the project count a little, and for sentiment starred reviews (three stars left
out) and tweets without any sign of feeling, taken as neutral. Only weights of generic signs are
kept, no text and no word. Texts that are set apart to judge by (`blind`) are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from benchmarks.real_texts import hand_labelled, own_texts, reviews, tweets
from sociallens.classify import model
from sociallens.classify.confidence import confidence_features
from sociallens.classify.features import features
from sociallens.classify.intent import intent_features
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.sentiment import sentiment
from sociallens.classify.severity import severity_features
from sociallens.classify.signs import signs
from sociallens.classify.terms import lexicon
from sociallens.classify.topics import about, topic_features, topics
from sociallens.taxonomy import load

TAXONOMY = load()
STRENGTH = {  # inverse penalties
    "sentiment": 0.3, "topic": 0.05, "severity": 0.03, "intent": 0.3, "confidence": 1.0,
}  # fmt: skip
REVIEWS, TWEETS = 1500, 600  # taken of these
HAND, REVIEW, TWEET, OWN = "hand", "review", "tweet", "own"
# What a text counts, by where its label comes from.
WEIGHTS = {
    "sentiment": {HAND: 1.0, REVIEW: 0.2, TWEET: 0.05, OWN: 0.05},
    "topic": {HAND: 1.0, OWN: 0.15},
    "severity": {HAND: 1.0, OWN: 0.3},
    "intent": {HAND: 1.0, OWN: 0.4},
    "confidence": {HAND: 1.0},
}
FOLDS = 5
LABELS = ("sentiment", "topic", "severity", "intent")


@dataclass(frozen=True)
class Samples:
    """Texts with the labels that are known of them, and what the models read of them."""

    labels: pl.DataFrame  # LABELS (null: not known), and their `origin`
    features: pl.DataFrame
    signs: pl.DataFrame

    @classmethod
    def of(cls, texts: pl.DataFrame) -> "Samples":
        """Read texts (`text, channel, origin` and labels) as French."""
        terms = lexicon(TAXONOMY.folder, "fr")
        found = terms.matches(terms.read(folded(words_of(texts["text"]))))
        counted = signs(found, texts.height, about(TAXONOMY))
        absent = [pl.lit(None, pl.String).alias(n) for n in LABELS if n not in texts.columns]
        labels = texts.with_columns(absent).select(*LABELS, "origin")
        return cls(labels, features(texts, counted), counted)

    def __getitem__(self, rows: np.ndarray | pl.Series) -> "Samples":
        return Samples(self.labels[rows], self.features[rows], self.signs[rows])

    def __add__(self, other: "Samples") -> "Samples":
        return Samples(
            pl.concat([self.labels, other.labels]),
            pl.concat([self.features, other.features]),
            pl.concat([self.signs, other.signs]),
        )

    def known(self, task: str) -> "Samples":
        """Those of which the label is known."""
        return self[self.labels[task].is_not_null().arg_true()]


def background(starred: pl.DataFrame, calm: pl.DataFrame) -> Samples:
    """The texts that count a little beside hand labels: reviews and tweets, and our own."""
    happy = pl.when(pl.col("stars") > 3).then(pl.lit("positive")).otherwise(pl.lit("negative"))
    sided = starred.filter(pl.col("stars") != 3).with_columns(sentiment=happy)
    parts = {
        REVIEW: sided.sample(min(REVIEWS, sided.height), seed=0),
        TWEET: calm.head(TWEETS).with_columns(sentiment=pl.lit("neutral")),
        OWN: own_texts().filter(language="fr"),
    }
    texts = [part.with_columns(origin=pl.lit(origin)) for origin, part in parts.items()]
    wanted = pl.col("text", "channel", "origin", *LABELS)
    return Samples.of(pl.concat(texts, how="diagonal").select(wanted))


def calm_tweets() -> pl.DataFrame:
    """Customers' tweets in which no sign of feeling was found."""
    found = tweets().with_columns(origin=pl.lit(TWEET))
    read = Samples.of(found).features
    calm = (read["silent"] == 1) & (read["irony"] == 0) & (read["negation"] <= 1)
    return found.filter(calm)


def fit(samples: Samples) -> dict[str, pl.DataFrame]:
    """The weights of all models, by task; what a model reads of another's labels is unseen."""
    known = samples.known("sentiment")
    weights = {"sentiment": _fit("sentiment", known.features, known.labels)}
    known = samples.known("topic")
    weights["topic"] = _fit("topic", _topic_features(known), known.labels)
    known = samples.known("intent").known("severity")
    felt, named = _unseen(known)
    read = intent_features(known.features, known.signs, felt, named)
    weights["intent"] = _fit("intent", read, known.labels)
    read = severity_features(known.features, known.signs, felt, named)
    weights["severity"] = _fit("severity", read, known.labels)
    right = (felt["sentiment"] == known.labels["sentiment"]) & (
        named["topic"] == known.labels["topic"]
    )
    judged = known.labels.with_columns(
        confidence=pl.when(right).then(pl.lit("right")).otherwise(pl.lit("wrong"))
    )
    by_hand = (judged["origin"] == HAND).arg_true()
    sure = confidence_features(known.features, felt, named)
    weights["confidence"] = _fit("confidence", sure[by_hand], judged[by_hand])
    return weights


def _unseen(samples: Samples) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The sentiments and topics of texts, each by weights fitted without it."""
    felt, named = [], []
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for seen, unseen in folds.split(samples.labels, samples.labels["sentiment"]):
        known, other = samples[seen], samples[unseen]
        row = pl.Series("row", unseen)
        tone = _fit("sentiment", known.features, known.labels)
        felt.append(sentiment(other.features, tone).with_columns(row))
        main = _fit("topic", _topic_features(known), known.labels)
        named.append(topics(other.features, other.signs, TAXONOMY, main).with_columns(row))
    return _in_order(felt), _in_order(named)


def _in_order(parts: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat(parts).sort("row").drop("row")


def _topic_features(samples: Samples) -> pl.DataFrame:
    return topic_features(samples.features, samples.signs, TAXONOMY, list(TAXONOMY["topic"]))


def _fit(task: str, table: pl.DataFrame, labels: pl.DataFrame) -> pl.DataFrame:
    """The weights that suit these features and labels best, as the table that ships."""
    names = [name for name in table.columns if name != "bias"]
    values = table.select(pl.col(names).cast(pl.Float64)).to_numpy()
    weight = labels["origin"].replace_strict(WEIGHTS[task], return_dtype=pl.Float64).to_numpy()
    centre = np.average(values, axis=0, weights=weight)
    spread = np.sqrt(np.average((values - centre) ** 2, axis=0, weights=weight))
    spread = np.where(spread > 0, spread, 1.0)
    fitted = LogisticRegression(C=STRENGTH[task], max_iter=3000)
    fitted.fit((values - centre) / spread, labels[task].to_list(), sample_weight=weight)
    slopes, bias = fitted.coef_ / spread, fitted.intercept_
    if len(fitted.classes_) == 2:  # given for the second only
        slopes, bias = np.vstack([0 * slopes, slopes]), np.array([0.0, bias[0]])
    bias = bias - slopes @ centre
    columns = {name: [bias[at], *slopes[at]] for at, name in enumerate(fitted.classes_.tolist())}
    rows = pl.DataFrame({model.FEATURE: ["bias", *names], **columns})
    return rows.with_columns(pl.exclude(model.FEATURE).round(4) + 0.0)


def write(weights: Mapping[str, pl.DataFrame]) -> None:
    """Put weights where the package has them."""
    for task, table in weights.items():
        table.write_csv(model.path(task))


if __name__ == "__main__":
    by_hand = hand_labelled().filter(~pl.col("blind")).with_columns(origin=pl.lit(HAND))
    write(fit(Samples.of(by_hand) + background(reviews(), calm_tweets())))
