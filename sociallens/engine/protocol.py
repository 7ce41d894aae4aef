"""What an engine answers. Tables, links and pages know this much of it, and no query language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, Protocol

import polars as pl

from sociallens.access import Scope
from sociallens.dimensions import Dimension
from sociallens.merchants import Merchants
from sociallens.metrics import Wait
from sociallens.selection import Selection
from sociallens.store.integrity import Damage
from sociallens.store.manifest import Store
from sociallens.taxonomy import Taxonomy

TIME_ZONE = "Europe/Paris"  # whose days and weeks an instant falls into
Order = Literal["latest", "gravest"]


@dataclass(frozen=True)
class Data:
    """Which data an engine answers from: the key of everything that is kept of its answers."""

    path: Path
    digest: str  # of the version's manifest
    names: str  # digest of the merchants' names
    taxonomy: str  # digest of the vocabularies
    damaged: tuple[str, ...] = ()  # segments left out


class Engine(Protocol):
    """One loaded version of a store. Safe to share between threads.

    Every question carries the reader's scope. All raise `StoreError` where the data cannot be
    read, and so do `data` and `damages`, which look at the files.
    """

    store: Store
    taxonomy: Taxonomy
    merchants: Merchants

    @property
    def data(self) -> Data:
        """The identity of what is answered from."""

    @property
    def damages(self) -> tuple[Damage, ...]:
        """The segments that are not as they were written, and left out."""

    def counts(
        self, counts: Sequence[str], by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> pl.DataFrame:
        """Sums of declared counts: a column for each dimension (text; steps of time: date).

        Then one for each of `counts` (integers). Sorted by the dimensions; one row without any.
        """

    def waits(
        self, wait: Wait, by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> pl.DataFrame:
        """Hours of a declared wait, by dimensions: a column for each of these, then two lists.

        `ended`: hours until the end; `open`: hours waited so far (lists of floats, never null).
        """

    def contributions(
        self,
        selection: Selection,
        scope: Scope,
        *,
        kind: str = "messages",
        order: Order = "latest",
        limit: int | None = None,
        offset: int = 0,
    ) -> pl.DataFrame:
        """Contributions in view with all columns of the schema, in order.

        `kind`: the count that they add to, or "" for everybody's.
        """

    def thread(self, conversation: str, scope: Scope) -> pl.DataFrame:
        """All contributions of a conversation with all columns of the schema, in their order."""

    def span(self, selection: Selection, scope: Scope) -> tuple[date, date] | None:
        """The first and last day with a customer's contribution in view."""

    def values(self, dimension: Dimension, scope: Scope) -> tuple[str, ...]:
        """The values of a dimension that the reader's contributions have, sorted."""
