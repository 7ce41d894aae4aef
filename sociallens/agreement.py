"""How far two people agree who labelled the same messages."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import polars as pl
from statsmodels.stats.inter_rater import cohens_kappa

from sociallens import stats


@dataclass(frozen=True)
class Agreement:
    """Of `n` labels that two people gave to the same messages, `same` are the same.

    Cohen's kappa (1960) with its 95 % interval: how far that is beyond chance, 1 at most. None
    below `stats.FEW` labels, and where both only ever say one and the same thing.
    """

    people: tuple[str, str]
    task: str
    n: int
    same: int
    kappa: float | None = None
    low: float | None = None
    high: float | None = None


def between(annotations: pl.DataFrame) -> list[Agreement]:
    """The agreement of each two people about each label that both gave.

    `annotations`: the columns `who`, `id`, `task`, `values` and `number`, of which the latest of
    somebody counts. Values in another order are the same, but for the first topic, the main one.
    """
    latest = annotations.sort("number").unique(["who", "id", "task"], keep="last")
    said = latest.with_columns(said=_comparable()).sort("task", "id")
    found = []
    for (task,), rows in said.group_by("task", maintain_order=True):
        for one, other in combinations(sorted(rows["who"].unique()), 2):
            both = rows.filter(who=one).join(rows.filter(who=other), on="id")
            if both.height:
                found.append(_agreement((one, other), str(task), both))
    return found


def _comparable() -> pl.Expr:
    main = pl.when(pl.col("task") == "topic").then(pl.col("values").list.first())
    return pl.concat_str(
        main.fill_null(""), pl.lit(">"), pl.col("values").list.sort().list.join("|")
    )


def _agreement(people: tuple[str, str], task: str, both: pl.DataFrame) -> Agreement:
    same = both.filter(pl.col("said") == pl.col("said_right")).height
    known = sorted({*both["said"], *both["said_right"]})
    if both.height < stats.FEW or len(known) < 2:
        return Agreement(people, task, both.height, same)
    place = {value: number for number, value in enumerate(known)}
    table = np.zeros((len(known), len(known)))
    for one, other in both.select("said", "said_right").iter_rows():
        table[place[one], place[other]] += 1
    found = cohens_kappa(table)
    low, high = float(found.kappa_low), float(found.kappa_upp)
    return Agreement(
        people, task, both.height, same, float(found.kappa), max(low, -1), min(high, 1)
    )
