"""Digests of the rows that contributions were last written from: a row seen before costs little.

`digests/<sha256 of a segment>.parquet` holds one for each row of the segment, in its order, null
where nobody knows. What makes a digest has to cover all that the stored row follows from. The
files are derived: without them rows are read as if they were new.
"""

import io
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from sociallens.store import disk
from sociallens.store.apart import MARK
from sociallens.store.keys import Keys, families, hashed, places
from sociallens.store.manifest import Segment, Store
from sociallens.store.scan import scan

DIGESTS = "digests"
_COLUMN = "digest"


class Seen:
    """What a store knows of the rows that it was written from; 16 bytes a contribution."""

    def __init__(self, store: Store) -> None:
        """Read the ids and the digests of all segments that have digests."""
        shared, ids, digests = [], [], []
        has_digests = (store.path / DIGESTS).exists()
        for segment in store.manifest.segments if has_digests else ():
            known = digests_of(store.path, segment)
            stored = scan([store.path / segment.file]).select("id").collect()
            marked = stored["id"].str.contains(MARK, literal=True)
            shared.append(families(stored["id"].filter(marked)))
            if known is not None:
                rows = pl.DataFrame([hashed(stored["id"]), known.alias(_COLUMN)])
                rows = rows.drop_nulls()
                ids.append(rows["id"].to_numpy())
                digests.append(rows[_COLUMN].to_numpy())
        self._shared = Keys(shared)  # what several contributions share is looked at as a whole
        every = np.concatenate(ids) if ids else np.empty(0, np.uint64)
        order = np.argsort(every)
        self._ids = every[order]
        self._digests = (np.concatenate(digests) if digests else np.empty(0, np.uint64))[order]

    def unchanged(self, ids: pl.Series, digests: pl.Series) -> pl.Series:
        """Where the stored row of that id was last written from a row of that digest (booleans).

        Such a row may be set aside (`Runs.set_aside`).

        Args:
            ids: Source ids (text).
            digests: Unsigned 64-bit integers; null where there is none.
        """
        if not len(self._ids):
            return pl.Series([False]).new_from_index(0, len(ids))
        place, known = places(self._ids, hashed(ids))
        same = known & (self._digests[place] == digests.fill_null(0).to_numpy())
        return pl.Series(same) & digests.is_not_null() & ~self._shared.hold(families(ids))


def digests_of(path: Path, segment: Segment) -> pl.Series | None:
    """The digests of a segment's rows; None where they are missing or not of these rows."""
    file = path / name(segment.sha256)
    try:
        if pq.read_metadata(file).num_rows != segment.rows:
            return None
        return pl.read_parquet(file, glob=False)[_COLUMN].cast(pl.UInt64)
    except (OSError, ValueError, pl.exceptions.PolarsError):
        return None


def keep(path: Path, sha256: str, digests: pl.Series) -> None:
    """Write the digests of the rows of the segment of that hash, in their order. Raises `OSError`.

    A segment none of whose rows has one has no file.
    """
    if digests.null_count() == len(digests):
        return
    data = io.BytesIO()
    digests.alias(_COLUMN).to_frame().write_parquet(data, compression="uncompressed")
    disk.make_folder(path / DIGESTS)
    disk.write(path / name(sha256), data.getvalue())


def name(sha256: str) -> str:
    """The path of the digests of a segment, relative to the store."""
    return f"{DIGESTS}/{sha256}.parquet"
