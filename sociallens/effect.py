"""What people's corrections did to a figure, for the page that asks them for more."""

from dataclasses import dataclass

from sociallens.access import UNLIMITED, Scope
from sociallens.answers import Figure
from sociallens.dimensions import DIMENSIONS
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.metrics import NEGATIVE_RATE_CUSTOMER_SERVICE, Metric
from sociallens.selection import Selection
from sociallens.stats import wilson

CHECKED = DIMENSIONS["checked"]
VALUES = ("corrected", "confirmed", "disputed")


@dataclass(frozen=True)
class Effect:
    """A rate without people's corrections and with them, and the messages of the view they saw.

    `absent`: messages that were corrected and that the store does not hold (any more).
    """

    before: Figure
    after: Figure
    corrected: int
    confirmed: int
    disputed: int
    absent: int

    @property
    def points(self) -> float | None:
        """How much the rate rose, in points of a hundred; None where one is too few for a rate."""
        if self.before.rate is None or self.after.rate is None:
            return None
        if self.before.few or self.after.few:
            return None
        return (self.after.rate - self.before.rate) * 100


def effect(
    engine: Engine,
    selection: Selection,
    scope: Scope,
    metric: Metric = NEGATIVE_RATE_CUSTOMER_SERVICE,
) -> Effect:
    """What corrections did to a rate of a view, by default the headline. Raises `StoreError`."""
    question = ("effect", metric.name, selection, scope)
    return cached(engine, question, lambda: _work_out(engine, selection, scope, metric))


def _work_out(engine: Engine, selection: Selection, scope: Scope, metric: Metric) -> Effect:
    sides = engine.corrected((metric.k, metric.n), selection, scope)
    before, after = (_figure(metric, side[metric.k], side[metric.n]) for side in sides)
    seen = engine.tallies([CHECKED], selection.without(CHECKED.name), scope)[CHECKED.name]
    absent = _absent(engine) if scope.everything else 0  # they may be of what others alone see
    corrected, confirmed, disputed = (seen.get(value, 0) for value in VALUES)
    return Effect(before, after, corrected, confirmed, disputed, absent)


def _absent(engine: Engine) -> int:
    """How many corrected messages the store does not hold any more."""
    held = engine.counts(["contributions"], [CHECKED], Selection(reposts=True), UNLIMITED)
    present = int(held.drop_nulls()["contributions"].sum())
    return engine.annotations.corrections["id"].n_unique() - present


def _figure(metric: Metric, k: int, n: int) -> Figure:
    low, high = (float(bound) for bound in wilson(k, n))
    return Figure(metric, k, n, k / n, low, high) if n else Figure(metric, k, n, None, None, None)
