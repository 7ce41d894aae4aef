"""Whether a confidence of 0.8 is right eight times out of ten."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from sociallens.evaluation.scores import Figure, Floats, figure
from sociallens.evaluation.tasks import SENTIMENT, TASKS

BINS = 10
BOTH = "topic_and_sentiment"
_TOPIC = TASKS[0]


@dataclass(frozen=True)
class Bin:
    """The texts of confidence `low` to `high`: their mean confidence, and the share right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Calibration:
    """`ece`: how far confidence is from the share right, over the bins, weighted by texts."""

    n: int
    ece: Figure
    bins: tuple[Bin, ...]  # without the empty ones


def calibrations(labelled: pl.DataFrame, predictions: pl.DataFrame) -> Mapping[str, Calibration]:
    """Confidence against the topic being right, the sentiment, and both at once."""
    right = {
        task.gold: labelled[task.gold]
        == predictions.select(task.predicted.fill_null("")).to_series()
        for task in (_TOPIC, SENTIMENT)
        if task.gold in labelled.columns
    }
    if len(right) == 2:
        right[BOTH] = right[_TOPIC.gold] & right[SENTIMENT.gold]
    curves = {name: calibration(predictions["confidence"], flags) for name, flags in right.items()}
    return {name: curve for name, curve in curves.items() if curve}


def calibration(confidence: pl.Series, right: pl.Series) -> Calibration | None:
    """Reliability of `confidence`; rows without it or without `right` are left out."""
    patterns = (
        pl.DataFrame({"confidence": confidence.cast(pl.Float64).round(3), "right": right})
        .drop_nulls()
        .group_by("confidence", "right")
        .len("n")
        .sort("confidence", "right")
        .with_columns(
            bin=(pl.col("confidence") * BINS).floor().clip(0, BINS - 1).cast(pl.Int64),
            right=pl.col("right").cast(pl.Float64),
        )
    )
    if patterns.is_empty():
        return None
    counts = patterns["n"].to_numpy().astype(np.float64)
    member: Floats = np.eye(BINS)[patterns["bin"].to_numpy()]
    gap = member * (patterns["right"] - patterns["confidence"]).to_numpy()[:, None]
    ece = figure(counts, lambda draws: np.abs(draws @ gap).sum(axis=1) / draws.sum(axis=1))
    assert ece is not None  # there are texts
    mean = {name: (pl.col(name) * pl.col("n")).sum() / pl.col("n").sum()
            for name in ("confidence", "right")}  # fmt: skip
    bins = patterns.group_by("bin").agg(pl.col("n").sum().alias("count"), **mean).sort("bin")
    return Calibration(
        int(counts.sum()),
        ece,
        tuple(
            Bin(place / BINS, (place + 1) / BINS, count, sure, correct)
            for place, count, sure, correct in bins.iter_rows()
        ),
    )
