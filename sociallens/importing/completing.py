"""The costly steps of a file, slice by slice: not of rows that are stored, in processes if many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import polars as pl

from sociallens.importing.finishing import Finish
from sociallens.importing.isolation import NONE
from sociallens.importing.job import Meter
from sociallens.importing.kept import Kept
from sociallens.importing.rejecting import Rejecting
from sociallens.importing.spill import Spill
from sociallens.importing.workers import Done, Job, workers
from sociallens.schema import REPOST
from sociallens.store.runs import DIGEST, ORDER

PREVIEW = 20  # rows that a report shows
PARALLEL = 100_000  # rows of a file from which it is worth while to start processes
# Whether the store has rows as they are (booleans), by their ids (text) and digests.
Known = Callable[[pl.Series, pl.Series], pl.Series]
Make = Callable[[], pl.DataFrame]  # the rows of a slice that are ready to be finished


@dataclass(frozen=True)
class Unchanged:
    """Rows that the store has as they are: their `ids` (text), and what finishes some after all."""

    ids: pl.Series
    reposts: int
    times: pl.Series  # of publication, UTC
    finish: Callable[[pl.Series], pl.DataFrame]  # positions (integers) -> `schema.IMPORTED`, digest


@dataclass
class Completing:
    """Finishes the slices of one part of a file."""

    finish: Finish
    spill: Callable[[str], Spill]  # the slices of that part by a name
    meter: Meter
    rejecting: Rejecting
    known: Known | None
    kept: Kept | None
    unchanged: list[Unchanged] = field(default_factory=list)
    _told: int = 0  # rows of which a digest and a place were told

    def rows(self, slices: Sequence[Make], length: int) -> Spill:
        """The rows of `slices` as they are stored, but for those in `unchanged`.

        `length` is the number of rows of the file. Raises `Broken`, `MemoryError`, `OSError`.
        """
        parts = (self._unlike(number, make) for number, make in enumerate(slices))
        finished = self.spill("rows")
        if length < PARALLEL:
            for part in parts:
                outcome = self.finish.rows(part)
                self.rejecting.fail(outcome.failed, part)
                self.meter.add(outcome.result.height)
                finished.add(outcome.result)
            return finished
        waiting = self.spill("ready")
        with workers(self.finish) as crew:
            jobs = (self._job(number, part) for number, part in enumerate(parts))
            for number, done in enumerate(crew.finish(jobs)):
                job = waiting.path(number)
                if done.failed.height:
                    self.rejecting.fail(done.failed, pl.read_ipc(job))
                elif self.kept and job.exists():  # it was not taken from there
                    ready = pl.read_ipc(job, columns=[DIGEST, ORDER])
                    self.kept.keep(ready, finished.path(number))
                job.unlink(missing_ok=True)
                self.meter.add(done.rows)
                finished.adopt(done.rows)
        return finished

    def _job(self, number: int, ready: pl.DataFrame) -> Job | Done:
        into, import_id = self.spill("rows").path(number), self.finish.context.import_id
        if self.kept and (rows := self.kept.take(ready, into, import_id)) is not None:
            return Done(rows, NONE)
        if ready.is_empty():  # all is stored: no process needs to be begun for it
            self.finish.rows(ready).result.write_ipc(into, compression="lz4")
            return Done(0, NONE)
        job = self.spill("ready").path(number)
        ready.write_ipc(job)
        return Job(job, into)

    def _unlike(self, number: int, make: Make) -> pl.DataFrame:
        """The rows of a slice that the store does not have as they are."""
        rows = make()
        if self.known is None:
            return rows
        place = pl.int_range(self._told, self._told + rows.height, dtype=pl.UInt64, eager=True)
        rows = rows.with_columns(self.finish.digests(rows), place.alias(ORDER))
        self._told += rows.height
        same = self.known(rows["id"], rows[DIGEST])
        if not number:  # the first ones are shown
            same = (
                pl.Series([False])
                .new_from_index(0, min(PREVIEW, len(same)))
                .append(same.slice(PREVIEW))
            )
        if not same.any():
            return rows

        def again(positions: pl.Series) -> pl.DataFrame:
            some = make().with_columns(rows_of_all)[same.arg_true().gather(positions)]
            return self.finish.rows(some).result

        rows_of_all = [rows[DIGEST], rows[ORDER]]
        left = rows.filter(same)
        reposts = int((left["role"] == REPOST).sum())
        span = pl.Series([left["published_at"].min(), left["published_at"].max()])
        self.unchanged.append(Unchanged(left["id"], reposts, span.drop_nulls(), again))
        self.meter.add(int(same.sum()))
        return rows.filter(~same)
