"""From counts to figures: rates with their intervals, times waited, and what they cover."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.metrics import HEADLINE, UNANSWERED, VOLUME, Metric, Wait
from sociallens.selection import Selection
from sociallens.stats import net_interval, wilson
from sociallens.waits import first_replies

MOST_OF_ONE = 0.8  # of n: if one merchant holds more, the figure is hers and not a common one
SITE = "site"


def needed(metrics: Sequence[Metric]) -> tuple[str, ...]:
    """The counts that metrics are made of, and those of what they could cover."""
    each = (
        name for metric in metrics for name in (metric.k, metric.n, metric.minus, metric.possible)
    )
    return tuple(dict.fromkeys(filter(None, each))) or (VOLUME.k,)


# What is asked together of a whole view: of its headline, and of what waits in it.
WHOLE = (*needed(HEADLINE), UNANSWERED)
Cells = Mapping[str, Any]  # figure -> an array of its values, a cell each


@dataclass(frozen=True)
class Coverage:
    """The number of merchants in a cell for which a figure can be observed at all."""

    observed: int
    merchants: int
    largest: str  # the merchant with most of n
    share: float  # of that merchant in n, 0 to 1

    @property
    def pooled(self) -> bool:
        """Whether the figure describes the merchants together, and not just one of several."""
        return self.merchants < 2 or self.share <= MOST_OF_ONE


@dataclass(frozen=True)
class Breakdown:
    """One view, broken down by the dimensions `by`."""

    engine: Engine
    selection: Selection
    scope: Scope
    by: tuple[str, ...]
    estimates: dict[str, pl.DataFrame] = field(default_factory=dict)

    def counts(
        self, names: Sequence[str], by: tuple[str, ...] | None = None, kind: str = ""
    ) -> pl.DataFrame:
        """Declared counts by `by`, or by other dimensions: see `Engine.counts`.

        By merchant those of all are asked for, and those in view taken: narrowing to another
        merchant asks nothing anew. By one dimension the headline's come all at once: one question
        answers several tables and findings, and for all headline numbers, their coverage, the total
        and what shares are among.
        """
        by = self.by if by is None else by
        single = len(by) == 1 and not DIMENSIONS[by[0]].time
        together = single and not kind and set(names) <= set(WHOLE)
        counted = WHOLE if together else tuple(names)
        dimensions = [DIMENSIONS[name] for name in by]
        sites = self.selection.values(SITE) if SITE in by else None
        asked = self.selection.choose(SITE, None) if sites else self.selection
        rows = cached(
            self.engine,
            ("counts", counted, by, asked, self.scope, kind),
            lambda: self.engine.counts(counted, dimensions, asked, self.scope, kind=kind),
        )
        if counted != tuple(names):
            rows = rows.select(*by, *names)
        return rows.filter(pl.col(SITE).is_in(sites)) if sites else rows

    def whole(self, names: Sequence[str]) -> pl.DataFrame:
        """Declared counts of the view in one row: the sum of its merchants."""
        return self.by_site(names).select(pl.col(names).sum())

    def by_site(self, names: Sequence[str]) -> pl.DataFrame:
        """Declared counts by merchant, the headline's all at once."""
        return self.counts(names, (SITE,))

    def figures(
        self, metric: Metric, counted: pl.DataFrame, covered: Sequence[Coverage] | None
    ) -> Cells:
        """The `FIGURES` of a metric for every cell, and whether anything `counts` there."""
        if metric.wait:
            figures = self._waited(metric, metric.wait, counted)
        else:
            figures = self._counted(metric, counted)
        if covered is None:
            return figures
        pooled = np.array([each.pooled for each in covered], bool)
        common = {name: np.where(pooled, figures[name], np.nan) for name in ("rate", "low", "high")}
        return {**figures, **common}

    def _counted(self, metric: Metric, counted: pl.DataFrame) -> Cells:
        k, n = counted[metric.k].to_numpy(), self._among(metric, counted)
        if metric.form == "net":
            against = counted[metric.minus].to_numpy()
            low, high = net_interval(k - against, n, k + against)
            k = k - against
        else:
            low, high = wilson(k, n)
        rate = np.divide(k, n, out=np.full(len(k), np.nan), where=n > 0)
        interval = {"rate": rate, "low": low, "high": high}
        if metric.form == "count":  # k among itself is no rate
            interval = dict.fromkeys(interval, np.full(len(k), np.nan))
        counts = k > 0 if metric.form in ("share", "count") else n > 0
        return {"k": k, "n": n, **interval, "counts": counts}

    def _waited(self, metric: Metric, wait: Wait, counted: pl.DataFrame) -> Cells:
        """The same of a time waited: k has ended, of n."""
        replies = self._replies(wait)
        if self.by:
            cells = counted.select(self.by)
            replies = cells.join(
                replies, on=self.by, how="left", nulls_equal=True, maintain_order="left"
            )
        elif replies.is_empty():
            replies = replies.clear(counted.height)
        names = {"k": "answered", "n": "n", "rate": "median", "low": "lower", "high": "upper"}
        figures = {figure: replies[name] for figure, name in names.items()}
        if metric.form == "within":
            none = pl.repeat(None, replies.height, dtype=pl.Float64, eager=True)
            figures |= {"rate": replies["within_target"], "low": none, "high": none}
        return figures | {"counts": (figures["n"].fill_null(0) > 0).to_numpy()}

    def _replies(self, wait: Wait) -> pl.DataFrame:
        """The estimate of a wait for every cell that has any, for all metrics about it."""
        if wait.name not in self.estimates:
            dimensions = [DIMENSIONS[name] for name in self.by]
            waits = self.engine.waits(wait, dimensions, self.selection, self.scope)
            self.estimates[wait.name] = first_replies(waits, wait.target)
        return self.estimates[wait.name]

    def _among(self, metric: Metric, counted: pl.DataFrame) -> NDArray[np.int64]:
        """The denominator of each cell: its own n or, for a share, the sum of n along `over`."""
        n = counted[metric.n]
        if metric.form != "share":
            return n.to_numpy()
        others = tuple(name for name in self.by if name != metric.over)
        if not DIMENSIONS[metric.over].many:
            if not others:
                return np.full(len(n), n.sum())
            return counted.select(pl.col(metric.n).sum().over(others)).to_series().to_numpy()
        # A contribution counts in several cells, so the whole is less than their sum.
        if not others:
            return np.full(len(n), self.whole([metric.n]).item())
        whole = self.counts([metric.n], others)
        beside = counted.select(others).join(whole, on=others, how="left", maintain_order="left")
        return beside[metric.n].to_numpy()

    def coverage(
        self, metrics: Sequence[Metric], counted: pl.DataFrame, known: Sequence[str]
    ) -> dict[str, list[Coverage]]:
        """What each metric that some sources do not show covers, for every cell.

        Of all time together: on some days one merchant alone is spoken of anywhere. `known`: counts
        by merchant that are asked for anyway.
        """
        metrics = [metric for metric in metrics if metric.possible]
        if not metrics or SITE in self.by:
            return {}
        by = tuple(name for name in self.by if not DIMENSIONS[name].time)
        names = dict.fromkeys(name for m in metrics for name in (m.n, m.possible))
        merchants = self.counts(tuple(known if names.keys() <= set(known) else names), (*by, SITE))
        by_cell = merchants.partition_by(by, as_dict=True) if by else {(): merchants}
        cells = counted.select(by).rows() if by else [()] * counted.height
        return {m.name: [_coverage(by_cell[cell], m) for cell in cells] for m in metrics}


def _coverage(merchants: pl.DataFrame, metric: Metric) -> Coverage:
    """The coverage of a metric; `merchants` holds `site` (text) and its counts (integers)."""
    rows = merchants.select(SITE, metric.n, metric.possible).rows()
    possible = [(n, site) for site, n, possible in rows if possible]
    n, site = max(possible, default=(0, ""))
    whole = sum(n for n, _ in possible)
    observed = sum(n > 0 for n, _ in possible)
    return Coverage(observed, len(possible), site, n / whole if whole else 0.0)
