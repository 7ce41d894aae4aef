"""Frames that wait on disk for what only the whole file decides."""

from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

Place = Callable[[], Path]  # a folder, made when it is asked for


class Spill:
    """Slices of one table, in order, as Arrow files in a folder; a single one stays in memory."""

    def __init__(self, folder: Place, name: str) -> None:
        self.folder, self.name = folder, name
        self.count = self.rows = 0
        self._only: pl.DataFrame | None = None

    def add(self, rows: pl.DataFrame) -> None:
        """Append a slice. Raises `OSError`."""
        if self.count == 1 and self._only is not None:
            self._write(0, self._only)
            self._only = None
        if self.count:
            self._write(self.count, rows)
        else:
            self._only = rows
        self.count += 1
        self.rows += rows.height

    def adopt(self, rows: int) -> Path:
        """Count the next slice as there, which somebody else writes to the path given."""
        place = self.path(self.count)
        self.count += 1
        self.rows += rows
        return place

    def slice(self, place: int, columns: list[str] | None = None) -> pl.DataFrame:
        """One slice, or some of its columns."""
        if self._only is not None:
            return self._only.select(columns) if columns else self._only
        return pl.read_ipc(self.path(place), columns=columns)

    def slices(self, columns: list[str] | None = None) -> Iterator[pl.DataFrame]:
        """The slices, or some of their columns."""
        return (self.slice(place, columns) for place in range(self.count))

    def path(self, place: int) -> Path:
        """The file of a slice, once there are several."""
        return self.folder() / f"{self.name}-{place:06}.arrow"

    def remove(self) -> None:
        """Free the space that the slices take."""
        self._only = None
        for place in range(self.count if self.count > 1 else 0):
            self.path(place).unlink(missing_ok=True)

    def _write(self, place: int, rows: pl.DataFrame) -> None:
        rows.write_ipc(self.path(place), compression="lz4")
