"""How long customers wait, where some still do when observation ends."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

from sociallens.stats import Floats

_COUNTED = ("hours", "ended", "open")  # as `Engine.waits` tells them
_NEARLY = 1e-12  # for rounding: a share that is as large but for it is reached


@dataclass(frozen=True)
class Waited:
    """Waits counted by their length: how many of each ended, or have lasted so long so far.

    Three arrays of one length. `hours`: ascending, each once.
    """

    hours: ArrayLike = ()
    ended: ArrayLike = ()
    open: ArrayLike = ()

    @property
    def answered(self) -> int:
        """The number of waits that ended."""
        return int(np.sum(self.ended))

    @property
    def n(self) -> int:
        """The number of waits."""
        return self.answered + int(np.sum(self.open))


def waited(rows: pl.DataFrame) -> Waited:
    """The waits of the only row of `Engine.waits`, or none."""
    return Waited(*(rows[name].explode().drop_nulls().to_numpy() for name in _COUNTED))


@dataclass(frozen=True)
class FirstReply:
    """Time to the first reply, in hours, over `n` conversations of which `answered` were answered.

    A quartile is None where fewer conversations than that had a reply when observation ended.
    """

    n: int
    answered: int
    lower: float | None
    median: float | None
    upper: float | None
    within_target: float | None


def first_reply(counted: Waited, target: float) -> FirstReply:
    """Kaplan-Meier estimate of the time until the reply.

    `target` in hours. Conversations without a reply are right-censored, not dropped: without them a
    merchant who answers seldom would look quick. Kaplan and Meier (1958), with the counts of
    repeated times as weights: see `_shares`.
    """
    if not counted.n:
        return FirstReply(0, 0, None, None, None, None)
    columns = (counted.hours, counted.ended, counted.open)
    n, answered, *shares = _estimates([np.asarray(each)[None, :] for each in columns], target)
    told = (None if np.isnan(each[0]) else float(each[0]) for each in shares)
    return FirstReply(int(n[0]), int(answered[0]), *told)


def first_replies(rows: pl.DataFrame, target: float) -> pl.DataFrame:
    """`first_reply` of each row of `Engine.waits`: its dimensions, then the figures.

    All cells at once, those of similar length together: as a padded matrix that is at most twice
    as large as what it holds.
    """
    rows = rows.filter(pl.col("hours").list.len() > 0)
    sizes = rows["hours"].list.len().to_numpy().astype(np.int64)
    starts = np.cumsum(sizes) - sizes
    flat = [rows[name].explode().to_numpy() for name in _COUNTED]
    figures = np.full((len(fields(FirstReply)), len(sizes)), np.nan)
    widths = np.ceil(np.log2(sizes)).astype(int)
    for width in np.unique(widths):
        cells = np.flatnonzero(widths == width)
        within = np.arange(sizes[cells].max())
        held = within < sizes[cells, None]
        places = np.where(held, starts[cells, None] + within, 0)
        padded = [
            np.where(held, values[places], blank)
            for values, blank in zip(flat, (np.inf, 0, 0), strict=True)
        ]
        figures[:, cells] = _estimates(padded, target)
    columns = {each.name: figures[place] for place, each in enumerate(fields(FirstReply))}
    told = pl.DataFrame(columns, nan_to_null=True).cast({"n": pl.Int64, "answered": pl.Int64})
    return rows.drop(_COUNTED).with_columns(told)


def _estimates(waits: Sequence[NDArray[Any]], target: float) -> tuple[NDArray[Any], ...]:
    """The fields of `FirstReply` of cells that have waits: their hours, ended and open ones.

    Each row of the three arrays is a cell. Behind its last wait it is padded: infinite hours, no
    wait. What there is not is not a number. Shares only grow, and only where a wait ended: the
    first that is large enough is there.
    """
    hours, ended, still = waits
    shares = _shares(ended, still)
    answered = ended.sum(axis=1)
    hours = np.concatenate([hours, np.full((len(hours), 1), np.nan)], axis=1)

    def at(places: NDArray[np.int64]) -> Floats:
        return np.take_along_axis(hours, places[:, None], axis=1)[:, 0]

    quartiles = [at((shares < share - _NEARLY).sum(axis=1)) for share in (0.25, 0.5, 0.75)]
    within = np.where(hours[:, :-1] <= target, shares, 0.0).max(axis=1)
    return (answered + still.sum(axis=1), answered, *quartiles, within)


def reply_curve(counted: Waited, hours: ArrayLike) -> Floats:
    """The estimated share, 0 to 1, that has a reply after each of `hours`: see `first_reply`."""
    shares = _shares(np.asarray(counted.ended), np.asarray(counted.open))
    places = np.searchsorted(np.asarray(counted.hours), np.asarray(hours, float), side="right")
    return np.concatenate([[0.0], shares])[places]


def _shares(ended: NDArray[Any], still: NDArray[Any]) -> Floats:
    """The estimated share that has ended at each of ascending hours, along the last axis.

    The product-limit estimate over distinct times, equation 2b of Kaplan and Meier (1958,
    doi:10.1080/01621459.1958.10501452): of those at risk at a time, which are all that ended or
    were last seen then or later, some end. A wait last seen at the time of an end counts as longer.
    """
    leaving = ended + still
    at_risk = np.cumsum(leaving[..., ::-1], axis=-1)[..., ::-1]
    left = np.divide(at_risk - ended, at_risk, out=np.ones(at_risk.shape), where=at_risk > 0)
    return 1 - np.cumprod(left, axis=-1)
