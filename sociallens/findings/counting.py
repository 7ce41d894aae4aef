"""Counts of a view, asked once for all kinds of findings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS
from sociallens.engine.cache import cached
from sociallens.engine.protocol import Engine
from sociallens.figures import Breakdown
from sociallens.findings.kinds import TALLIED, counted
from sociallens.selection import Selection

# Values of the dimensions asked for (empty: not known) -> count -> how many.
Tally = Mapping[tuple[str, ...], Mapping[str, int]]
Names = tuple[str, ...]  # of counts
TOGETHER = ("site", "channel", "topic")  # of chosen merchants one question answers for any of these


@dataclass(frozen=True)
class Cube:
    """Counts by dimensions, to be summed by some of them."""

    by: tuple[str, ...]
    names: Sequence[str]
    values: tuple[NDArray[np.object_], ...]  # of each dimension, sorted
    codes: NDArray[np.int64]  # a row for each dimension: places among its values
    counts: NDArray[np.int64]  # a row for each name

    @classmethod
    def of(cls, counted: pl.DataFrame, by: tuple[str, ...], names: Sequence[str]) -> "Cube":
        """From an engine's counts."""
        values, codes = [], np.empty((len(by), counted.height), np.int64)
        for place, name in enumerate(by):
            column = counted[name].fill_null("")
            known = column.unique().sort()
            values.append(known.to_numpy())
            codes[place] = column.cast(pl.Enum(known)).to_physical().to_numpy()
        counts = counted.select(names).to_numpy().T
        return cls(by, names, tuple(values), codes, counts)

    def summed(self, by: tuple[str, ...], names: Names) -> Tally:
        """Some counts by some dimensions."""
        places = [self.by.index(name) for name in by]
        cells = np.zeros(self.counts.shape[1], np.int64)
        for place in places:
            cells = cells * len(self.values[place]) + self.codes[place]
        held = np.bincount(cells, minlength=1)
        present = np.flatnonzero(held) if by else np.zeros(1, int)
        rows = (self.counts[self.names.index(name)] for name in names)
        sums = [np.bincount(cells, row, len(held))[present] for row in rows]
        keys = list(self._keys(places, present))
        columns = np.array(sums, int).T.tolist()
        return {
            key: dict(zip(names, row, strict=True)) for key, row in zip(keys, columns, strict=True)
        }

    def shared(
        self, other: "Cube", by: str, sources: tuple[str, ...], name: str
    ) -> Mapping[str, tuple[int, int]]:
        """Of a count by one dimension, how much is of sources that the other has too, of how much.

        A source is a cell of the dimensions `sources`. By "" that of all, under "".
        """
        dimensions = tuple(dict.fromkeys(filter(None, (by, *sources))))
        every = [
            np.union1d(self.values[self.by.index(each)], other.values[other.by.index(each)])
            for each in dimensions
        ]
        own, others = (cube._dense(dimensions, every, name) for cube in (self, other))
        within = tuple(range(bool(by), len(dimensions)))
        sums = (np.where(others, own, 0).sum(within), own.sum(within))
        common, whole = (np.atleast_1d(each).astype(int).tolist() for each in sums)
        values = every[0].tolist() if by else [""]
        pairs = zip(values, zip(common, whole, strict=True), strict=True)
        return {value: pair for value, pair in pairs if pair[1]}

    def _dense(
        self, dimensions: Sequence[str], every: Sequence[NDArray[np.object_]], name: str
    ) -> NDArray[np.float64]:
        """A count by dimensions whose values are `every`, also where there is none."""
        cells = np.zeros(self.counts.shape[1], np.int64)
        for each, values in zip(dimensions, every, strict=True):
            place = self.by.index(each)
            cells = (
                cells * len(values) + np.searchsorted(values, self.values[place])[self.codes[place]]
            )
        shape = [len(values) for values in every]
        row = self.counts[self.names.index(name)]
        dense = np.bincount(cells, row, int(np.prod(shape))).astype(float)
        return dense.reshape(shape)

    def _keys(self, places: list[int], cells: NDArray[np.int64]) -> Iterator[tuple[str, ...]]:
        """The values that each cell stands for."""
        if not places:
            return iter([()])
        split = np.unravel_index(cells, [len(self.values[place]) for place in places])
        columns = (
            self.values[place][code].tolist() for place, code in zip(places, split, strict=True)
        )
        return zip(*columns, strict=True)


@dataclass(frozen=True)
class Counts:
    """The counts of a view and of the period that it is compared with."""

    engine: Engine
    selection: Selection
    scope: Scope
    known: dict[tuple[tuple[str, ...], Names, Selection], Tally] = field(default_factory=dict)

    def tally(
        self,
        by: tuple[str, ...],
        names: Names,
        *,
        before: bool = False,
        lifted: str | None = None,
    ) -> Tally:
        """Some counts by dimensions, with the view's choice on the dimension `lifted` left out.

        By default on the first of `by`: so a subject's peers are there too. Empty without a
        period to compare with. Raises `StoreError`.
        """
        view = self._view(lifted if lifted is not None else by[0] if by else "", before=before)
        if view is None:
            return {}
        if (by, names, view) not in self.known:
            self.known[by, names, view] = self._cube(by, view).summed(by, names)
        return self.known[by, names, view]

    def cube(self, by: tuple[str, ...], *, before: bool, lifted: str) -> Cube | None:
        """A cube with at least these dimensions, and the counts that `kinds` ask for by them.

        None without a period to compare with. Raises `StoreError`.
        """
        view = self._view(lifted, before=before)
        return None if view is None else self._cube(by, view)

    def _view(self, lifted: str, *, before: bool) -> Selection | None:
        period = self.selection.compared() if before else self.selection
        if period is None:
            return None
        view = replace(period.raw, compare="none", grain="")
        return view.choose(lifted, None) if lifted and view.choices else view

    def _cube(self, by: tuple[str, ...], view: Selection) -> Cube:
        chosen = view.values("site") is not None and len(by) > 0 and set(by) <= set(TOGETHER)
        asked, names = (TOGETHER, TALLIED) if chosen else (_ordered(by), counted(by))
        question = ("cube", asked, view, self.scope)
        return cached(self.engine, question, lambda: self._counted(asked, names, view))

    def _counted(self, by: tuple[str, ...], names: Names, view: Selection) -> Cube:
        """The counts as tables ask for them, where these ask for the same: then once for both."""
        if by == TOGETHER:
            dimensions = [DIMENSIONS[name] for name in by]
            return Cube.of(self.engine.counts(names, dimensions, view, self.scope), by, names)
        breakdown = Breakdown(self.engine, view, self.scope, by)
        return Cube.of(breakdown.counts(names) if by else breakdown.whole(names), by, names)


def _ordered(by: tuple[str, ...]) -> tuple[str, ...]:
    """The same dimensions in the order of the tables: merchants come first."""
    return tuple(sorted(by, key=lambda name: (name != "site", name)))
