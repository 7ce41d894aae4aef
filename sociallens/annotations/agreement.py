"""How far people agree who labelled the same messages."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from sociallens.annotations.entries import TASKS
from sociallens.annotations.log import comparable
from sociallens.stats import FEW, Kappa, kappa


@dataclass(frozen=True)
class Agreement:
    """Of one label, how often two people said the same: `same` of n messages."""

    task: str
    one: str
    other: str
    same: int
    n: int
    kappa: Kappa | None  # None where one of them always said the same

    @property
    def few(self) -> bool:
        """Whether n is too small for a kappa to mean anything."""
        return self.n < FEW


def agreements(said: pl.DataFrame) -> tuple[Agreement, ...]:
    """The agreement of every two people on every label that both gave.

    All topics of a message must be the same, with the same main one; all causes too, in any order.

    Args:
        said: Decisions, columns `log.SCHEMA`, such as `Log.holding` or `Log.answers(audit)`. Of
            one person, label and message the last counts. What was skipped says nothing.
    """
    last = said.filter(~pl.col("skipped")).unique(["id", "task", "who"], keep="last")
    return tuple(_each(last.select("id", "task", "who", comparable())))


def _each(last: pl.DataFrame) -> Iterator[Agreement]:
    for task in TASKS:
        of_task = last.filter(task=task)
        for one, other in combinations(sorted(of_task["who"].unique()), 2):
            hers = of_task.filter(who=other).select("id", theirs="said")
            both = of_task.filter(who=one).join(hers, on="id").sort("id")
            if both.is_empty():
                continue
            mine, theirs = both["said"].to_list(), both["theirs"].to_list()
            same = sum(left == right for left, right in zip(mine, theirs, strict=True))
            yield Agreement(task, one, other, same, both.height, kappa(mine, theirs))
