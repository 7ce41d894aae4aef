"""Time steps that hold enough messages for a rate.

A rate of three messages jumps between 0 and 100 %. Neighbouring steps are taken together until
each holds `FEW`; what is drawn is the rate of the whole, over the days that it covers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from sociallens.stats import FEW

EVERY = {"day": "1d", "week": "1w", "month": "1mo", "quarter": "3mo"}  # as Polars writes a step
DAYS = {"day": 1, "week": 7, "month": 30, "quarter": 91}  # the length of a step, or a bit less
MOST = 400  # steps in one chart
LEAST = 4  # steps that a coarser grain must leave: fewer show no course


@dataclass(frozen=True)
class Step:
    """Neighbouring time steps taken together: places of the first and the last, and their sums."""

    first: int
    last: int
    k: int
    n: int

    @property
    def middle(self) -> float:
        """The place at which the step is drawn."""
        return (self.first + self.last) / 2


def merged(k: Sequence[int], n: Sequence[int], least: int = FEW) -> list[Step]:
    """The fewest neighbours taken together so that each step holds `least` of `n`, in order.

    `k` and `n`: one value a place. A remainder that holds fewer joins the step before it; only
    where the whole holds fewer does the one step that is left. A step begins and ends at a place
    that holds something, so places without anything stay gaps between steps.
    """
    steps: list[Step] = []
    open_: Step | None = None
    for place, (hits, whole) in enumerate(zip(k, n, strict=True)):
        if not whole:
            continue
        step = Step(place, place, hits, whole)
        open_ = step if open_ is None else _joined(open_, step)
        if open_.n >= least:
            steps.append(open_)
            open_ = None
    if open_ is not None:
        steps = [*steps[:-1], _joined(steps[-1], open_)] if steps else [open_]
    return steps


def _joined(earlier: Step, later: Step) -> Step:
    return Step(earlier.first, later.last, earlier.k + later.k, earlier.n + later.n)


def suited(days: Sequence[date], n: Sequence[int], finest: str) -> str:
    """The finest grain, from `finest` on, whose median step holds `FEW` of `n`.

    `n`: how many on each of `days`; days without any need not be among them and do not count.
    Coarser only while that leaves a course of `LEAST` steps.
    """
    counts = pl.DataFrame({"day": days, "n": n}, schema={"day": pl.Date, "n": pl.Int64})
    grains = list(EVERY)
    grain = finest
    for coarser in grains[grains.index(finest) + 1 :]:
        median = _by(counts, grain)["n"].median()
        if median is None or float(str(median)) >= FEW or _by(counts, coarser).height < LEAST:
            break
        grain = coarser
    return grain


def bearable(length: int) -> tuple[str, ...]:
    """The grains that cut so many days into no more than `MOST` steps, and in any case the last."""
    return tuple(grain for grain in EVERY if length <= MOST * DAYS[grain]) or (list(EVERY)[-1],)


def _by(counts: pl.DataFrame, grain: str) -> pl.DataFrame:
    return (
        counts.filter(pl.col("n") > 0)
        .group_by(pl.col("day").dt.truncate(EVERY[grain]))
        .agg(pl.col("n").sum())
    )
