"""Rows that wait on disk until it is their turn."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Self, TypeVar

import polars as pl
import pyarrow as pa

from sociallens import work

_TURN = "#turn"
Rows = TypeVar("Rows", pa.Table, pa.RecordBatch)


class Waiting:
    """Rows that come in any order and leave in that of their turns, a slice at a time.

    They wait in one file of Arrow: of each batch that came, a batch for each slice.
    """

    def __init__(self, folder: Path, rows: int, most: int) -> None:
        """So many rows wait in an empty folder, and leave at most `most` at a time."""
        self._path = folder / "rows.arrow"
        self._slices = -(-rows // most)
        self._borders = pl.Series(range(self._slices + 1)) * most  # turns between slices
        self._came = 0
        self._writer: pa.RecordBatchFileWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):  # its end finds no room either
            self._close()

    def add(self, rows: pa.Table, turns: pl.Series) -> None:
        """Add rows with the turn of each, from 0 on (integers). Raises `NoFolder`."""
        turned = rows.append_column(_TURN, turns.to_arrow())
        try:
            for batch in turned.to_batches():
                self._write(batch)
        except OSError as error:
            raise work.unusable(error) from error

    def slices(self) -> Iterator[pa.Table]:
        """All rows, in the order of their turns. Raises `NoFolder`, and `OSError`."""
        try:
            self._close()
        except OSError as error:
            raise work.unusable(error) from error
        with pa.OSFile(str(self._path)) as file, pa.ipc.open_file(file) as waiting:
            for place in range(self._slices):
                numbers = range(place, self._came * self._slices, self._slices)
                rows = pa.Table.from_batches([waiting.get_batch(number) for number in numbers])
                yield _ordered(rows).drop_columns(_TURN)

    def _write(self, batch: pa.RecordBatch) -> None:
        if self._writer is None:
            self._writer = pa.ipc.new_file(str(self._path), batch.schema)
        ordered = _ordered(batch)
        cuts = pl.Series(ordered[_TURN]).search_sorted(self._borders)
        for start, end in pairwise(cuts.to_list()):
            self._writer.write_batch(ordered.slice(start, end - start))
        self._came += 1

    def _close(self) -> None:
        if self._writer is not None:
            writer, self._writer = self._writer, None
            writer.close()


def in_turn(rows: Rows, turns: pl.Series) -> Rows:
    """Rows in the order of their turns."""
    return rows.take(turns.arg_sort().to_arrow())


def _ordered(rows: Rows) -> Rows:
    return in_turn(rows, pl.Series(rows[_TURN]))
