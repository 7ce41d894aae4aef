"""How often the classifier is right and how fast it is: `python -m benchmarks.classification`.

`labelled-dev.csv` is judged by cross-validation, five times five-fold. What learns (the weights of
the small models) is refitted in each fold, on texts that hold none of the fold. What does not
learn is the same in all folds: the terms were written with these very texts at hand, so the
figures here flatter. Texts that were set apart (`blind`) were read by nobody but their annotator:
their figures are what to expect elsewhere. Stars are judged on a merchant of whom the weights saw
nothing; the signs were written with both merchants at hand. The named sets were written for this
project and name what is hard: the terms were widened after the errors of `tests/sets` had been
read, those of `tests/sets/unseen` were not.
"""

import sys
from pathlib import Path
from statistics import fmean, pstdev
from tempfile import TemporaryDirectory

import polars as pl
from sklearn.model_selection import StratifiedKFold

from benchmarks.fit import HAND, Samples, background, calm_tweets, fit
from benchmarks.real_texts import DATA, HAND_LABELLED, hand_labelled, merchants, reviews
from benchmarks.throughput import print_speed
from sociallens.classify import classify
from sociallens.classify.model import shipped
from sociallens.classify.normalise import folded, words_of
from sociallens.evaluation import Evaluation, evaluate, measure
from sociallens.evaluation.labelled import read
from sociallens.evaluation.report import lines
from sociallens.evaluation.scores import LENIENT, Figure, Scores
from sociallens.taxonomy import load

SETS = Path(__file__).parents[1] / "tests" / "sets"
UNSEEN = SETS / "unseen"
ROUNDS, FOLDS = 5, 5
TAXONOMY = load()
_TAIL = 60  # letters by which a text is known again, with or without its title


def cross_validated(known: pl.DataFrame) -> list[Evaluation]:
    """One evaluation of `HAND_LABELLED` per round; weights never saw the text they label."""
    labelled = _read(known)
    samples, others = _samples(known), _beside(reviews(), excluding=known)
    judged = known["dev"]
    found = []
    for seed in range(ROUNDS):
        parts = []
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
        for seen, unseen in folds.split(labelled, labelled["sentiment"]):
            weights = fit(samples[seen] + others)
            texts = labelled[unseen].select("id", "text", "channel")
            labels = classify(texts, TAXONOMY, weights=weights)
            parts.append(labels.with_columns(row=pl.Series(unseen)))
        said = pl.concat(parts).sort("row").drop("row").filter(judged)
        found.append(measure(labelled.filter(judged), said, TAXONOMY, file=HAND_LABELLED))
    return found


def _read(texts: pl.DataFrame) -> pl.DataFrame:
    """Labelled texts as the evaluation reads them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "texts.csv"
        texts.drop("source", "blind", "dev").write_csv(path)
        return read(path, TAXONOMY)


def _samples(known: pl.DataFrame) -> Samples:
    return Samples.of(known.with_columns(origin=pl.lit(HAND)))


def _beside(starred: pl.DataFrame, excluding: pl.DataFrame) -> Samples:
    """What the weights learn from beside hand labels, without the texts to judge."""
    calm = calm_tweets()
    kept = (texts.filter(~_among(texts["text"], excluding)) for texts in (starred, calm))
    return background(*kept)


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


def print_stars(known: pl.DataFrame) -> None:
    """Print how far the sentiment agrees with stars: 1 and 2 unhappy, 4 and 5 happy, no 3.

    The weights are fitted without the merchant: neither her reviews nor the hand-labelled texts
    about her; the reviews of the others and the calm tweets stay.
    """
    print(f"{'stars (3 left out)':<34}{'decided':>9}{'agree':>9}{'unhappy found':>15}")
    every = reviews()
    for merchant, key in merchants().items():
        theirs = pl.col("source") == merchant
        others = known.filter(~pl.col("source").str.contains(key))
        beside = _beside(every.filter(~theirs), excluding=every.filter(theirs))
        tested = every.filter(theirs & (pl.col("stars") != 3)).select(
            "text", "stars", "channel", id=pl.int_range(pl.len()).cast(pl.String)
        )
        held_out = fit(_samples(others) + beside)
        for name, used in (("", held_out), (", shipped weights", shipped())):
            said = classify(tested, TAXONOMY, weights=used)["sentiment"].fill_null("-")
            _print_agreement(f"{merchant}{name}", said, tested["stars"] <= 2)


def _print_agreement(name: str, said: pl.Series, unhappy: pl.Series) -> None:
    negative, decided = said == "negative", said.is_in(["negative", "positive"])
    agree = (negative == unhappy).filter(decided)
    shares = [each.sum() / len(each) for each in (decided, agree, negative.filter(unhappy))]
    cells = "".join(f"{share:{width}.1%}" for share, width in zip(shares, (9, 9, 15), strict=True))
    print(f"{name:<34}{cells}  (n={len(said)}, unhappy {unhappy.sum()})")


def print_sets(folder: Path, sectors: dict[str, str]) -> None:
    """Print the accuracy of each named set: strict, and lenient where leniency changes it.

    `sectors` has the sets that are not of online shops.
    """
    tasks = ("topic", "service", "cause", "sentiment", "severity", "intent", "language")
    print(f"{'named set':<26}{'n':>4}" + "".join(f"{task:>14}" for task in tasks))
    for path in sorted(folder.glob("*.csv")):
        found = evaluate(path, load(sectors.get(path.stem, "ecommerce"))).groups[0]
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
    print_sets(SETS, {"telecom": "telecom"})
    _headed("Named sets that nobody tuned on")
    print_sets(UNSEEN, {})
    if not (DATA / HAND_LABELLED).is_file():
        sys.exit(f"No real texts here ({DATA} has no {HAND_LABELLED}): the rest was not measured.")
    known = hand_labelled()
    blind = _read(known.filter("blind"))
    _headed(f"{blind.height} real texts that nobody tuned on, shipped weights")
    said = classify(blind.select("id", "text", "channel"), TAXONOMY)
    print("\n".join(lines(measure(blind, said, TAXONOMY, file="blind", by_channel=True), "en")))
    open_ = known.filter(~pl.col("blind"))
    _headed(f"{HAND_LABELLED}, {ROUNDS} x {FOLDS}-fold; terms were written from these texts")
    rounds = cross_validated(open_)
    print_rounds(rounds)
    _headed("The first round in detail")
    print("\n".join(lines(rounds[0], "en")))
    _headed("Sentiment and stars, weights fitted without the merchant")
    print_stars(open_)
    _headed("Speed, memory, size")
    print_speed()


if __name__ == "__main__":
    main()
