"""How long customers wait, where some still do when observation ends. The formulas are scipy's."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import CensoredData, ecdf
from scipy.stats._survival import EmpiricalDistributionFunction

from sociallens.stats import Floats


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
