"""Building the indexes of a store: after an import, or in a child of a server that lacks some.

`python -P -m sociallens.search.building`, its input: the least rows, then the folder.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pyarrow as pa

from sociallens.errors import StoreError
from sociallens.search import files
from sociallens.search.index import build
from sociallens.store import disk
from sociallens.store.manifest import Segment, open_store, versions

Progress = Callable[[int, int], object]  # rows read, rows to read
_NICENESS = 10  # a child works while the server answers


def prepare(store: Path, progress: Progress | None = None, *, least: int = files.INDEXED) -> None:
    """Build the indexes that the current version lacks, and remove those that no version needs.

    Nothing depends on it: a store whose disk is full or whose lock is held is left as it is.
    `least`: rows of the smallest store that has indexes.
    """
    with suppress(StoreError, OSError):
        opened = open_store(store)
        if opened.manifest.rows < least:
            return
        folder = store / files.FOLDER
        disk.make_folder(folder)
        with disk.locked(folder):
            _sweep(store)
            _build(store, _lacking(store, opened.manifest.segments), progress)
            disk.flush(folder)


def _build(store: Path, lacking: list[Segment], progress: Progress | None) -> None:
    done, rows = 0, sum(segment.rows for segment in lacking)
    for segment in lacking:
        texts = files.texts(store, segment)
        if texts is not None:  # a damaged segment is told elsewhere
            data = _written(build(texts))
            disk.write(store / files.FOLDER / files.name(segment.sha256, data), data)
        done += segment.rows
        if progress:
            progress(done, rows)


def _lacking(store: Path, segments: tuple[Segment, ...]) -> list[Segment]:
    """The segments without a sound index; one that is not sound is removed."""
    standing, lacking = files.standing(store), []
    for segment in segments:
        path = standing.get(segment.sha256)
        if path and files.opened(path) is None:
            path.unlink(missing_ok=True)
            path = None
        if not path:
            lacking.append(segment)
    return lacking


def _written(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _sweep(store: Path) -> None:
    retained = (open_store(store, version) for version in versions(store))
    needed = {segment.sha256 for each in retained for segment in each.manifest.segments}
    for file in list(files.others(store, needed)):
        with suppress(OSError):
            file.unlink()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    rows, folder = sys.stdin.buffer.read().split(b"\n", 1)
    prepare(Path(os.fsdecode(folder)), least=int(rows))
