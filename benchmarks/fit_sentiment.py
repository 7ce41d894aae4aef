"""Refit the sentiment model's weights: `python -m benchmarks.fit_sentiment LABELLED.csv`."""

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


def read_labelled(path: Path) -> pl.DataFrame:
    return pl.read_csv(path, infer_schema=False).with_columns(pl.col("channel").replace(CHANNELS))


def features_of(texts: pl.DataFrame) -> pl.DataFrame:
    """The features of texts of any language read as French, as the model gets them."""
    terms = lexicon(load().folder, "fr")
    read = terms.read(folded(words_of(texts["text"])))
    return features(texts, signs(terms.matches(read), texts.height))


def fit(table: pl.DataFrame, labels: pl.Series) -> pl.DataFrame:
    """The weights that suit these features and labels best, as the table that ships."""
    names = [name for name in table.columns if name != "bias"]
    values = table.select(names).to_numpy()
    spread = np.where(values.std(axis=0) > 0, values.std(axis=0), 1.0)
    centre = values.mean(axis=0)
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    model.fit((values - centre) / spread, labels.to_list())
    weights = model.coef_ / spread
    bias = model.intercept_ - weights @ centre
    order = [list(model.classes_).index(name) for name in CLASSES]
    rows = np.vstack([bias[order], weights[order].T]).round(4)
    return pl.DataFrame({"feature": ["bias", *names]}).hstack(pl.DataFrame(rows, list(CLASSES)))


if __name__ == "__main__":
    labelled = read_labelled(Path(sys.argv[1]))
    fit(features_of(labelled), labelled["sentiment"]).write_csv(WEIGHTS)
