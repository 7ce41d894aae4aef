"""Waits in lists by cell, from rows by cell and bucket of hours: what `Engine.waits` tells."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from sociallens.engine.duckdb.serving import layout
from sociallens.metrics import Wait

WAITED = ("hours", "ended", "open")


def listed(rows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """The lists of cells whose rows, `WAITED` behind the columns `names`, stand together."""
    if not names:
        lists = rows.select(pl.all().implode())
        return lists if rows.height else lists.clear()
    return rows.group_by(names, maintain_order=True).agg(WAITED)


def by_cell(rows: pa.Table, names: Sequence[str], wait: Wait) -> pl.DataFrame:
    """The lists of cells, of rows with a `bucket` in place of hours.

    By a dimension in codes the rows may come in any order, and several for a cell and bucket.
    """
    if len(names) == 1 and pa.types.is_dictionary(rows.schema.field(names[0]).type):
        return _added(rows, names[0], wait)
    frame = pl.DataFrame(pl.from_arrow(rows))
    hours = pl.Series("hours", layout.middle(frame["bucket"].to_numpy(), wait))
    return listed(frame.with_columns(hours).select(*names, *WAITED), names)


def _added(rows: pa.Table, name: str, wait: Wait) -> pl.DataFrame:
    """The lists of rows that are not yet added up: a table of cells by buckets is small.

    It takes a fifth of the time that a database needs to group as many rows by cell and bucket.
    """
    codes = rows[name].combine_chunks()
    cells = codes.dictionary.to_pylist()
    numbers = rows["bucket"].to_numpy()
    first = numbers.min(initial=0)
    width = int(numbers.max(initial=0)) - int(first) + 1
    places = codes.indices.fill_null(len(cells)).to_numpy().astype(np.int64) * width
    places += numbers - first
    shape = len(cells) + 1, width

    def summed(column: str) -> NDArray[np.int64]:
        sums = np.bincount(places, rows[column].to_numpy(), minlength=shape[0] * width)
        return sums.astype(np.int64).reshape(shape)

    ended, still = summed("ended"), summed("open")
    held = (ended > 0) | (still > 0)
    hours = np.broadcast_to(layout.middle(first + np.arange(width), wait), shape)
    ends = np.concatenate([[0], np.cumsum(held.sum(axis=1))])
    lists = {
        column: pa.LargeListArray.from_arrays(ends, values[held])
        for column, values in zip(WAITED, (hours, ended, still), strict=True)
    }
    frame = pl.DataFrame(
        pl.from_arrow(pa.table({name: pa.array([*cells, None], pa.string()), **lists}))
    )
    return frame.filter(pl.col("hours").list.len() > 0).sort(name, nulls_last=True)
