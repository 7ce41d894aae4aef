"""Social networks and listening tools: other shapes of their exports, and what looks alike."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sociallens.errors import BadExport
from sociallens.importing import read_files
from sociallens.importing.formats.table import LINE
from sociallens.importing.options import Options
from sociallens.importing.profiles.mapping import has_column, pick
from sociallens.importing.profiles.profile import identify, parse, shipped
from sociallens.importing.report import Reading
from sociallens.importing.values import dates
from tests.importing import EXPORTS, KEY, NOW, written

Row = Mapping[str, str]

_CHAT = """
title = { fr = "salon", en = "chat" }
basis = { fr = "inventé", en = "invented" }
needs = ["Said"]
deleted = ['^gone$']

[columns]
id = [{ column = "Link", match = '/post/(\\d+)' }, "Number"]
text = "Said"
author = [{ column = "Contact", where = { Way = "in" } }, ["Agent", "Team"]]
url = { column = "Path", before = "https://chat.example" }
role = { column = "Writer", equals = "Owner", filled = "brand" }

[defaults]
community = "Chat"
"""


def _picked(*rows: Row) -> pl.DataFrame:
    headers = list(dict.fromkeys(name for row in rows for name in row))
    table = pl.DataFrame([[row.get(name, "") for name in headers] for row in rows],
                         schema=dict.fromkeys(headers, pl.String), orient="row")  # fmt: skip
    return pick(table.with_row_index(LINE), parse("chat", _CHAT))


def test_a_column_is_looked_for_in_one_place_after_the_other() -> None:
    picked = _picked(
        {"Said": "a", "Link": "https://chat.example/post/7", "Number": "1"},
        {"Said": "b", "Link": "https://chat.example/about", "Number": "2"},
        {"Said": "c", "Link": "", "Number": ""},
    )
    assert picked["id"].to_list() == ["7", "2", None]


def test_a_column_counts_only_where_another_says_so() -> None:
    picked = _picked(
        {"Said": "a", "Way": "In", "Contact": "Ana", "Agent": "", "Team": ""},
        {"Said": "b", "Way": "out", "Contact": "Ana", "Agent": "", "Team": "Care"},
        {"Said": "c", "Way": "", "Contact": "Ana", "Agent": "Bo", "Team": "Care"},
    )
    assert picked["author"].to_list() == ["Ana", "Care", "Bo"]
    assert _picked({"Said": "a", "Contact": "Ana"})["author"].to_list() == [None]


def test_who_owns_the_place_is_the_brand() -> None:
    picked = _picked(
        {"Said": "a", "Writer": "9", "Owner": "9"}, {"Said": "b", "Writer": "8", "Owner": "9"}
    )
    assert picked["role"].to_list() == ["brand", None]
    assert _picked({"Said": "a", "Writer": "9"})["role"].to_list() == [None]


def test_what_stands_in_front_stands_there_once() -> None:
    picked = _picked({"Said": "a", "Path": "/x"}, {"Said": "b", "Path": "https://chat.example/y"})
    assert picked["url"].to_list() == ["https://chat.example/x", "https://chat.example/y"]


def test_a_default_stands_in_every_row() -> None:
    assert _picked({"Said": "a"}, {"Said": "b"})["community"].to_list() == ["Chat", "Chat"]


def test_headers_of_every_place_are_known() -> None:
    chat = parse("chat", _CHAT)
    headers = {"link", "number", "contact", "way", "agent", "team", "path", "writer", "owner"}
    assert headers < chat.known_headers()
    frame = pl.DataFrame({"Number": ["1"]})
    assert has_column(frame, chat, "id")


@pytest.mark.parametrize(
    ("text", "name", "time"),
    [
        ("Wed Feb 01 09:30:00 +0000 2012", "ctime", datetime(2012, 2, 1, 9, 30)),
        ("Wed Feb 01 09:30:00 +0200 2012", "ctime", datetime(2012, 2, 1, 7, 30)),
        ("1707000000", "epoch-s", datetime(2024, 2, 3, 22, 40)),
        ("1707000000.5", "epoch-s", datetime(2024, 2, 3, 22, 40, 0, 500_000)),
        ("1707000000000", "epoch-ms", datetime(2024, 2, 3, 22, 40)),
        ("12", "epoch-s", None),
        ("2 weeks ago", "epoch-s", None),
    ],
)
def test_dates_of_networks(text: str, name: str, time: datetime | None) -> None:
    read = dates.read(pl.Series([text]), [name], "Europe/Paris")
    assert read["time"].to_list() == [time]


@pytest.mark.parametrize(
    "headers",
    [
        "id,text,created_at,username",
        "id,text,timestamp,username,retweet_count,like_count",
        "id,content,created_at,author",
        "title,content,date,author,url",
        "title,url,num_comments,created_at,author",
        "text,date,author,likes",
        "Date,Message,Auteur,Canal",
        "Date,Contenu,Auteur,URL",
        "Date,Network,Message,Author,Profile",
        "id,subject,description,created_at,status",
        "title,description,source_name,url,published_at",
    ],
)
def test_a_table_that_only_looks_alike_is_left_to_the_reader(headers: str) -> None:
    with pytest.raises(BadExport) as caught:
        identify(headers.split(","), shipped())
    assert caught.value.key == "import-no-profile"


def _table(path: Path, *rows: Row) -> Path:
    headers = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[row.get(name, "") for name in headers] for row in rows]
    lines = [",".join(f'"{cell}"' for cell in row) for row in [headers, *cells]]
    return written(path, *lines)


def _read(path: Path) -> Reading:
    return read_files([path], options=Options(key=KEY, now=NOW, site="Fnac"))


_TABLES: tuple[tuple[str, dict[str, list[Any]]], ...] = (
    ("x_snscrape/also-1.csv", {"id": ["15"], "url": ["https://x.com/i/status/15"]}),
    ("x_snscrape/also-2.csv", {"role": ["brand"], "conversation_id": ["15"], "parent_id": ["15"]}),
    ("x_minet/also-1.csv", {"published_at": [datetime(2012, 2, 1, 9, 30)], "parent_id": ["15"]}),
    ("youtube_table/also-1.csv", {"text": ["L'attente"], "role": ["brand"]}),
    (
        "youtube_downloader/also-1.csv",
        {
            "role": ["customer", "brand"],
            "conversation_id": ["Ug1", "Ug1"],
            "date_precision": ["none", "none"],
        },
    ),
    (
        "reddit_comments/also-2.json",
        {
            "id": ["t3_aa", "t1_c1", "t1_c2"],
            "parent_id": [None, "t3_aa", "t1_c1"],
            "conversation_id": ["t3_aa", "t3_aa", "t3_aa"],
            "text": ["Colis perdu\nQue faire ?", "Relance-les", "Fait, sans effet"],
        },
    ),
    (
        "reddit_comments/also-1.csv",
        {
            "id": ["t3_aa", "t1_bb"],
            "text": ["Colis perdu\nQue faire ?", "Relance-les"],
            "conversation_id": ["t3_aa", "t3_aa"],
        },
    ),
    ("meltwater/also-1.csv", {"channel": ["twitter", "other"]}),
    ("talkwalker/also-1.csv", {"channel": ["instagram"]}),
    ("facebook_apify_comments/also-1.csv", {"id": ["c9"]}),
    ("x_archive/also-1.csv", {"role": ["brand"], "published_at": [datetime(2024, 1, 23, 8, 0)]}),
)


@pytest.mark.parametrize(("file", "expected"), _TABLES)
def test_other_tables_of_a_source(file: str, expected: dict[str, list[Any]]) -> None:
    reading = _read(EXPORTS / file)
    assert reading.files[0].profile == file.split("/")[0]
    assert {key: reading.rows[key].to_list() for key in expected} == expected


_POST = {
    "uri": "at://did:plc:a/app.bsky.feed.post/1",
    "author": {"handle": "a.bsky.social"},
    "record": {"text": "Retrait facile", "createdAt": "2025-03-16T09:22:08Z", "langs": ["fr"]},
}
_COMMENT = {
    "id": "Ug1.9",
    "snippet": {
        "channelId": "UC1",
        "textDisplay": "Bonjour",
        "authorDisplayName": "@marque",
        "authorChannelId": {"value": "UC1"},
        "parentId": "Ug1",
        "publishedAt": "2024-03-02T10:05:30Z",
    },
}
_STATUS = {
    "id_str": "5",
    "created_at": "Wed Feb 01 09:30:00 +0000 2012",
    "text": "Caisse fermée",
    "user": {"screen_name": "tom"},
}


@pytest.mark.parametrize(
    ("name", "document", "expected"),
    [
        ("bluesky", {"posts": [_POST]}, {"community": ["Bluesky"], "language": ["fr"]}),
        ("bluesky", [_POST], {"text": ["Retrait facile"]}),
        ("youtube_api", {"items": [_COMMENT]}, {"role": ["brand"], "parent_id": ["Ug1"]}),
        ("youtube_api", [_COMMENT], {"conversation_id": ["Ug1"]}),
        ("x_v11", [_STATUS], {"id": ["5"]}),
        ("x_v11", {"statuses": [_STATUS]}, {"id": ["5"]}),
        (
            "meta_comments",
            [{"id": "1_2", "message": "Merci", "created_time": "2024-03-01T10:00:00+0000"}],
            {"author": [None], "channel": ["facebook"]},
        ),
    ],
)
def test_other_documents_of_a_source(
    tmp_path: Path, name: str, document: Any, expected: dict[str, list[Any]]
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(document), "utf-8")
    reading = _read(path)
    assert reading.files[0].profile == name
    assert {key: reading.rows[key].to_list() for key in expected} == expected


@pytest.mark.parametrize("text", ["[deleted]", "[removed]", "[ Removed by Reddit ]"])
def test_what_was_deleted_is_rejected_with_that_reason(tmp_path: Path, text: str) -> None:
    row = {"id": "a", "body": text, "link_id": "t3_b", "parent_id": "t3_b", "author": "[deleted]"}
    kept = row | {"id": "c", "body": "Ils ont [deleted] ma commande"}
    both = [each | {"created_utc": "1700000000"} for each in (row, kept)]
    reading = _read(_table(tmp_path / "a.csv", *both))
    assert reading.rejected["reason"].to_list() == ["import-deleted"]
    assert reading.rows.select("id", "author").rows() == [("t1_c", None)]
