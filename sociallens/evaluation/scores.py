"""Accuracy, F1 and confusion from counts, with bootstrap intervals.

A figure is a function of how often each pattern of gold and said labels occurs. To draw texts
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
    """How well one label is found; None where nothing was there, or said, to find."""

    precision: float | None
    recall: float | None
    f1: float | None
    support: int  # texts that people gave this label


@dataclass(frozen=True)
class Scores:
    """One task: `confusion` has gold labels as rows and said ones as columns."""

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
    """Those that are."""
    return {name: each for name, each in figures.items() if each}


def ratio(part: Floats, whole: Floats) -> Floats:
    """`part / whole`, undefined (nan) for 0 of 0."""
    shares: Floats = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares


def single(answers: pl.DataFrame, order: Sequence[str], positive: str | None = None) -> Scores:
    """The scores of a task with one label per text, from `gold, also, said`.

    Lenient: a label that is also acceptable counts as the primary one. Macro-F1 is the mean
    over the labels that people gave; `positive` adds the F1 of that label.
    """
    accepted = pl.col("also").list.contains(pl.col("said"))
    lenient = pl.when(accepted).then("gold").otherwise("said")
    turned_up = pl.concat([answers["gold"], answers["said"]]).unique().sort().to_list()
    labels = [label for label in order if label in turned_up]
    labels += [label for label in turned_up if label not in labels]
    strict_table = _table(answers, labels)
    present = strict_table.sum(axis=1) > 0
    figures: dict[str, Figure | None] = {}
    for prefix, table in (
        ("", strict_table),
        (LENIENT, _table(answers.with_columns(said=lenient), labels)),
    ):
        figures |= _figures(prefix, table, present, labels.index(positive) if positive else None)
    return Scores(
        answers.height,
        defined(figures),
        class_scores(strict_table, labels),
        {
            gold: {said: int(count) for said, count in zip(labels, row, strict=True) if count}
            for gold, row in zip(labels, strict_table, strict=True)
            if row.any()
        },
    )


def _table(answers: pl.DataFrame, labels: Sequence[str]) -> Floats:
    places = {label: place for place, label in enumerate(labels)}
    gold, said = (answers[name].replace_strict(places).to_numpy() for name in ("gold", "said"))
    table = np.zeros((len(labels), len(labels)))
    np.add.at(table, (gold, said), 1)
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
    found = {
        f"{prefix}accuracy": figure(counts, accuracy),
        f"{prefix}macro_f1": figure(counts, lambda d: np.nanmean(f1(d)[:, present], axis=1)),
    }
    if positive is not None:
        found[f"{prefix}f1"] = figure(counts, lambda d: f1(d)[:, positive])
    return found


def class_scores(table: Floats, labels: Sequence[str]) -> dict[str, ClassScore]:
    """The score of each label that people gave or that was said, from a confusion table."""
    right, support, said = table.diagonal(), table.sum(axis=1), table.sum(axis=0)
    return {
        label: score(right[place], said[place], support[place])
        for place, label in enumerate(labels)
    }


def score(right: float, said: float, support: float) -> ClassScore:
    """Precision, recall and F1 from how often a label was right, said and given by people."""
    return ClassScore(
        precision=float(right / said) if said else None,
        recall=float(right / support) if support else None,
        f1=float(2 * right / (said + support)) if said + support else None,
        support=int(support),
    )
