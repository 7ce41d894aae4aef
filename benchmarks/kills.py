"""Kills imports in slices at random moments, and looks whether a row was lost or doubled.

`python -m benchmarks.kills [KILLS] [ROWS]`: an import of rows in runs is killed again and again,
each time begun anew where its runs end. The oracle is the same rows committed as one frame by a
process that nobody disturbs: after each kill the store is its version before or after the import,
and in the end all segments are the same, byte by byte.
"""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from sociallens.store.check import problems
from sociallens.store.manifest import open_store
from sociallens.store.runs import Runs
from sociallens.store.write import commit, create
from tests.made import contributions, random_rows, record

KILLS, ROWS = 20, 60_000
_SLICE = 5_000  # rows of a run


def main(kills: int, rows: int) -> None:
    """Print each kill and the version it left; fail when a row is lost or doubled."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        before, after = _prepared(folder, rows)
        began = time.monotonic()
        _writer(folder, "undisturbed").wait()
        seconds = time.monotonic() - began
        assert _segments(folder / "undisturbed") == _segments(folder / "after")
        states = {_segments(folder / state): state for state in ("before", "after")}
        found: Counter[str] = Counter()
        draw = random.Random(0)
        while found.total() < kills:
            process = _writer(folder, "killed")
            time.sleep(draw.uniform(0.2, 1.0) * seconds)
            process.send_signal(signal.SIGKILL)
            if process.wait() == -signal.SIGKILL:
                state = states[_segments(folder / "killed")]
                found[state] += 1
                runs = len(list((folder / "killed runs").glob("run-*.parquet")))
                print(f"kill {found.total()}: {runs} runs, the version {state}", flush=True)
            if _segments(folder / "killed") == _segments(folder / "after"):  # and once more
                shutil.rmtree(folder / "killed")
                shutil.rmtree(folder / "killed runs", ignore_errors=True)
                shutil.copytree(folder / "before", folder / "killed")
        _writer(folder, "killed").wait()
        store = open_store(folder / "killed")
        assert _segments(folder / "killed") == _segments(folder / "after")
        assert problems(store) == []
        assert not list((folder / "killed" / "segments").glob("*.tmp"))
        print(f"{kills} kills, {dict(found)}: {before} rows before, {after} after, as undisturbed")


def _prepared(folder: Path, rows: int) -> tuple[int, int]:
    """Make the rows and the stores `before`, `after`, `undisturbed` and `killed`."""
    every = contributions(random_rows(rows))
    half = every.head(rows // 2)
    store, _ = commit(create(folder / "before").path, half, record("1"), classifier="m")
    edited = half.head(rows // 20).with_columns(text=pl.lit("edited"))
    incoming = pl.concat([every.tail(rows - rows // 4), edited])
    incoming.write_parquet(folder / "rows.parquet")
    for name in ("after", "undisturbed", "killed"):
        shutil.copytree(store.path, folder / name)
    after, _ = commit(folder / "after", incoming, record("2"), classifier="m")
    heights = [sum(each.rows for each in one.manifest.segments) for one in (store, after)]
    return heights[0], heights[1]


def _segments(path: Path) -> tuple[str, ...]:
    return tuple(segment.sha256 for segment in open_store(path).manifest.segments)


def _writer(folder: Path, name: str) -> "subprocess.Popen[bytes]":
    arguments = [folder / name, folder / "rows.parquet", folder / f"{name} runs"]
    return subprocess.Popen([sys.executable, "-m", "benchmarks.kills", "write", *arguments])


def write(path: Path, file: Path, folder: Path) -> None:
    """Import the rows of `file` in runs, from where those in `folder` end."""
    rows = pl.read_parquet(file)
    runs = Runs(folder)
    for part in rows[runs.rows :].iter_slices(_SLICE):
        if not part.is_empty():
            runs.add(part)
    commit(path, runs, record("2"), classifier="m")
    runs.close()


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write(*map(Path, sys.argv[2:]))
    else:
        given = [int(number) for number in sys.argv[1:]]
        main(*given, *(KILLS, ROWS)[len(given) :])
