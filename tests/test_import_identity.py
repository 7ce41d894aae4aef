"""No contribution is lost to another one's id, and none is added twice."""

import json
import unicodedata
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from sociallens.access import UNLIMITED
from sociallens.cli import main
from sociallens.engine import load
from sociallens.importing import Report, import_files
from sociallens.importing.options import Options
from sociallens.importing.relabel import relabel_store
from sociallens.importing.report_text import report_lines
from sociallens.selection import Selection
from sociallens.store.check import problems
from sociallens.store.manifest import open_store
from tests.importing import KEY, NOW, written

HEADER = "id,site,channel,author,published_at,updated_at,text"


def _import(store: Path, *files: Path, **said: Any) -> Report:
    options: dict[str, Any] = {"key": KEY, "now": NOW}
    return import_files(list(files), store, Options(**options | said))


def _counts(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.clashing, report.rejected


def _stored(store: Path) -> pl.DataFrame:
    return pl.read_parquet(open_store(store).files())


def _texts(store: Path) -> list[str]:
    return sorted(_stored(store)["text"])


def _file(path: Path, name: str, *rows: str, header: str = HEADER) -> Path:
    return written(path / f"{name}.csv", header, *rows)


FIRST = "7,Modalys,avis,lea,2024-05-02,,Colis perdu"


@pytest.mark.parametrize(
    ("other", "counts"),
    [
        ("7,Modalys,avis,lea,2024-05-02,,Colis perdu", (0, 0, 1, 0, 0)),
        ("7,Modalys,avis,tom,2024-05-02,,Colis perdu", (0, 0, 0, 1, 0)),
        ("7,Modalys,avis,lea,2024-05-03,,Colis perdu", (0, 0, 0, 1, 0)),
        ("7,Modalys,avis,tom,2024-05-03,2024-05-04,Autre", (0, 0, 0, 1, 0)),
        ("7,Modalys,avis,lea,2024-05-02,,Colis retrouvé", (0, 1, 0, 0, 0)),
        ("7,Modalys,avis,lea,2024-05-02,2024-05-09,Colis retrouvé", (0, 1, 0, 0, 0)),
        ("7,Modalys,avis,,2024-05-02,,Colis retrouvé", (0, 1, 0, 0, 0)),
        ("7,Modalys,avis,lea,,2024-05-09,Colis retrouvé", (0, 1, 0, 0, 0)),
        ("7,Modalys,avis,lea,2024-05-02T09:00:00+02:00,,Colis retrouvé", (0, 1, 0, 0, 0)),
        ("7,Modalys,avis,lea,2024-05-01T22:30:00Z,,Colis retrouvé", (0, 1, 0, 0, 0)),
        ("7,Modalys,avis,lea,2024-05-02T22:30:00Z,,Colis retrouvé", (0, 0, 0, 1, 0)),
        ("7,Modalys,forum,lea,2024-05-02,,Colis perdu", (0, 1, 0, 0, 0)),
        ("7,Modalys,forum,lea,2024-05-02,,Rien à voir", (0, 0, 0, 1, 0)),
    ],
)
def test_what_is_a_later_state_and_what_is_a_clash(
    tmp_path: Path, other: str, counts: tuple[int, ...]
) -> None:
    first, second = _file(tmp_path, "a", FIRST), _file(tmp_path, "b", other)
    _import(tmp_path / "store", first)
    assert _counts(_import(tmp_path / "store", second)) == counts
    again = _import(tmp_path / "store", second)
    assert _counts(again) == (0, 0, 1, 0, 0)
    both = _import(tmp_path / "both", first, second)
    assert both.added + both.clashing == 1 + counts[3]
    assert problems(open_store(tmp_path / "store")) == []


def test_two_texts_of_an_id_in_one_file_are_two(tmp_path: Path) -> None:
    file = _file(tmp_path, "a", FIRST, FIRST.replace("perdu", "ouvert"), FIRST)
    assert _counts(_import(tmp_path / "store", file)) == (1, 0, 1, 1, 0)
    turned = _file(tmp_path, "b", FIRST.replace("perdu", "ouvert"), FIRST)
    assert _counts(_import(tmp_path / "store", turned)) == (0, 0, 2, 0, 0)
    assert _texts(tmp_path / "store") == ["Colis ouvert", "Colis perdu"]


def test_a_clash_is_told_and_begins_a_conversation_of_its_own(tmp_path: Path) -> None:
    file = _file(tmp_path, "a", FIRST, FIRST.replace("lea", "tom"))
    report = _import(tmp_path / "store", file)
    assert "1 à part" in "\n".join(report_lines(report, "fr"))
    assert "1 kept apart" in "\n".join(report_lines(report, "en"))
    rows = _stored(tmp_path / "store")
    assert rows["conversation_id"].n_unique() == 2
    assert rows["opens"].all()
    assert open_store(tmp_path / "store").manifest.imports[0].clashing == 1


def test_a_clash_is_edited_where_it_stands(tmp_path: Path) -> None:
    _import(tmp_path / "store", _file(tmp_path, "a", FIRST, FIRST.replace("lea", "tom")))
    edited = _file(tmp_path, "b", "7,Modalys,avis,tom,2024-05-02,2024-06-01,Réglé")
    assert _counts(_import(tmp_path / "store", edited)) == (0, 1, 0, 0, 0)
    assert _texts(tmp_path / "store") == ["Colis perdu", "Réglé"]


def test_ids_that_a_spreadsheet_rounded_are_none(tmp_path: Path) -> None:
    rows = [f'"1,8E+18",Modalys,X,u{n},2024-05-{n:02},,Colis {n}' for n in range(1, 9)]
    file = _file(tmp_path, "a", *rows)
    report = _import(tmp_path / "store", file)
    assert _counts(report) == (8, 0, 0, 0, 0)
    assert report.files[0].notes == {"import-note-ids-rounded": 8}
    assert _counts(_import(tmp_path / "store", file)) == (0, 0, 8, 0, 0)
    assert _stored(tmp_path / "store")["conversation_id"].n_unique() == 8


@pytest.mark.parametrize("name", ["parent_id", "conversation_id"])
def test_threads_of_rounded_ids_are_none(tmp_path: Path, name: str) -> None:
    header = f"id,{name},site,channel,author,text"
    rows = [f"{n},1.8E+18,Modalys,X,u{n},Colis {n}" for n in range(3)]
    _import(tmp_path / "store", _file(tmp_path, "a", *rows, header=header))
    assert _stored(tmp_path / "store")["conversation_id"].n_unique() == 3


@pytest.mark.parametrize("identity", ["18", "1E18", "1e5", "12e45f", "a1,8E+18", "1.8"])
def test_other_ids_are_kept(tmp_path: Path, identity: str) -> None:
    _import(tmp_path / "store", _file(tmp_path, "a", f'"{identity}",Modalys,X,lea,,,Colis'))
    assert _stored(tmp_path / "store")["id"].to_list() == [identity]


def test_a_column_with_few_values_is_no_id(tmp_path: Path) -> None:
    rows = [f"post{n // 6},Modalys,facebook,u{n},2024-05-01,,Colis {n}" for n in range(12)]
    file = _file(tmp_path, "a", *rows)
    report = _import(tmp_path / "store", file)
    assert _counts(report) == (12, 0, 0, 0, 0)
    assert report.files[0].notes == {"import-note-ids-few": 12}
    assert _counts(_import(tmp_path / "store", file)) == (0, 0, 12, 0, 0)


def test_a_history_of_states_has_ids(tmp_path: Path) -> None:
    rows = [
        f"r{n % 3},Modalys,avis,u{n % 3},2024-05-01,2024-05-{n + 1:02},Etat {n}" for n in range(12)
    ]
    report = _import(tmp_path / "store", _file(tmp_path, "a", *rows))
    assert _counts(report) == (3, 0, 9, 0, 0)
    assert report.files[0].notes == {}
    assert _texts(tmp_path / "store") == ["Etat 10", "Etat 11", "Etat 9"]


def test_customers_who_say_the_same_are_several(tmp_path: Path) -> None:
    header = "site,channel,text"
    rows = [f"Modalys,facebook,{text}" for text in ("Bravo", "Bravo", "Génial", "Bravo")]
    file = _file(tmp_path, "a", *rows, header=header)
    assert _counts(_import(tmp_path / "store", file)) == (4, 0, 0, 0, 0)
    assert _counts(_import(tmp_path / "store", file)) == (0, 0, 4, 0, 0)
    more = _file(tmp_path, "b", *reversed(rows), rows[0], header=header)
    assert _counts(_import(tmp_path / "store", more)) == (1, 0, 4, 0, 0)


@pytest.mark.parametrize(
    ("author", "time", "kept"),
    [
        ("", "2024-05-01", 2),
        ("", "2024-05-01T09:30:00Z", 1),
        ("lea", "2024-05-01", 1),
        ("lea", "", 1),
        ("lea", "2024-05-01T09:30:00Z", 1),
    ],
)
def test_a_row_repeated_by_its_author_or_at_an_instant_is_one(
    tmp_path: Path, author: str, time: str, kept: int
) -> None:
    row = f",Modalys,facebook,{author},{time},,Bravo"
    report = _import(tmp_path / "store", _file(tmp_path, "a", row, row))
    assert (report.added, report.unchanged) == (kept, 2 - kept)


TYPED = "Très déçue :  le colis n’est jamais arrivé"


@pytest.mark.parametrize(
    "text",
    [
        TYPED.replace(" :", "\u00a0:"),
        TYPED.replace(" :", "\u202f:"),
        TYPED.replace("  ", " "),
        unicodedata.normalize("NFD", TYPED),
    ],
)
@pytest.mark.parametrize("identity", ["", "7"])
def test_another_blank_or_unicode_form_is_no_new_text(
    tmp_path: Path, text: str, identity: str
) -> None:
    rows = [f"{identity},Modalys,avis,lea,2024-05-01,,{each}" for each in (TYPED, text)]
    _import(tmp_path / "store", _file(tmp_path, "a", rows[0]))
    again = _import(tmp_path / "store", _file(tmp_path, "b", rows[1]))
    assert _counts(again) == (0, 0, 1, 0, 0)
    assert _texts(tmp_path / "store") == [TYPED]


def test_a_content_hash_is_that_of_earlier_versions(tmp_path: Path) -> None:
    """What was imported before is not added anew: lines stay lines in the hash."""
    row = ',Modalys,avis,lea,2024-05-01,,"Colis perdu\nsans réponse"'
    _import(tmp_path / "store", _file(tmp_path, "a", row))
    assert _stored(tmp_path / "store")["id"].to_list() == ["340b63f4cf10e7c221038a864dc177be"]


def test_an_edited_post_counts_once_under_its_first_id(tmp_path: Path) -> None:
    tweet = {"author_id": "1", "conversation_id": "11", "lang": "fr"}
    first = tweet | {"id": "11", "text": "Coli perdu", "created_at": "2024-02-01T09:00:00Z"}
    edited = tweet | {"id": "12", "text": "Colis perdu", "created_at": "2024-02-01T09:05:00Z"}
    alone = tmp_path / "alone.json"
    alone.write_text(json.dumps({"data": [first | {"edit_history_tweet_ids": ["11"]}]}), "utf-8")
    both = tmp_path / "both.json"
    history = {"edit_history_tweet_ids": ["11", "12"]}
    both.write_text(json.dumps({"data": [edited | history, first | history]}), "utf-8")
    for order in ([alone, both], [both, alone]):
        store = tmp_path / order[0].stem
        for file in order:
            _import(store, file, site="Modalys")
        assert _stored(store).select("id", "text").rows() == [("11", "Colis perdu")]


STARRED = "id,site,channel,author,role,text,rating"


def test_stars_without_text_are_a_contribution(tmp_path: Path) -> None:
    rows = [f"{n},Modalys,avis,u{n},,,{n}" for n in range(1, 6)]
    rows += ["6,Modalys,avis,u6,,Parfait,5", "7,Modalys,avis,u7,,,9", "8,Modalys,avis,u8,,,"]
    report = _import(tmp_path / "store", _file(tmp_path, "a", *rows, header=STARRED))
    assert _counts(report) == (6, 0, 0, 0, 2)
    held = _stored(tmp_path / "store").sort("id")
    assert held["sentiment"].to_list()[:5] == ["negative", "negative", None, "positive", "positive"]
    assert held["sentiment_by"].to_list()[:5] == ["stars"] * 5
    silent = held.head(5).select(
        "topic", "topics", "causes", "severity", "intent", "confidence", "evidence", "topic_by",
        "causes_by", "severity_by", "intent_by",
    )  # fmt: skip
    assert set(silent.null_count().row(0)) == {5}
    counts = load(tmp_path / "store").counts(
        ("messages", "with_sentiment", "with_topic"), [], Selection(), UNLIMITED
    )
    assert counts.row(0) == (6, 5, 1)


def test_stars_stay_when_a_store_is_labelled_again(tmp_path: Path) -> None:
    _import(tmp_path / "store", _file(tmp_path, "a", "1,Modalys,avis,lea,,,1", header=STARRED))
    before = _stored(tmp_path / "store")
    assert relabel_store(tmp_path / "store").nothing
    assert _stored(tmp_path / "store").equals(before)


def test_stars_of_unknown_customers_are_several(tmp_path: Path) -> None:
    header = "site,channel,text,rating"
    rows = [f"Modalys,avis,,{stars}" for stars in (5, 5, 1)]
    first = _file(tmp_path, "a", *rows, header=header)
    assert _counts(_import(tmp_path / "store", first)) == (3, 0, 0, 0, 0)
    turned = _file(tmp_path, "b", *reversed(rows), header=header)
    assert _counts(_import(tmp_path / "store", turned)) == (0, 0, 3, 0, 0)


def test_a_tools_sentiment_is_its_opinion(tmp_path: Path) -> None:
    header = "id,site,channel,text,tool_sentiment"
    rows = ["1,Modalys,avis,Colis jamais reçu,positif", "2,Modalys,avis,Parfait,zut"]
    report = _import(tmp_path / "store", _file(tmp_path, "a", *rows, header=header))
    assert _counts(report) == (2, 0, 0, 0, 0)
    assert report.files[0].notes == {"import-note-tool-sentiment": 1}
    held = _stored(tmp_path / "store").sort("id").to_dicts()
    assert [each["tool_sentiment"] for each in held] == ["positive", None]
    assert held[0]["sentiment"] == "negative"
    assert all(each["sentiment_by"].startswith("model:") for each in held)


def test_the_command_tells_what_clashes(tmp_path: Path) -> None:
    file = _file(tmp_path, "a", FIRST, FIRST.replace("lea", "tom"))
    done = CliRunner().invoke(main, ["import", str(file), "--store", str(tmp_path / "store")])
    assert done.exit_code == 0
    assert "1 à part" in done.stdout


# Properties: whatever the files, their order and how contributions are spread over them.

DAYS = ["", "2024-05-01", "2024-05-02", "2024-05-02T09:00:00Z", "2024-05-02T21:00:00Z"]
ROWS = st.fixed_dictionaries(
    {
        "id": st.sampled_from(["", "1", "2", "3", "1.5E+18"]),
        "author": st.sampled_from(["", "lea", "tom", "zoe"]),
        "published_at": st.sampled_from(DAYS),
        "text": st.sampled_from(["Trois\u00a0mots", "Trois mots"]),
    }
)
FILES = st.lists(st.lists(ROWS, min_size=1, max_size=14), min_size=1, max_size=4)


def _written(folder: Path, files: list[list[dict[str, str]]]) -> list[Path]:
    return [
        _file(
            folder,
            f"{number}",
            *(
                f"{row['id']},Modalys,avis,{row['author']},{row['published_at']},,{row['text']}"
                for row in rows
            ),
        )
        for number, rows in enumerate(files)
    ]


# Above five seconds: each example imports up to ten files, into stores of its own.
@settings(max_examples=5)
@given(FILES, st.randoms(use_true_random=False))
def test_nothing_distinct_is_lost_and_nothing_is_added_twice(
    tmp_path_factory: pytest.TempPathFactory, files: list[list[dict[str, str]]], chance: Any
) -> None:
    folder = tmp_path_factory.mktemp("any")
    paths = _written(folder, files)
    chance.shuffle(paths)
    first = _import(folder / "store", *paths)
    held = _stored(folder / "store")
    # An author and a time that nobody else has are somebody's contribution, whatever its id.
    people = {(r["author"], r["published_at"]) for rows in files for r in rows}
    known = {pair for pair in people if all(pair)}
    tokens = {name: KEY.pseudonym("review_site", name) for name in ("lea", "tom", "zoe")}
    stored = {(row["author"], _day(row)) for row in held.to_dicts()}
    assert {(tokens[name], time[:10]) for name, time in known} <= stored
    assert first.read == sum(_counts(first))
    assert first.added + first.clashing == held.height == held["id"].n_unique()
    chance.shuffle(paths)
    again = _import(folder / "store", *paths)
    assert (again.added, again.clashing) == (0, 0)
    for path in paths:
        assert (one := _import(folder / "store", path)).added + one.clashing == 0
    assert problems(open_store(folder / "store")) == []


def _day(row: dict[str, Any]) -> str:
    time: datetime | None = row["published_at"]
    return time.date().isoformat() if time else ""


UNIQUE = st.lists(
    st.tuples(st.sampled_from(["1", "2", "x~0123456789abcdef"]), st.integers(0, 40)),
    min_size=1,
    max_size=30,
    unique=True,
)


# Above five seconds: each example imports up to ten files, into stores of its own.
@settings(max_examples=5)
@given(UNIQUE, st.integers(1, 5), st.randoms(use_true_random=False))
def test_contributions_told_by_author_and_time_are_kept_however_they_are_split(
    tmp_path_factory: pytest.TempPathFactory,
    told: list[tuple[str, int]],
    parts: int,
    chance: Any,
) -> None:
    folder = tmp_path_factory.mktemp("split")
    start = datetime(2024, 5, 1)
    rows = [
        f"{identity},Modalys,avis,{identity}{n},{start + timedelta(hours=n):%Y-%m-%dT%H:%M:%SZ},,"
        f"{identity} {n}"
        for identity, n in told
    ]
    chance.shuffle(rows)
    files = [_file(folder, f"{n}", *rows[n::parts]) for n in range(parts) if rows[n::parts]]
    for file in files:
        _import(folder / "store", file)
    assert len(_texts(folder / "store")) == len(set(_texts(folder / "store"))) == len(rows)
    chance.shuffle(files)
    again = _import(folder / "store", *files)
    assert _counts(again) == (0, 0, len(rows), 0, 0)
