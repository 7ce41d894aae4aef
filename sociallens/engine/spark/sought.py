"""Which contributions hold the words that a reader looks for: found here, asked there by id.

The cluster does not search: another idea of a word there would be another answer.
"""

from collections import OrderedDict
from collections.abc import Sequence
from itertools import count
from threading import Lock

import polars as pl

from sociallens.engine.spark.session import Session
from sociallens.errors import StoreError
from sociallens.search.hits import Hits
from sociallens.search.query import Query, parse
from sociallens.store.integrity import Integrity
from sociallens.store.manifest import Segment, Store

_MOST = 4  # words whose ids the cluster keeps: those of a person who goes back and forth


class Words:
    """The words of one version, as this machine's folder has them. Safe to share."""

    def __init__(self, store: Store) -> None:
        self._store, self._hits, self._integrity = store, Hits(store.path), Integrity(store)

    def ids(self, typed: str, segments: Sequence[Segment]) -> pl.DataFrame:
        """The `id` (text) of what holds the words in these segments.

        Raises `Preparing`, and `StoreError` where the folder does not have all of the segments.
        """
        sound = set(self._integrity.check().files)
        if not {self._store.path / each.file for each in segments} <= sound:
            raise StoreError("spark-words-elsewhere", folder=self._store.path.name)
        found = pl.DataFrame(pl.from_arrow(self._hits.find(typed, dict(enumerate(segments)))))
        ids = [pl.DataFrame(schema={"id": pl.String})]
        for (number,), places in found.group_by("segment"):
            file = self._store.path / segments[int(str(number))].file
            ids.append(pl.read_parquet(file, columns=["id"], glob=False)[places["row"]])
        return pl.concat(ids)


class Sought:
    """Tells a session of the cluster what holds some words. Safe to share between threads."""

    def __init__(self, session: Session, words: Words, segments: Sequence[Segment]) -> None:
        self._session, self._words, self._segments = session, words, segments
        self._lock = Lock()
        self._numbers = count()
        self._kept: OrderedDict[Query, str] = OrderedDict()

    def ids(self, typed: str) -> str:
        """The name of a relation that has the `id` of what holds the words.

        Raises what `Words.ids` raises, and `FAILURES`.
        """
        query = parse(typed)
        with self._lock:
            if query not in self._kept:
                name = f"sought_{next(self._numbers)}"
                found = self._words.ids(typed, self._segments)
                self._session.lend(name, found.to_arrow(), "id string")
                self._kept[query] = name
                if len(self._kept) > _MOST:
                    self._session.forget(self._kept.popitem(last=False)[1])
            self._kept.move_to_end(query)
            return self._kept[query]
