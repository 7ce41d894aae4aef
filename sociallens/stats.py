"""How sure a figure is. The formulas are those of libraries; which ones, and the level, is here."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import binom, false_discovery_control, hypergeom, norm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import cohens_kappa

LEVEL = 0.95
FEW = 10  # below this many, a rate is written "3 of 4" and not ranked
ALIKE = 0.03  # rates that differ by less than this are the same to a reader
POWER = 0.8  # how often a difference that could have been seen would have been
NARROW = 60.0  # hits that a table spreads over, at most, to be summed one by one
SMALL = 1e-16  # of a sum: what no longer changes it
TERMS = 64  # of a sum, added at a time
Floats = NDArray[np.float64]


@cache
def _quantile(share: float) -> float:
    """Where the standard normal distribution has this share below it."""
    return float(norm.ppf(share))


@cache
def _beyond(share: float) -> float:
    """Where it has this share above it."""
    return float(norm.isf(share))


def wilson(k: ArrayLike, n: ArrayLike) -> tuple[Floats, Floats]:
    """95 % interval of the rates k / n, elementwise; (nan, nan) where n is 0.

    Wilson (1927): right for small n and for rates near 0 or 1, where k / n ± 2 SE is not.
    """
    hits, trials = np.asarray(k, float), np.asarray(n, float)
    known = trials > 0
    low, high = np.full(trials.shape, np.nan), np.full(trials.shape, np.nan)
    low[known], high[known] = _wilson(hits[known], trials[known], 1 - LEVEL)
    return low, high


def _wilson(k: Floats, n: Floats, alpha: float) -> tuple[Floats, Floats]:
    """Wilson's interval where n is not 0. As statsmodels has it, which takes ten times as long."""
    z, rate = _beyond(alpha / 2), k / n
    whole = 1 + z**2 / n
    centre = (rate + z**2 / (2 * n)) / whole
    half = z * np.sqrt(rate * (1 - rate) / n + z**2 / (4 * n**2)) / whole
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


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


def funnel(rate: float, n: ArrayLike, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Between which rates the rate k / n of so many messages stays by chance, if `rate` is true.

    rate ± z √(rate (1 - rate) / n), within 0 and 1: the limits of a funnel plot (Spiegelhalter
    2005, "Funnel plots for comparing institutional performance").
    """
    half = _quantile((1 + level) / 2) * np.sqrt(rate * (1 - rate) / np.asarray(n, float))
    return np.clip(rate - half, 0, 1), np.clip(rate + half, 0, 1)


@dataclass(frozen=True)
class Change:
    """A difference between two rates: its size, its 95 % interval and whether it excludes zero.

    `stable`: whether the rates are shown to be within `ALIKE` of each other.
    """

    size: float
    low: float
    high: float
    p: float
    stable: bool = False

    @property
    def shown(self) -> bool:
        """Whether the interval excludes zero."""
        return self.low > 0 or self.high < 0

    @property
    def proven(self) -> float:
        """The part of the size that is proven: the bound nearest zero, or 0."""
        return max(self.low, -self.high, 0.0)


def changes(
    k: ArrayLike, n: ArrayLike, k_before: ArrayLike, n_before: ArrayLike
) -> list[Change | None]:
    """The differences k / n - k_before / n_before, elementwise; None where an n is 0.

    Intervals by Newcombe (1998, method 10), p by `_mid_p`; `stable` by two one-sided tests at
    5 %, which is that the 90 % interval lies within ±`ALIKE` (Schuirmann 1987).
    """
    now, all_now, then, all_then = (np.asarray(v, float) for v in (k, n, k_before, n_before))
    known = (all_now > 0) & (all_then > 0)
    results: list[Change | None] = [None] * len(known)
    if known.any():
        counts = now[known], all_now[known], then[known], all_then[known]
        low, high = _newcombe(counts, 1 - LEVEL)
        inner_low, inner_high = _newcombe(counts, 2 * (1 - LEVEL))
        stable = (inner_low > -ALIKE) & (inner_high < ALIKE)
        p = _mid_p(*counts)
        sizes = counts[0] / counts[1] - counts[2] / counts[3]
        places = np.flatnonzero(known).tolist()
        columns = (each.tolist() for each in (sizes, low, high, p, stable))
        for place, *figures in zip(places, *columns, strict=True):
            results[place] = Change(*figures)
    return results


def _mid_p(k: Floats, n: Floats, k_before: Floats, n_before: Floats) -> Floats:
    """Two-sided p by Fisher's exact test with half of the observed table's probability.

    Lancaster (1961). Exact, since where many candidates are judged together small p count, and
    there the normal tail is too thin for a few messages beside many.
    """
    hits, whole = k + k_before, n + n_before
    above = k * whole >= n * hits
    # The tail on the side of k; the other side is the upper tail of those that are not hits.
    upper, among = np.where(above, k, n - k), np.where(above, hits, whole - hits)
    spread = np.sqrt(n * (among / whole) * (1 - among / whole) * (n_before / whole))
    tail = np.empty(len(whole))
    for rows, of in ((spread <= NARROW, _summed_tail), (spread > NARROW, _wide_tail)):
        tail[rows] = of(upper[rows], whole[rows], among[rows], n[rows])
    return np.clip(2 * tail, 0.0, 1.0)


def _wide_tail(hits: Floats, whole: Floats, among: Floats, n: Floats) -> Floats:
    """The probability of more hits among n than these, and half of that of just as many."""
    table = whole, among, n
    tail: Floats = hypergeom.sf(hits, *table) + hypergeom.pmf(hits, *table) / 2
    return tail


def _summed_tail(hits: Floats, whole: Floats, among: Floats, n: Floats) -> Floats:
    """The same, table by table from the observed one on, where hits are no fewer than expected.

    Fifty times as quick as SciPy for the many merchants of a page; each further table is less
    likely than the one before. The first by binomials, as R's `dhyper` does (Loader 2000).
    """
    share = n / whole
    seen = binom.pmf(hits, among, share) * binom.pmf(n - hits, whole - among, share)
    seen = seen / binom.pmf(n, whole, share)
    total, part = np.full(len(hits), 0.5), np.ones(len(hits))
    going = np.arange(len(hits))
    while len(going):
        at = hits[going, None] + np.arange(TERMS)
        left = (among[going, None] - at) * (n[going, None] - at)
        rest = (whole - among - n)[going, None] + at + 1
        parts = part[going, None] * np.cumprod(left / ((at + 1) * rest), axis=1)
        total[going] += parts.sum(axis=1)
        part[going] = parts[:, -1]
        going = going[part[going] > SMALL * total[going]]
        hits = hits + TERMS
    summed: Floats = seen * total
    return summed


def _newcombe(counts: tuple[Floats, ...], alpha: float) -> tuple[Floats, Floats]:
    k, n, k_before, n_before = counts
    rate, before = k / n, k_before / n_before
    (low, high), (low_before, high_before) = (
        _wilson(k, n, alpha),
        _wilson(k_before, n_before, alpha),
    )
    size = rate - before
    down = np.sqrt((rate - low) ** 2 + (high_before - before) ** 2)
    up = np.sqrt((before - low_before) ** 2 + (high - rate) ** 2)
    return size - down, size + up


@dataclass(frozen=True)
class Sides:
    """Positives and negatives among n."""

    up: int
    down: int
    n: int

    @property
    def net(self) -> float:
        """Positives less negatives, among n."""
        return (self.up - self.down) / self.n

    def adjusted(self) -> tuple[float, float]:
        """The net rate with three made-up answers more, and its variance: see `net_change`."""
        up, down, n = self.up + 0.75, self.down + 0.75, self.n + 3
        net = (up - down) / n
        return net, ((up + down) / n - net**2) / n


def net_change(now: Sides, before: Sides) -> Change | None:
    """The difference between two net rates; None where an n is 0.

    Adjusted Wald: to each side 3/4 of a positive, 3/4 of a negative and 3 to n are added (Rocks
    2016, "Interval estimation for the net promoter score"); the variance of each net is
    (up + down - net²) / n of the adjusted shares, that of the difference their sum.
    """
    if not (now.n and before.n):
        return None
    (net, variance), (net_before, variance_before) = now.adjusted(), before.adjusted()
    middle, error = net - net_before, float(np.sqrt(variance + variance_before))
    wide, narrow = (error * float(norm.isf(tail)) for tail in ((1 - LEVEL) / 2, 1 - LEVEL))
    p = 2 * float(norm.sf(abs(middle) / error))
    size = now.net - before.net
    return Change(size, middle - wide, middle + wide, p, abs(middle) + narrow < ALIKE)


def discoveries(candidates: Sequence[Change], level: float = 1 - LEVEL) -> list[Change]:
    """The changes that are significant at a false-discovery rate of `level`, 5 % by default.

    Benjamini and Hochberg (1995).
    """
    if not candidates:
        return []
    adjusted = false_discovery_control([change.p for change in candidates])
    return [change for change, p in zip(candidates, adjusted, strict=True) if p <= level]


def paired(first_alone: int, second_alone: int) -> float:
    """Two-sided p that two judges of the same cases are right equally often.

    McNemar (1947), exact: of the cases where one alone is right, each is a toss of a coin.
    """
    table = [[0, first_alone], [second_alone, 0]]
    return float(mcnemar(table, exact=True).pvalue)


Verdict = Literal["shown", "stable", "not_shown", "too_few"]


def verdicts(compared: Sequence[Change | None]) -> list[Verdict]:
    """What may be said of differences that stand side by side; None is one with too few messages.

    Shown: among the `discoveries`, and the interval excludes zero. Stable: shown to be smaller
    than `ALIKE`. A difference that is both is shown.
    """
    found = {id(change) for change in discoveries([change for change in compared if change])}

    def verdict(change: Change | None) -> Verdict:
        if change is None:
            return "too_few"
        if change.shown and id(change) in found:
            return "shown"
        return "stable" if change.stable else "not_shown"

    return [verdict(change) for change in compared]


def detectable(rate: float, n: float, n_before: float, tests: int = 1) -> float:
    """The least difference from `rate` that would be seen `POWER` of the time, 0 to 1.

    Among so many `tests`, of which it is the one difference: the strictest threshold that
    Benjamini and Hochberg set. By the arcsine of the rates, 2 asin √p, whose variance is 1 / n
    (Cohen 1988, chapter 6); of the two directions the one in which less suffices.
    """
    needed = _quantile(1 - (1 - LEVEL) / 2 / max(tests, 1)) + _quantile(POWER)
    step = needed * float(np.sqrt(1 / n + 1 / n_before)) / 2
    angle = float(np.arcsin(np.sqrt(rate)))
    reached = [float(np.sin(angle + side)) ** 2 for side in (step, -step)
               if 0 <= angle + side <= np.pi / 2]  # fmt: skip
    return min((abs(other - rate) for other in reached), default=1.0)


@dataclass(frozen=True)
class Kappa:
    """Agreement beyond chance: 1 is full, 0 what chance gives; with its 95 % interval."""

    value: float
    low: float
    high: float


def kappa(one: Sequence[str], other: Sequence[str]) -> Kappa | None:
    """Cohen's kappa of two people's labels of the same things; see `kappa_of`."""
    names = sorted({*one, *other})
    table = np.zeros((len(names), len(names)))
    for mine, hers in zip(one, other, strict=True):
        table[names.index(mine), names.index(hers)] += 1
    return kappa_of(table)


def kappa_of(counts: ArrayLike) -> Kappa | None:
    """Cohen's kappa of a square table, one's labels by the other's; None where one is always alike.

    Cohen (1960), (observed - expected) / (1 - expected) agreement, with the large-sample variance
    of Fleiss, Cohen and Everitt (1969), both by statsmodels. Where all agree that variance is 0:
    then the interval is Wilson's of the observed agreement, the expected one taken as fixed.
    """
    table = np.asarray(counts, float)
    table = table[np.ix_(*[table.sum(0) + table.sum(1) > 0] * 2)]  # labels that were never given
    if min((table.sum(axis) > 0).sum() for axis in (0, 1)) < 2:
        return None
    n, same = table.sum(), np.trace(table)
    by_chance = float(table.sum(0) @ table.sum(1) / n**2)
    if same == n:
        low = float(wilson(same, n)[0])
        return Kappa(1.0, (low - by_chance) / (1 - by_chance), 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):  # of its test of no agreement
        result = cohens_kappa(table)
    half = float(norm.isf((1 - LEVEL) / 2)) * float(result.std_kappa)
    value = float(result.kappa)
    return Kappa(value, max(value - half, -1.0), min(value + half, 1.0))
