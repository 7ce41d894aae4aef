"""What a store adds to the tables that ship: terms of its own, weights fitted on corrections."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, eq=False)
class Own:
    """A store's own part of the classifier. Two of the same content are equal, as keys of caches.

    `terms`: rows of `terms.COLUMNS` by language. `weights`: tables by task, which take the place
    of those that ship; the number of the calibration that made them is `calibration`, 0 for none.
    """

    terms: Mapping[str, pl.DataFrame]
    weights: Mapping[str, pl.DataFrame]
    calibration: int
    digest: str

    @property
    def mark(self) -> str:
        """What the classifier's name ends with: `+c2` after the second calibration."""
        return f"+c{self.calibration}" if self.calibration else ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)


NOTHING = Own({}, {}, 0, "")
