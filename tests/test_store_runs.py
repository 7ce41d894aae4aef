"""An import in runs is that of a frame, whatever the slices, with known rows set aside or not."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sociallens.schema import NAMES
from sociallens.store import arriving, buckets, conversations, months
from sociallens.store.check import problems
from sociallens.store.manifest import Store, open_store
from sociallens.store.runs import DIGEST, ORDER, Runs
from sociallens.store.seen import Seen
from sociallens.store.write import commit, compare, create
from tests.made import contributions, record

State = dict[str, Any]
Import = list[list[State]]  # files of rows


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Parts of a few rows, so that a few rows spill and are cut everywhere."""
    with monkeypatch.context() as patched:
        patched.setattr(arriving, "_PART", 3)
        patched.setattr(conversations, "_PART", 3)
        patched.setattr(months, "_PART", 4)
        patched.setattr(months, "_ROW_GROUP", 3)
        patched.setattr(buckets, "HELD", 1)
        yield


MARKED = "a~0123456789abcdef"
times = st.sampled_from(
    [None, *(datetime(2024, 1, 30) + timedelta(hours=20 * step) for step in range(5))]
)
states = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["a", "b", "c", "d", MARKED]),
        "conversation_id": st.sampled_from(["a", "b", "t"]),
        "parent_id": st.sampled_from([None, None, "a", "b"]),
        "role": st.sampled_from(["customer", "customer", "brand"]),
        "author": st.sampled_from([None, "one", "two"]),
        "published_at": times,
        "date_precision": st.sampled_from(["instant", "day"]),
        "updated_at": st.sampled_from([None, datetime(2024, 3, 1), datetime(2024, 3, 2)]),
        "text": st.sampled_from([None, "first", "second", "café", "cafe\u0301"]),
        "sentiment": st.sampled_from([None, "positive", "negative"]),
        "sentiment_by": st.sampled_from(["person", "model:1"]),
    }
)
imports = st.lists(st.lists(st.lists(states, max_size=6), min_size=1, max_size=3), max_size=3)
cuts = st.integers(1, 5)


def frame(files: Import) -> tuple[pl.DataFrame, pl.Series]:
    numbers = [number for number, rows in enumerate(files) for _ in rows]
    return contributions([row for rows in files for row in rows]), pl.Series(
        numbers, dtype=pl.Int64
    )


def relabelled(rows: pl.DataFrame) -> pl.DataFrame:
    """The labels that a model would give beside those of a person."""
    mine = pl.col("sentiment_by") != "person"
    return rows.with_columns(sentiment=pl.when(mine).then(pl.lit("neutral")).otherwise("sentiment"))


def digested(rows: pl.DataFrame) -> pl.Series:
    return rows.hash_rows(seed=7).alias(DIGEST)


def runs(folder: Path, files: Import, size: int, known: Seen | None = None) -> Runs:
    """The rows in runs of `size` rows; those that are `known` are set aside."""
    made, waiting, place = Runs(folder), {}, 0
    for number, rows in enumerate(files):
        for part in contributions(rows).iter_slices(size):
            order = pl.int_range(place << 8, (place << 8) + part.height, dtype=pl.UInt64)
            whole = part.with_columns(digested(part), order.alias(ORDER))
            same = known.unchanged(whole["id"], whole[DIGEST]) if known else None
            if same is not None and same.any():
                made.set_aside(whole["id"].filter(same), place)
                waiting[place] = number, whole.filter(same)
                whole = whole.filter(~same)
            made.add(whole, number)
            place += 1
    for place, positions in made.called_back():
        number, rows_aside = waiting[place]
        made.add(rows_aside[positions], number)
    return made


def content(store: Store) -> list[State]:
    if not store.files():
        return []
    return pl.read_parquet(store.files()).select(NAMES).sort("id").to_dicts()


@settings(max_examples=8, deadline=None)
@given(imports, cuts)
def test_runs_give_the_segments_and_counts_that_a_frame_gives(
    given: list[Import], size: int
) -> None:
    with TemporaryDirectory() as name:
        whole, cut = (create(Path(name) / each).path for each in ("whole", "cut"))
        for number, files in enumerate(given):
            rows, origin = frame(files)
            expected, counted = commit(
                whole, rows, record(), classifier="m", files=origin, label=relabelled
            )
            made = runs(Path(name) / f"runs {number}", files, size)
            assert compare(cut, made, label=relabelled) == counted
            found, changes = commit(cut, made, record(), classifier="m", label=relabelled)
            assert changes == counted
            assert found.manifest == expected.manifest
            assert problems(found) == []


@settings(max_examples=8, deadline=None)
@given(imports, st.data())
def test_what_is_set_aside_changes_nothing(given: list[Import], data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        whole, aside = (create(Path(name) / each).path for each in ("whole", "aside"))
        again = data.draw(st.permutations([*given, *given]))
        for number, files in enumerate(again):
            rows, origin = frame(files)
            expected, counted = commit(
                whole, rows, record(), classifier="m", files=origin, label=relabelled
            )
            known = Seen(open_store(aside))
            made = runs(Path(name) / f"runs {number}", files, data.draw(cuts), known)
            found, changes = commit(aside, made, record(), classifier="m", label=relabelled)
            assert changes == counted
            assert found.manifest == expected.manifest
