"""How long customers wait, where some still do when observation ends."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sociallens.stats import Floats


@dataclass(frozen=True)
class Waited:
    """Waits counted by their length: how many of each ended, or have lasted so long so far.

    Three sequences of one length. `hours`: ascending, each once.
    """

    hours: Sequence[float] = ()
    ended: Sequence[int] = ()
    open: Sequence[int] = ()

    @property
    def n(self) -> int:
        """The number of waits."""
        return sum(self.ended) + sum(self.open)


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


def first_reply(waited: Waited, target: float) -> FirstReply:
    """Kaplan-Meier estimate of the time until the reply.

    `target` in hours. Conversations without a reply are right-censored, not dropped: without them a
    merchant who answers seldom would look quick. Kaplan and Meier (1958), with the counts of
    repeated times as weights: see `_shares`.
    """
    n, answered = waited.n, sum(waited.ended)
    if not answered:
        return FirstReply(n, 0, None, None, None, 0.0 if n else None)
    hours, shares = np.asarray(waited.hours, float), _shares(waited)
    ends = np.asarray(waited.ended) > 0  # the estimate steps where a wait ended, nowhere else

    def quantile(share: float) -> float | None:
        reached = hours[ends & (shares >= share - 1e-12)]
        return float(reached[0]) if reached.size else None

    within = float(_at(hours, shares, [target])[0])
    return FirstReply(n, answered, quantile(0.25), quantile(0.5), quantile(0.75), within)


def reply_curve(waited: Waited, hours: ArrayLike) -> Floats:
    """The estimated share, 0 to 1, that has a reply after each of `hours`: see `first_reply`."""
    return _at(np.asarray(waited.hours, float), _shares(waited), hours)


def _shares(waited: Waited) -> Floats:
    """The estimated share that has ended at each of the hours.

    The product-limit estimate over distinct times, equation 2b of Kaplan and Meier (1958,
    doi:10.1080/01621459.1958.10501452): of those at risk at a time, which are all that ended or
    were last seen then or later, some end. A wait last seen at the time of an end counts as longer.
    """
    ended = np.asarray(waited.ended, float)
    leaving = ended + np.asarray(waited.open, float)
    at_risk = np.cumsum(leaving[::-1])[::-1]
    left = np.divide(at_risk - ended, at_risk, out=np.ones_like(at_risk), where=at_risk > 0)
    return 1 - np.cumprod(left)


def _at(times: Floats, shares: Floats, hours: ArrayLike) -> Floats:
    """The share at the last of `times` that is not after each of `hours`; 0 before the first."""
    places = np.searchsorted(times, np.asarray(hours, float), side="right")
    return np.concatenate([[0.0], shares])[places]
