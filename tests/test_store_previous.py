"""A store of a former edition is opened, read, checked, imported into and labelled again."""

import hashlib
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sociallens.access import UNLIMITED
from sociallens.answers import conversations
from sociallens.engine import load
from sociallens.importing.labels import MODEL
from sociallens.importing.relabel import relabel_store
from sociallens.schema import ARROW, FORMER, NAMES, PROVENANCE
from sociallens.selection import Selection
from sociallens.store.check import problems
from sociallens.store.manifest import READABLE, SCHEMA, SEGMENTS, Segment, Store, open_store
from sociallens.store.scan import scan
from sociallens.store.write import commit, publish
from tests.made import contributions, record, store

JANUARY, FEBRUARY, MARCH = (datetime(2024, month, 5) for month in (1, 2, 3))
ROWS: list[dict[str, object]] = [
    {"id": "january", "published_at": JANUARY, "text": "Colis perdu"},
    {"id": "february", "published_at": FEBRUARY, "text": "Merci", "channel": "review_site"},
    {"id": "march", "published_at": MARCH, "text": "Bien", "sentiment": "negative"},
    {"id": "stars", "published_at": MARCH, "channel": "app_store", "rating": 1.0,
     "sentiment": "negative"},
]  # fmt: skip
LABELLED_BY = {"january": "model:1", "february": "model:1", "march": "person", "stars": "stars"}


def _narrowed(path: Path, segment: Segment, former: pa.Schema) -> Segment:
    """The segment as a former schema had it."""
    file = path / SEGMENTS / f"{segment.month}.parquet"
    rows = pl.read_parquet(path / segment.file)
    by = pl.col("id").replace_strict(LABELLED_BY, return_dtype=pl.String)
    told = rows.with_columns(labelled_by=by).select(former.names)
    pq.write_table(told.to_arrow().cast(former), file)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    named = f"{SEGMENTS}/{digest}.parquet"
    size = file.rename(path / named).stat().st_size
    return replace(segment, file=named, sha256=digest, bytes=size)


@pytest.fixture(params=FORMER, ids=["latest", "first"])
def former(request: pytest.FixtureRequest) -> pa.Schema:
    return request.param


@pytest.fixture
def previous(tmp_path: Path, former: pa.Schema) -> Store:
    made = store(tmp_path / "store", ROWS)
    segments = tuple(_narrowed(made.path, each, former) for each in made.manifest.segments)
    schema = READABLE[1 + FORMER.index(former)]
    return publish(made.path, replace(made.manifest, version=2, schema=schema, segments=segments))


def test_the_former_schemas_are_those_that_stores_have() -> None:
    assert READABLE == (
        SCHEMA,
        "70480a7fbb9ae0d1b08639ada818a0e454d3078ea454b573253067ae5af3d944",
        "024e1c9a17477b0cfe1f82a07bb59ff87d15e677c7027f6c6f9f256314cf0d3a",
    )


def test_it_is_healthy_and_read(previous: Store) -> None:
    assert problems(previous) == []
    rows = conversations(load(previous.path), Selection(), UNLIMITED)
    assert set(rows["id"]) == set(LABELLED_BY)
    assert rows["tool_sentiment"].null_count() == rows.height


def test_what_it_told_otherwise_reads_alike_in_polars_and_in_the_engine(previous: Store) -> None:
    asked = load(previous.path).contributions(Selection(), UNLIMITED, kind="").sort("id")
    scanned = scan(previous.files()).select(NAMES).sort("id").collect()
    assert asked.select(NAMES).equals(scanned)
    told = {row["id"]: row for row in scanned.to_dicts()}
    assert {key: row["sentiment_by"] for key, row in told.items()} == LABELLED_BY
    assert {by: told["march"][by] for by in PROVENANCE.values()} == dict.fromkeys(
        PROVENANCE.values(), "person"
    )
    assert told["stars"]["topic_by"] is None
    seen = {key: row["followup_observed"] for key, row in told.items()}
    assert seen == {"january": True, "february": False, "march": True, "stars": False}


def test_it_is_imported_into_month_by_month(previous: Store, former: pa.Schema) -> None:
    said = {"id": "more", "published_at": FEBRUARY, "tool_sentiment": "negative"}
    batch = contributions([said])
    after, changes = commit(previous.path, batch, record(), classifier="made")
    assert (changes.added, changes.unchanged) == (1, 0)
    schemas = [pq.read_schema(file) for file in after.files()]
    assert schemas == [former, ARROW, former], "only the month that was touched is written anew"
    assert problems(after) == []
    rows = conversations(load(previous.path), Selection(), UNLIMITED)
    told = {row["id"]: row for row in rows.to_dicts()}
    assert [told[key]["tool_sentiment"] for key in ("more", "february")] == ["negative", None]
    assert told["february"]["topic_by"] == "model:1", "carried over into the new schema"
    assert told["february"]["followup_observed"] is False
    again = commit(previous.path, batch, record(), classifier="made")
    assert again[0].manifest.version == after.manifest.version
    assert (again[1].added, again[1].updated) == (0, 0)


def test_it_is_labelled_again(previous: Store) -> None:
    moved = relabel_store(previous.path)
    assert (moved.labelled, moved.nothing) == (2, False)
    after = open_store(previous.path)
    assert problems(after) == []
    rows = conversations(load(previous.path), Selection(), UNLIMITED)
    told = {row["id"]: row for row in rows.to_dicts()}
    assert told["january"]["sentiment"] is not None
    assert told["january"]["topic_by"] == MODEL
    assert (told["march"]["sentiment"], told["march"]["topic_by"]) == ("negative", "person")
    assert told["stars"]["sentiment_by"] == "stars"
