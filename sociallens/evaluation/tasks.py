"""The tasks: which label of people is compared with which prediction."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sociallens.taxonomy import CUSTOMER_SERVICE, Taxonomy

SILENT = "-"  # the prediction for a text that got no label
OTHER = "other"  # any topic but customer service


def _as_it_is(label: pl.Expr) -> pl.Expr:
    return label


def _service(topic: pl.Expr) -> pl.Expr:
    is_service = (topic == CUSTOMER_SERVICE).fill_null(False)
    return pl.when(is_service).then(pl.lit(CUSTOMER_SERVICE)).otherwise(pl.lit(OTHER))


@dataclass(frozen=True)
class Task:
    """One label per text."""

    name: str
    gold: str  # the column of the labelled file
    predicted: pl.Expr  # over the classifier's columns
    read_as: Callable[[pl.Expr], pl.Expr] = _as_it_is
    positive: str | None = None  # the label whose F1 is the figure of the task

    def order(self, taxonomy: Taxonomy) -> tuple[str, ...]:
        """Its labels as declared; those that turn up besides come after."""
        if self.positive:
            return (self.positive, OTHER)
        return tuple(taxonomy.vocabularies.get(self.gold, ()))


SENTIMENT = Task("sentiment", "sentiment", pl.col("sentiment"))
TASKS = (
    Task("topic", "topic", pl.col("topic")),
    Task("service", "topic", pl.col("topic"), _service, CUSTOMER_SERVICE),
    Task("cause", "cause", pl.col("causes").list.first()),
    SENTIMENT,
    Task("severity", "severity", pl.col("severity")),
    Task("intent", "intent", pl.col("intent")),
    Task("language", "language", pl.col("language")),
)


def answers(task: Task, labelled: pl.DataFrame, predictions: pl.DataFrame) -> pl.DataFrame:
    """The texts that people labelled for the task; no row where the file lacks its column.

    `gold`: text, the label that people gave. `also`: list of text, those also acceptable.
    `predicted`: text, `SILENT` where there is none.
    """
    if task.gold not in labelled.columns:
        return pl.DataFrame(
            schema={"gold": pl.String, "also": pl.List(pl.String), "predicted": pl.String}
        )
    table = labelled.select(gold=task.gold, also=f"{task.gold}_alt")
    table = table.with_columns(predictions.select(predicted=task.predicted).to_series())
    return table.filter(pl.col("gold").is_not_null()).select(
        gold=task.read_as(pl.col("gold")),
        also=pl.col("also").list.eval(task.read_as(pl.element())),
        predicted=task.read_as(pl.col("predicted")).fill_null(SILENT),
    )
