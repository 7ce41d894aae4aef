"""Refit the weights of the small models: `python -m benchmarks.fit`.

Texts labelled by hand count fully. So that the models know other channels and moods than those,
texts written for the project count a little, and for sentiment starred reviews (three stars left
out) and tweets without any sign of feeling, taken as neutral. Texts that are set apart to judge by
(`blind`) are left out. What one model reads of another was told by weights that had seen neither
the text nor, but for the largest, its source: so trust in it is what it deserves elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np
import numpy.typing as npt
import polars as pl
from sklearn.linear_model import LogisticRegression

from benchmarks.fit_words import fit_words, vocabulary
from benchmarks.real_texts import (
    APART,
    hand_labelled,
    own_texts,
    real_texts,
    starred,
    tweets,
)
from sociallens.classify import model
from sociallens.classify.causes import cause_features
from sociallens.classify.confidence import confidence_features
from sociallens.classify.dates import waiting
from sociallens.classify.features import features
from sociallens.classify.intent import intent_features
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.sentiment import sentiment
from sociallens.classify.severity import severity_features
from sociallens.classify.signs import signs
from sociallens.classify.terms import lexicon
from sociallens.classify.topics import about, topic_features, topics
from sociallens.classify.words import WORDS, Vocabulary, advised, opinion, presence
from sociallens.taxonomy import CUSTOMER_SERVICE, DEFAULT, load

TAXONOMY = load()
STRENGTH = {  # inverse penalties
    "sentiment": 0.3, "topic": 0.1, "cause": 1.0, "severity": 0.03, "intent": 0.3,
    "confidence": 1.0,
}  # fmt: skip
TWEETS = 600  # taken of these
# Drawn texts show how frequent labels are; chosen ones do not.
DRAWN, CHOSEN, REVIEW, TWEET, OWN = "drawn", "chosen", "review", "tweet", "own"
# What a text counts, by where its label comes from: to a model of signs, and to that of words.
WEIGHTS = {
    "sentiment": {DRAWN: 1.0, CHOSEN: 1.0, REVIEW: 0.1, TWEET: 0.05, OWN: 0.05},
    "topic": {DRAWN: 1.0, CHOSEN: 1.0, OWN: 0.1},
    "cause": {DRAWN: 1.0, CHOSEN: 1.0, OWN: 0.3},
    "severity": {DRAWN: 1.0, CHOSEN: 1.0, OWN: 0.3},
    "intent": {DRAWN: 1.0, CHOSEN: 1.0, OWN: 0.3},
    "confidence": {DRAWN: 1.0},
}
IN_WORDS = {DRAWN: 1.0, CHOSEN: 1.0, REVIEW: 0.5, TWEET: 0.05, OWN: 0.3}
LANGUAGE = "fr"  # whose words have weights
FOLDS = 5
SOME = 0.05  # of a source: where fewer are service, it is no place to ask for any
MOST = 100  # texts that a source counts when shares are made right
LARGE = 500  # texts of a source that is taken apart, so that no fold loses a whole kind of texts
LABELS = ("sentiment", "topic", "cause", "severity", "intent")
SPOKEN = ("sentiment", "topic", "cause", "intent")  # of which words have an opinion
ADVISED = ("sentiment", "topic", "intent")  # that are read with it or, elsewhere, without


@dataclass(frozen=True)
class Samples:
    """Texts with the labels that are known of them, and what the models read of them."""

    labels: pl.DataFrame  # LABELS (null: not known), their `origin` and `source`
    features: pl.DataFrame
    signs: pl.DataFrame
    read: pl.Series

    @classmethod
    def of(cls, texts: pl.DataFrame) -> "Samples":
        """Read texts (`text, channel, source, sector, origin` and labels) as French.

        Every other text is read by the terms of its sector, the rest by those of shops: not every
        store names its sector.
        """
        absent = [pl.lit(None, pl.String).alias(n) for n in LABELS if n not in texts.columns]
        texts = (
            texts.with_columns(absent)
            .with_row_index("at")
            .with_columns(
                lexicon=pl.when(pl.col("at") % 2 == 0).then("sector").otherwise(pl.lit(DEFAULT))
            )
        )
        parts = [cls._of(part) for part in texts.partition_by("lexicon", maintain_order=True)]
        joined = reduce(add, parts)
        return joined[joined.labels["at"].arg_sort()]

    @classmethod
    def _of(cls, texts: pl.DataFrame) -> "Samples":
        sector = load(texts["lexicon"][0])
        flat = folded(words_of(texts["text"]))
        terms = lexicon(sector.folder, LANGUAGE)
        read = terms.read(flat)
        counted = signs(terms.matches(read), texts.height, about(TAXONOMY))
        dated = texts.select(folded=flat, published=pl.lit(None, pl.Date))
        counted = waiting(counted, dated, LANGUAGE)
        labels = texts.select(*LABELS, "origin", "source", "at")
        return cls(labels, features(texts, counted), counted, read.alias("read"))

    def __getitem__(self, rows: npt.NDArray[np.int64] | pl.Series) -> "Samples":
        return Samples(self.labels[rows], self.features[rows], self.signs[rows], self.read[rows])

    def __add__(self, other: "Samples") -> "Samples":
        return Samples(
            pl.concat([self.labels, other.labels]),
            pl.concat([self.features, other.features]),
            pl.concat([self.signs, other.signs]),
            self.read.append(other.read),
        )


def folds_of(sources: pl.Series) -> npt.NDArray[np.int64]:
    """A fold for each text, by source: what is learnt must hold for sources never seen."""
    sizes = dict(sources.value_counts().rows())
    small = sorted(name for name, size in sizes.items() if size < LARGE)
    places = {name: place % FOLDS for place, name in enumerate(small)}
    spread = np.random.default_rng(0).integers(0, FOLDS, len(sources))
    return np.array(
        [places.get(name, other) for name, other in zip(sources, spread, strict=True)], np.int64
    )


def as_read(texts: pl.Series) -> pl.Series:
    """Texts as patterns and words see them, whatever their sector."""
    return lexicon(TAXONOMY.folder, LANGUAGE).read(folded(words_of(texts)))


def learnt_from(known: pl.DataFrame) -> Samples:
    """All that the models learn from: texts labelled by hand (`known`), and others that count less.

    Sources that nobody may learn from teach nothing by their stars either.
    """
    hand = known.with_columns(origin=pl.when("drawn").then(pl.lit(DRAWN)).otherwise(pl.lit(CHOSEN)))
    texts = _folded(hand["text"])
    happy = pl.when(pl.col("stars") > 3).then(pl.lit("positive")).otherwise(pl.lit("negative"))
    reviews = starred().filter(~pl.col("source").is_in(APART)).with_columns(sentiment=happy)
    parts = {
        REVIEW: reviews.filter(~_folded(reviews["text"]).is_in(texts.implode())),
        TWEET: calm_tweets().with_columns(sentiment=pl.lit("neutral")),
        OWN: own_texts().filter(language=LANGUAGE),
    }
    others = [part.with_columns(origin=pl.lit(origin)) for origin, part in parts.items()]
    wanted = pl.col("text", "channel", "source", "sector", "origin", *LABELS)
    every = pl.concat([hand, *others], how="diagonal").select(wanted)
    every = every.with_columns(pl.col("sector").fill_null(DEFAULT))
    return Samples.of(every)


def _folded(texts: pl.Series) -> pl.Series:
    """The ends of texts, by which one is known again with its title or without."""
    return folded(words_of(texts)).str.tail(60)


def calm_tweets() -> pl.DataFrame:
    """Customers' tweets in which no sign of feeling was found."""
    found = tweets()
    marked = found.with_columns(origin=pl.lit(TWEET), sector=pl.lit(DEFAULT))
    read = Samples.of(marked).features
    calm = (read["silent"] == 1) & (read["irony"] == 0) & (read["negation"] <= 1)
    return found.filter(calm).head(TWEETS)


def common_words() -> pl.Series:
    """The words and pairs that get a weight, counted over all texts at hand."""
    real = real_texts()
    own = own_texts().filter(language=LANGUAGE).unique("text", maintain_order=True)
    texts = pl.concat([real.select("text", "source"), own.select("text", "source")])
    return vocabulary(as_read(texts["text"]), texts["source"])


def fit(samples: Samples, words: pl.Series) -> dict[str, pl.DataFrame]:
    """The weights of all models, by task; what a model reads of another's labels is unseen."""
    folds = folds_of(samples.labels["source"])
    table, said = _words(samples, words, folds)
    weights = {f"words.{LANGUAGE}": table}
    felt, named = pl.DataFrame(), pl.DataFrame()
    for language, opinions in (("", None), (f".{LANGUAGE}", said)):
        read = {task: advised(samples.features, opinions, task) for task in ADVISED}
        weights["sentiment" + language] = _fit("sentiment", read["sentiment"], samples)
        scored = _topic_features(read["topic"], samples.signs)
        weights["topic" + language] = _fit("topic", scored, samples)
        felt = sentiment_unseen(read["sentiment"], samples, folds)
        named = topic_unseen(read["topic"], samples, folds)
        if opinions is not None:
            weights[f"topic.{LANGUAGE}"] = unbiased(weights[f"topic.{LANGUAGE}"], named, samples)
        seen = intent_features(read["intent"], samples.signs, felt, named)
        weights["intent" + language] = _fit("intent", seen, samples)
    told = cause_features(samples.signs, opinion(said, "cause"), TAXONOMY)
    weights[f"cause.{LANGUAGE}"] = _fit("cause", told, samples)
    seen = severity_features(samples.features, samples.signs, felt, named)
    weights["severity"] = _fit("severity", seen, samples)
    return weights | {"confidence": _fit_confidence(samples, felt, named)}


def _words(
    samples: Samples, words: pl.Series, folds: npt.NDArray[np.int64]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table of words, and what they say of each text by weights that were fitted without it."""
    held = presence(samples.read, Vocabulary.of(words))
    origin = samples.labels["origin"].replace_strict(IN_WORDS, return_dtype=pl.Float64).to_numpy()
    table: dict[str, pl.Series] = {WORDS: words}
    said: dict[str, npt.NDArray[np.float64]] = {}
    for task in SPOKEN:
        labels = samples.labels[task]
        known = labels.is_not_null().to_numpy()
        names, weights = fit_words(held[known], labels.drop_nulls(), origin[known])
        table |= {
            f"{task}.{name}": pl.Series(weights[:, at]).round(3) for at, name in enumerate(names)
        }
        unseen = np.zeros((held.shape[0], len(names)))
        for fold in range(FOLDS):
            others = known & (folds != fold)
            told, weights = fit_words(held[others], labels.filter(others), origin[others])
            places = [names.index(name) for name in told]
            unseen[np.ix_(folds == fold, places)] = held[folds == fold] @ weights
        said |= {f"{task}.{name}": unseen[:, at] for at, name in enumerate(names)}
    return pl.DataFrame(table), pl.DataFrame(said)


def sentiment_unseen(
    read: pl.DataFrame, samples: Samples, folds: npt.NDArray[np.int64]
) -> pl.DataFrame:
    """The sentiment of each text by weights that were fitted without it."""
    parts = []
    for fold in range(FOLDS):
        weights = _fit("sentiment", read, samples, folds != fold)
        here = pl.Series("row", np.flatnonzero(folds == fold))
        parts.append(sentiment(read[here], weights).with_columns(here))
    return pl.concat(parts).sort("row").drop("row")


def topic_unseen(
    read: pl.DataFrame, samples: Samples, folds: npt.NDArray[np.int64]
) -> pl.DataFrame:
    """The topics of each text by weights that were fitted without it, and the chances of each."""
    scored, parts = _topic_features(read, samples.signs), []
    for fold in range(FOLDS):
        weights = _fit("topic", scored, samples, folds != fold)
        here = pl.Series("row", np.flatnonzero(folds == fold))
        chances = pl.DataFrame(
            model.probabilities(scored[here], weights), model.classes(weights), orient="row"
        )
        named = topics(read[here], samples.signs[here], TAXONOMY, weights)
        parts.append(named.hstack(chances).with_columns(here))
    return pl.concat(parts).sort("row").drop("row")


def _topic_features(read: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    return topic_features(read, counted, TAXONOMY, list(TAXONOMY["topic"]))


def unbiased(weights: pl.DataFrame, named: pl.DataFrame, samples: Samples) -> pl.DataFrame:
    """Weights of topics that tell as many texts of sources never seen to be service as are.

    The likeliest label is service too often where half of the texts learnt from are. Each kind of
    channel has its own shift, over the sources in which customers ask for service at all; no
    source counts more than `MOST` texts.
    """
    drawn = (samples.labels["origin"] == DRAWN) & samples.labels["topic"].is_not_null()
    asked = (pl.col("topic") == CUSTOMER_SERVICE).mean().over("source") >= SOME
    table = pl.concat(
        [
            samples.labels.filter(drawn).select(
                weight=(MOST / pl.len().over("source")).clip(upper_bound=1) * asked,
                true=pl.col("topic") == CUSTOMER_SERVICE,
            ),
            samples.features.filter(drawn).select("review", "short_message"),
            named.filter(drawn).select(model.classes(weights)),
        ],
        how="horizontal",
    )
    plain = (pl.col("review") == 0) & (pl.col("short_message") == 0)
    base = _shift(table.filter(plain))
    moved = {"bias": base}
    for kind in ("review", "short_message"):
        moved[kind] = _shift(table.filter(pl.col(kind) == 1)) - base
    lower = pl.col(model.FEATURE).replace_strict(moved, default=0.0, return_dtype=pl.Float64)
    return weights.with_columns((pl.col(CUSTOMER_SERVICE) - lower).round(4))


def _shift(table: pl.DataFrame) -> float:
    """What to take from the margin of customer service, so that as many are told as are true."""
    names = [name for name in table.columns if name in TAXONOMY["topic"]]
    odds = table.select(pl.col(names).log()).to_numpy()
    service = np.array(names) == CUSTOMER_SERVICE
    weight, true = table["weight"].to_numpy(), table["true"].to_numpy()

    def gap(shift: float) -> float:
        told = service[(odds - shift * service).argmax(axis=1)]
        return abs(float(np.average(told.astype(float) - true, weights=weight)))

    return float(min(np.arange(-1.0, 1.52, 0.02).tolist(), key=gap))


def _fit_confidence(samples: Samples, felt: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """The curve of confidence, over hand labels that have both a sentiment and a topic."""
    labels = samples.labels
    right = (felt["sentiment"] == labels["sentiment"]) & (named["topic"] == labels["topic"])
    judged = labels.with_columns(
        confidence=pl.when(right).then(pl.lit("right")).otherwise(pl.lit("wrong"))
    )
    rows = (judged["origin"] == DRAWN) & judged["topic"].is_not_null()
    sure = confidence_features(samples.features, felt, named)
    known = Samples(judged, samples.features, samples.signs, samples.read)
    return _fit("confidence", sure, known, rows.to_numpy())


def _fit(
    task: str, table: pl.DataFrame, samples: Samples, among: npt.NDArray[np.bool_] | None = None
) -> pl.DataFrame:
    """The weights that suit these features and labels best, as the table that ships."""
    labels = samples.labels
    counted = (
        labels["origin"]
        .replace_strict(WEIGHTS[task], default=0.0, return_dtype=pl.Float64)
        .to_numpy()
    )
    rows = (labels[task].is_not_null().to_numpy()) & (counted > 0)
    rows = rows if among is None else rows & among
    weight = counted[rows]
    names = [name for name in table.columns if name != "bias"]
    values = table.filter(rows).select(pl.col(names).cast(pl.Float64)).to_numpy()
    centre = np.average(values, axis=0, weights=weight)
    spread = np.sqrt(np.average((values - centre) ** 2, axis=0, weights=weight))
    spread = np.where(spread > 0, spread, 1.0)
    fitted = LogisticRegression(C=STRENGTH[task], max_iter=1000, tol=1e-3)
    fitted.fit((values - centre) / spread, labels[task].filter(rows).to_list(), weight)
    slopes, bias = fitted.coef_ / spread, fitted.intercept_
    if len(fitted.classes_) == 2:  # given for the second only
        slopes, bias = np.vstack([0 * slopes, slopes]), np.array([0.0, bias[0]])
    bias = bias - slopes @ centre
    columns = {name: [bias[at], *slopes[at]] for at, name in enumerate(fitted.classes_.tolist())}
    found = pl.DataFrame({model.FEATURE: ["bias", *names], **columns})
    return found.with_columns(pl.exclude(model.FEATURE).round(4) + 0.0)


def write(weights: Mapping[str, pl.DataFrame]) -> None:
    """Put weights where the package has them."""
    for key, table in weights.items():
        table.write_csv(model.path(key))


if __name__ == "__main__":
    write(fit(learnt_from(hand_labelled().filter(~pl.col("blind"))), common_words()))
