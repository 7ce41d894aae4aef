"""Changes on their way into the segments: in which conversations, in which months."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from sociallens.schema import POLARS, THREAD
from sociallens.store import seen, threads
from sociallens.store.arriving import MONTH, ROW, Outcome
from sociallens.store.buckets import Buckets
from sociallens.store.conversations import FACTS, Conversations
from sociallens.store.manifest import UNDATED, Segment, Store
from sociallens.store.merge import Changes
from sociallens.store.months import Month, digests_now, write_month
from sociallens.store.runs import DIGEST

_MONTH = pl.col("published_at").dt.strftime("%Y-%m").fill_null(UNDATED)
_NO_ROWS = pl.Series([], dtype=pl.UInt32)
_NO_FACTS = pl.DataFrame(schema={ROW: pl.UInt32()} | {name: POLARS[name] for name in THREAD})
_NO_DIGESTS = pl.DataFrame(schema={ROW: pl.UInt32(), DIGEST: pl.UInt64()})


class Arrival:
    """What arrives in a store, and leaves it, whose lock the caller holds."""

    def __init__(
        self, store: Store, outcomes: Iterable[Outcome], spill: Path | None, expected: int
    ) -> None:
        """Take what changes; `expected` is about how many rows. Raises `OSError`.

        `spill` is where what does not fit into memory waits.
        """
        self.changes = Changes(0, 0, 0)
        self._store = store
        self._spill = spill
        self._fresh, self._facts, self._changed, self._known, narrow = (
            Buckets(spill and spill / kind)
            for kind in ("fresh", "facts", "changed", "known", "narrow")
        )
        self._leaving: dict[str, list[pl.Series]] = defaultdict(list)  # numbers of rows, by month
        self._conversations = Conversations(narrow, expected)
        for outcome in outcomes:
            self._take(outcome)

    def _take(self, outcome: Outcome) -> None:
        self.changes += outcome.changes
        months = outcome.fresh.with_columns(_MONTH.alias(MONTH))
        for (month,), rows in months.partition_by(MONTH, as_dict=True).items():
            first = self._fresh.rows(str(month))
            number = pl.int_range(first, first + rows.height, dtype=pl.UInt32).alias(ROW)
            self._conversations.add(rows.select(*threads.NEEDED, MONTH, number))
            self._fresh.add(str(month), rows.drop(MONTH))
        self._conversations.touch(outcome.leaving)
        for (month,), rows in outcome.leaving.partition_by(MONTH, as_dict=True).items():
            self._leaving[str(month)].append(rows[ROW])
        self._known.scatter(outcome.known, pl.col(MONTH))

    @property
    def changes_nothing(self) -> bool:
        """Whether the store is as it was."""
        return not list(self._fresh) and not self._leaving

    def segments(self) -> tuple[Segment, ...]:
        """Write the months that change; all segments of the store from then on. Raises `OSError`.

        Those of the other months stay the same files.
        """
        leaving = {month: pl.concat(rows) for month, rows in self._leaving.items()}
        self._conversations.meet(self._store, leaving)
        for arriving, stored in self._conversations.facts():
            self._facts.scatter(arriving, pl.col(MONTH))
            self._changed.scatter(stored, pl.col(MONTH))
        segments = {segment.month: segment for segment in self._store.manifest.segments}
        for name in sorted({*self._fresh, *leaving, *self._changed}):
            month = Month(
                name,
                segments.pop(name, None),
                self._fresh,
                self._facts.take(name, _NO_FACTS).select(FACTS).sort(ROW),
                leaving.get(name, _NO_ROWS),
                self._changed.take(name, _NO_FACTS).select(FACTS),
                self._known.take(name, _NO_DIGESTS).select(ROW, DIGEST),
            )
            if written := write_month(self._store, month, self._spill):
                segments[name] = written
            self._fresh.drop(name)
        return tuple(segments[month] for month in sorted(segments))

    def keep_digests(self) -> None:
        """Note the new digests of rows that stay, in months that were not written anew.

        Raises `OSError`.
        """
        for segment in self._store.manifest.segments:
            known = self._known.take(segment.month, _NO_DIGESTS)
            if not known.is_empty():
                digests = digests_now(self._store, segment, known)
                seen.keep(self._store.path, segment.sha256, digests)
