"""A writer in a process of its own, to be killed, raced and starved.

`python -m tests.store_writer STORE FILE...` commits each Parquet file of rows as one import.
`KILL_AT=n` kills it, as SIGKILL does, just before its n-th change to a file of the store;
`FILE_LIMIT=n` lets no file grow beyond n bytes, as a full disk does. `SLICE=n` makes runs of n
rows beside the store and spills all that a commit may spill; changes to these files count too.
"""

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from sociallens.errors import StoreError
from sociallens.store import buckets, disk
from sociallens.store.runs import Runs
from sociallens.store.write import commit
from tests.made import record

CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Watch:
    """Calls `strike` with 1, 2, ... before each change to a file of `folder` in this process."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.strike: Callable[[int], None] = lambda _: None
        self.seen = 0
        sys.addaudithook(self._hook)  # never to be removed, hence one for many folders

    def over(self, folder: Path, strike: Callable[[int], None]) -> None:
        self.folder, self.strike, self.seen = folder, strike, 0

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.folder is None or event not in {"open", "os.rename", "os.remove", "os.mkdir"}:
            return
        reading = event == "open" and not arguments[2] & CHANGING
        if not reading and str(arguments[0]).startswith(str(self.folder)):
            self.seen += 1
            self.strike(self.seen)


def kill_at(operation: int) -> Callable[[int], None]:
    def strike(seen: int) -> None:
        if seen == operation:
            os.kill(os.getpid(), signal.SIGKILL)

    return strike


def runs_beside(folder: Path, rows: pl.DataFrame, size: int) -> Runs:
    """`rows` in runs of `size` rows, continued where others ended; commits spill whatever comes."""
    buckets.HELD = 1
    runs = Runs(folder.with_name(f"{folder.name} runs"))
    for part in rows[runs.rows :].iter_slices(size):
        runs.add(part)
    return runs


def main(folder: Path, files: list[Path]) -> None:
    disk.LOCK_SECONDS = 120  # a busy machine is no reason to fail
    if operation := int(os.environ.get("KILL_AT", "0")):
        Watch().over(folder, kill_at(operation))
    if limit := int(os.environ.get("FILE_LIMIT", "0")):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    size = int(os.environ.get("SLICE", "0"))
    for file in files:
        rows = pl.read_parquet(file)
        try:
            whole = runs_beside(folder, rows, size) if size else rows
            commit(folder, whole, record(file.stem), classifier="made")
        except StoreError as error:
            sys.exit(error.key)


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]])
