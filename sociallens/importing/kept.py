"""Finished slices that outlive their import: one that was killed goes on where it was.

A slice is found by what it was made from, keyed like the pseudonyms: the digests of its rows, which
cover the programs, the options and the file as a whole, but not its name. Only rows as they would
be stored are kept, so nothing here says more than a store does.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

import polars as pl

from sociallens import work
from sociallens.store.runs import DIGEST, ORDER


class Kept:
    """The slices that imports have finished and not stored yet."""

    def __init__(self) -> None:
        """Find the folder of kept slices. Raises `NoFolder`."""
        self._folder = work.kept()
        self._used: set[Path] = set()

    def take(self, ready: pl.DataFrame, into: Path, import_id: str) -> int | None:
        """Write the finished rows of `ready` to `into`; None where none are kept.

        Returns:
            The number of rows.
        """
        place = self._place(ready)
        try:
            rows = pl.read_ipc(place)
            rows = rows.with_columns(pl.lit(import_id).alias("import_id"))
        except (OSError, pl.exceptions.PolarsError):  # no such slice, or the power failed over it
            return None
        if not rows[ORDER].equals(ready[ORDER]):
            return None
        rows.write_ipc(into, compression="lz4")
        return rows.height

    def keep(self, ready: pl.DataFrame, finished: Path) -> None:
        """Keep the finished rows of `ready` until `forget`, where the system allows it."""
        place = self._place(ready)
        with suppress(OSError):
            with finished.open("r+b") as file:
                os.fsync(file.fileno())
            place.unlink(missing_ok=True)  # a damaged one
            os.link(finished, place)

    def forget(self) -> None:
        """Remove the slices that were taken and kept: their import is stored."""
        for place in self._used:
            place.unlink(missing_ok=True)

    def _place(self, ready: pl.DataFrame) -> Path:
        signs = hashlib.sha256()
        for name in (DIGEST, ORDER):
            signs.update(ready[name].to_numpy().tobytes())
        place = self._folder / f"{signs.hexdigest()}.arrow"
        self._used.add(place)
        return place
