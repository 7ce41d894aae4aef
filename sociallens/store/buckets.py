"""Rows sorted into buckets, in memory while they are few and on disk beyond."""

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from sociallens.store import disk

HELD = 48 << 20  # bytes that the buckets of a kind hold in memory
_KEY = "#bucket"


class Buckets:
    """Rows by a key; each bucket keeps the order in which its rows were added."""

    def __init__(self, folder: Path | None) -> None:
        """Spill to `folder`, made when it is needed; None holds everything in memory."""
        self._folder = folder
        self._held: dict[str, list[pl.DataFrame]] = defaultdict(list)
        self._spilled: dict[str, list[Path]] = defaultdict(list)
        self._rows: Counter[str] = Counter()
        self._bytes = self._files = 0

    def __iter__(self) -> Iterator[str]:
        """The keys of the buckets that rows were added to, in order."""
        return iter(sorted(self._rows))

    def rows(self, key: str) -> int:
        """How many rows were added to a bucket."""
        return self._rows[key]

    def add(self, key: str, rows: pl.DataFrame) -> None:
        """Add rows to one bucket. Raises `OSError`."""
        self._put(key, rows)
        self._weigh(rows)

    def scatter(self, rows: pl.DataFrame, by: pl.Expr) -> None:
        """Add each row to the bucket of its key, text or an integer. Raises `OSError`."""
        keyed = rows.with_columns(by.cast(pl.String).alias(_KEY))
        for (key,), part in keyed.partition_by(_KEY, as_dict=True, include_key=False).items():
            self._put(str(key), part)
        self._weigh(rows)

    def parts(self, key: str) -> Iterator[pl.DataFrame]:
        """The rows of a bucket, in order, some at a time."""
        for file in self._spilled[key]:
            yield pl.read_parquet(file, glob=False)
        yield from self._held[key]

    def take(self, key: str, none: pl.DataFrame | None = None) -> pl.DataFrame:
        """The rows of a bucket, which is empty from then on; `none` when it was before.

        Raises `KeyError` when it was and there is no `none`.
        """
        if none is not None and key not in self._rows:
            return none
        if key not in self._rows:
            raise KeyError(key)
        rows = pl.concat(list(self.parts(key)))
        self.drop(key)
        return rows

    def drop(self, key: str) -> None:
        """Forget the rows of a bucket."""
        self._rows.pop(key, None)
        self._held.pop(key, None)
        for file in self._spilled.pop(key, ()):
            file.unlink()

    def _put(self, key: str, rows: pl.DataFrame) -> None:
        self._held[key].append(rows)
        self._rows[key] += rows.height

    def _weigh(self, rows: pl.DataFrame) -> None:
        self._bytes += int(rows.estimated_size())
        if self._folder is not None and self._bytes > HELD:
            self._spill(self._folder)

    def _spill(self, folder: Path) -> None:
        disk.make_folder(folder)
        for key, parts in self._held.items():
            file = folder / f"{self._files:08}.parquet"
            save(pl.concat(parts), file)
            self._spilled[key].append(file)
            self._files += 1
        self._held.clear()
        self._bytes = 0


def save(rows: pl.DataFrame, path: Path) -> None:
    """Write rows that are soon read again. Raises `OSError`, with the number that the disk gave."""
    data = io.BytesIO()
    rows.write_parquet(data, compression="lz4", statistics=False)
    with disk.opened(path) as file:
        file.write(data.getbuffer())
