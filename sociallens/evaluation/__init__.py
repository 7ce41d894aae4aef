"""How often labels are right, on texts that people labelled.

`measure` compares labels with those of people, whoever gave them; `evaluate` lets the
classifier give them. Every headline figure has its 95 % interval, by bootstrap over the texts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sociallens.classify import VERSION, classify
from sociallens.evaluation.calibration import Calibration, calibrations
from sociallens.evaluation.causes import causes
from sociallens.evaluation.labelled import read
from sociallens.evaluation.scores import Scores, single
from sociallens.evaluation.tasks import SENTIMENT, TASKS, answers
from sociallens.evaluation.textblob import plain_textblob
from sociallens.taxonomy import Taxonomy

__all__ = ["Evaluation", "Group", "evaluate", "measure"]

CAUSES = "causes"


@dataclass(frozen=True)
class Group:
    """The scores on all texts (`channel` None), or on those of one channel."""

    channel: str | None
    rows: int
    tasks: Mapping[str, Scores]  # by name, those whose labels the file has
    textblob: Scores | None  # plain TextBlob on the same texts, sentiment
    calibration: Mapping[str, Calibration]


@dataclass(frozen=True)
class Evaluation:
    """The labels of one classifier against those of people."""

    file: str
    classifier: str
    taxonomy: str
    groups: tuple[Group, ...]


def evaluate(source: Path, taxonomy: Taxonomy, *, by_channel: bool = False) -> Evaluation:
    """Classify the texts of a labelled CSV without their language, and compare.

    Raises `BadExport` for a file that cannot be read, lacks a column or has an unknown label.
    """
    labelled = read(source, taxonomy)
    predictions = classify(labelled.select("id", "text", "channel"), taxonomy)
    return measure(labelled, predictions, taxonomy, file=source.name, by_channel=by_channel)


def measure(
    labelled: pl.DataFrame,
    predictions: pl.DataFrame,
    taxonomy: Taxonomy,
    *,
    file: str = "",
    by_channel: bool = False,
) -> Evaluation:
    """Compare `predictions` (as `classify` gives them) with `labelled` (as `read`), row by row."""
    rival = plain_textblob(labelled) if SENTIMENT.gold in labelled.columns else None
    groups = [_group(None, labelled, predictions, rival, taxonomy)]
    for channel in labelled["channel"].unique(maintain_order=True) if by_channel else []:
        of = labelled["channel"] == channel
        part = rival.filter(of) if rival is not None else None
        groups.append(_group(channel, labelled.filter(of), predictions.filter(of), part, taxonomy))
    return Evaluation(file, VERSION, taxonomy.name, tuple(groups))


def _group(
    channel: str | None,
    labelled: pl.DataFrame,
    predictions: pl.DataFrame,
    rival: pl.Series | None,
    taxonomy: Taxonomy,
) -> Group:
    pairs = {task.name: answers(task, labelled, predictions) for task in TASKS}
    scores = {
        task.name: single(pairs[task.name], task.order(taxonomy), task.positive)
        for task in TASKS
        if pairs[task.name].height
    }
    if several := causes(labelled, predictions, tuple(taxonomy["cause"])):
        scores[CAUSES] = several
    textblob = None
    if rival is not None:
        theirs = answers(SENTIMENT, labelled, predictions.with_columns(sentiment=rival))
        textblob = single(theirs, SENTIMENT.order(taxonomy)) if theirs.height else None
    return Group(channel, labelled.height, scores, textblob, calibrations(labelled, predictions))
