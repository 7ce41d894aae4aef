"""The rows of an import, waiting on disk in runs to be committed.

A run is a Parquet file of some rows: what was read, redacted and classified in one go. Rows that
are stored already need no run: their ids are set aside, and called back where other rows of the
import tell more about the same contributions.
"""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from sociallens.schema import IMPORTED, POLARS
from sociallens.store import disk
from sociallens.store.buckets import save
from sociallens.store.keys import Keys, families

DIGEST = "#digest"  # of the source's row, see `store.seen`; null where nobody made one
FILE = "#file"  # the number of the file that a row comes from
ORDER = "#order"  # the place of a row among all rows of its file
_SCHEMA = pl.Schema(
    {name: POLARS[name] for name in IMPORTED}
    | {DIGEST: pl.UInt64(), FILE: pl.Int64(), ORDER: pl.UInt64()}
)
_RUN, _ASIDE = "run", "aside"


class Held:
    """The rows of an import in memory: what `Runs` are, for few rows."""

    aside = 0

    def __init__(
        self, rows: pl.DataFrame, files: pl.Series | None = None, spill: Path | None = None
    ) -> None:
        """Take rows (columns `schema.IMPORTED`) and the file number of each, 0 unless given.

        `spill` is where a commit puts what does not fit into memory: the months of a large store.
        """
        self.spill = spill
        number = pl.lit(0) if files is None else pl.lit(files)
        order = pl.int_range(pl.len(), dtype=pl.UInt64)
        self.rows = rows.height
        self._rows = rows.select(
            *IMPORTED,
            pl.lit(None, pl.UInt64).alias(DIGEST),
            number.cast(pl.Int64).alias(FILE),
            order.alias(ORDER),
        )

    def free(self) -> None:
        """Remove what a commit spilled."""
        if self.spill:
            shutil.rmtree(self.spill, ignore_errors=True)

    def slices(self, columns: Sequence[str] = _SCHEMA.names()) -> Iterator[pl.DataFrame]:
        """The rows at once, with the columns of `Runs.scan`."""
        yield self._rows.select(columns)


class Runs:
    """Rows (columns `schema.IMPORTED`) in the order of the import, in a folder of their own.

    A folder that holds runs is continued: a run is there as a whole or not at all.
    """

    def __init__(self, folder: Path) -> None:
        """Make the folder, unless it is there. Raises `OSError`."""
        disk.make_folder(folder)
        for torn in folder.glob(f"*{disk.TEMPORARY}"):
            torn.unlink()
        self.folder = folder
        self.spill = folder / "spill"  # where a commit puts what does not fit into memory
        self.free()
        self.rows = sum(_height(run) for run in self._files(_RUN))

    def add(self, rows: pl.DataFrame, file: int = 0) -> None:
        """Append the rows of one file as a run. Raises `OSError`.

        Args:
            rows: Columns `schema.IMPORTED`; where they are there also `DIGEST` (unsigned 64-bit
                integer) and `ORDER` (likewise, rising within the file). Without `ORDER` rows follow
                those added before.
            file: The number of their file: the second of two states in one file and time is
                another contribution, in a later file it is an edit.
        """
        if rows.is_empty():
            return
        following = pl.int_range(self.rows, self.rows + rows.height, dtype=pl.UInt64)
        defaults = {DIGEST: pl.lit(None, pl.UInt64), ORDER: following}
        missing = [value.alias(name) for name, value in defaults.items() if name not in rows]
        whole = rows.with_columns(*missing, pl.lit(file, pl.Int64).alias(FILE))
        number = len(self._files(_RUN))
        _save(whole.select(_SCHEMA.names()), self.folder / f"{_RUN}-{number:06}.parquet")
        self.rows += rows.height

    def set_aside(self, ids: pl.Series, place: int) -> None:
        """Keep the ids (text) of rows that are stored as they are. Raises `OSError`.

        `place` says where the caller finds them again; each is used once.
        """
        _save(ids.rename("id").to_frame(), self.folder / f"{_ASIDE}-{place:09}.parquet")

    @property
    def aside(self) -> int:
        """The number of rows set aside and not called back."""
        every = sum(_height(file) for file in self._files(_ASIDE))
        return every - sum(len(positions) for _, positions in self.called_back())

    def called_back(self) -> Iterator[tuple[int, pl.Series]]:
        """The places of rows that were set aside and have to be added after all.

        Yields the place and the positions there (integers): other rows of the import have the
        same source ids, and all rows of a source id are needed to tell states from contributions.
        """
        files = self._files(_ASIDE)
        if not files:
            return
        added = Keys(families(rows["id"]) for rows in self.slices(["id"]))
        for file in files:
            here = added.hold(families(pl.read_parquet(file, glob=False)["id"]))
            if here.any():
                yield int(file.stem.removeprefix(f"{_ASIDE}-")), here.arg_true()

    def scan(self, columns: Sequence[str] = _SCHEMA.names()) -> pl.LazyFrame:
        """The rows, in the order of adding: `schema.IMPORTED`, `DIGEST`, `FILE`, `ORDER`."""
        runs = self._files(_RUN)
        rows = pl.scan_parquet(runs, glob=False) if runs else pl.LazyFrame(schema=_SCHEMA)
        return rows.select(columns)

    def slices(self, columns: Sequence[str] = _SCHEMA.names()) -> Iterator[pl.DataFrame]:
        """The rows run by run, with the columns of `scan`."""
        for run in self._files(_RUN):
            yield pl.read_parquet(run, columns=list(columns), glob=False)

    def free(self) -> None:
        """Remove what a commit put beside the runs."""
        shutil.rmtree(self.spill, ignore_errors=True)

    def close(self) -> None:
        """Remove the folder and all that it holds."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _files(self, kind: str) -> list[Path]:
        return sorted(self.folder.glob(f"{kind}-*.parquet"))


def _save(rows: pl.DataFrame, path: Path) -> None:
    temporary = path.with_name(path.name + disk.TEMPORARY)
    save(rows, temporary)
    temporary.replace(path)


def _height(file: Path) -> int:
    return int(pl.scan_parquet(file, glob=False).select(pl.len()).collect().item())
