"""Dates as text to UTC, by declared formats only: what is ambiguous is never guessed per row."""

from collections.abc import Iterable

import polars as pl

MONTHS = {
    "janvier": "01", "janv.": "01", "janv": "01", "jan.": "01",
    "février": "02", "fevrier": "02", "févr.": "02", "févr": "02", "fév.": "02",
    "mars": "03",
    "avril": "04", "avr.": "04", "avr": "04",
    "mai": "05",
    "juin": "06",
    "juillet": "07", "juil.": "07", "juil": "07",
    "août": "08", "aout": "08",
    "septembre": "09", "sept.": "09", "sept": "09",
    "octobre": "10", "oct.": "10", "oct": "10",
    "novembre": "11", "nov.": "11", "nov": "11",
    "january": "01", "jan": "01", "february": "02", "feb": "02", "march": "03", "mar": "03",
    "april": "04", "apr": "04", "may": "05", "june": "06", "jun": "06", "july": "07", "jul": "07",
    "august": "08", "aug": "08", "september": "09", "sep": "09", "october": "10", "november": "11",
    "december": "12", "dec": "12",
    "décembre": "12", "decembre": "12", "déc.": "12", "déc": "12", "dec.": "12",
}  # fmt: skip

# Each format: a regular expression whose named groups are the parts of an ISO time.
_TIME = (
    r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?(?:\s?(?P<a>[AaPp])[Mm])?"
)
_ZONE = r"(?: ?(?P<z>Z|[+-]\d{2}(?::?\d{2})?))?"
_AFTER = rf"(?:[T ]+(?:à )?{_TIME}{_ZONE})?$"
FORMATS = {
    "iso": rf"^(?P<Y>\d{{4}})-(?P<M>\d{{2}})-(?P<D>\d{{2}}){_AFTER}",
    "french": rf"^(?P<D>\d{{1,2}})(?:er)? (?P<N>\pL+\.?) (?P<Y>\d{{4}}){_AFTER}",
    "d-mon-y": rf"^(?P<D>\d{{1,2}})[- ](?P<N>\pL{{3,}})[- ](?P<Y>\d{{4}})(?: {_TIME}.*)?$",
    "d/m/y": rf"^(?P<D>\d{{1,2}})[/.-](?P<M>\d{{1,2}})[/.-](?P<Y>\d{{4}}){_AFTER}",
    "m/d/y": rf"^(?P<M>\d{{1,2}})/(?P<D>\d{{1,2}})/(?P<Y>\d{{4}}){_AFTER}",
}
EARLIEST = pl.datetime(1990, 1, 1)  # before it, a date is an empty field of some program
_PARTS = ("Y", "M", "N", "D", "h", "m", "s", "f", "a", "z")


def read(text: pl.Expr, formats: Iterable[str], zone: str) -> pl.Expr:
    """A struct `time` (naive UTC), `precision`, `shifted` (a clock change was resolved).

    `time` is null when no format fits. A time without a zone is local to `zone`: of the two
    times of an autumn night the first is taken, a spring time that did not exist moves one
    hour forward. A date without a time is that day at 00:00, in no zone.
    """
    clean = text.str.strip_chars()
    readings = [_reading(clean, FORMATS[name], zone) for name in formats]
    return pl.coalesce(
        *(pl.when(r.struct.field("time").is_not_null()).then(r) for r in readings), readings[0]
    )


def _reading(text: pl.Expr, pattern: str, zone: str) -> pl.Expr:
    groups = text.str.extract_groups(pattern)
    part = {
        name: groups.struct.field(name) if f"?P<{name}>" in pattern else pl.lit(None, pl.String)
        for name in _PARTS
    }
    month = part["N"].str.to_lowercase().replace_strict(MONTHS, default=None).fill_null(part["M"])
    day = pl.concat_str(part["Y"], month.str.zfill(2), part["D"].str.zfill(2), separator="-")
    clock = pl.concat_str(
        _hour(part["h"], part["a"]).str.zfill(2),
        part["m"],
        part["s"].fill_null("00"),
        separator=":",
    )
    fraction = part["f"].fill_null("").str.pad_end(6, "0").str.slice(0, 6)
    stamp = day + "T" + clock + "." + fraction
    local = stamp.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False)
    there = _utc(local, zone)
    time = (
        pl.when(part["h"].is_null())
        .then(day.str.to_datetime("%Y-%m-%d", time_unit="us", strict=False))
        .when(part["z"].is_null())
        .then(there)
        .otherwise(local - _offset(part["z"]))
    )
    precision = pl.when(part["h"].is_null()).then(pl.lit("day")).otherwise(pl.lit("instant"))
    first = local.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    last = local.dt.replace_time_zone(zone, ambiguous="latest", non_existent="null")
    shifted = (
        part["z"].is_null() & local.is_not_null() & first.ne_missing(last).or_(first.is_null())
    )
    return pl.struct(
        time=time, precision=precision, shifted=(shifted & part["h"].is_not_null()).fill_null(False)
    )


def _hour(hour: pl.Expr, half: pl.Expr) -> pl.Expr:
    """12 AM is 0, 12 PM is 12, 1 PM is 13; without a half of the day the hour as it is."""
    number = hour.cast(pl.Int64, strict=False)
    twelve = number % 12 + pl.when(half.str.to_lowercase() == "p").then(12).otherwise(0)
    return pl.when(half.is_null()).then(hour).otherwise(twelve.cast(pl.String))


def _utc(local: pl.Expr, zone: str) -> pl.Expr:
    def placed(time: pl.Expr) -> pl.Expr:
        there = time.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
        return there.dt.convert_time_zone("UTC").dt.replace_time_zone(None)

    return placed(local).fill_null(placed(local + pl.duration(hours=1)))


def _offset(zone: pl.Expr) -> pl.Expr:
    digits = zone.str.replace_all(r"[^0-9]", "").str.pad_end(4, "0")
    minutes = digits.str.slice(0, 2).cast(pl.Int64, strict=False) * 60 + digits.str.slice(
        2, 2
    ).cast(pl.Int64, strict=False)
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    return pl.duration(minutes=minutes * sign)
