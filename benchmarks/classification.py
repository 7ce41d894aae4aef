"""How often the classifier is right and how fast it is: `python -m benchmarks.classification`.

`labelled-dev.csv` is judged by cross-validation, five times five-fold. What learns (the weights
of the sentiment model) is refitted in each fold, on texts that hold none of the fold. What does
not learn is the same in all folds: the terms of topics, causes, severity and intent, and the
signs of sentiment, were written with these very texts at hand, so their figures here flatter; on
other texts expect less. Stars are judged on a merchant of whom the weights saw nothing; the signs
were written with both merchants at hand. The named sets were written for this project and name
what is hard; the terms were widened after their errors had been read. The curve of the confidence
has a handful of weights, fitted on these texts and on the named sets: it is not refitted, so
calibration flatters a little here, too.
"""

import sys
from pathlib import Path
from statistics import fmean, pstdev

import polars as pl
from sklearn.model_selection import StratifiedKFold

from benchmarks.fit_sentiment import (
    OWN_WEIGHT,
    REVIEW_WEIGHT,
    REVIEWS,
    TWEET_WEIGHT,
    TWEETS,
    calm_tweets,
    features_of,
    fit,
    own_texts,
)
from benchmarks.real_texts import DATA, merchants, reviews
from benchmarks.throughput import print_speed
from sociallens.classify import classify
from sociallens.classify.normalise import folded, words_of
from sociallens.evaluation import Evaluation, evaluate, measure
from sociallens.evaluation.labelled import read
from sociallens.evaluation.report import lines
from sociallens.evaluation.scores import LENIENT, Figure, Scores
from sociallens.taxonomy import load

SETS = Path(__file__).parents[1] / "tests" / "sets"
SECTORS = {"telecom": "telecom"}  # of the named sets; the others are of shops
ROUNDS, FOLDS = 5, 5
TAXONOMY = load()
_TAIL = 60  # letters by which a text is known again, with or without its title


def cross_validated(path: Path) -> list[Evaluation]:
    """One evaluation per round; each text is labelled by weights that did not see it."""
    labelled = read(path, TAXONOMY)
    table = features_of(labelled)
    others = _beside(reviews(), excluding=labelled)
    found = []
    for seed in range(ROUNDS):
        parts = []
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
        for seen, unseen in folds.split(table, labelled["sentiment"]):
            weights = fit(table[seen], labelled["sentiment"][seen], others)
            texts = labelled[unseen].select("id", "text", "channel")
            labels = classify(texts, TAXONOMY, weights=weights)
            parts.append(labels.with_columns(row=pl.Series(unseen)))
        said = pl.concat(parts).sort("row").drop("row")
        found.append(measure(labelled, said, TAXONOMY, file=path.name))
    return found


def _beside(
    starred: pl.DataFrame, excluding: pl.DataFrame
) -> tuple[pl.DataFrame, pl.Series, pl.Series]:
    """What the weights learn from beside hand labels, without the texts to judge."""
    sided = starred.filter(pl.col("stars") != 3)
    taken = sided.filter(~_among(sided["text"], excluding))
    happy = pl.when(pl.col("stars") > 3).then(pl.lit("positive")).otherwise(pl.lit("negative"))
    few = taken.sample(min(REVIEWS, taken.height), seed=0).select(
        "text", channel=pl.lit("review_site"), sentiment=happy
    )
    calm = calm_tweets(DATA)
    tweets = calm.filter(~_among(calm["text"], excluding)).head(TWEETS)
    parts = [(few, REVIEW_WEIGHT), (tweets, TWEET_WEIGHT), (own_texts(), OWN_WEIGHT)]
    weighed = pl.concat([texts.with_columns(weight=pl.lit(weight)) for texts, weight in parts])
    return features_of(weighed), weighed["sentiment"], weighed["weight"]


def _among(texts: pl.Series, others: pl.DataFrame) -> pl.Series:
    """Whether a text is one of the others, however it is spaced and with its title or without."""
    tails = (folded(words_of(each)).str.tail(_TAIL) for each in (texts, others["text"]))
    return next(tails).is_in(next(tails).implode())


def print_rounds(rounds: list[Evaluation]) -> None:
    """Print each figure: mean of the rounds, their spread, and the mean of their intervals."""
    groups = [each.groups[0] for each in rounds]
    print(f"{'task':<16}{'figure':<24}{'mean':>7}{'rounds':>8}   {'95 % interval':<16}{'n':>5}")
    for task, scores in groups[0].tasks.items():
        for name in scores.figures:
            found = [group.tasks[task].figures[name] for group in groups]
            strict = [group.tasks[task].figures.get(name.removeprefix(LENIENT)) for group in groups]
            if found != strict or not name.startswith(LENIENT):
                _print_figure(task, name, found, scores.n)
    if textblob := groups[0].textblob:  # learns nothing: the same in each round
        for name in ("accuracy", "macro_f1"):
            _print_figure("plain TextBlob", name, [textblob.figures[name]], textblob.n)


def _print_figure(task: str, name: str, found: list[Figure], n: int) -> None:
    low, high = fmean(each.low for each in found), fmean(each.high for each in found)
    values = [each.value for each in found]
    interval = f"[{low:.1%} – {high:.1%}]"
    print(f"{task:<16}{name:<24}{fmean(values):7.1%}{pstdev(values):8.1%}   {interval:<16}{n:5}")


def print_stars(labelled: pl.DataFrame) -> None:
    """Print how far the sentiment agrees with stars: 1 and 2 unhappy, 4 and 5 happy, no 3.

    The weights are fitted without the merchant: neither her reviews nor the hand-labelled texts
    about her; the reviews of the others and the calm tweets stay.
    """
    print(f"{'stars (3 left out)':<34}{'decided':>9}{'agree':>9}{'unhappy found':>15}")
    every = reviews()
    for merchant, key in merchants().items():
        theirs = pl.col("merchant") == merchant
        known = labelled.filter(~pl.col("source").str.contains(key))
        beside = _beside(every.filter(~theirs), excluding=every.filter(theirs))
        weights = fit(features_of(known), known["sentiment"], beside)
        tested = every.filter(theirs & (pl.col("stars") != 3)).select(
            "text",
            "stars",
            id=pl.int_range(pl.len()).cast(pl.String),
            channel=pl.lit("review_site"),
        )
        for name, used in (("", weights), (", shipped weights", None)):
            said = classify(tested, TAXONOMY, weights=used)["sentiment"].fill_null("-")
            _print_agreement(f"{merchant}{name}", said, tested["stars"] <= 2)


def _print_agreement(name: str, said: pl.Series, unhappy: pl.Series) -> None:
    negative, decided = said == "negative", said.is_in(["negative", "positive"])
    agree = (negative == unhappy).filter(decided)
    shares = [each.sum() / len(each) for each in (decided, agree, negative.filter(unhappy))]
    cells = "".join(f"{share:{width}.1%}" for share, width in zip(shares, (9, 9, 15), strict=True))
    print(f"{name:<34}{cells}  (n={len(said)}, unhappy {unhappy.sum()})")


def print_sets() -> None:
    """Print the accuracy of each named set: strict, and lenient where leniency changes it."""
    tasks = ("topic", "service", "cause", "sentiment", "severity", "intent", "language")
    print(f"{'named set':<26}{'n':>4}" + "".join(f"{task:>14}" for task in tasks))
    for path in sorted(SETS.glob("*.csv")):
        found = evaluate(path, load(SECTORS.get(path.stem, "ecommerce"))).groups[0]
        cells = "".join(f"{_accuracies(found.tasks.get(t)):>14}" for t in tasks)
        print(f"{path.stem:<26}{found.rows:>4}{cells}")


def _accuracies(scores: Scores | None) -> str:
    if scores is None:
        return "–"
    strict, lenient = (scores.figures[name].value for name in ("accuracy", "lenient_accuracy"))
    return f"{strict:.0%}" if strict == lenient else f"{strict:.0%} / {lenient:.0%}"


def _headed(title: str) -> None:
    print(f"\n## {title}\n", flush=True)


def main() -> None:
    _headed("Named sets: accuracy, strict / lenient")
    print_sets()
    path = DATA / "labelled-dev.csv"
    if not path.is_file():
        sys.exit(f"No real texts here ({path} is absent): the rest was not measured.")
    _headed(f"{path.name}, {ROUNDS} x {FOLDS}-fold; terms and signs were written from these texts")
    rounds = cross_validated(path)
    print_rounds(rounds)
    _headed("The first round in detail")
    print("\n".join(lines(rounds[0], "en")))
    _headed("Sentiment and stars, weights fitted without the merchant")
    print_stars(pl.read_csv(path, infer_schema=False))
    _headed("Speed, memory, size")
    print_speed()


if __name__ == "__main__":
    main()
