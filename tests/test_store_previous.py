"""A store of the previous schema is opened, read, checked, imported into and labelled again."""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sociallens.access import EVERY_SITE
from sociallens.answers import conversations
from sociallens.engine import load
from sociallens.importing.relabel import relabel_store
from sociallens.schema import ADDED, ARROW, PREVIOUS
from sociallens.selection import Selection
from sociallens.store.check import problems
from sociallens.store.manifest import READABLE, SCHEMA, SEGMENTS, Segment, Store, open_store
from sociallens.store.write import commit, publish
from tests.made import contributions, record, store

JANUARY, FEBRUARY = datetime(2024, 1, 5), datetime(2024, 2, 5)
ROWS = [
    {"id": "january", "published_at": JANUARY, "text": "Colis perdu", "labelled_by": "model:1"},
    {"id": "february", "published_at": FEBRUARY, "text": "Merci", "labelled_by": "model:1"},
]


def _narrowed(path: Path, segment: Segment) -> Segment:
    """The segment as the previous schema had it."""
    file = path / SEGMENTS / f"{segment.month}.parquet"
    rows = pq.read_table(path / segment.file, columns=PREVIOUS.names)
    pq.write_table(rows.cast(PREVIOUS), file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    named = f"{SEGMENTS}/{digest}.parquet"
    size = file.rename(path / named).stat().st_size
    return replace(segment, file=named, sha256=digest, bytes=size)


@pytest.fixture
def previous(tmp_path: Path) -> Store:
    made = store(tmp_path / "store", ROWS)
    segments = tuple(_narrowed(made.path, each) for each in made.manifest.segments)
    former = replace(made.manifest, version=2, schema=READABLE[1], segments=segments)
    return publish(made.path, former)


def test_the_previous_schema_is_the_one_that_stores_have() -> None:
    assert READABLE == (SCHEMA, "024e1c9a17477b0cfe1f82a07bb59ff87d15e677c7027f6c6f9f256314cf0d3a")
    assert set(ARROW.names) - set(PREVIOUS.names) == set(ADDED)


def test_it_is_healthy_and_read(previous: Store) -> None:
    assert problems(previous) == []
    rows = conversations(load(previous.path), Selection(), EVERY_SITE)
    assert rows["id"].to_list() == ["february", "january"]
    assert rows["tool_sentiment"].null_count() == 2


def test_it_is_imported_into_month_by_month(previous: Store) -> None:
    said = {"id": "more", "published_at": FEBRUARY, "tool_sentiment": "negative"}
    batch = contributions([said, ROWS[0]])
    after, changes = commit(previous.path, batch, record(), classifier="made")
    assert (changes.added, changes.unchanged) == (1, 1)
    schemas = [pq.read_schema(file) for file in after.files()]
    assert schemas == [PREVIOUS, ARROW], "only the month that was touched is written anew"
    assert problems(after) == []
    rows = conversations(load(previous.path), Selection(), EVERY_SITE)
    told = dict(rows.select("id", "tool_sentiment").rows())
    assert told == {"more": "negative", "january": None, "february": None}
    again = commit(previous.path, batch, record(), classifier="made")
    assert again[0].manifest.version == after.manifest.version
    assert (again[1].added, again[1].updated) == (0, 0)


def test_it_is_labelled_again(previous: Store) -> None:
    moved = relabel_store(previous.path)
    assert (moved.labelled, moved.nothing) == (2, False)
    after = open_store(previous.path)
    assert problems(after) == []
    rows = conversations(load(previous.path), Selection(), EVERY_SITE)
    assert rows["sentiment"].null_count() < 2
