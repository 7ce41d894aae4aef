"""Dates, channels, ratings, roles, labels, ids: text to typed columns, by declared rules."""

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.importing import read_files
from sociallens.importing.labels import MODEL
from sociallens.importing.options import Options
from sociallens.importing.report import Reading
from sociallens.importing.values import dates
from sociallens.schema import ARROW, NAMES, POLARS, PROVENANCE, THREAD
from tests.importing import KEY, NOW, written


def _time(text: str, *formats: str, zone: str = "Europe/Paris") -> tuple[Any, ...]:
    return dates.read(pl.Series([text]), formats or ("iso", "french"), zone).row(0)


def _read(path: Path, header: str, *rows: str, **said: Any) -> Reading:
    file = written(path / "export.csv", header, *rows)
    return read_files([file], options=Options(key=KEY, now=NOW, **said))


def _reasons(reading: Reading) -> list[tuple[int, str, str | None]]:
    return reading.rejected.select("line", "reason", "detail").rows()


@pytest.mark.parametrize(
    ("text", "formats", "time", "precision"),
    [
        ("2023-03-15", (), datetime(2023, 3, 15), "day"),
        ("2023-03-15T10:00:00Z", (), datetime(2023, 3, 15, 10), "instant"),
        ("2023-03-15T10:00:00.123456Z", (), datetime(2023, 3, 15, 10, 0, 0, 123456), "instant"),
        ("2023-03-15T10:00:00+0530", (), datetime(2023, 3, 15, 4, 30), "instant"),
        ("2023-03-15 10:00-03", (), datetime(2023, 3, 15, 13), "instant"),
        ("2023-03-15 10:00", (), datetime(2023, 3, 15, 9), "instant"),
        ("2023-07-15 10:00", (), datetime(2023, 7, 15, 8), "instant"),
        ("15 mars 2023", (), datetime(2023, 3, 15), "day"),
        ("1er août 2022", (), datetime(2022, 8, 1), "day"),
        ("3 févr. 2022 à 13:09", (), datetime(2022, 2, 3, 12, 9), "instant"),
        ("15/11/2021 13:09", ("d/m/y",), datetime(2021, 11, 15, 12, 9), "instant"),
        ("11/15/2021", ("m/d/y",), datetime(2021, 11, 15), "day"),
        ("29-Sep-2016 08:15PM 8:15 PM", ("d-mon-y",), datetime(2016, 9, 29, 18, 15), "instant"),
        ("29-Sep-2016 12:15 AM", ("d-mon-y",), datetime(2016, 9, 28, 22, 15), "instant"),
    ],
)
def test_dates(text: str, formats: tuple[str, ...], time: datetime, precision: str) -> None:
    assert _time(text, *formats) == (time, precision, False)


@pytest.mark.parametrize(
    "text", ["03/04/2026", "2023-02-30", "2023-13-01", "hier", "20230315", "290000-01-01", "12:30"]
)
def test_what_no_declared_format_fits_is_no_date(text: str) -> None:
    assert _time(text)[0] is None


def test_of_the_two_times_of_an_autumn_night_the_first_is_taken() -> None:
    assert _time("2023-10-29 02:30") == (datetime(2023, 10, 29, 0, 30), "instant", True)


def test_a_spring_time_that_did_not_exist_moves_one_hour() -> None:
    assert _time("2023-03-26 02:30") == (datetime(2023, 3, 26, 1, 30), "instant", True)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_a_time_with_its_zone_is_read_exactly(local: datetime, minutes: int) -> None:
    sign = "-" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    text = f"{local.isoformat(timespec='microseconds')}{sign}{hours:02}:{rest:02}"
    expected = (
        datetime.fromisoformat(text).replace(tzinfo=None)
        - pl.select(pl.duration(minutes=minutes)).item()
    )
    assert _time(text) == (expected, "instant", False)


def test_dates_that_are_refused(tmp_path: Path) -> None:
    rows = ["2026-06-02T11:00:00Z", "2026-06-02T13:00:00Z", "03/04/2023", "1970-01-01", ""]
    reading = _read(
        tmp_path, "site,channel,published_at,text", *(f"Fnac,avis,{row},Bien" for row in rows)
    )
    assert _reasons(reading) == [
        (3, "import-future", "2026-06-02T13:00:00Z"),
        (4, "import-date-order", "03/04/2023"),
        (5, "import-date", "1970-01-01"),
    ]
    assert reading.rows["date_precision"].to_list() == ["instant", "none"]


@pytest.mark.parametrize(
    ("written_as", "key"),
    [("X", "twitter"), ("tweet", "twitter"), ("Sites d’avis", "review_site"),
     ("AVIS", "review_site"), ("forum", "other_forum"), ("Consumer forums", "consumer_forum"),
     ("App stores", "app_store"), ("YouTube", "youtube"), ("insta", "instagram"),
     ("SOCIALMEDIA_FACEBOOK", "facebook")],
)  # fmt: skip
def test_channels(tmp_path: Path, written_as: str, key: str) -> None:
    reading = _read(tmp_path, "site,channel,text", f"Fnac,{written_as},Bien")
    assert reading.rows["channel"].to_list() == [key]


def test_an_unknown_value_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    header = "site,channel,text,topic,causes,sentiment,severity,intent,role"
    reading = _read(
        tmp_path,
        header,
        "Fnac,hologramme,Bien,,,,,,",
        "Fnac,avis,Bien,prix,,,,,",
        "Fnac,avis,Bien,,delivery;zut,,,,",
        "Fnac,avis,Bien,,,tiède,,,",
        "Fnac,avis,Bien,,,,énorme,,",
        "Fnac,avis,Bien,,,,,envie,",
        "Fnac,avis,Bien,,,,,,voisin",
    )
    assert _reasons(reading) == [
        (2, "import-unknown-channel", "hologramme"),
        (3, "import-unknown-topic", "prix"),
        (4, "import-unknown-cause", "zut"),
        (5, "import-unknown-sentiment", "tiède"),
        (6, "import-unknown-severity", "énorme"),
        (7, "import-unknown-intent", "envie"),
        (8, "import-unknown-role", "voisin"),
    ]
    known = {reason.key: reason.known for reason in reading.reasons}
    assert known["import-unknown-sentiment"]["en"] == ("Negative", "Neutral", "Positive")


def test_ratings_outside_the_scale_are_left_empty_and_counted(tmp_path: Path) -> None:
    rows = ["5", '"4,5"', "3/5", "0", "11", "vert", ""]
    reading = _read(tmp_path, "site,channel,text,rating", *(f"Fnac,avis,Bien,{r}" for r in rows))
    assert reading.rows["rating"].to_list() == [5.0, 4.5, 3.0, None, None, None, None]
    assert reading.files[0].notes == {"import-note-rating": 3}


def test_a_file_without_site_needs_one(tmp_path: Path) -> None:
    assert _reasons(_read(tmp_path, "channel,text", "avis,Bien")) == [(2, "import-no-site", "")]
    assert _read(tmp_path, "channel,text", "avis,Bien", site="fnac.com").rows["site"][0] == "Fnac"


def test_a_file_without_channel_needs_one(tmp_path: Path) -> None:
    assert _reasons(_read(tmp_path, "site,text", "Fnac,Bien")) == [(2, "import-no-channel", "")]
    assert (
        _read(tmp_path, "site,text", "Fnac,Bien", channel="tweet").rows["channel"][0] == "twitter"
    )


def test_roles_come_from_the_file_or_from_the_accounts_of_the_site(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        "site,channel,author,role,text",
        "Fnac,X,@Fnac,,Bonjour",
        "Darty,X,@Fnac,,Bonjour",
        "Fnac,X,jo,agent,Bonjour",
        "Fnac,X,jo,Modérateur,Bonjour",
        "Fnac,X,jo,,Bonjour",
    )
    assert reading.rows["role"].to_list() == ["brand", "customer", "brand", "moderator", "customer"]
    assert reading.rows["author"][0] == "@Fnac"
    assert not set(reading.rows["author"][1:]) & {"@Fnac", "jo"}


def test_replies_are_observed_where_the_file_has_one(tmp_path: Path) -> None:
    header = "site,channel,author,text,reply_observed"
    assert _read(tmp_path, header, "Fnac,X,jo,Bien,").rows["reply_observed"].to_list() == [False]
    both = _read(tmp_path, header, "Fnac,X,jo,Bien,non", "Fnac,X,Fnac,Merci,", "Fnac,X,al,Oui,")
    assert both.rows["reply_observed"].to_list() == [False, True, True]


def test_conversations_follow_parents(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        "id,parent_id,conversation_id,site,channel,text",
        "c,b,,Fnac,forum,Trois",
        "b,a,,Fnac,forum,Deux",
        "a,,,Fnac,forum,Un",
        "e,d,,Fnac,forum,Réponse à un absent",
        "f,,fil,Fnac,forum,Nommé",
        "g,g,,Fnac,forum,Soi-même",
    )
    assert reading.rows["conversation_id"].to_list() == ["a", "a", "a", "d", "fil", "g"]


def test_labels_that_people_gave_are_kept_and_the_others_predicted(tmp_path: Path) -> None:
    reading = _read(
        tmp_path,
        "site,channel,text,topic,sentiment",
        "Fnac,avis,Colis jamais reçu et personne ne répond,offer,positif",
        "Fnac,avis,Colis jamais reçu et personne ne répond,customer_service,",
        "Fnac,avis,Colis jamais reçu et personne ne répond,,",
    )
    first, second, third = reading.rows.to_dicts()
    assert (first["topic"], first["topics"], first["causes"]) == ("offer", ["offer"], None)
    assert (first["sentiment"], first["sentiment_score"]) == ("positive", None)
    assert first["severity"] is not None
    assert (second["sentiment_by"], second["sentiment"]) == ("person", None)
    assert second["causes"]
    assert (second["topic_by"], second["causes_by"]) == ("person", MODEL)
    assert {third[by] for by in PROVENANCE.values()} == {MODEL}
    assert third["sentiment"] == "negative"


def test_rows_of_labels_without_text_stay_apart(tmp_path: Path) -> None:
    rows = ["Fnac,avis,offer"] * 3 + ["Fnac,avis,none"] * 2
    reading = _read(tmp_path, "site,channel,topic", *rows)
    assert reading.rows["id"].n_unique() == 5
    again = _read(tmp_path, "site,channel,topic", *reversed(rows))
    assert set(again.rows["id"]) == set(reading.rows["id"])


def test_rows_have_the_columns_of_the_schema(tmp_path: Path) -> None:
    rows = _read(tmp_path, "site,channel,text", "Fnac,avis,Bien").rows
    assert rows.columns == [name for name in NAMES if name not in THREAD]
    assert dict(rows.schema) == {name: POLARS[name] for name in rows.columns}
    required = [field.name for field in ARROW if not field.nullable and field.name in rows.columns]
    assert rows.select(required).null_count().row(0) == (0,) * len(required)


def test_only_web_addresses_are_kept(tmp_path: Path) -> None:
    rows = ["https://x.com/i/status/1", "javascript:alert(1)", "ftp://a.example"]
    reading = _read(tmp_path, "site,channel,url,text", *(f"Fnac,avis,{row},Bien" for row in rows))
    assert reading.rows["url"].to_list() == ["https://x.com/i/status/1", None, None]


def test_countries_are_kept_as_codes(tmp_path: Path) -> None:
    named = {"fr": "FR", "France": "FR", "BELGIQUE": "BE", "États-Unis": "US", "USA": "US",
             "Angleterre": "GB", "UK": "GB", "Réunion": "RE"}  # fmt: skip
    codes = {**named, "EU": None, "Paris": None, "250": None, "": None}
    rows = [f"Fnac,avis,Bien,{country}" for country in codes]
    reading = _read(tmp_path, "site,channel,text,country", *rows)
    assert reading.rows["country"].to_list() == list(codes.values())
    assert reading.files[0].notes["import-note-country"] == 3
