"""Rates corrected by a random sample of labels: the rectified, or prediction-powered, estimator.

The machine labels all messages (f), people label a random sample of them (y). A total is that of
the machine, plus the sample's estimate of what it is off by:

    T = λ Σ_all f + Σ_h N_h · mean_h(y - λ f)        h: strata, of N_h messages each

With λ = 1 this is the difference estimator of survey sampling (Särndal, Swensson and Wretman 1992,
"Model Assisted Survey Sampling", 6.3) and prediction-powered inference (Angelopoulos et al. 2023,
Science 382:669); with the λ of least variance, near 0 for a machine that guesses, the regression
estimator (ibid. 6.4) and PPI++ (Angelopoulos, Duchi and Zrnic 2023, arXiv:2311.01453). It is right
on average whatever the machine does. A rate R is the ratio of two such totals; its variance is that
of the linearised total of e - λ g, where e = y_k - R y_n and g = f_k - R f_n (ibid. 5.6), and of
e itself, since the messages are a sample too of what customers say. `benchmarks/audits.py` measures
how often the interval holds the truth.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from sociallens.stats import LEVEL

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ALONE = 2  # messages of a stratum: of one alone nobody knows how the others differ
UNSEEN = 1.0  # mistakes that a sample without one may have missed: it proves no perfect machine
POOLED = 10.0  # messages' worth of what all cells of a mix say of a cell's variance


@dataclass(frozen=True)
class Strata:
    """Where sampled messages come from. `of`: (n,) the stratum of each; `sizes`: (H,) its N_h."""

    of: Ints
    sizes: Floats

    @property
    def drawn(self) -> Ints:
        """How many of each stratum are sampled, (H,)."""
        return np.bincount(self.of, minlength=len(self.sizes))

    @property
    def weights(self) -> Floats:
        """How many messages each sampled one stands for, (n,)."""
        return np.asarray((self.sizes / self.drawn)[self.of], float)

    def centred(self, values: Floats) -> Floats:
        """Values (cells, n) less the mean of their stratum."""
        means = [np.bincount(self.of, row, len(self.sizes)) / self.drawn for row in values]
        return np.stack([row - mean[self.of] for row, mean in zip(values, means, strict=True)])

    def covariance(self, one: Floats, other: Floats) -> Floats:
        """Of the totals Σ_h N_h · mean_h of (cells, n) by the draw alone, (cells,).

        Σ_h N_h² (1 - n_h / N_h) s_h / n_h (Cochran 1977, "Sampling Techniques", 5.11).
        """
        drawn = self.drawn
        rest = np.clip(1 - drawn / self.sizes, 0, 1)
        factor = (self.sizes / drawn) ** 2 * rest * drawn / np.maximum(drawn - 1, 1)
        products = self.centred(one) * self.centred(other)
        return np.asarray((factor[self.of] * products).sum(axis=1), float)


def stratified(names: Sequence[str], sizes: Mapping[str, float]) -> Strata:
    """The strata of messages that were sampled from those of the `names`, (n,).

    Those with fewer than `ALONE` are taken together (collapsed strata, Cochran 5A.12).
    """
    drawn = {name: names.count(name) for name in sizes}
    places: dict[str, int] = {}
    sums, held = [0.0], [0]
    for name in sorted(sizes, key=lambda name: (drawn[name], name)):
        if held[-1] >= ALONE:
            sums.append(0.0)
            held.append(0)
        places[name] = len(sums) - 1
        sums[-1] += sizes[name]
        held[-1] += drawn[name]
    return Strata(np.array([places[name] for name in names], int), np.array(sums))


@dataclass(frozen=True)
class Labels:
    """Labels by one giver. `k`, `n`: what each sampled message adds to them, (cells, n)."""

    k: Floats
    n: Floats


@dataclass(frozen=True)
class Whole:
    """What the machine counts in all messages, (cells,); `aside`: that in none which can be drawn.

    Such as reviews of stars alone: they are counted as they are.
    """

    k: Floats
    n: Floats
    aside_k: Floats
    aside_n: Floats


@dataclass(frozen=True)
class Rectified:
    """The corrected rate of each cell with its 95 % interval; nan where its n is estimated as none.

    `power`: λ. `relevant`: the sampled messages that are in a cell's n, for people or the machine.
    """

    rate: Floats
    low: Floats
    high: Floats
    power: float
    relevant: Ints


def rectify(
    strata: Strata, said: Labels, found: Labels, whole: Whole, power: float | None = None
) -> Rectified:
    """The corrected rates k / n of cells that are a mix, or of one: labels `said` and `found`.

    One λ for all cells, of the least sum of variances, so that shares of a mix still add up.
    """
    if power is None:
        rate, _ = _ratio(strata, said, found, whole, 1.0)
        e, g = _off(said, rate), _off(found, rate)
        both, own = strata.covariance(e, g).sum(), strata.covariance(g, g).sum()
        power = float(np.clip(both / own, 0, 1)) if own > 0 else 1.0
    rate, n = _ratio(strata, said, found, whole, power)
    e, g = _off(said, rate), _off(found, rate)
    relevant = ((said.n != 0) | (found.n != 0)).sum(axis=1)
    # Two parameters, R and λ, are fitted on what is left.
    drawn = strata.covariance(e - power * g, e - power * g) * relevant / np.maximum(relevant - 2, 1)
    spoken = (strata.weights * e**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (drawn + spoken) / n**2
    seen = np.minimum((said.k != 0).sum(axis=1), (said.k != said.n).sum(axis=1))
    low, high = _interval(rate, variance, relevant, seen, len(strata.sizes))
    low = np.where((said.k != 0).any(axis=1), low, 0.0)  # nobody has seen one
    high = np.where((said.k != said.n).any(axis=1), high, 1.0)
    known = n > 0
    rate, low, high = (np.where(known, each, np.nan) for each in (rate, low, high))
    return Rectified(rate, low, high, power, relevant)


def _off(labels: Labels, rate: Floats) -> Floats:
    return labels.k - rate[:, None] * labels.n


def _ratio(
    strata: Strata, said: Labels, found: Labels, whole: Whole, power: float
) -> tuple[Floats, Floats]:
    """The rates with this λ, and the totals that they are among."""
    k, n = (
        aside + power * (every - aside) + (strata.weights * (own - power * theirs)).sum(axis=1)
        for own, theirs, every, aside in (
            (said.k, found.k, whole.k, whole.aside_k),
            (said.n, found.n, whole.n, whole.aside_n),
        )
    )
    rate = np.divide(k, n, out=np.zeros(len(k)), where=n > 0)
    return np.clip(rate, 0, 1), n


def _interval(
    rate: Floats, variance: Floats, relevant: Ints, seen: Ints, strata: int
) -> tuple[Floats, Floats]:
    """Wilson's interval of the rate at its effective sample size, by Student's t.

    That is R (1 - R) / variance (Korn and Graubard 1998; Franco et al. 2019, "Comparative study of
    confidence intervals for proportions in complex sample surveys", where it does best), R (1 - R)
    smoothed as by Laplace. A variance is a multiple of it; how large a one at least, the whole mix
    says where few messages are `seen` on the rarer side, which tell little of their mistakes.
    """
    relevant = np.maximum(relevant, 1)
    smooth = (rate * relevant + 1) / (relevant + 2)
    simple = smooth * (1 - smooth) / relevant
    known = np.isfinite(variance)
    common = variance[known].sum() / simple[known].sum() * simple if known.any() else simple
    mixed = (seen * variance + POOLED * common) / (seen + POOLED)
    least = np.maximum(mixed, UNSEEN / relevant**2)
    size = smooth * (1 - smooth) / np.maximum(variance, least)
    quantile = student.ppf((1 + LEVEL) / 2, np.maximum(relevant - strata, 2))
    shift = quantile**2 / size
    middle = (rate + shift / 2) / (1 + shift)
    half = np.sqrt(shift * rate * (1 - rate) + shift**2 / 4) / (1 + shift)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)
