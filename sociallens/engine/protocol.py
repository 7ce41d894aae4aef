"""The protocol of engines: all that tables, links and pages know of them. No query language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import polars as pl

from sociallens.access import Scope
from sociallens.annotations.log import Log
from sociallens.dimensions import Dimension
from sociallens.merchants import Merchants
from sociallens.metrics import Wait
from sociallens.selection import Order, Selection
from sociallens.store.integrity import Damage
from sociallens.store.manifest import Store
from sociallens.taxonomy import Taxonomy

TIME_ZONE = "Europe/Paris"  # in which instants are assigned to days and weeks


@dataclass(frozen=True)
class Data:
    """The identity of the data that an engine answers from: part of every cache key."""

    path: Path
    digest: str  # of the version's manifest
    names: str  # digest of the merchants' names
    taxonomy: str  # digest of the vocabularies
    damaged: tuple[str, ...] = ()  # segments left out
    annotations: str = ""  # digest of what people said of labels


class Engine(Protocol):
    """One loaded version of a store. Safe to share between threads.

    Every question takes the reader's scope. All methods and the properties `data` and `damages`,
    which check the files, raise `StoreError` when the data cannot be read.
    """

    store: Store
    taxonomy: Taxonomy
    merchants: Merchants

    @property
    def data(self) -> Data:
        """The identity of the data that answers come from."""

    @property
    def damages(self) -> tuple[Damage, ...]:
        """The damaged segments, which answers leave out."""

    @property
    def annotations(self) -> Log:
        """What people said of labels; its corrections are shown by every answer."""

    def counts(
        self, counts: Sequence[str], by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> pl.DataFrame:
        """Sums of declared counts, broken down by dimensions.

        Returns:
            A column for each dimension (text; a date for steps of time), then one for each of
            `counts` (integers). Sorted by the dimensions; without dimensions one row.
        """

    def corrected(
        self, counts: Sequence[str], selection: Selection, scope: Scope
    ) -> tuple[dict[str, int], dict[str, int]]:
        """Sums of declared counts by name: without people's corrections, and with them.

        The selection narrows each side by its own labels.
        """

    def tallies(
        self, dimensions: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> dict[str, dict[str, int]]:
        """Dimension -> value -> customers' messages in view, were no filter set on that dimension.

        In one question: a reader is offered all of them at once.
        """

    def waits(
        self, wait: Wait, by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> pl.DataFrame:
        """Durations of a declared wait, broken down by dimensions.

        Returns:
            A column for each dimension as in `counts`, then two lists of hours (floats, never
            null): `ended` holds waits that ended, `open` those that have lasted so long so far.
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
        """Contributions in view; columns `schema.NAMES`, in `order`.

        `gravest`: by severity, of the same one the oldest first; `confidence`: the least sure
        labels first, those of people last. What has no date follows what has one.
        `kind` is the count that they add to; with "" everybody's contributions and reposts.
        """

    def thread(self, conversation: str, scope: Scope) -> pl.DataFrame:
        """All contributions of a conversation, the opening first; columns `schema.NAMES`."""

    def span(self, selection: Selection, scope: Scope) -> tuple[date, date] | None:
        """The first and last day with a customer's contribution in view; None without any."""

    def values(self, dimension: Dimension, scope: Scope) -> tuple[str, ...]:
        """The values of a dimension that occur within the scope, sorted."""
