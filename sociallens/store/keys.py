"""Sets of texts as sorted hashes: eight bytes for each of millions of ids.

Hashes hold for one run of the program only. Two texts may share one, so a set answers "perhaps"
and "certainly not".
"""

from collections.abc import Iterable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sociallens.store.apart import MARK, family

Hashes = NDArray[np.uint64]


def hashed(texts: pl.Series) -> pl.Series:
    """The hashes of texts (unsigned 64-bit integers)."""
    return texts.hash()


def families(ids: pl.Series) -> pl.Series:
    """The hashes of ids as the source gave them, see `apart.family`."""
    if ids.str.contains(MARK, literal=True).any():  # few are: a pattern costs ten times more
        ids = ids.to_frame("id").select(family(pl.col("id")))["id"]
    return hashed(ids)


def places(ordered: Hashes, wanted: pl.Series) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Where each of the `wanted` hashes stands in `ordered`, and whether it does."""
    sought = wanted.to_numpy()
    found = np.searchsorted(ordered, sought)
    inside = np.minimum(found, max(len(ordered) - 1, 0))
    return inside, (ordered[inside] == sought) if len(ordered) else np.zeros(len(sought), bool)


class Keys:
    """A set of hashes, and those of them that came more than once (`repeated`)."""

    def __init__(self, hashes: Iterable[pl.Series]) -> None:
        """Of all of `hashes`, which are in memory twice meanwhile; the caller need not hold them.

        One that comes twice is in the set once.
        """
        ordered = np.concatenate([np.empty(0, np.uint64), *(part.to_numpy() for part in hashes)])
        ordered.sort()
        again = np.zeros(len(ordered), bool)
        np.equal(ordered[1:], ordered[:-1], out=again[1:])
        self.repeated = pl.Series(ordered[again], dtype=pl.UInt64)
        self._ordered: Hashes = ordered[~again] if again.any() else ordered

    def __len__(self) -> int:
        return len(self._ordered)

    def hold(self, hashes: pl.Series) -> pl.Series:
        """Which of `hashes` are in the set (booleans)."""
        return pl.Series(places(self._ordered, hashes)[1])
