"""Dates as text to UTC, by declared formats only: what is ambiguous is never guessed per row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

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
# Forms that profiles of exports name, and that nobody is asked to choose.
_EXPORTED = {
    "ctime": rf"^(?:\pL{{3}},? )?(?P<N>\pL{{3}}) (?P<D>\d{{1,2}}) {_TIME} (?P<z>[+-]\d{{4}}) "
    r"(?P<Y>\d{4})$",  # Wed Feb 01 09:30:00 +0000 2012
    "epoch-s": r"^(\d{9,10}(?:\.\d+)?)$",
    "epoch-ms": r"^(\d{12,13}(?:\.\d+)?)$",
}
_ALL = FORMATS | _EXPORTED
_EPOCHS = {"epoch-s": 1_000_000, "epoch-ms": 1_000}  # microseconds of one unit
EARLIEST = datetime(1990, 1, 1)  # before it, a date is an empty field of some program
_PARTS = ("Y", "M", "N", "D", "h", "m", "s", "f", "a", "z")


def read(text: pl.Series, formats: Iterable[str], zone: str) -> pl.DataFrame:
    """Columns `time` (naive UTC), `precision` and `shifted` (a clock change was resolved).

    `time` is null when no format fits. A time without a zone is local to `zone`: of the two
    times of an autumn night the first is taken, a spring time that did not exist moves one
    hour forward. A date without a time is that day at 00:00, in no zone.
    """
    written = pl.DataFrame({"text": text.str.strip_chars()})
    pending = written.unique().drop_nulls()
    found = [pending.clear().with_columns(_NOTHING)]
    for name in formats:
        counts = name in _EPOCHS
        read = _counted(pending, name) if counts else _reading(pending, _ALL[name], zone)
        found.append(read)
        pending = pending.join(read, on="text", how="anti")
    known = pl.concat(found)
    return written.join(known, on="text", how="left", maintain_order="left").select(
        "time", "precision", pl.col("shifted").fill_null(False)
    )


_NOTHING = (
    pl.lit(None, pl.Datetime("us")).alias("time"),
    pl.lit(None, pl.String).alias("precision"),
    pl.lit(None, pl.Boolean).alias("shifted"),
)


def _reading(texts: pl.DataFrame, pattern: str, zone: str) -> pl.DataFrame:
    """Those of `texts` that `pattern` fits, with their times."""
    parts = texts.with_columns(pl.col("text").str.extract_groups(pattern).alias("parts"))
    parts = parts.unnest("parts").with_columns(
        pl.lit(None, pl.String).alias(name) for name in _PARTS if f"?P<{name}>" not in pattern
    )
    named = pl.col("N").str.to_lowercase().replace_strict(MONTHS, default=None)
    month = pl.coalesce(named, "M").str.zfill(2)
    clock = pl.concat_str(
        _hour(pl.col("h"), pl.col("a")).str.zfill(2),
        "m",
        pl.col("s").fill_null("00"),
        separator=":",
    )
    fraction = pl.col("f").fill_null("").str.pad_end(6, "0").str.slice(0, 6)
    parts = parts.with_columns(
        day=pl.concat_str("Y", month, pl.col("D").str.zfill(2), separator="-"),
        clock=pl.concat_str(clock, fraction, separator="."),
    )
    stamp = pl.concat_str("day", "clock", separator="T")
    parts = parts.with_columns(
        midnight=pl.col("day").str.to_datetime("%Y-%m-%d", time_unit="us", strict=False),
        local=stamp.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False),
        by_day=pl.col("h").is_null(),
    )
    first, last = (_placed(pl.col("local"), zone, which) for which in ("earliest", "latest"))
    later = _placed(pl.col("local") + pl.duration(hours=1), zone, "earliest")
    parts = parts.with_columns(first=first, last=last, later=later)
    zoned = pl.col("z").is_not_null()
    time = (
        pl.when("by_day")
        .then("midnight")
        .when(zoned)
        .then(pl.col("local") - _offset(pl.col("z")))
        .otherwise(pl.coalesce("first", "later"))
    )
    shifted = ~pl.col("by_day") & ~zoned & pl.col("first").ne_missing(pl.col("last"))
    skipped = ~pl.col("by_day") & ~zoned & pl.col("first").is_null()
    precision = pl.when("by_day").then(pl.lit("day")).otherwise(pl.lit("instant"))
    return parts.select(
        "text", time=time, precision=precision, shifted=shifted | skipped
    ).drop_nulls("time")


def _counted(texts: pl.DataFrame, name: str) -> pl.DataFrame:
    """Those of `texts` that count the time since 1970."""
    number = pl.col("text").str.extract(_ALL[name]).cast(pl.Float64)
    time = (number * _EPOCHS[name]).round().cast(pl.Int64).cast(pl.Datetime("us"))
    return texts.select(
        "text", time=time, precision=pl.lit("instant"), shifted=pl.lit(False)
    ).drop_nulls("time")


def _placed(local: pl.Expr, zone: str, which: Literal["earliest", "latest"]) -> pl.Expr:
    there = local.dt.replace_time_zone(zone, ambiguous=which, non_existent="null")
    return there.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _hour(hour: pl.Expr, half: pl.Expr) -> pl.Expr:
    """12 AM is 0, 12 PM is 12, 1 PM is 13; without a half of the day the hour as it is."""
    number = hour.cast(pl.Int64, strict=False)
    twelve = number % 12 + pl.when(half.str.to_lowercase() == "p").then(12).otherwise(0)
    return pl.when(half.is_null()).then(hour).otherwise(twelve.cast(pl.String))


def _offset(zone: pl.Expr) -> pl.Expr:
    digits = zone.str.replace_all(r"[^0-9]", "").str.pad_end(4, "0")
    hours = digits.str.slice(0, 2).cast(pl.Int64, strict=False)
    minutes = digits.str.slice(2, 2).cast(pl.Int64, strict=False)
    sign = pl.when(zone.str.starts_with("-")).then(-1).otherwise(1)
    return pl.duration(minutes=(hours * 60 + minutes) * sign)
