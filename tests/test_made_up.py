"""Made-up conversations: always the same, whole, of every kind, and read by the product."""

from pathlib import Path

import polars as pl
import pytest

from benchmarks import made_up
from sociallens import schema
from sociallens.access import UNLIMITED
from sociallens.answers import conversations
from sociallens.engine import load
from sociallens.importing import import_files
from sociallens.importing.options import Options
from sociallens.selection import Selection
from sociallens.store.check import problems
from sociallens.store.manifest import Store
from sociallens.store.threads import NEEDED, facts
from tests.importing import KEY, NOW

ROWS = 4_000


@pytest.fixture(scope="module")
def made() -> pl.DataFrame:
    return pl.concat(made_up.conversations(ROWS))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return made_up.write_store(tmp_path_factory.mktemp("made_up") / "store", ROWS)


def test_the_same_number_gives_the_same_rows(
    made: pl.DataFrame, store: Store, tmp_path: Path
) -> None:
    again = pl.concat(made_up.conversations(ROWS))
    assert again.equals(made)
    assert again.height == again["id"].n_unique() == ROWS
    assert (
        made_up.write_store(tmp_path / "store", ROWS).manifest.segments == store.manifest.segments
    )


def test_frames_hold_whole_conversations(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_up, "PART", 50)
    frames = list(made_up.conversations(ROWS))
    assert sum(frame.height for frame in frames) == ROWS
    seen = [frame["conversation_id"].unique() for frame in frames]
    assert pl.concat(seen).n_unique() == sum(map(len, seen))
    for frame in frames:
        answered = frame.filter(pl.col("parent_id").is_not_null())
        assert answered["parent_id"].is_in(frame["id"].implode()).all()
        joined = answered.join(frame, left_on="parent_id", right_on="id", suffix="_before")
        assert (joined["published_at"] > joined["published_at_before"]).all()


def test_there_are_rows_of_every_kind(made: pl.DataFrame) -> None:
    for name, values in (
        ("date_precision", {"instant", "day", "none"}),
        ("role", {"customer", "brand", "repost"}),
        ("language", {"fr", "en"}),
        ("channel", {*made_up.CHANNELS}),
        ("topic", {None, *made_up.TOPICS}),
    ):
        assert set(made[name]) == values
    assert made["causes"].list.len().max() == 3
    assert made["causes"].list.n_unique().equals(made["causes"].list.len())
    busiest = made["site"].value_counts(sort=True)["count"]
    assert busiest[0] > 20 * busiest[50]
    assert not made["text"].str.contains(r"[{}]|  |^$").any()


def test_the_store_is_sound_and_holds_them(made: pl.DataFrame, store: Store) -> None:
    assert list(problems(store)) == []
    stored = conversations(load(store.path), Selection(), UNLIMITED)
    same = ["id", "text", "published_at", "site", "causes", "sentiment"]
    assert stored.select(same).sort("id").equals(made.select(same).sort("id"))
    names = list(schema.THREAD)
    told = facts(stored.select(NEEDED)).sort("id")
    assert stored.sort("id").select(names).equals(told.select(names))


def test_files_are_imported_whole(tmp_path: Path) -> None:
    rows = 400
    drawn = list(made_up.conversations(rows))
    made_up.write_csv(tmp_path / "all.csv", drawn)
    made_up.write_raw(tmp_path / "raw", map(made_up.unlabelled, drawn))
    raw = sorted((tmp_path / "raw").iterdir())
    assert pl.concat(map(pl.read_parquet, raw)).equals(made_up.unlabelled(pl.concat(drawn)))
    report = import_files([tmp_path / "all.csv"], tmp_path / "store", Options(key=KEY, now=NOW))
    assert (report.added, report.rejected) == (rows, 0)
    given = load(tmp_path / "store").contributions(Selection(), UNLIMITED)
    told = given.filter(pl.col("topic_by") == schema.PERSON).sort("id")
    labels = list(schema.LABELS)
    expected = pl.concat(drawn).filter(pl.col("role") == "customer").sort("id")
    said = told.select(labels).with_columns(pl.col("causes").fill_null([]))  # an empty cell is null
    assert said.equals(expected.select(labels))
