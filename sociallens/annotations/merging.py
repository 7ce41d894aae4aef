"""Rows with the labels that people gave them, and what follows from those."""

from collections.abc import Mapping

import polars as pl

from sociallens.annotations.entries import TASKS
from sociallens.annotations.log import Log
from sociallens.schema import PARTS, PERSON, PROVENANCE
from sociallens.taxonomy import CUSTOMER_SERVICE

CHECKED = "checked"
CORRECTED, CONFIRMED, DISPUTED = "corrected", "confirmed", "disputed"
LABELLED = (*(name for parts in PARTS.values() for name in parts), *PROVENANCE.values())
_NEGATIVE, _LOW = "negative", "low"


def merged(rows: pl.DataFrame, log: Log) -> pl.DataFrame:
    """The rows that people corrected, with their labels: `rows`, then `checked` (text).

    A label that a person gave is hers (`*_by`), with all columns that say it. Unless she gave
    those too, a topic that is not customer service has no causes, and a mood that is not negative
    is not grave. `checked`: `disputed` where two people's latest decisions differ, `corrected`
    where a label is another one now, else `confirmed`.

    Args:
        rows: Contributions as they are stored; `id`, the columns `LABELLED`, and any others.
        log: What people said.
    """
    given = log.corrections.pivot(on="task", index="id", values="values")
    absent = [pl.lit(None, pl.List(pl.String)).alias(t) for t in TASKS if t not in given.columns]
    said = given.with_columns(absent).select("id", pl.col(TASKS).name.suffix(":said"))
    disputed = log.disputed.select("id", disputed=pl.lit(True)).unique()
    joined = rows.join(said, on="id", maintain_order="left").join(
        disputed, on="id", how="left", maintain_order="left"
    )
    changed = pl.any_horizontal(_differs(task) for task in TASKS)
    checked = (
        pl.when(pl.col("disputed").is_not_null())
        .then(pl.lit(DISPUTED))
        .when(changed)
        .then(pl.lit(CORRECTED))
        .otherwise(pl.lit(CONFIRMED))
    )
    labels = {name: each.alias(name) for name, each in _labels().items()}
    kept = [labels.get(name, pl.col(name)) for name in rows.columns if name != CHECKED]
    typed = joined.select(*kept, checked.alias(CHECKED))
    return typed.cast({name: rows.schema[name] for name in labels})


def _labels() -> Mapping[str, pl.Expr]:
    """The columns `LABELLED` of a row, where `<task>:said` holds a person's decision or null."""
    said = {task: pl.col(f"{task}:said") for task in TASKS}
    first = {task: values.list.first() for task, values in said.items()}
    is_said = {task: values.is_not_null() for task, values in said.items()}
    served = said["topic"].list.contains(CUSTOMER_SERVICE)
    calm = first["sentiment"] != _NEGATIVE
    labels = {
        "topic": _or("topic", first["topic"]),
        "topics": _or("topics", said["topic"]),
        "causes": pl.when(is_said["causes"])
        .then(said["causes"])
        .when((~served).fill_null(False))
        .then(None)
        .otherwise("causes"),
        "sentiment": _or("sentiment", first["sentiment"]),
        "sentiment_score": pl.when(~is_said["sentiment"]).then("sentiment_score"),
        "severity": pl.coalesce(
            first["severity"], pl.when(calm).then(pl.lit(_LOW)), pl.col("severity")
        ),
        "intent": _or("intent", first["intent"]),
    }
    makers = {
        by: pl.when(is_said[task]).then(pl.lit(PERSON)).otherwise(by)
        for task, by in PROVENANCE.items()
    }
    return {**labels, **makers}


def _or(name: str, said: pl.Expr) -> pl.Expr:
    return pl.coalesce(said, name)


def _differs(task: str) -> pl.Expr:
    """Whether a person decided otherwise than what is stored; false where she decided nothing."""
    said = pl.col(f"{task}:said")
    if task == "topic":
        other = _unordered(said).ne_missing(_unordered(pl.col("topics")))
        different = other | said.list.first().ne_missing(pl.col("topic"))
    elif task == "causes":
        different = _unordered(said) != _unordered(pl.col("causes"))
    else:
        different = said.list.first().ne_missing(pl.col(task))
    return said.is_not_null() & different


def _unordered(values: pl.Expr) -> pl.Expr:
    return values.list.sort().list.join("|").fill_null("")
