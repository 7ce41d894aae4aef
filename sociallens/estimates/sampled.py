"""What an audit's sample says of the cells of a break-down: `rectified` has the formula.

What the sample does not allow stays as it is: the caller is told so by a missing estimate.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import polars as pl

from sociallens import audits, rectified
from sociallens.audits import Audit
from sociallens.audits.answering import ENOUGH
from sociallens.dimensions import DIMENSIONS
from sociallens.engine.cache import cached
from sociallens.estimates.audited import FRAME
from sociallens.estimates.entering import LABELLED, correctable, share_of
from sociallens.figures import Breakdown
from sociallens.metrics import Metric
from sociallens.rectified import Floats, Labels, Whole
from sociallens.selection import Selection

Cell = tuple[object, ...]
Added = Mapping[Cell, Mapping[str, Floats]]  # cell -> id -> (found and said, counts)


@dataclass(frozen=True)
class Estimate:
    """A corrected figure with its 95 % interval, and the labels that it rests on."""

    rate: float
    low: float
    high: float
    labels: int
    power: float = 1.0  # λ


def estimates(question: Breakdown, metric: Metric, audit: Audit) -> Mapping[Cell, Estimate]:
    """The corrected figure of each cell of a break-down, by its values of the dimensions.

    A rate that is one share of a mix is estimated as that, and net sentiment with the λ of its mix:
    so it is the same wherever it is shown. Cells are missing for which the sample has too few
    labels. Raises `StoreError`.
    """
    if not correctable(metric, question.selection, question.by):
        return {}
    labels = audits.labels(audit, question.engine.annotations.answers(audit.name))
    over, value = share_of(metric)
    if not over or over in question.by:
        return dict(_Sampled(question, metric, audit.name, labels).cells())
    mix = Metric(metric.name, metric.n, metric.n, "share", over)
    within = replace(question, by=(*question.by, over))
    shares = dict(_Sampled(within, mix, audit.name, labels).cells())
    if metric.form == "net":
        powers = {cell[:-1]: share.power for cell, share in shares.items()}
        return dict(_Sampled(question, metric, audit.name, labels, powers).cells())
    return {cell[:-1]: share for cell, share in shares.items() if cell[-1] == value}


@dataclass(frozen=True)
class _Sampled:
    """One metric of a break-down over the sampled messages.

    The dimensions that no label moves divide the view into domains, whose sizes are known: each is
    estimated by itself, by its own sampled messages (post-stratified). Within one, `groups` are the
    cells of the other dimensions but the one that a share is over; a group's cells are one mix.
    """

    question: Breakdown
    metric: Metric
    audit: str
    labels: pl.DataFrame
    powers: Mapping[Cell, float] | None = None  # λ of groups; the best one where there is none

    @cached_property
    def _free(self) -> tuple[str, ...]:
        """The dimensions of the domains."""
        return tuple(d for d in self._others if d not in LABELLED)

    @cached_property
    def _others(self) -> tuple[str, ...]:
        """The dimensions but the one that a share is over."""
        over = self.metric.over if self.metric.form == "share" else ""
        return tuple(name for name in self.question.by if name != over)

    @cached_property
    def _counts(self) -> tuple[str, ...]:
        each = (self.metric.k, self.metric.minus, self.metric.n)
        return tuple(dict.fromkeys(filter(None, each)))

    def cells(self) -> Iterator[tuple[Cell, Estimate]]:
        """Cell by cell."""
        for domain, members in self._domains().items():
            sizes = self._sizes.get(domain, {})
            # One whose channel is another than at the draw stands for nobody.
            members = {id: name for id, name in members.items() if name in sizes}
            if len(members) < ENOUGH:
                continue
            strata = rectified.stratified(list(members.values()), sizes)
            for group, cells in self._groups(domain).items():
                yield from self._mix(strata, list(members), group, cells)

    def _domains(self) -> Mapping[Cell, dict[str, str]]:
        """Domain -> sampled messages in it, id -> stratum."""
        names = dict(self.labels.select("id", "stratum").iter_rows())
        rows = self._rows([FRAME], self._free, self._anywhere)
        domains: dict[Cell, dict[str, str]] = {}
        for id, said, *domain, framed in rows:
            if framed and not said:
                domains.setdefault(tuple(domain), {})[str(id)] = names[str(id)]
        return domains

    @cached_property
    def _anywhere(self) -> Selection:
        """The view without its filters on labels."""
        selection = self.question.selection
        for name in LABELLED:
            selection = selection.without(name) if name in DIMENSIONS else selection
        return selection

    def _rows(
        self, counts: Sequence[str], by: Sequence[str], selection: Selection
    ) -> list[tuple[object, ...]]:
        """`id`, whether people `said` it, the values of `by`, then the counts."""
        engine, scope = self.question.engine, self.question.scope
        dimensions = [DIMENSIONS[name] for name in by]
        labels = self.labels.drop("stratum")
        rows = cached(
            engine,
            ("sampled", tuple(counts), tuple(by), selection, scope, self.audit),
            lambda: engine.relabelled(labels, counts, dimensions, selection, scope),
        )
        return rows.select("id", "said", *by, *counts).rows()

    @cached_property
    def _sizes(self) -> Mapping[Cell, dict[str, float]]:
        """Domain -> channel -> messages of the frame."""
        by = dict.fromkeys((*self._free, "channel"))
        rows = replace(self.question, selection=self._anywhere).counts([FRAME], tuple(by))
        sizes: dict[Cell, dict[str, float]] = {}
        stratum = pl.col("channel").alias("stratum")
        for *domain, channel, framed in rows.select(*self._free, stratum, FRAME).rows():
            if framed:
                sizes.setdefault(tuple(domain), {})[channel] = framed
        return sizes

    def _groups(self, domain: Cell) -> Mapping[Cell, list[Cell]]:
        """The cells of each group of a domain: of those that the machine finds anything in."""
        by, others = self.question.by, self._others
        groups: dict[Cell, list[Cell]] = {}
        for cell in self._whole[0]:
            named = dict(zip(by, cell, strict=True))
            if tuple(named[name] for name in self._free) == domain:
                groups.setdefault(tuple(named[name] for name in others), []).append(cell)
        return groups

    @cached_property
    def _whole(self) -> tuple[Mapping[Cell, Floats], Mapping[Cell, Floats]]:
        """What the machine counts, of each cell and n of each group: all, and aside."""
        return self._totals(self.question.by, self._counts), self._totals(
            self._others, (self.metric.n,)
        )

    def _totals(self, by: tuple[str, ...], counts: Sequence[str]) -> Mapping[Cell, Floats]:
        """Cell -> (2, counts): what is counted, and of this what is in no frame."""
        question = self.question
        every = question.counts(counts, by)
        framed = question.counts(counts, by, kind=FRAME)
        sums: dict[Cell, Floats] = {}
        for cell, values in _by_cell(every, by, counts):
            sums[cell] = np.stack([values, values])
        for cell, values in _by_cell(framed, by, counts):
            sums[cell][1] -= values
        return sums

    @cached_property
    def _sampled(self) -> tuple[Added, Added]:
        """What sampled messages add: cell -> id -> (2, counts), found and said; the same of n."""
        return self._added(self.question.by, self._counts), self._added(
            self._others, (self.metric.n,)
        )

    def _added(self, by: tuple[str, ...], counts: Sequence[str]) -> Added:
        added: dict[Cell, dict[str, Floats]] = {}
        for id, said, *rest in self._rows(counts, by, self.question.selection):
            cell, values = tuple(rest[: len(by)]), rest[len(by) :]
            ids = added.setdefault(cell, {})
            ids.setdefault(str(id), np.zeros((2, len(counts))))[int(bool(said))] += values
        return added

    def _mix(
        self, strata: rectified.Strata, ids: Sequence[str], group: Cell, cells: Sequence[Cell]
    ) -> Iterator[tuple[Cell, Estimate]]:
        metric = self.metric
        totals, wholes = self._whole
        added, among = self._sampled
        nothing: Mapping[str, Floats] = {}
        every = np.stack([totals[cell] for cell in cells])  # (cells, all and aside, counts)
        shape = (2, len(self._counts))
        of_cells = np.stack(
            [[added.get(cell, nothing).get(id, np.zeros(shape)) for id in ids] for cell in cells]
        )  # (cells, ids, found and said, counts)
        of_group = np.stack([among.get(group, nothing).get(id, np.zeros((2, 1))) for id in ids])
        k, n = self._k(every), np.broadcast_to(wholes[group][:, 0], (len(cells), 2))
        said_n, found_n = (
            np.broadcast_to(of_group[:, side, 0], (len(cells), len(ids))) for side in (1, 0)
        )
        sampled = self._k(of_cells)
        if metric.form == "net":  # -1 to 1 as 0 to 1
            k, sampled = (k + n) / 2, (sampled + np.stack([found_n, said_n], -1)) / 2
        whole = Whole(k[:, 0], n[:, 0], k[:, 1], n[:, 1])
        said, found = (Labels(sampled[..., 1], said_n), Labels(sampled[..., 0], found_n))
        power = self.powers.get(group) if self.powers else None
        told = rectified.rectify(strata, said, found, whole, power)
        for place, cell in enumerate(cells):
            rate, low, high = (float(each[place]) for each in (told.rate, told.low, told.high))
            if told.relevant[place] < ENOUGH or np.isnan(rate):
                continue
            if metric.form == "net":
                rate, low, high = (2 * figure - 1 for figure in (rate, low, high))
            yield cell, Estimate(rate, low, high, int(told.relevant[place]), told.power)

    def _k(self, counts: Floats) -> Floats:
        """k from the counts in the last axis, less those against it."""
        k = counts[..., self._counts.index(self.metric.k)]
        if not self.metric.minus:
            return k
        return np.asarray(k - counts[..., self._counts.index(self.metric.minus)])


def _by_cell(
    rows: pl.DataFrame, by: Sequence[str], counts: Sequence[str]
) -> Iterator[tuple[Cell, Floats]]:
    cells = rows.select(by).rows() if by else [()] * rows.height
    for cell, values in zip(cells, rows.select(counts).rows(), strict=True):
        yield cell, np.array(values, float)
