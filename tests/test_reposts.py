"""Reposts are marked, counted apart, and part of customer figures only where the reader asks."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from sociallens import tables
from sociallens.access import UNLIMITED
from sociallens.answers import answer, conversations
from sociallens.engine import known, load
from sociallens.importing import Reading, import_files, read_files
from sociallens.importing.options import Options
from sociallens.importing.report_text import report_lines
from sociallens.link import decode, encode, problems
from sociallens.metrics import FIRST_REPLY
from sociallens.selection import Selection
from tests import made
from tests.importing import KEY, NOW, written

WITH = Selection(reposts=True)
DAY = datetime(2024, 5, 2, 9)
ROWS = [
    {"id": "mine", "published_at": DAY, "topic": "customer_service", "sentiment": "negative",
     "reply_observed": True},
    {"id": "theirs", "role": "repost", "published_at": DAY, "topic": "offer",
     "sentiment": "positive", "reply_observed": True},
    {"id": "shared", "conversation_id": "mine", "role": "repost", "published_at": DAY},
    {"id": "ours", "conversation_id": "mine", "role": "brand", "published_at": DAY},
]  # fmt: skip


def _read(path: Path, *rows: str) -> Reading:
    header = "id,site,channel,author,role,text"
    file = written(path / "tweets.csv", header, *rows)
    return read_files([file], options=Options(key=KEY, now=NOW))


@pytest.mark.parametrize(
    ("row", "role"),
    [
        ("1,Fnac,twitter,lea,,RT @jo: Colis perdu", "repost"),
        ("1,Fnac,twitter,lea,,RT  @jo_1 : Colis perdu", "repost"),
        ("1,Fnac,twitter,lea,retweet,Colis perdu", "repost"),
        ("1,Fnac,twitter,lea,client,RT @jo: Colis perdu", "customer"),
        ("1,Fnac,twitter,lea,,RT si vous êtes d’accord", "customer"),
        ("1,Fnac,twitter,lea,,Exact. RT @jo: Colis perdu", "customer"),
        ("1,Fnac,facebook,lea,,RT @jo: Colis perdu", "customer"),
        ("1,Fnac,twitter,@Fnac,,RT @jo: Colis perdu", "brand"),
        ("1,Fnac,twitter,@Fnac,repost,Colis perdu", "brand"),
    ],
)
def test_what_is_a_repost(tmp_path: Path, row: str, role: str) -> None:
    assert _read(tmp_path, row).rows["role"].to_list() == [role]


def test_a_profile_tells_a_repost_by_a_column_that_is_filled(tmp_path: Path) -> None:
    tweet = {"author_id": "1", "created_at": "2024-02-01T09:00:00Z", "conversation_id": "1"}
    reference = [{"type": "retweeted", "id": "9"}]
    data = [
        tweet | {"id": "1", "text": "Un colis"},
        tweet | {"id": "2", "text": "Un colis", "referenced_tweets": reference},
    ]
    file = tmp_path / "fnac.json"
    file.write_text(json.dumps({"data": data}), "utf-8")
    report = import_files([file], tmp_path / "store", Options(key=KEY, now=NOW, site="Fnac"))
    assert report.preview["role"].to_list() == ["customer", "repost"]
    assert report.reposts == 1
    assert any("reprise" in line for line in report_lines(report, "fr"))


def test_reposts_count_only_where_they_are_asked_for(tmp_path: Path) -> None:
    made.store(tmp_path, ROWS)
    engine = load(tmp_path)
    names = ("messages", "service", "with_sentiment", "conversations_observed")
    without, asked = (
        engine.counts(names, [], selection, UNLIMITED).row(0) for selection in (Selection(), WITH)
    )
    assert without == (1, 1, 1, 1)
    assert asked == (3, 1, 2, 1), "a repost says something, and opens no conversation"
    assert engine.contributions(Selection(), UNLIMITED)["id"].to_list() == ["mine"]
    assert set(engine.contributions(WITH, UNLIMITED)["id"]) == {"mine", "shared", "theirs"}
    assert engine.span(WITH, UNLIMITED) == (DAY.date(), DAY.date())
    waits = [engine.waits(FIRST_REPLY, [], each, UNLIMITED) for each in (WITH, Selection())]
    assert waits[0].equals(waits[1])


def test_without_reposts_asking_for_them_changes_nothing(tmp_path: Path) -> None:
    made.store(tmp_path, made.random_rows(300))
    engine = load(tmp_path)
    for table in tables.TABLES.values():
        asked = answer(engine, table, WITH, UNLIMITED)
        assert asked.rows.equals(answer(engine, table, Selection(), UNLIMITED).rows)


def test_the_export_of_conversations_holds_reposts(tmp_path: Path) -> None:
    made.store(tmp_path, ROWS)
    assert conversations(load(tmp_path), Selection(), UNLIMITED).height == len(ROWS)


def test_a_repost_is_no_turn_of_a_conversation(tmp_path: Path) -> None:
    held = pl.read_parquet(made.store(tmp_path, ROWS).files())
    opening = held.filter(pl.col("id") == "mine").row(0, named=True)
    assert (opening["opens"], opening["contributions"]) == (True, 2)


def test_a_link_says_whether_reposts_count(tmp_path: Path) -> None:
    made.store(tmp_path, ROWS)
    here = known(load(tmp_path), UNLIMITED)
    assert here.reposts
    view = decode((("reposts", "with"),), here)
    assert view.selection.reposts
    assert decode(encode(view, here), here) == view
    other = decode((("reposts", "maybe"),), here)
    assert not other.selection.reposts
    assert other.selection.matches_nothing
    assert problems(other)
    assert ("reposts", "with") not in encode(replace(view, selection=Selection()), here)
