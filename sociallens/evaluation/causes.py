"""Causes, of which a text may have several: micro-averaged over all that were named."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from sociallens.evaluation.scores import (
    ClassScore,
    Figure,
    Floats,
    Scores,
    defined,
    figure,
    ratio,
    score,
)

RIGHT, WRONG, MISSED, PRIMARY_MISSED = range(4)


def causes(
    labelled: pl.DataFrame, predictions: pl.DataFrame, known: Sequence[str]
) -> Scores | None:
    """All causes of the texts that people gave one; None when there are none.

    Strict: the causes that people gave are the primary and the also acceptable ones, and each
    one that is not predicted is missed. Lenient: only the primary one can be missed.
    """
    if "cause" not in labelled.columns:
        return None
    predicted = predictions.select(predicted=pl.col("causes").fill_null([])).to_series()
    table = labelled.select("cause", "cause_alt").with_columns(predicted)
    table = table.filter(pl.col("cause").is_not_null()).with_columns(
        gold=pl.concat_list("cause", "cause_alt").list.unique()
    )
    if table.is_empty():
        return None
    return Scores(
        table.height,
        defined(_figures(table)),
        {cause: _score(table, cause) for cause in known},
        {},
    )


def _score(table: pl.DataFrame, cause: str) -> ClassScore:
    predicted, gold = (pl.col(name).list.contains(cause) for name in ("predicted", "gold"))
    sums = table.select(right=predicted & gold, predicted=predicted, support=gold).sum()
    return score(*sums.row(0))


def _figures(table: pl.DataFrame) -> dict[str, Figure | None]:
    both = pl.col("predicted").list.set_intersection("gold").list.len()
    primary = pl.col("predicted").list.contains(pl.col("cause"))
    patterns = (
        table.select(
            right=both,
            wrong=pl.col("predicted").list.len() - both,
            missed=pl.col("gold").list.len() - both,
            primary_missed=~primary,
        )
        .cast(pl.Float64)
        .group_by(pl.all(), maintain_order=True)
        .len("times")
    )
    counts: Floats = patterns.drop("times").to_numpy()
    times = patterns["times"].to_numpy().astype(np.float64)

    def micro(draws: Floats, *kinds: int) -> Floats:
        sums = draws @ counts
        right = sums[:, RIGHT]
        return ratio(right, right + sum(sums[:, kind] for kind in kinds))

    def f1(draws: Floats, missed: int) -> Floats:
        sums = draws @ counts
        return ratio(2 * sums[:, RIGHT], 2 * sums[:, RIGHT] + sums[:, WRONG] + sums[:, missed])

    return {
        "micro_f1": figure(times, lambda draws: f1(draws, MISSED)),
        "micro_precision": figure(times, lambda draws: micro(draws, WRONG)),
        "micro_recall": figure(times, lambda draws: micro(draws, MISSED)),
        "lenient_micro_f1": figure(times, lambda draws: f1(draws, PRIMARY_MISSED)),
    }
