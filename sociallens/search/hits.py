"""Which contributions of a store a query finds."""

import os
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from threading import Lock, Thread

import numpy as np
import pyarrow as pa

from sociallens.errors import SocialLensError
from sociallens.process import Process
from sociallens.search import files
from sociallens.search.index import Block, Whole, blocks, build, matches
from sociallens.search.query import Query, parse
from sociallens.store.manifest import Segment

_MOST = 4  # answers kept: one takes 6 bytes for each contribution found
_BUILDING = "sociallens.search.building"
_SCHEMA = pa.schema([("segment", pa.uint16()), ("row", pa.uint32())])


class Preparing(SocialLensError):
    """The indexes of a store are being built; the words are searched when that is done."""


class Hits:
    """The words of one store, and the last answers. Safe to share between threads.

    `at_once`: how many rows may be read without an index while a reader waits.
    """

    def __init__(self, store: Path, *, at_once: int = files.INDEXED) -> None:
        self._store = store
        self._at_once = at_once
        self._lock = Lock()
        self._read: dict[str, _Read] = {}
        self._answers: OrderedDict[tuple[Query, tuple[tuple[int, str], ...]], pa.Table] = (
            OrderedDict()
        )
        self._builder: Thread | None = None

    def find(self, typed: str, segments: Mapping[int, Segment]) -> pa.Table:
        """The contributions whose texts hold what a reader typed.

        `segments`: those to look in, sound, by the numbers that the answer names them with.

        Returns:
            `segment` (uint16), `row` (uint32, the number of the row in the segment's file);
            sorted. The same words in the same segments give the same table again.

        Raises `Preparing` where more rows than may be read at once have no index yet.
        """
        query = parse(typed)
        key = query, tuple((number, segments[number].sha256) for number in sorted(segments))
        with self._lock:  # others who wait are given the same answer
            if key not in self._answers:
                self._answers[key] = self._find(query, segments)
                if len(self._answers) > _MOST:
                    self._answers.popitem(last=False)
            self._answers.move_to_end(key)
            return self._answers[key]

    def _find(self, query: Query, segments: Mapping[int, Segment]) -> pa.Table:
        if not query.parts:
            return _SCHEMA.empty_table()
        self._open({segment.sha256: segment for segment in segments.values()})
        numbers: list[Whole] = [np.empty(0, np.uint16)]
        rows: list[Whole] = [np.empty(0, np.uint32)]
        for number in sorted(segments):
            read = self._read.get(segments[number].sha256)
            rows.append(matches(read.blocks if read else (), query))
            numbers.append(np.full(len(rows[-1]), number, np.uint16))
        columns = [np.concatenate(numbers), np.concatenate(rows)]
        return pa.table([pa.array(column) for column in columns], schema=_SCHEMA)

    def _open(self, segments: Mapping[str, Segment]) -> None:
        """Have the words of these segments, and of no others."""
        self._read = {
            sha256: read
            for sha256, read in self._read.items()
            if sha256 in segments and read.is_current()
        }
        standing = files.standing(self._store)
        for sha256 in segments.keys() & standing.keys() - self._read.keys():
            signature, index = files.signature(standing[sha256]), files.opened(standing[sha256])
            if index is not None:
                self._read[sha256] = _Read(blocks(index), standing[sha256], signature)
        lacking = [segment for sha256, segment in segments.items() if sha256 not in self._read]
        missing = sum(segment.rows for segment in lacking)
        if missing > self._at_once:
            self._have_built()
            rows = sum(segment.rows for segment in segments.values())
            raise Preparing("search-preparing", percent=100 * (rows - missing) // rows)
        for segment in lacking:
            texts = files.texts(self._store, segment)
            if texts is not None:  # damaged meanwhile: whoever asks for its rows finds that out
                self._read[segment.sha256] = _Read(blocks(build(texts)))

    def _have_built(self) -> None:
        """Have a child build what is missing, unless one does."""
        if self._builder and self._builder.is_alive():
            return
        if self._builder:  # it ended, and still some are missing
            self._builder = None
            raise Preparing("search-unprepared", folder=str(self._store / files.FOLDER))
        self._builder = Thread(target=_build, args=(self._store, self._at_once), daemon=True)
        self._builder.start()


class _Read:
    """The words of one segment, from its file or read for the purpose."""

    def __init__(
        self, blocks: list[Block], path: Path | None = None, signature: tuple[int, ...] = ()
    ) -> None:
        self.blocks = blocks
        self._path, self._signature = path, signature

    def is_current(self) -> bool:
        """Whether the file is the one that was verified."""
        return self._path is None or files.signature(self._path) == self._signature


def _build(store: Path, least: int) -> None:
    with Process(_BUILDING) as child:
        with child.requests as requests:
            requests.write(b"%d\n%s" % (least, os.fsencode(store.resolve())))
        child.started.wait()
