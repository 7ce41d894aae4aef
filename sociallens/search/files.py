"""Where the indexes of a store stand: one file for each segment, derived and disposable.

A file is named after the segment, the edition of the rules and its own SHA-256. It is verified
before it is read; one that is lost, torn or altered is as good as absent, and built again.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa

from sociallens.search.words import EDITION
from sociallens.store.manifest import Segment

FOLDER = "search"
# Stores, and parts of stores, of fewer rows are read at once and have no files: it takes a second
# or two, once in the life of a server.
INDEXED = 200_000
_NAME = re.compile(r"([0-9a-f]{64})-(\d+)-([0-9a-f]{64})\.arrow")


def name(segment: str, data: pa.Buffer) -> str:
    """The name of the file that holds the index `data` of a segment, told by its SHA-256."""
    return f"{segment}-{EDITION}-{hashlib.sha256(data).hexdigest()}.arrow"


def standing(store: Path) -> dict[str, Path]:
    """The files of the present edition by their segment's SHA-256; not verified."""
    files = {}
    for path, segment, edition in _files(store):
        if edition == EDITION:
            files[segment] = path
    return files


def others(store: Path, segments: set[str]) -> Iterator[Path]:
    """What stands there that is no index of these segments in the present edition."""
    kept = {path for segment, path in standing(store).items() if segment in segments}
    for file in (store / FOLDER).iterdir():
        if file not in kept and file.suffix in (".arrow", ".tmp"):
            yield file


def opened(path: Path) -> pa.Table | None:
    """The index in a file, mapped into memory; None when the file is not as it was written."""
    match = _NAME.fullmatch(path.name)
    try:
        with pa.memory_map(str(path)) as file:
            data = file.read_buffer()
            if match and hashlib.sha256(data).hexdigest() == match[3]:
                return pa.ipc.open_file(data).read_all()
    except (OSError, pa.ArrowException):
        pass  # gone meanwhile, or not readable: as good as absent
    return None


def texts(store: Path, segment: Segment) -> pl.Series | None:
    """The texts of a segment in the order of its rows; None when it is not as it was written."""
    try:
        data = (store / segment.file).read_bytes()
    except OSError:
        return None
    if hashlib.sha256(data).hexdigest() != segment.sha256:
        return None
    return pl.read_parquet(data, columns=["text"])["text"]


def signature(path: Path) -> tuple[int, ...]:
    """What changes when a file does; () when it is gone."""
    try:
        status = os.stat(path)
    except OSError:
        return ()
    return status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns


def _files(store: Path) -> Iterator[tuple[Path, str, int]]:
    folder = store / FOLDER
    for file in sorted(folder.iterdir()) if folder.is_dir() else ():
        if match := _NAME.fullmatch(file.name):
            yield file, match[1], int(match[2])
