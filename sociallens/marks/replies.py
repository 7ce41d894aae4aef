"""How soon customers get a first reply, as curves."""

from dataclasses import dataclass

import numpy as np

from sociallens import charts
from sociallens.i18n import number
from sociallens.naming import Names
from sociallens.phrases import rate
from sociallens.stats import FEW
from sociallens.theme import Theme
from sociallens.waits import Waited, reply_curve

LONGEST = 48.0  # hours shown: beyond, a reply is late everywhere
STEPS = 96
TOLD = (1.0, 3.0, 12.0, 24.0, 48.0)  # hours at which a table says the shares


@dataclass(frozen=True)
class Replies:
    """Two curves over the same hours, the subject's and the others', and what is said of them."""

    subtitle: str
    hours: list[float]
    curves: list[charts.Curve]
    alt: str


def replies(
    who: str, own: Waited, others: Waited | None, names: Names, mode: Theme
) -> Replies | None:
    """The share that `who` answers after so many hours; None where too few show it."""
    n = own.n
    if n < FEW:
        return None
    hours = np.linspace(0, LONGEST, STEPS + 1)
    curves = [_curve(who, own, hours, mode.accent, names)]
    if others and others.n >= FEW:
        curves.append(_curve(names.say("replies-others"), others, hours, mode.context, names))
    count = names.say("of-conversations", count=n, n=number(n, names.language))
    return Replies(
        names.say("about-replies", count=count),
        hours.tolist(),
        curves,
        names.say("alt-replies", curves=" · ".join(curve.label for curve in curves)),
    )


def _curve(name: str, waited: Waited, hours: np.ndarray, colour: str, names: Names) -> charts.Curve:
    shares, n = reply_curve(waited, hours), waited.n
    last = rate(round(float(shares[-1]) * n), n, names.language)
    return charts.Curve(
        name,
        f"{name} {last}",
        colour,
        (shares * 100).tolist(),
        [
            names.say("replies-hover", who=name, hours=number(hour, names.language),
                      share=rate(round(float(share) * n), n, names.language))
            for hour, share in zip(hours, shares, strict=True)
        ],
    )  # fmt: skip
