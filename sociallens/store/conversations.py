"""Thread facts of the conversations that an import touches, some conversations at a time."""

from collections.abc import Iterator, Mapping

import polars as pl

from sociallens.schema import POLARS, THREAD
from sociallens.store import threads
from sociallens.store.arriving import MONTH, ROW
from sociallens.store.buckets import Buckets
from sociallens.store.keys import Keys, hashed
from sociallens.store.manifest import Segment, Store
from sociallens.store.scan import chunks, column

FACTS = (ROW, *THREAD)
_STORED = "#stored"
_PART = 250_000  # arriving rows whose conversations are looked at at a time
_NARROW = (*threads.NEEDED, MONTH, ROW, _STORED, *THREAD)


class Conversations:
    """The conversations of arriving rows and of the stored rows that they replace."""

    def __init__(self, buckets: Buckets, expected: int) -> None:
        """Use `buckets`; `expected` is how many rows arrive."""
        self._rows = buckets
        self._part = pl.col("conversation_id").hash() % (1 + expected // _PART)
        self._touched: list[pl.Series] = []

    def add(self, fresh: pl.DataFrame) -> None:
        """Take arriving rows: columns `threads.NEEDED`, `MONTH`, `ROW`. Raises `OSError`."""
        self.touch(fresh)
        none = (pl.lit(None, POLARS[name]).alias(name) for name in THREAD)
        self._put(fresh.with_columns(none), stored=False)

    def touch(self, rows: pl.DataFrame) -> None:
        """Take the conversations (column `conversation_id`) of rows that are replaced."""
        self._touched.append(hashed(rows["conversation_id"]).unique())

    def meet(self, store: Store, leaving: Mapping[str, pl.Series]) -> None:
        """Take the stored rows of the same conversations. Raises `OSError`.

        `leaving` has the numbers of the rows that are replaced, by month.
        """
        touched, self._touched = Keys(self._touched), []  # eight bytes a row: no longer needed
        for segment in store.manifest.segments:
            here = touched.hold(hashed(column(store, segment, "conversation_id")))
            if segment.month in leaving:
                here = here.scatter(leaving[segment.month], False)
            if here.any():
                self._take(store, segment, here)

    def _take(self, store: Store, segment: Segment, here: pl.Series) -> None:
        for start, chunk in chunks(store, segment, (*threads.NEEDED, *THREAD), here):
            number = pl.int_range(start, start + chunk.height, dtype=pl.UInt32)
            placed = chunk.with_columns(pl.lit(segment.month).alias(MONTH), number.alias(ROW))
            self._put(placed.filter(here[start : start + chunk.height]), stored=True)

    def _put(self, rows: pl.DataFrame, *, stored: bool) -> None:
        whole = rows.with_columns(pl.lit(stored).alias(_STORED)).select(_NARROW)
        self._rows.scatter(whole, self._part)

    def facts(self) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
        """The facts of arriving rows and the stored rows' that changed: `MONTH` and `FACTS`."""
        now = {f"{name}:now": name for name in THREAD}
        differs = pl.any_horizontal(pl.col(old).ne_missing(pl.col(new)) for new, old in now.items())
        for key in list(self._rows):
            rows = self._rows.take(key)
            facts = threads.facts(rows).rename({name: new for new, name in now.items()})
            joined = rows.join(facts, on="id", how="left")
            wanted = joined.filter(~pl.col(_STORED) | differs)
            result = wanted.drop(THREAD).rename(now)
            arriving, stored = (
                result.filter(which).select(MONTH, *FACTS)
                for which in (~pl.col(_STORED), pl.col(_STORED))
            )
            yield arriving, stored
