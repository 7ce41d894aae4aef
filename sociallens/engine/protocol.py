"""The protocol of engines: all that tables, links and pages know of them. No query language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

import polars as pl

from sociallens.access import Scope, TextScope
from sociallens.annotations.log import Log
from sociallens.dimensions import Dimension
from sociallens.merchants import Merchants
from sociallens.metrics import Wait
from sociallens.schema import NAMES
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
    def noticed(self) -> tuple[str, ...]:
        """`Data.damaged` as the last question found it: no file is looked at."""

    @property
    def damages(self) -> tuple[Damage, ...]:
        """The damaged segments, which answers leave out."""

    @property
    def annotations(self) -> Log:
        """What people said of labels; its corrections are shown by every answer."""

    def counts(
        self,
        counts: Sequence[str],
        by: Sequence[Dimension],
        selection: Selection,
        scope: Scope,
        *,
        kind: str = "",
    ) -> pl.DataFrame:
        """Sums of declared counts, broken down by dimensions.

        `kind`: the count that contributions must add to, to be in view.

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
            A column for each dimension as in `counts`, then three aligned lists: `hours` (floats,
            ascending, each once), and how many waits of those hours `ended`, or are `open` and have
            lasted so long so far (integers). Some engines know hours to about 3 % only.
        """

    def contributions(
        self,
        selection: Selection,
        scope: TextScope,
        *,
        kind: str = "messages",
        order: Order = "latest",
        limit: int | None = None,
        offset: int = 0,
        columns: Sequence[str] = NAMES,
    ) -> pl.DataFrame:
        """Contributions in view; `columns` of `schema.NAMES`, in `order`.

        `gravest`: by severity, of the same one the oldest first; `confidence`: the least sure
        labels first, those of people last. What has no date follows what has one.
        `kind` is the count that they add to; with "" everybody's contributions and reposts.
        """

    def stream(self, selection: Selection, scope: TextScope, rows: int) -> Iterator[pl.DataFrame]:
        """Everybody's contributions in view, reposts too, newest first, in frames of up to `rows`.

        The rows of `contributions`, in its order, without holding them all. Columns
        `schema.NAMES`; no frame where there are none. Raises `StoreError`, before any frame or
        between two, where a file of the store changed.
        """

    def latest(
        self, by: Dimension, most: int, selection: Selection, scope: TextScope
    ) -> pl.DataFrame:
        """At most so many of the latest customers' messages of each value of a dimension.

        A column for the dimension as in `counts`, then `text`, `topic`, `sentiment` (text) and
        `confidence` (float). In the order of the dimension.
        """

    def originals(self, ids: Sequence[str], scope: TextScope) -> pl.DataFrame:
        """The contributions of these ids as they are stored, without what people corrected.

        Columns `schema.NAMES`, in no order; none for an id that is out of the scope or gone.
        """

    def opinions(self, selection: Selection, scope: Scope) -> pl.DataFrame:
        """Customers' messages in view by what a listening tool thought and what the model says.

        `tool_sentiment`, `sentiment` (text), `messages` (integer); of moods that a model gave.
        """

    def members(self, count: str, selection: Selection, scope: Scope) -> pl.DataFrame:
        """Who is counted: `id` and `channel` of the contributions that add to a declared count."""

    def relabelled(
        self,
        labels: pl.DataFrame,
        counts: Sequence[str],
        by: Sequence[Dimension],
        selection: Selection,
        scope: Scope,
    ) -> pl.DataFrame:
        """What some contributions add to counts: as they are shown, and under other `labels`.

        `labels`: `id` and columns of the schema that take the place of the shown ones.

        Returns:
            `id`, `said` (whether under the other labels), a column for each dimension as in
            `counts`, then one for each of `counts`. A contribution that is not in view, under the
            one or the other, has no row for it; one with several values of a dimension has several.
        """

    def thread(self, conversation: str, scope: TextScope) -> pl.DataFrame:
        """All contributions of a conversation, the opening first; columns `schema.NAMES`."""

    def named(self, ids: Sequence[str], scope: TextScope) -> pl.DataFrame:
        """The contributions of these ids within the scope, in no order; columns `schema.NAMES`."""

    def span(self, selection: Selection, scope: Scope) -> tuple[date, date] | None:
        """The first and last day with a customer's contribution in view; None without any."""

    def values(self, dimension: Dimension, scope: Scope) -> tuple[str, ...]:
        """The values of a dimension that occur within the scope, sorted."""
