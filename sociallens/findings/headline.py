"""What may be said of the change of each headline number: one of four verdicts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from sociallens.access import Scope
from sociallens.answers import context
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.figures import SITE, Breakdown, needed
from sociallens.findings.judging import shared
from sociallens.metrics import HEADLINE, VOLUME, Metric
from sociallens.selection import Selection
from sociallens.stats import FEW, Change, Sides, Verdict, changes, net_change, verdicts
from sociallens.tables import TABLES

# Volumes have none: messages come in waves and by imports, so that a test which takes each of
# them for a chance of its own (Poisson) would call nearly every change proven. Times have none
# either: a median among waits that have not ended has no simple interval.
SUMMARY = TABLES["summary"]
JUDGED = tuple(metric for metric in HEADLINE if metric.form in ("rate", "net"))


@dataclass(frozen=True)
class Judged:
    """A change and what may be said of it; without a change there are too few messages.

    `unlike`: too few from merchants that both periods have.
    """

    verdict: Verdict
    change: Change | None
    unlike: bool = False


def headline(engine: Engine, selection: Selection, scope: Scope) -> Mapping[str, Judged]:
    """The change of each headline rate against the compared period, by the metric's name.

    Judged together at a false-discovery rate of 5 %. Empty without a period to compare with.
    Raises `StoreError`.
    """
    then = selection.compared()
    if then is None:
        return {}
    question = ("headline", selection, scope)
    return cached(engine, question, lambda: _judge(engine, selection, then, scope))


def comparable(engine: Engine, selection: Selection, scope: Scope) -> bool:
    """Whether most messages of a view and of its compared period are of the same merchants.

    Else a change is one of what was imported. True where nothing is compared. Raises `StoreError`.
    """
    then = selection.compared()
    if then is None:
        return True
    now, before = (
        dict(by_site.select(SITE, VOLUME.k).filter(pl.col(VOLUME.k) > 0).rows())
        for by_site in _by_site(engine, (selection, then), scope)
    )
    return shared(now, before)


def _by_site(engine: Engine, views: Iterable[Selection], scope: Scope) -> Iterator[pl.DataFrame]:
    """The counts of the summary by merchant, which the summary itself asks for."""
    for view in views:
        breakdown = Breakdown(engine, context(SUMMARY, view), scope, ())
        yield breakdown.by_site(needed(SUMMARY.metrics))


def _judge(
    engine: Engine, selection: Selection, then: Selection, scope: Scope
) -> Mapping[str, Judged]:
    if not comparable(engine, selection, scope):
        return {metric.name: Judged("too_few", None, unlike=True) for metric in JUDGED}
    now, before = (
        by_site.select(pl.col(needed(SUMMARY.metrics)).sum()).row(0, named=True)
        for by_site in _by_site(engine, (selection, then), scope)
    )
    compared = [_change(metric, now, before) for metric in JUDGED]
    judged = zip(JUDGED, verdicts(compared), compared, strict=True)
    return {metric.name: Judged(verdict, change) for metric, verdict, change in judged}


def _change(metric: Metric, now: Mapping[str, int], then: Mapping[str, int]) -> Change | None:
    if min(now[metric.n], then[metric.n]) < FEW:
        return None
    if metric.form == "net":
        counts = (metric.k, metric.minus, metric.n)
        return net_change(*(Sides(*(cells[name] for name in counts)) for cells in (now, then)))
    sides = [cells[name] for cells in (now, then) for name in (metric.k, metric.n)]
    return changes(*([side] for side in sides))[0]
