"""The forms of dates: each example is read, each form comes back, nothing odd raises."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sociallens.importing import read_files
from sociallens.importing.options import Options
from sociallens.importing.values import date_forms, dates
from sociallens.importing.values.date_forms import FORMATS
from tests.importing import KEY, NOW, written

MARCH = datetime(2026, 3, 15, 14, 30)
ZONED = ("iso", "rfc2822", "ctime", "epoch-s", "epoch-ms", "epoch-us")
INSTANTS = st.datetimes(datetime(1995, 1, 1), datetime(2068, 12, 31)).map(
    lambda time: time.replace(microsecond=0)
)
_FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _read(text: str, *formats: str, zone: str = "UTC") -> datetime | None:
    found: datetime | None = dates.read(pl.Series([text]), formats, zone)["time"][0]
    return found


def _written(name: str, time: datetime) -> str:
    """A UTC instant in a form, as programs write it."""
    month = _ENGLISH[time.month - 1]
    since = time.replace(tzinfo=UTC).timestamp()
    half = f"{(time.hour - 1) % 12 + 1}:{time:%M:%S} {'PM' if time.hour >= 12 else 'AM'}"
    return {
        "iso": f"{time.isoformat()}Z",
        "rfc2822": format_datetime(time.replace(tzinfo=UTC)),
        "french": f"{time.day} {_FRENCH[time.month - 1]} {time.year} à {time:%H:%M:%S}",
        "d-mon-y": f"{time.day}-{month}-{time:%Y %H:%M:%S}",
        "month d, y": f"{month} {time.day}, {time.year}, {half}",
        "m d, y": f"{time:%m %d, %Y}",
        "ctime": f"{time:%a} {month} {time:%d %H:%M:%S} +0000 {time.year}",
        "y/m/d": f"{time:%Y/%m/%d %H:%M:%S}",
        "d/m/y": f"{time:%d/%m/%y %H:%M:%S}" if time.second % 2 else f"{time:%d/%m/%Y %H:%M:%S}",
        "m/d/y": f"{time.month}/{time.day}/{time.year} {half}",
        "yyyymmdd": f"{time:%Y%m%d%H%M%S}",
        "epoch-s": f"{since:.0f}",
        "epoch-ms": f"{since * 1e3:.0f}",
        "epoch-us": f"{since * 1e6:.0f}",
        "excel": f"{(time - datetime(1899, 12, 30)) / timedelta(days=1):.9f}",
    }[name]


@pytest.mark.parametrize("name", FORMATS)
@given(time=INSTANTS)
def test_every_form_comes_back(name: str, time: datetime) -> None:
    if name.startswith("epoch") and time < datetime(2001, 9, 10):
        return  # ten digits from then on
    known = time.replace(hour=0, minute=0, second=0) if name == "m d, y" else time
    assert _read(_written(name, time), name) == known


@pytest.mark.parametrize("name", FORMATS)
def test_every_example_is_what_it_says(name: str) -> None:
    found = _read(FORMATS[name].example, name)
    assert found is not None
    assert abs(found - MARCH) < timedelta(seconds=1) or found == datetime(2026, 3, 15)
    assert _read(FORMATS[name].example, dates.AUTO) is not None
    assert date_forms.form_named(FORMATS[name].words) == name


@given(st.text(st.characters(categories=["L", "N", "P", "Z", "S", "Cc"]), max_size=40))
def test_whatever_is_no_date_is_read_as_none_without_a_word(text: str) -> None:
    for name in FORMATS:
        dates.read(pl.Series([text]), (name,), "Europe/Paris")


@pytest.mark.parametrize(
    "text",
    [
        "2026-13-01", "2026-02-31", "31/02/2026", "31/13/2026", "2026-03-15T25:00:00Z",
        "2026-03-15T14:61:00Z", "2026-03-15T14:30:00+99:99", "2026-03-15T14:30:00+01:75",
        "٢٠٢٦-٠٣-١٥", "0000-00-00 00:00:00", "99999999999999999999", "00:10", "22", "2026",
        "3,14", "2026-W05-3", "Sun Foo 15 14:30:00 +0000 2026", "15 foo 2026",
        "2026-03-15 14:30 CST", "2026-03-15 14:30 Europe/Paris", "20261301",
    ],
)  # fmt: skip
def test_what_no_calendar_and_no_clock_shows_is_not_read(text: str) -> None:
    assert all(_read(text, name) is None for name in FORMATS)


@pytest.mark.parametrize(
    ("text", "name", "time"),
    [
        ("mercredi 1 février 2012 à 9 h 05", "french", datetime(2012, 2, 1, 9, 5)),
        ("le 1er févr. 2012 à 10h30", "french", datetime(2012, 2, 1, 10, 30)),
        ("Wednesday, 1st February 2012", "french", datetime(2012, 2, 1)),
        ("12 DÉC. 2011", "french", datetime(2011, 12, 12)),
        ("February 1, 2012 at 9:30\u202fAM", "month d, y", datetime(2012, 2, 1, 9, 30)),
        ("Wed Feb  1 09:30:00 CET 2012", "ctime", datetime(2012, 2, 1, 8, 30)),
        ("Wed, 1 Feb 12 04:30 EST", "rfc2822", datetime(2012, 2, 1, 9, 30)),
        ("2012-02-01 09:30:00 UTC", "iso", datetime(2012, 2, 1, 9, 30)),
        ("2012-02-01T09:30:00.123456789+0000", "iso", datetime(2012, 2, 1, 9, 30, 0, 123456)),
        ("2012-02-01T10:30:00−01:00", "iso", datetime(2012, 2, 1, 11, 30)),
        ("2012-02-01T09:30:00+00:00[Europe/Paris]", "iso", datetime(2012, 2, 1, 9, 30)),
        ("２０１２-02-01", "iso", datetime(2012, 2, 1)),
        ("01.02.2012", "d/m/y", datetime(2012, 2, 1)),
        ("01/02/69", "d/m/y", datetime(1969, 2, 1)),
        ("01/02/68", "d/m/y", datetime(2068, 2, 1)),
        ("20120201T093000Z", "yyyymmdd", datetime(2012, 2, 1, 9, 30)),
        ("1328088600.5", "epoch-s", datetime(2012, 2, 1, 9, 30, 0, 500_000)),
        ("40940", "excel", datetime(2012, 2, 1)),
        ("40940,4375", "excel", datetime(2012, 2, 1, 10, 30)),
    ],
)
def test_forms_that_programs_and_people_write(text: str, name: str, time: datetime) -> None:
    assert _read(text, name) == time


def test_a_spreadsheets_clock_is_that_of_its_place() -> None:
    assert _read("40940,4375", "excel", zone="Europe/Paris") == datetime(2012, 2, 1, 9, 30)


@pytest.mark.parametrize(
    ("values", "formats", "orders"),
    [
        (["03/04/2026", "13/04/2026"], ("d/m/y",), ()),
        (["03/04/2026", "04/13/2026"], ("m/d/y",), ()),
        (["03/04/2026"], (), ("d/m/y", "m/d/y")),
        (["13/04/2026", "04/13/2026"], (), ("d/m/y", "m/d/y")),
        (["2026-04-03", "13 avril 2026"], ("iso", "french"), ()),
        (["2026-04-03", "20260404"], ("iso",), ()),  # one number among dates is no date
        (["20260403", "20260404"], ("yyyymmdd",), ()),
        (["20261231235959"], ("yyyymmdd",), ()),  # no count of anything
        (["13/04/2026"] * 11 + ["04/13/2026"], ("d/m/y",), ()),
        (["hier"], (), ()),
        ([], (), ()),
    ],
)
def test_the_forms_of_a_column(
    values: list[str], formats: tuple[str, ...], orders: tuple[str, ...]
) -> None:
    assert dates.suitable_formats(pl.Series("date", values, dtype=pl.String)) == (formats, orders)


@pytest.mark.parametrize("text", ["il y a 3 jours", "3 days ago", "Hier", "yesterday", "2 h", "3j"])
def test_dates_that_count_from_an_unknown_day_have_a_reason_of_their_own(
    tmp_path: Path, text: str
) -> None:
    file = written(tmp_path / "a.csv", "site,channel,published_at,text", f"Fnac,avis,{text},Bien")
    reading = read_files([file], options=Options(key=KEY, now=NOW))
    assert reading.rejected["reason"].to_list() == ["import-date-relative"]


def test_the_template_reads_every_form_that_leaves_no_doubt(tmp_path: Path) -> None:
    said = ("2024-02-13", "Feb 14, 2024", "15 février 2024 à 10h30", "16/02/2024", "1707900000")
    rows = [f'Fnac;avis;"{date}";Colis {date}' for date in said]
    file = written(tmp_path / "a.csv", "site;channel;published_at;text", *rows)
    reading = read_files([file], options=Options(key=KEY, now=NOW))
    assert reading.rows["published_at"].dt.day().to_list() == [13, 14, 15, 16]
    assert reading.rejected["detail"].to_list() == ["1707900000"]


@given(st.sampled_from(["Europe/Paris", "America/Montreal", "Asia/Tokyo", "UTC"]), INSTANTS)
def test_a_zone_says_where_clocks_without_one_stood(zone: str, time: datetime) -> None:
    local = time.replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    if local.fold == 0:
        assert _read(f"{local:%Y-%m-%d %H:%M:%S}", "iso", zone=zone) == time
