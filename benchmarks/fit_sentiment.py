"""Refit the sentiment model's weights: `python -m benchmarks.fit_sentiment DATA_FOLDER`.

Hand labels count fully. So that the model knows other channels than the complaint-heavy ones it
was labelled on, starred reviews (three stars left out) and tweets without any sign of feeling,
taken as neutral, count a little; so do texts written for it (`own_texts.csv`), each put to every
channel, as what they say means the same there. Only the weights of generic signs are kept, no text.
"""

import sys
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.linear_model import LogisticRegression

from sociallens.classify.normalise import folded, words_of
from sociallens.classify.sentiment import CLASSES, WEIGHTS, features
from sociallens.classify.signs import signs
from sociallens.classify.terms import lexicon
from sociallens.taxonomy import load

CHANNELS = {"review": "review_site"}
STRENGTH = 0.3  # inverse of the penalty on the weights
REVIEWS, REVIEW_WEIGHT = 1500, 0.1  # reviews taken, and what one counts beside a hand label
TWEETS, TWEET_WEIGHT = 600, 0.05
OWN, OWN_WEIGHT = Path(__file__).with_name("own_texts.csv"), 0.08


def read_labelled(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False).with_columns(pl.col("channel").replace(CHANNELS))


def features_of(texts: pl.DataFrame) -> pl.DataFrame:
    """The features of texts of any language read as French, as the model gets them."""
    terms = lexicon(load().folder, "fr")
    read = terms.read(folded(words_of(texts["text"])))
    return features(texts, signs(terms.matches(read), texts.height))


def starred(folder: Path) -> pl.DataFrame:
    """Reviews of two merchants with a `sentiment` from their stars; three stars left out."""
    show = pl.read_csv(folder / "trustpilot-showroomprive-2023.csv", infer_schema=False)
    cdiscount = pl.read_csv(
        folder / "trustpilot-cdiscount-2021.csv",
        separator=";",
        encoding="cp1252",
        infer_schema=False,
    )
    title_and_text = pl.concat_str(
        "TITRE COMMENTAIRE", "COMMENTAIRE", separator="\n", ignore_nulls=True
    )
    both = pl.concat(
        [
            show.select(text=title_and_text, stars=pl.col("NOMBRE D'ÉTOILE").cast(pl.Float64)),
            cdiscount.select(
                text="Titre et texte de l'avis",
                stars=pl.col("Note").str.replace(",", ".").cast(pl.Float64),
            ),
        ]
    )
    happy = pl.when(pl.col("stars") > 3).then(pl.lit("positive")).otherwise(pl.lit("negative"))
    return (
        both.drop_nulls()
        .unique(maintain_order=True)
        .filter(pl.col("stars") != 3)
        .select("text", channel=pl.lit("review_site"), sentiment=happy)
    )


def calm_tweets(folder: Path) -> pl.DataFrame:
    """Customers' tweets in which no sign of feeling was found, taken as neutral."""
    tweets = pl.read_csv(folder / "tweets-free.csv", infer_schema=False).drop_nulls("text")
    own = pl.col("author").str.to_lowercase().str.contains("free", literal=True)
    found = tweets.filter(~own).select(
        "text", channel=pl.lit("twitter"), sentiment=pl.lit("neutral")
    )
    table = features_of(found)
    calm = (table["silent"] == 1) & (table["irony"] == 0) & (table["negation"] <= 1)
    return found.filter(calm)


def own_texts() -> pl.DataFrame:
    """Texts written for the model, once in each kind of channel."""
    channels = pl.DataFrame({"channel": ["review_site", "twitter", "facebook"]})
    return pl.read_csv(OWN).join(channels, how="cross").select("text", "channel", "sentiment")


def background(folder: Path) -> tuple[pl.DataFrame, pl.Series, pl.Series]:
    """Features, sentiments and weights of the texts that were not labelled by hand."""
    parts = [
        (starred(folder).sample(REVIEWS, seed=0), REVIEW_WEIGHT),
        (calm_tweets(folder).head(TWEETS), TWEET_WEIGHT),
        (own_texts(), OWN_WEIGHT),
    ]
    weighed = pl.concat([texts.with_columns(weight=pl.lit(weight)) for texts, weight in parts])
    return features_of(weighed), weighed["sentiment"], weighed["weight"]


def fit(
    table: pl.DataFrame,
    labels: pl.Series,
    beside: tuple[pl.DataFrame, pl.Series, pl.Series] | None = None,
) -> pl.DataFrame:
    """The weights that suit these features and labels best, as the table that ships.

    `beside` has more features and labels with the weight of each.
    """
    weight = np.ones(table.height)
    if beside is not None:
        table, labels = pl.concat([table, beside[0]]), pl.concat([labels, beside[1]])
        weight = np.concatenate([weight, beside[2].to_numpy()])
    names = [name for name in table.columns if name != "bias"]
    values = table.select(names).to_numpy()
    centre = np.average(values, axis=0, weights=weight)
    spread = np.sqrt(np.average((values - centre) ** 2, axis=0, weights=weight))
    spread = np.where(spread > 0, spread, 1.0)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    model.fit((values - centre) / spread, labels.to_list(), sample_weight=weight)
    weights = model.coef_ / spread
    bias = model.intercept_ - weights @ centre
    order = [list(model.classes_).index(name) for name in CLASSES]
    rows = np.vstack([bias[order], weights[order].T]).round(4)
    return pl.DataFrame({"feature": ["bias", *names]}).hstack(pl.DataFrame(rows, list(CLASSES)))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    labelled = read_labelled(folder / "labelled-dev.csv")
    fit(features_of(labelled), labelled["sentiment"], background(folder)).write_csv(WEIGHTS)
