"""How sure a figure is. Every formula is a library's; this module fixes which, and the level."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import CensoredData, ecdf, false_discovery_control
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
    stretched to -1..1 and weighted by the extremes' share of n: how many take a side is
    taken as given. Undefined (nan) where nobody takes a side.
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
    """k / n less k_before / n_before with Newcombe's (1998) intervals; None where an n is 0."""
    now, all_now, then, all_then = (np.asarray(v, float) for v in (k, n, k_before, n_before))
    known = (all_now > 0) & (all_then > 0)
    found: list[Change | None] = [None] * len(known)
    if known.any():
        counts = now[known], all_now[known], then[known], all_then[known]
        low, high = confint_proportions_2indep(
            *counts, method="newcomb", compare="diff", alpha=1 - LEVEL
        )
        with np.errstate(invalid="ignore", divide="ignore"):  # ratios, which nobody asked for
            p = test_proportions_2indep(*counts, method="agresti-caffo", compare="diff").pvalue
        sizes = counts[0] / counts[1] - counts[2] / counts[3]
        each = zip(np.flatnonzero(known), sizes, low, high, p, strict=True)
        for place, *facts in each:
            found[int(place)] = Change(*(float(fact) for fact in facts))
    return found


def discoveries(found: list[Change]) -> list[Change]:
    """Those of many changes that stand at a 5 % false-discovery rate (Benjamini-Hochberg)."""
    if not found:
        return []
    adjusted = false_discovery_control([change.p for change in found])
    return [change for change, p in zip(found, adjusted, strict=True) if p <= 1 - LEVEL]


@dataclass(frozen=True)
class FirstReply:
    """Time to the first reply, in hours, over `n` conversations of which `answered` were answered.

    A quartile is None where fewer conversations than that were answered by the end of
    observation.
    """

    n: int
    answered: int
    lower: float | None
    median: float | None
    upper: float | None
    within_target: float | None


def first_reply(answered: ArrayLike, waiting: ArrayLike, target: float) -> FirstReply:
    """Kaplan-Meier estimate from hours until the reply, and hours waited so far without one.

    `target` in hours. Conversations still waiting are censored, never dropped: dropping them
    would make a merchant who answers little look quick.
    """
    done, open_ = np.asarray(answered, float), np.asarray(waiting, float)
    n = done.size + open_.size
    if done.size == 0:
        return FirstReply(n, 0, None, None, None, 0.0 if n else None)
    curve = ecdf(CensoredData(uncensored=done, right=open_)).cdf

    def quantile(share: float) -> float | None:
        reached = curve.quantiles[curve.probabilities >= share - 1e-12]
        return float(reached[0]) if reached.size else None

    within = float(curve.evaluate(np.array([target]))[0])
    return FirstReply(n, done.size, quantile(0.25), quantile(0.5), quantile(0.75), within)
