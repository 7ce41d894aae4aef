"""Accuracy, F1 and confusion from counts, with bootstrap intervals.

A figure is a function of how often each pattern of gold and predicted labels occurs. To draw texts
with replacement is to draw those counts from a multinomial, however many texts there are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

SEED = 1
RESAMPLES = 2_000
LEVEL = 0.95
LENIENT = "lenient_"  # before the name of a figure
Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]  # counts (draw, pattern) -> figure of each draw


@dataclass(frozen=True)
class Figure:
    """A figure between 0 and 1, and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class ClassScore:
    """How well one label is predicted; None where it is undefined (0 of 0)."""

    precision: float | None
    recall: float | None
    f1: float | None
    support: int  # texts that people gave this label


@dataclass(frozen=True)
class Scores:
    """One task: `confusion` has gold labels as rows and predicted ones as columns."""

    n: int
    figures: Mapping[str, Figure]
    classes: Mapping[str, ClassScore]
    confusion: Mapping[str, Mapping[str, int]]


def figure(counts: Floats, statistic: Statistic) -> Figure | None:
    """The figure of these counts of patterns; None where it is undefined (0 of 0)."""
    value = float(statistic(counts[None])[0])
    if np.isnan(value):
        return None
    total = int(counts.sum())
    draws = np.random.default_rng(SEED).multinomial(total, counts / total, size=RESAMPLES)
    tails = (1 - LEVEL) / 2, (1 + LEVEL) / 2
    low, high = np.nanquantile(statistic(draws.astype(float)), tails)
    return Figure(value, float(low), float(high))


def defined(figures: Mapping[str, Figure | None]) -> dict[str, Figure]:
    """The figures that are not None."""
    return {name: value for name, value in figures.items() if value}


def ratio(part: Floats, whole: Floats) -> Floats:
    """`part / whole`, undefined (nan) for 0 of 0."""
    shares: Floats = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares


def single(answers: pl.DataFrame, order: Sequence[str], positive: str | None = None) -> Scores:
    """The scores of a task with one label per text, from `answers`.

    Lenient: a label that is also acceptable counts as the primary one. Macro-F1 is the mean
    over the labels that people gave; `positive` adds the F1 of that label.
    """
    accepted = pl.col("also").list.contains(pl.col("predicted"))
    lenient = pl.when(accepted).then("gold").otherwise("predicted")
    occurring = pl.concat([answers["gold"], answers["predicted"]]).unique().sort().to_list()
    labels = [label for label in order if label in occurring]
    labels += [label for label in occurring if label not in labels]
    strict_table = _table(answers, labels)
    present = strict_table.sum(axis=1) > 0
    figures: dict[str, Figure | None] = {}
    for prefix, table in (
        ("", strict_table),
        (LENIENT, _table(answers.with_columns(predicted=lenient), labels)),
    ):
        figures |= _figures(prefix, table, present, labels.index(positive) if positive else None)
    return Scores(
        answers.height,
        defined(figures),
        class_scores(strict_table, labels),
        {
            gold: {
                predicted: int(count) for predicted, count in zip(labels, row, strict=True) if count
            }
            for gold, row in zip(labels, strict_table, strict=True)
            if row.any()
        },
    )


def _table(answers: pl.DataFrame, labels: Sequence[str]) -> Floats:
    places = {label: place for place, label in enumerate(labels)}
    gold, predicted = (
        answers[name].replace_strict(places).to_numpy() for name in ("gold", "predicted")
    )
    table = np.zeros((len(labels), len(labels)))
    np.add.at(table, (gold, predicted), 1)
    return table


def _figures(
    prefix: str, table: Floats, present: NDArray[np.bool_], positive: int | None
) -> dict[str, Figure | None]:
    size = len(table)

    def accuracy(draws: Floats) -> Floats:
        return ratio(draws[:, :: size + 1].sum(axis=1), draws.sum(axis=1))  # the diagonal

    def f1(draws: Floats) -> Floats:
        tables = draws.reshape(-1, size, size)
        right = tables.diagonal(axis1=1, axis2=2)
        return ratio(2 * right, tables.sum(axis=1) + tables.sum(axis=2))

    counts = table.ravel()
    figures = {
        f"{prefix}accuracy": figure(counts, accuracy),
        f"{prefix}macro_f1": figure(counts, lambda d: np.nanmean(f1(d)[:, present], axis=1)),
    }
    if positive is not None:
        figures[f"{prefix}f1"] = figure(counts, lambda d: f1(d)[:, positive])
    return figures


def class_scores(table: Floats, labels: Sequence[str]) -> dict[str, ClassScore]:
    """The score of each label, from a confusion table (gold by predicted)."""
    right, support, predicted = table.diagonal(), table.sum(axis=1), table.sum(axis=0)
    return {
        label: score(right[place], predicted[place], support[place])
        for place, label in enumerate(labels)
    }


def score(right: float, predicted: float, support: float) -> ClassScore:
    """Precision, recall and F1 of a label, from how often it was right, predicted and true."""
    return ClassScore(
        precision=float(right / predicted) if predicted else None,
        recall=float(right / support) if support else None,
        f1=float(2 * right / (predicted + support)) if predicted + support else None,
        support=int(support),
    )
