"""Lists of labels, the best first."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from sociallens.classify.terms import Matrix

Flags = npt.NDArray[np.bool_]


def ranked(scores: Matrix, kept: Flags, labels: Sequence[str]) -> pl.Series:
    """Per row the labels that are kept, best score first; null where none is."""
    order = np.argsort(-scores, axis=1, kind="stable")
    taken = np.take_along_axis(kept, order, axis=1)
    ends = np.concatenate([[0], taken.sum(axis=1).cumsum()])
    flat = pl.Series(labels).gather(order[taken]).to_arrow()
    # Given an array of NumPy's, pyarrow would load pandas: half a second in each process.
    lists = pl.Series(
        pl.from_arrow(pa.LargeListArray.from_arrays(pl.Series(ends).to_arrow(), flat))
    )
    return pl.select(pl.when(lists.list.len() > 0).then(lists)).to_series()
