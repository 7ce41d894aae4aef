"""Rows that wait on disk until it is their turn."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path

import polars as pl
import pyarrow as pa

from sociallens import work

_TURN = "#turn"


class Waiting:
    """Rows that come in any order and leave in that of their turns, a slice at a time."""

    def __init__(self, folder: Path, rows: int, most: int) -> None:
        """So many rows wait in an empty folder, and leave at most `most` at a time."""
        self._folder, self._most = folder, most
        self._slices = -(-rows // most)
        self._files: list[Path] = []

    def add(self, rows: pa.Table, turns: pl.Series) -> None:
        """Add rows with the turn of each, from 0 on (integers). Raises `NoFolder`."""
        ordered = in_turn(rows.append_column(_TURN, turns.to_arrow()), turns)
        borders = pl.Series(range(self._slices + 1)) * self._most
        cuts = turns.sort().search_sorted(borders).to_list()
        path = self._folder / f"{len(self._files):06}.arrow"
        try:
            with (
                pa.OSFile(str(path), "wb") as file,
                pa.ipc.new_file(file, ordered.schema) as writer,
            ):
                for start, end in pairwise(cuts):
                    # One batch for each slice, so that a slice is found by its number.
                    writer.write_batch(_batch(ordered.slice(start, end - start)))
        except OSError as error:
            raise work.unusable(error) from error
        self._files.append(path)

    def slices(self) -> Iterator[pa.Table]:
        """All rows, in the order of their turns. Raises `OSError`."""
        with ExitStack() as opened:
            files = [opened.enter_context(pa.OSFile(str(path))) for path in self._files]
            runs = [opened.enter_context(pa.ipc.open_file(file)) for file in files]
            for place in range(self._slices):
                rows = pa.Table.from_batches([run.get_batch(place) for run in runs])
                yield in_turn(rows, pl.Series(rows[_TURN])).drop_columns(_TURN)


def in_turn(rows: pa.Table, turns: pl.Series) -> pa.Table:
    """Rows in the order of their turns."""
    return rows.take(turns.arg_sort().to_arrow())


def _batch(rows: pa.Table) -> pa.RecordBatch:
    """A table of one chunk as a batch; an empty one has no chunk."""
    return pa.RecordBatch.from_arrays(
        [column.combine_chunks() for column in rows.columns], schema=rows.schema
    )
