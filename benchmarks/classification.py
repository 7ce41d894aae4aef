"""How often the classifier is right and how fast it is: `python -m benchmarks.classification`.

Texts that were set apart (`blind`), of merchants and of whole sources, were read by nobody but
their annotator: their figures are what to expect elsewhere. The others are judged with their source
left out: all weights are refitted on texts of other sources, but the terms were written with some
of them at hand, which flatters. The largest sources are taken apart, so that no fold lacks a whole
kind of texts. Shares are told besides: of customer service, and of negative in it. Stars are judged
on sources of whom the weights saw nothing. The named sets were written for this project and name
what is hard: the terms were widened after the errors of `tests/sets` had been read, those of
`tests/sets/unseen` were not.
"""

import sys
from pathlib import Path

import polars as pl

from benchmarks.fit import FOLDS, common_words, fit, folds_of, learnt_from
from benchmarks.real_texts import (
    APART,
    DATA,
    HAND_LABELLED,
    as_evaluated,
    hand_labelled,
    reviews_more,
)
from benchmarks.throughput import print_speed
from sociallens.classify import classify
from sociallens.evaluation import evaluate, measure
from sociallens.evaluation.report import lines
from sociallens.evaluation.scores import Scores
from sociallens.taxonomy import CUSTOMER_SERVICE, load

SETS = Path(__file__).parents[1] / "tests" / "sets"
UNSEEN = SETS / "unseen"
TAXONOMY = load()
_FEW = 40  # texts of a group, below which its shares say nothing


def without_their_source(known: pl.DataFrame) -> pl.DataFrame:
    """The labels of texts by weights fitted on other sources; columns `classify.OUTPUT`."""
    folds, words = folds_of(known["source"]), common_words()
    parts = []
    for fold in range(FOLDS):
        here = pl.Series("row", folds == fold)
        weights = fit(learnt_from(known.filter(~here)), words)
        texts = as_evaluated(known.filter(here)).select("id", "text", "channel")
        labels = classify(texts, TAXONOMY, weights=weights)
        parts.append(labels.with_columns(here.arg_true().alias("row")))
    return pl.concat(parts).sort("row").drop("row")


def print_shares(known: pl.DataFrame, said: pl.DataFrame, by: str) -> None:
    """Print what is told and what is true, by group: customer service, and negative in it."""
    print(f"{by:<18}{'n':>5}   service: true, told, gap   negative in it: true, told, gap")
    table = known.select(by, "topic", "sentiment").hstack(
        said.select(pl.col("topic", "sentiment").name.suffix("_told"))
    )
    groups = [("all", table), *((str(key), part) for (key,), part in table.group_by(by))]
    for name, part in sorted(groups, key=lambda each: -each[1].height):
        if part.height >= _FEW:
            true, told = _shares(part, ""), _shares(part, "_told")
            cells = (
                f"{t:>9.1%}{u:>8.1%}{100 * (u - t):>+7.1f}" for t, u in zip(true, told, strict=True)
            )
            print(f"{name:<18}{part.height:>5}" + "   ".join(cells))


def _shares(table: pl.DataFrame, side: str) -> tuple[float, float]:
    service = table.filter(pl.col(f"topic{side}") == CUSTOMER_SERVICE)
    negative = (service[f"sentiment{side}"] == "negative").sum()
    return service.height / table.height, int(negative) / max(service.height, 1)


def print_stars() -> None:
    """Print how many happy (4 and 5 stars) and unhappy (1 and 2) reviewers are found.

    Of sources that are set apart; three stars are left out.
    """
    print(f"{'source':<18}{'happy found':>13}{'unhappy found':>15}{'negative: true, told':>24}")
    every = reviews_more().filter(pl.col("source").is_in(APART), pl.col("stars") > 0)
    for (source,), part in every.filter(pl.col("stars") != 3).group_by(
        "source", maintain_order=True
    ):
        texts = part.select("text", "channel", id=pl.int_range(pl.len()).cast(pl.String))
        said = classify(texts, TAXONOMY)["sentiment"].fill_null("-")
        unhappy = part["stars"] <= 2
        found = [(said == "positive").filter(~unhappy), (said == "negative").filter(unhappy)]
        cells = "".join(f"{_share(each):>9} of {len(each):<4}" for each in found)
        print(f"{source!s:<18}{cells}{_share(unhappy):>12}{_share(said == 'negative'):>8}")


def _share(marks: pl.Series) -> str:
    return f"{marks.sum() / len(marks):.1%}" if len(marks) else "–"


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
    apart = known.filter("blind")
    groups = {
        "merchants of whom others teach": apart.filter(~pl.col("source").is_in(APART)),
        "sources of other sectors": apart.filter(pl.col("source").is_in(APART)),
    }
    for name, texts in groups.items():
        blind = as_evaluated(texts)
        _headed(f"{blind.height} real texts that nobody tuned on: {name}")
        said = classify(blind.select("id", "text", "channel"), TAXONOMY)
        print("\n".join(lines(measure(blind, said, TAXONOMY, file=name, by_channel=True), "en")))
        print_shares(texts, said, "channel")
    _headed("Reviewers of sources that nobody tuned on")
    print_stars()
    taught = known.filter(~pl.col("blind"))
    _headed(f"{taught.height} real texts by weights of other sources; terms knew some of them")
    told = without_their_source(taught)
    print("\n".join(lines(measure(as_evaluated(taught), told, TAXONOMY, file="taught"), "en")))
    print_shares(taught, told, "source")
    _headed("Speed, memory, size")
    print_speed()


if __name__ == "__main__":
    main()
