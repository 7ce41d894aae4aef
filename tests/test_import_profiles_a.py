"""Reviews, stores and tickets: each export has one profile, and what these profiles need."""

from datetime import datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.importing import read_files
from sociallens.importing.formats.documents import Document, records
from sociallens.importing.formats.table import LINE, Table
from sociallens.importing.options import Options
from sociallens.importing.profiles.mapping import essential, replies
from sociallens.importing.profiles.profile import parse
from sociallens.importing.report import Reading
from sociallens.importing.values import dates
from tests.importing import EXPORTS, KEY, NOW

GOLDEN = sorted(EXPORTS.glob("*/input*"))


def _read(path: Path, site: str = "Modalys") -> Reading:
    return read_files([path], options=Options(site=site, key=KEY, now=NOW))


@pytest.mark.parametrize("path", GOLDEN, ids=[path.parent.name for path in GOLDEN])
def test_every_golden_export_is_claimed_by_its_own_profile(path: Path) -> None:
    file = _read(path).files[0]
    assert file.problem is None
    assert file.profile == path.parent.name


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
    kept = essential(Table(frame, "csv"), parse("tickets", _TICKETS))
    assert kept.frame["Subject"].to_list() == ["a"]
    assert [(refusal.line, refusal.reason) for refusal in kept.refusals] == [
        (3, "import-no-record"),
        (4, "import-no-record"),
    ]


def test_a_file_without_the_required_column_keeps_its_records() -> None:
    table = Table(pl.DataFrame({"Subject": ["a"], LINE: [2]}), "csv")
    assert essential(table, parse("tickets", _TICKETS)) is table


def test_children_know_their_parent_by_the_declared_key() -> None:
    tickets = parse("t", _TICKETS + '\n[shape]\nchildren = "answers"\nkey = "number"\n')
    root = [{"number": 7, "id": "x", "answers": [{"text": "oui"}, {"text": "non"}]}]
    frame = records(Document(root), tickets.shape).frame
    assert frame["#parent"].to_list() == ["", "7", "7"]


def test_joined_records_may_be_known_by_numbers() -> None:
    join = '\n[shape.join.metric]\nlist = "metrics"\nkey = "ticket"\nby = "id"\n'
    tickets = parse("t", _TICKETS + '\n[shape]\nrecords = "tickets"\n' + join)
    root = {"tickets": [{"id": 7}, {"id": 8}], "metrics": [{"ticket": 8, "wait": 12}]}
    frame = records(Document(root), tickets.shape).frame
    assert frame["metric.wait"].to_list() == ["", "12"]
