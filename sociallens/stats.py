"""How sure a figure is. The formulas are those of libraries; which ones, and the level, is here."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import CensoredData, ecdf, false_discovery_control
from scipy.stats._survival import EmpiricalDistributionFunction
from statsmodels.stats.proportion import (
    confint_proportions_2indep,
    proportion_confint,
    test_proportions_2indep,
)

LEVEL = 0.95
FEW = 10  # below this many, a rate is written "3 of 4" and not ranked
Floats = NDArray[np.float64]


def wilson(k: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """95 % interval of the rates k / n, elementwise; (nan, nan) where n is 0.

    Wilson (1927): right for small n and for rates near 0 or 1, where k / n ± 2 SE is not.
    """
    hits, trials = np.asarray(k, float), np.asarray(n, float)
    known = trials > 0
    low, high = np.full(trials.shape, np.nan), np.full(trials.shape, np.nan)
    if known.any():
        low[known], high[known] = proportion_confint(
            hits[known], trials[known], alpha=1 - LEVEL, method="wilson"
        )
    return low, high


def net_interval(k: ArrayLike, n: ArrayLike, extremes: ArrayLike) -> tuple[Floats, Floats]:
    """95 % interval of a net rate k / n, where k counts positives less negatives.

    Wilson's interval of the positives' share among `extremes` (positives plus negatives),
    scaled to -1..1 and weighted by the extremes' share of n, which is treated as fixed. Undefined
    (nan) where there are no extremes.
    """
    net, total, sides = (np.asarray(values, float) for values in (k, n, extremes))
    low, high = wilson((net + sides) / 2, sides)
    with np.errstate(invalid="ignore", divide="ignore"):
        weight = np.where(total > 0, sides / total, np.nan)
    return (2 * low - 1) * weight, (2 * high - 1) * weight


@dataclass(frozen=True)
class Change:
    """A difference between two rates: its size, its 95 % interval and whether it excludes zero."""

    size: float
    low: float
    high: float
    p: float

    @property
    def shown(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low > 0 or self.high < 0


def changes(
    k: ArrayLike, n: ArrayLike, k_before: ArrayLike, n_before: ArrayLike
) -> list[Change | None]:
    """The differences k / n - k_before / n_before, elementwise; None where an n is 0.

    Intervals by Newcombe (1998, method 10), p by Agresti and Caffo (2000).
    """
    now, all_now, then, all_then = (np.asarray(v, float) for v in (k, n, k_before, n_before))
    known = (all_now > 0) & (all_then > 0)
    results: list[Change | None] = [None] * len(known)
    if known.any():
        counts = now[known], all_now[known], then[known], all_then[known]
        low, high = confint_proportions_2indep(
            *counts, method="newcomb", compare="diff", alpha=1 - LEVEL
        )
        with np.errstate(invalid="ignore", divide="ignore"):  # of ratios that are not used
            p = test_proportions_2indep(*counts, method="agresti-caffo", compare="diff").pvalue
        sizes = counts[0] / counts[1] - counts[2] / counts[3]
        for place, *figures in zip(np.flatnonzero(known), sizes, low, high, p, strict=True):
            results[int(place)] = Change(*(float(figure) for figure in figures))
    return results


def discoveries(candidates: list[Change]) -> list[Change]:
    """The changes that are significant at a 5 % false-discovery rate.

    Benjamini and Hochberg (1995).
    """
    if not candidates:
        return []
    adjusted = false_discovery_control([change.p for change in candidates])
    return [change for change, p in zip(candidates, adjusted, strict=True) if p <= 1 - LEVEL]


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


def first_reply(answered: ArrayLike, waiting: ArrayLike, target: float) -> FirstReply:
    """Kaplan-Meier estimate from hours until the reply, and hours waited so far without one.

    `target` in hours. Conversations without a reply are right-censored, not dropped: without them a
    merchant who answers seldom would look quick. Kaplan and Meier (1958).
    """
    replies, censored = np.asarray(answered, float), np.asarray(waiting, float)
    n = replies.size + censored.size
    if replies.size == 0:
        return FirstReply(n, 0, None, None, None, 0.0 if n else None)
    curve = _ended(replies, censored)

    def quantile(share: float) -> float | None:
        reached = curve.quantiles[curve.probabilities >= share - 1e-12]
        return float(reached[0]) if reached.size else None

    within = float(curve.evaluate(np.array([target]))[0])
    return FirstReply(n, replies.size, quantile(0.25), quantile(0.5), quantile(0.75), within)


def reply_curve(answered: ArrayLike, waiting: ArrayLike, hours: ArrayLike) -> Floats:
    """The estimated share, 0 to 1, that has a reply after each of `hours`: see `first_reply`."""
    replies, censored = np.asarray(answered, float), np.asarray(waiting, float)
    if replies.size == 0:
        return np.zeros(len(np.asarray(hours)))
    return np.asarray(_ended(replies, censored).evaluate(np.asarray(hours, float)), float)


def _ended(replies: Floats, censored: Floats) -> EmpiricalDistributionFunction:
    return ecdf(CensoredData(uncensored=replies, right=censored)).cdf
