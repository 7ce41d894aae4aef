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
from sociallens.findings.kinds import TALLIED
from sociallens.metrics import CAUSE_SHARE
from sociallens.selection import Selection

# Values of the dimensions asked for (empty: not known) -> count -> how many.
Tally = Mapping[tuple[str, ...], Mapping[str, int]]
Names = tuple[str, ...]  # of counts
# Dimensions with few values each, and their counts: one question answers for any of them.
CUBES = {("site", "channel", "topic"): TALLIED, ("site", "cause"): (CAUSE_SHARE.k,)}


@dataclass(frozen=True)
class Cube:
    """Counts by dimensions, to be summed by some of them."""

    by: tuple[str, ...]
    names: Sequence[str]
    values: tuple[NDArray[np.object_], ...]  # of each dimension
    codes: NDArray[np.int64]  # a row for each dimension: places among its values
    counts: NDArray[np.int64]  # a row for each name

    @classmethod
    def of(cls, counted: pl.DataFrame, by: tuple[str, ...], names: Sequence[str]) -> "Cube":
        """From an engine's counts."""
        values, codes = [], []
        for name in by:
            column = counted[name].fill_null("")
            values.append(column.unique().sort().to_numpy())
            codes.append(column.rank("dense").to_numpy().astype(np.int64) - 1)
        counts = counted.select(names).to_numpy().T
        return cls(by, names, tuple(values), np.array(codes, np.int64), counts)

    def summed(
        self, by: tuple[str, ...], names: Names, only: Mapping[str, tuple[str, ...] | None]
    ) -> Tally:
        """Some counts by some dimensions, over the rows that have `only` these values."""
        kept = np.ones(self.counts.shape[1], bool)
        for name, chosen in only.items():
            if chosen is not None:
                place = self.by.index(name)
                kept &= np.isin(self.values[place], chosen)[self.codes[place]]
        places = [self.by.index(name) for name in by]
        cells = np.zeros(int(kept.sum()), np.int64)
        for place in places:
            cells = cells * len(self.values[place]) + self.codes[place][kept]
        held = np.bincount(cells, minlength=1)
        present = np.flatnonzero(held) if by else np.zeros(1, int)
        rows = (self.counts[self.names.index(name)][kept] for name in names)
        sums = [np.bincount(cells, row, len(held))[present] for row in rows]
        keys = list(self._keys(places, present))
        columns = np.array(sums, int).T.tolist()
        return {
            key: dict(zip(names, row, strict=True)) for key, row in zip(keys, columns, strict=True)
        }

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
        without = lifted if lifted is not None else by[0] if by else ""
        period = self.selection.compared() if before else self.selection
        if period is None:
            return {}
        view = replace(period, compare="none")
        view = view.choose(without, None) if without and view.choices else view
        if (by, names, view) not in self.known:
            self.known[by, names, view] = self._tally(by, names, view)
        return self.known[by, names, view]

    def _tally(self, by: tuple[str, ...], names: Names, view: Selection) -> Tally:
        cube = next((each for each in CUBES if set(by) <= set(each)), None)
        if cube is None:
            return self._cube(by, TALLIED, view).summed(by, names, {})
        whole, only = view, dict[str, tuple[str, ...] | None]()
        for name in cube:
            if not DIMENSIONS[name].many:  # a value of several cannot be told from the cube
                whole, only[name] = whole.choose(name, None), view.values(name)
        return self._cube(cube, CUBES[cube], whole).summed(by, names, only)

    def _cube(self, by: tuple[str, ...], names: Sequence[str], view: Selection) -> Cube:
        question = ("cube", by, view, self.scope)
        return cached(self.engine, question, lambda: self._counted(by, names, view))

    def _counted(self, by: tuple[str, ...], names: Sequence[str], view: Selection) -> Cube:
        dimensions = [DIMENSIONS[name] for name in by]
        return Cube.of(self.engine.counts(names, dimensions, view, self.scope), by, names)
