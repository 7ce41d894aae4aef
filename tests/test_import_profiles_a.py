"""Reviews, stores and tickets: each export has one profile, and what these profiles need."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.importing import read_files
from sociallens.importing.formats.encoding import decode
from sociallens.importing.formats.records import read_document
from sociallens.importing.formats.table import LINE, Table
from sociallens.importing.options import Options
from sociallens.importing.profiles.mapping import replies, without_other_records
from sociallens.importing.profiles.profile import Profile, parse
from sociallens.importing.report import Reading
from sociallens.importing.values import dates
from tests.importing import EXPORTS, KEY, NOW, written

GOLDEN = sorted(EXPORTS.glob("*/input*"))


def _read(path: Path, site: str = "Modalys") -> Reading:
    return read_files([path], options=Options(site=site, key=KEY, now=NOW))


@pytest.mark.parametrize("path", GOLDEN, ids=[path.parent.name for path in GOLDEN])
def test_every_golden_export_is_claimed_by_its_own_profile(path: Path) -> None:
    file = _read(path).files[0]
    assert file.problem is None
    assert file.profile == path.parent.name


# The same exports in their other forms: the file, what is in it, what is read of it.
_OTHER_FORMS: dict[str, tuple[str, Any, list[tuple[Any, ...]]]] = {
    "google_play": (
        "a.csv",
        "userName,score,content,at\nUtilisateur Google,2,Lent,2025-06-08 15:29:26\n",
        [("customer", "Lent", 2.0, datetime(2025, 6, 8, 13, 29, 26))],
    ),
    "app_store_table": (
        "a.json",
        [
            {
                "userName": "jo",
                "review": "Plante",
                "rating": 1,
                "date": "2025-01-02T03:04:05Z",
                "isEdited": False,
                "title": "Nul",
                "developerResponse": {
                    "id": 1,
                    "body": "C'est réparé.",
                    "modified": "2025-01-03T03:04:05Z",
                },
            }
        ],
        [
            ("customer", "Nul\nPlante", 1.0, datetime(2025, 1, 2, 3, 4, 5)),
            ("brand", "C'est réparé.", None, datetime(2025, 1, 3, 3, 4, 5)),
        ],
    ),
    "google_maps_apify": (
        "a.json",
        [
            {
                "title": "Modalys Lille",
                "name": "Zoé",
                "publishedAtDate": "2025-09-20T09:23:40.000Z",
                "reviewId": "m1",
                "stars": 2,
                "text": "Froid",
                "responseFromOwnerText": "Désolés",
                "responseFromOwnerDate": "2025-09-21T09:00:00.000Z",
            }
        ],
        [
            ("customer", "Froid", 2.0, datetime(2025, 9, 20, 9, 23, 40)),
            ("brand", "Désolés", None, datetime(2025, 9, 21, 9)),
        ],
    ),
    "google_maps_outscraper": (
        "a.json",
        [
            {
                "name": "Modalys Lyon",
                "reviews_data": [
                    {
                        "review_id": "o1",
                        "review_text": "Cassé",
                        "review_rating": 1,
                        "review_datetime_utc": "03/08/2025 09:00:00",
                        "owner_answer": "Revenez",
                        "owner_answer_timestamp_datetime_utc": "03/10/2025 09:00:00",
                    }
                ],
            }
        ],
        [
            ("customer", "Cassé", 1.0, datetime(2025, 3, 8, 9)),
            ("brand", "Revenez", None, datetime(2025, 3, 10, 9)),
        ],
    ),
    "tripadvisor_apify": (
        "a.json",
        [
            {
                "id": "1",
                "publishedDate": "2025-08-12",
                "rating": 2,
                "title": "Bof",
                "text": "Bruyant",
                "user": {"name": "Odile"},
                "placeInfo": {"name": "Hôtel Modalys"},
                "ownerResponse": {"text": "Réparé", "publishedDate": "2025-08-15"},
            }
        ],
        [
            ("customer", "Bof\nBruyant", 2.0, datetime(2025, 8, 12)),
            ("brand", "Réparé", None, datetime(2025, 8, 15)),
        ],
    ),
    "trustpilot_table": (
        "a.csv",
        "Reviewer Name,Country,Review Date,Rating,Review Title,Review Text,Date of Experience\n"
        "Léo,FR,2024-09-16T13:44:26.000Z,Rated 1 out of 5 stars,Non,Colis vide,2024-09-16",
        [("customer", "Non\nColis vide", 1.0, datetime(2024, 9, 16, 13, 44, 26))],
    ),
    "zendesk_table": (
        "a.csv",
        "Ticket ID,Ticket created - Timestamp,Ticket subject,Ticket channel,Requester name,"
        "First reply time (min)\n17,2025-01-27T13:21:10,Facture,Facebook Messenger,Léo,90",
        [
            ("customer", "Facture", None, datetime(2025, 1, 27, 12, 21, 10)),
            ("brand", None, None, datetime(2025, 1, 27, 13, 51, 10)),
        ],
    ),
    "avis_verifies": (
        "a.csv",
        "id_review;order_ref;firstname;lastname;rate;review;review_date\n"
        "av1;C1;Léo;M.;4;Bien reçu;2025-01-20 18:22:10",
        [("customer", "Bien reçu", 4.0, datetime(2025, 1, 20, 17, 22, 10))],
    ),
}


@pytest.mark.parametrize("name", _OTHER_FORMS)
def test_an_export_in_its_other_form(name: str, tmp_path: Path) -> None:
    file, content, rows = _OTHER_FORMS[name]
    text = content if isinstance(content, str) else json.dumps(content)
    reading = _read(written(tmp_path / file, text))
    assert reading.files[0].profile == name
    assert reading.rows.select("role", "text", "rating", "published_at").rows() == rows


_TICKETS = """
title = { fr = "tickets", en = "tickets" }
basis = { fr = "inventé", en = "invented" }
needs = ["Subject"]
requires = ["Number"]

[columns]
text = "Subject"
published_at = "Created"

[reply]
text = "Answer"
published_at = { column = "Minutes", after = true }
"""


def _tickets(minutes: list[str | None]) -> pl.DataFrame:
    count = len(minutes)
    return pl.DataFrame(
        {"Minutes": minutes, "Answer": [None] * count, LINE: range(2, count + 2)},
        schema={"Minutes": pl.String, "Answer": pl.String, LINE: pl.Int64},
    )


def _rows(count: int, precision: str = "instant") -> pl.DataFrame:
    return pl.DataFrame({LINE: range(2, count + 2)}).with_columns(
        pl.lit(NOW).cast(pl.Datetime("us")).alias("published_at"),
        pl.lit(precision).alias("date_precision"),
        pl.col(LINE).cast(pl.Int64),
    )


def _answered(minutes: list[str | None], precision: str = "instant") -> list[str | None]:
    found = replies(_tickets(minutes), parse("tickets", _TICKETS), _rows(len(minutes), precision))
    assert set(found["role"]) <= {"brand"}
    return found["published_at"].to_list()


def test_a_reply_comes_so_many_minutes_after_its_ticket() -> None:
    assert _answered(["135", "", None, "0", "0.5"]) == [
        "2026-06-01T14:15:00Z",
        "2026-06-01T12:00:00Z",
        "2026-06-01T12:00:30Z",
    ]


def test_a_delay_that_is_none_or_starts_at_no_instant_leaves_an_undated_reply() -> None:
    assert _answered(["-5", "vite"]) == [None, None]
    assert _answered(["135"], "day") == [None]


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=30))
def test_the_reply_is_as_late_as_the_minutes_say(minutes: list[int]) -> None:
    told = pl.Series(_answered([str(each) for each in minutes])).str.to_datetime(
        "%Y-%m-%dT%H:%M:%SZ"
    )
    assert ((told - NOW).dt.total_minutes()).to_list() == minutes


def test_that_somebody_replied_is_a_reply_without_text_or_time() -> None:
    said = '\nrole = { column = "Answered", values = { yes = "brand" } }\n'
    rows = _rows(2)
    told = _tickets([None, None]).with_columns(Answered=pl.Series(["Yes", "no"]))
    found = replies(told, parse("tickets", _TICKETS + said), rows)
    assert found.select(LINE, "role", "text", "published_at").rows() == [(2, "brand", None, None)]


@pytest.mark.parametrize(
    ("written", "form", "time", "precision"),
    [
        ("Feb 1, 2012", "month d, y", datetime(2012, 2, 1), "day"),
        ("October 10, 2023", "month d, y", datetime(2023, 10, 10), "day"),
        ("01 9, 2014", "m d, y", datetime(2014, 1, 9), "day"),
        ("1588687728", "epoch-s", datetime(2020, 5, 5, 14, 8, 48), "instant"),
        ("1588687728923", "epoch-ms", datetime(2020, 5, 5, 14, 8, 48, 923_000), "instant"),
    ],
)
def test_dates_of_these_exports(written: str, form: str, time: datetime, precision: str) -> None:
    read = dates.read(pl.Series([written, "2012", "-"]), (form,), "UTC")
    assert read["time"].to_list() == [time, None, None]
    assert read["precision"].to_list() == [precision, None, None]


def test_a_record_that_is_no_contribution_is_told_and_left_out() -> None:
    frame = pl.DataFrame({"Number": ["1", " ", None], "Subject": ["a", "b", "c"], LINE: [2, 3, 4]})
    kept = without_other_records(Table(frame, "csv"), parse("tickets", _TICKETS))
    assert kept.frame["Subject"].to_list() == ["a"]
    assert [(refusal.line, refusal.reason) for refusal in kept.refusals] == [
        (3, "import-no-record"),
        (4, "import-no-record"),
    ]


def test_a_file_without_the_required_column_keeps_its_records() -> None:
    table = Table(pl.DataFrame({"Subject": ["a"], LINE: [2]}), "csv")
    assert without_other_records(table, parse("tickets", _TICKETS)) is table


def _records(root: object, profile: Profile) -> pl.DataFrame:
    table, _ = read_document(decode(json.dumps(root).encode()), (), profile)
    return table.frame


def test_children_know_their_parent_by_the_declared_key() -> None:
    tickets = parse("t", _TICKETS + '\n[shape]\nchildren = "answers"\nkey = "number"\n')
    answers = [{"Subject": "oui"}, {"Subject": "non"}]
    frame = _records([{"number": 7, "id": "x", "Subject": "a", "answers": answers}], tickets)
    assert frame["#parent"].to_list() == ["", "7", "7"]


def test_joined_records_may_be_known_by_numbers() -> None:
    join = '\n[shape.join.metric]\nlist = "metrics"\nkey = "ticket"\nby = "id"\n'
    tickets = parse("t", _TICKETS + '\n[shape]\nrecords = "tickets"\n' + join)
    root = {
        "tickets": [{"id": 7, "Subject": "a"}, {"id": 8, "Subject": "b"}],
        "metrics": [{"ticket": 8, "wait": 12}],
    }
    assert _records(root, tickets)["metric.wait"].to_list() == ["", "12"]
