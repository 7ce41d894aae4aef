"""Refit the confidence curve: `python -m benchmarks.fit_confidence DATA_FOLDER`.

Judged on the hand-labelled texts by weights that did not see them, and on the named sets, which
no weight has seen.
"""

import sys
from pathlib import Path

import polars as pl
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from benchmarks.fit_sentiment import background, features_of, fit, read_labelled
from sociallens.classify.confidence import CURVE, signs_of_confidence
from sociallens.classify.normalise import folded, words_of
from sociallens.classify.sentiment import sentiment
from sociallens.classify.terms import lexicon
from sociallens.classify.topics import topics
from sociallens.taxonomy import NO_TOPIC, load

SETS = Path(__file__).parents[1] / "tests" / "sets"
FOLDS = 5
COLUMNS = ("text", "channel", "topic", "sentiment")


def judged(labelled: pl.DataFrame, felt: pl.DataFrame) -> pl.DataFrame:
    """The signs of confidence of each text, and whether its `topic` and `sentiment` are right."""
    terms = lexicon(load().folder, "fr")
    found = terms.matches(terms.read(folded(words_of(labelled["text"]))))
    rows = labelled.with_row_index("row").with_columns(felt.rename({"sentiment": "felt"}))
    named = topics(found, load()).select("row", "topic_margin", named="topic")
    rows = rows.join(named, on="row", how="left", maintain_order="left")
    right = (pl.col("felt") == pl.col("sentiment")) & (
        pl.col("named").fill_null(NO_TOPIC) == pl.col("topic")
    )
    return rows.select(**signs_of_confidence(), right=right)


def unseen_sentiments(
    labelled: pl.DataFrame, beside: tuple[pl.DataFrame, pl.Series, pl.Series]
) -> pl.DataFrame:
    """The sentiments of texts, each by weights fitted without it."""
    table, parts = features_of(labelled), []
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for seen, unseen in folds.split(table, labelled["sentiment"]):
        weights = fit(table[seen], labelled["sentiment"][seen], beside)
        parts.append(sentiment(table[unseen], weights).with_columns(row=pl.Series(unseen)))
    return pl.concat(parts).sort("row").drop("row")


def main(folder: Path) -> None:
    labelled = read_labelled(folder / "labelled-dev.csv").select(COLUMNS)
    files = [pl.read_csv(path, infer_schema=False) for path in sorted(SETS.glob("*.csv"))]
    french = [
        each.filter(pl.col("language") == "fr").select(COLUMNS).drop_nulls()
        for each in files
        if {*COLUMNS, "language"} <= set(each.columns)
    ]
    named = pl.concat(french)
    both = pl.concat(
        [
            judged(labelled, unseen_sentiments(labelled, background(folder))),
            judged(named, sentiment(features_of(named))),
        ]
    )
    names = [name for name in both.columns if name not in ("bias", "right")]
    model = LogisticRegression(C=1.0).fit(both.select(names).to_numpy(), both["right"].to_numpy())
    weights = [float(model.intercept_[0]), *(float(w) for w in model.coef_[0])]
    table = pl.DataFrame({"sign": ["bias", *names], "weight": weights})
    table.with_columns(pl.col("weight").round(4)).write_csv(CURVE)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
