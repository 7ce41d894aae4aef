"""Small logistic models: one weight per feature and class, in editable tables.

A language whose words have weights too (`words_weights.<language>.csv`) has models of its own that
read what these say. `python -m benchmarks.fit` refits all.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl

from sociallens.classify.terms import Matrix

FOLDER = Path(__file__).parent
TASKS = ("sentiment", "topic", "severity", "intent", "confidence")
FEATURE = "feature"
_ENDING = "_weights"
Weights = Mapping[str, pl.DataFrame]
# What is told of each reading: the values (a row per text, a column per feature) and the weights.
Listener = Callable[[Matrix, pl.DataFrame], object]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)
_DIGITS = 9  # sums of products differ in their last digits from batch to batch


@cache
def shipped() -> Weights:
    """The weights that ship, by task or `<task>.<language>`: a row each, a column per class.

    Rows are named by `feature`, those of `words.<language>` by `words`.
    """
    tables = {path(task): task for task in TASKS} | {
        file: file.name.replace(_ENDING, "").removesuffix(".csv")
        for file in sorted(FOLDER.glob(f"*{_ENDING}.*.csv"))
    }
    return {key: pl.read_csv(file) for file, key in tables.items()}


def path(key: str) -> Path:
    """Where the weights of a task, or of a task in one language, are kept."""
    task, _, language = key.partition(".")
    return FOLDER / f"{task}{_ENDING}{'.' * bool(language)}{language}.csv"


def suited(weights: Weights, task: str, language: str) -> pl.DataFrame:
    """The weights of a task for a language: its own, else those of all."""
    return weights.get(f"{task}.{language}", weights[task])


def classes(weights: pl.DataFrame) -> list[str]:
    """The classes that a table of weights tells apart."""
    return [name for name in weights.columns if name != FEATURE]


@contextmanager
def told_to(listener: Listener) -> Iterator[None]:
    """Tell `listener` what the models read: whoever fits them anew reads what they read."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def probabilities(features: pl.DataFrame, weights: pl.DataFrame) -> Matrix:
    """How likely each class is: one row per text, one column per class, each row summing to 1.

    `features` has at least the columns that `weights` names.
    """
    values = features.select(pl.col(weights[FEATURE].to_list()).cast(pl.Float64)).to_numpy()
    if listener := _listener.get():
        listener(values, weights)
    margins = values @ weights.select(classes(weights)).cast(pl.Float64).to_numpy()
    odds = np.exp(margins - margins.max(axis=1, keepdims=True))
    return np.asarray((odds / odds.sum(axis=1, keepdims=True)).round(_DIGITS), np.float64)
