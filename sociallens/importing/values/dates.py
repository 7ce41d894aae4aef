"""Dates as text to UTC, by declared forms only; ambiguous dates are never guessed row by row."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Literal

import polars as pl

from sociallens.importing.values.date_forms import ENDS, FORMATS, MONTHS, ZONES, Form

Reader = Callable[[pl.DataFrame], pl.DataFrame]
EARLIEST = datetime(1990, 1, 1)  # before it, a date is an empty field of some program
AUTO = "auto"  # in a profile: the forms that a column can be read in without a doubt
RELATIVE = (  # "il y a 3 jours": it counts from a day that the file does not say
    r"^(?:il y a\b|depuis\b|hier\b|avant-hier|aujourd|yesterday|today|just now|a l'instant"
    r"|last (?:week|month|year)|la (?:semaine|mois|annee) derniere)"
    r"|\bago$|^(?:[0-9]+|an?|une?) ?(?:s|sec|min|mn|h|hr|d|j|w|sem|mo|mois|y|ans?)\.?$"
)
ORDERS = ("d/m/y", "m/d/y")  # of which a column has one: its own days decide, or a person
_DOTTED = r"^\s*[0-9]+\.[0-9]+\."  # with dots the day comes first: that says nothing of slashes
_MOST = 0.9  # of the values, read by forms that are only digits: numbers look like them
_UNLIKE = "epoch-ms"  # of these forms, the one that no number beside dates looks like
_DOUBT = 0.1  # of the values that only one order reads, those that only the other one reads
_PARTS = ("Y", "M", "N", "D", "h", "m", "s", "f", "a", "g", "o", "p", "n")
_MICROSECONDS = {"s": 1_000_000, "ms": 1_000, "us": 1, "d": 86_400_000_000}
_LAST = datetime(2200, 1, 1)
_UNLIKE_ASCII = r"[^!-~]"  # blanks too
_INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}t(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]z$"


def read(text: pl.Series, formats: Iterable[str], zone: str) -> pl.DataFrame:
    """The times that `text` gives in the first of `formats` that fits.

    A time without a zone is local to `zone`: a time that occurs twice in an autumn night is the
    first one, a time that a spring night skips moves one hour forward. A date without a time is
    that day at 00:00, in no zone. `AUTO` stands for `certain_formats`, which come first.

    Returns:
        `time` (naive UTC; null when no format fits), `precision` ("day" or "instant"; null
        likewise) and `shifted` (boolean: a clock change was resolved).
    """
    values = pl.DataFrame({"text": text})
    pending = _plain(values["text"])
    names = _named(pending["plain"], tuple(formats))
    readings = [pending.clear().select("text", *_NOTHING)]
    readers: list[Reader] = [partial(_reading, form=FORMATS[name], zone=zone) for name in names]
    for reader in [_instants, *readers] if names[:1] == ("iso",) else readers:
        read = reader(pending)
        readings.append(read)
        pending = pending.join(read, on="text", how="anti")
    times = pl.concat(readings)
    return values.join(times, on="text", how="left", maintain_order="left").select(
        "time", "precision", pl.col("shifted").fill_null(False)
    )


def named(text: pl.Series, formats: tuple[str, ...]) -> tuple[str, ...]:
    """`formats` with, in the place of `AUTO`, those that all of `text` can be read in."""
    return _named(_plain(text)["plain"], formats) if AUTO in formats else formats


def are_iso(text: pl.Series) -> bool:
    """Whether all of `text` are dates as ISO writes them, so that `AUTO` stands for no other."""
    return _are_iso(_plain(text)["plain"])


def _named(plain: pl.Series, formats: tuple[str, ...]) -> tuple[str, ...]:
    if AUTO not in formats:
        return formats
    return (*certain_formats(plain), *(name for name in formats if name != AUTO))


def fits(text: pl.Series) -> dict[str, int]:
    """Format -> the number of values that it reads, for the formats that read any."""
    counts = text.drop_nulls().value_counts(name="times")
    plain = _plain(counts[text.name]).join(counts, left_on="text", right_on=text.name)
    fitting = plain.select(
        pl.col("plain").str.contains(form.pattern).any().alias(name)
        for name, form in FORMATS.items()
    ).row(0, named=True)
    counts_by_format = {}
    for name in (name for name, fits in fitting.items() if fits):
        read = _reading(plain, FORMATS[name], "UTC").join(plain, on="text")
        if read.height:
            counts_by_format[name] = int(read["times"].sum())
    return counts_by_format


def suitable_formats(text: pl.Series) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The formats to read `text` with, and the orders of day and month that remain to choose.

    Of the two orders of day and month, one is taken when days after the 12th decide it. Forms
    of mere digits are taken when they read nearly all values; milliseconds since 1970, also
    when they read nearly all that dates in words or parts leave.
    """
    counts = fits(text)
    total = text.drop_nulls().len()
    order, open_orders = _order(text, counts)
    in_words = sum(counts[name] for name in counts if not FORMATS[name].digits)
    if all(name in counts for name in ORDERS):  # they read the same values, or nearly
        in_words -= min(counts[name] for name in ORDERS)
    suitable = []
    for name, count in sorted(counts.items(), key=lambda pair: -pair[1]):
        if name in ORDERS:
            suitable += [name] if name == order else []
        elif not FORMATS[name].digits or count >= _MOST * (
            total - in_words if name == _UNLIKE else total
        ):
            suitable.append(name)
    return _needed(text, suitable), open_orders


def certain_formats(text: pl.Series) -> tuple[str, ...]:
    """The formats of `suitable_formats`, in their order of declaration."""
    if _are_iso(text):
        return ("iso",)
    suitable, _ = suitable_formats(text)
    return tuple(name for name in FORMATS if name in suitable)


def _are_iso(plain: pl.Series) -> bool:
    return bool(plain.str.contains(FORMATS["iso"].pattern).all())


def relative(text: pl.Series) -> pl.Series:
    """Whether each text is a relative date, such as "3 days ago" (booleans)."""
    is_relative = text.to_frame().select(_simple(pl.col(text.name)).str.contains(RELATIVE))
    return is_relative.to_series().fill_null(False)


def _order(text: pl.Series, counts: dict[str, int]) -> tuple[str | None, tuple[str, ...]]:
    day, month = (counts.get(name, 0) for name in ORDERS)
    if not day or not month:
        return next((name for name in ORDERS if counts.get(name)), None), ()
    undecided = text.filter(~text.str.contains(_DOTTED))
    first, second = (read(undecided, (name,), "UTC")["time"].is_not_null() for name in ORDERS)
    only = int((first & ~second).sum()), int((second & ~first).sum())
    if max(only) and min(only) <= _DOUBT * max(only):
        return ORDERS[only[1] > only[0]], ()
    return None, ORDERS


def _needed(text: pl.Series, names: list[str]) -> tuple[str, ...]:
    """Those of `names`, in this order, that read what the ones before them do not."""
    pending, needed = text.drop_nulls(), []
    for name in names:
        unread = pending.filter(read(pending, (name,), "UTC")["time"].is_null())
        if unread.len() < pending.len():
            needed.append(name)
            pending = unread
    return tuple(needed)


_NOTHING = (
    pl.lit(None, pl.Datetime("us")).alias("time"),
    pl.lit(None, pl.String).alias("precision"),
    pl.lit(None, pl.Boolean).alias("shifted"),
)


def _simple(text: pl.Expr) -> pl.Expr:
    """Small letters without accents, one blank between words; digits of full width are digits."""
    plain = text.str.normalize("NFKD").str.replace_all(r"\p{M}+", "").str.to_lowercase()
    return plain.str.replace_all(r"\s+", " ").str.strip_chars().str.replace_all("[−–‐]", "-")


def _plain(text: pl.Series) -> pl.DataFrame:
    """The distinct values of `text` as they stand (`text`) and as the forms have them (`plain`)."""
    distinct = pl.DataFrame({"text": text.drop_nulls().unique(maintain_order=True)})
    plain = distinct["text"].str.to_lowercase()
    other = plain.str.contains(_UNLIKE_ASCII).arg_true()  # most dates have neither
    simple = distinct[other].select(_simple(pl.col("text"))).to_series()
    return distinct.with_columns(plain.scatter(other, simple).alias("plain"))


def _instants(texts: pl.DataFrame) -> pl.DataFrame:
    """Those of `texts` that are ISO in UTC to the second, as most are: at once, not in parts."""
    common = texts.filter(pl.col("plain").str.contains(_INSTANT))
    time = pl.col("plain").str.to_datetime("%Y-%m-%dt%H:%M:%Sz", time_unit="us", strict=False)
    return common.select(
        "text", time=time, precision=pl.lit("instant"), shifted=pl.lit(False)
    ).drop_nulls("time")


def _reading(texts: pl.DataFrame, form: Form, zone: str) -> pl.DataFrame:
    """Those of `texts` that `form` fits, with their times."""
    texts = texts.filter(pl.col("plain").str.contains(form.pattern))
    if texts.is_empty():
        return texts.select("text", *_NOTHING)
    if form.unit:
        return _counted(texts, form, zone)
    parts = texts.with_columns(pl.col("plain").str.extract_groups(form.pattern).alias("parts"))
    parts = parts.unnest("parts").with_columns(
        pl.lit(None, pl.String).alias(name) for name in _PARTS if f"?P<{name}>" not in form.pattern
    )
    parts = parts.with_columns(day=_day(), clock=_clock(), by_day=pl.col("h").is_null())
    stamp = pl.concat_str("day", "clock", separator="T")
    parts = parts.with_columns(
        midnight=pl.col("day").str.to_datetime("%Y-%m-%d", time_unit="us", strict=False),
        local=stamp.str.to_datetime("%Y-%m-%dT%H:%M:%S%.f", time_unit="us", strict=False),
    )
    zoned = pl.any_horizontal(pl.col(name).is_not_null() for name in ("g", "n"))
    time = pl.when("by_day").then("midnight").when(zoned).then(pl.col("local") - _offset())
    parts = parts.with_columns(exact=time, zoned=zoned | pl.col("by_day"))
    return _settled(parts, zone)


def _counted(texts: pl.DataFrame, form: Form, zone: str) -> pl.DataFrame:
    """The times of `texts` that count units of time since the beginning of `form`."""
    number = pl.col("plain").str.extract(form.pattern).str.replace(",", ".", literal=True)
    since = (number.cast(pl.Float64, strict=False) * _MICROSECONDS[form.unit]).round()
    time = pl.lit(form.begins) + pl.duration(microseconds=since.cast(pl.Int64, strict=False))
    by_day = pl.lit(form.unit == "d") & ~pl.col("plain").str.contains("[.,]")
    parts = texts.with_columns(local=time.cast(pl.Datetime("us")), by_day=by_day)
    if form.unit == "d":  # a spreadsheet's clock is that of its place; it rounds to milliseconds
        parts = parts.with_columns(pl.col("local").dt.round("1ms"))
    zoned = pl.lit(form.unit != "d") | pl.col("by_day")
    parts = parts.filter(pl.col("local") < _LAST)
    return _settled(parts.with_columns(exact=pl.col("local"), zoned=zoned), zone)


def _settled(parts: pl.DataFrame, zone: str) -> pl.DataFrame:
    """Times from `exact` where `zoned`, else from `local` as the clocks of `zone` showed it."""
    first, last = (_placed(pl.col("local"), zone, which) for which in ("earliest", "latest"))
    later = _placed(pl.col("local") + pl.duration(hours=1), zone, "earliest")
    parts = parts.with_columns(first=first, last=last, later=later)
    time = pl.when("zoned").then("exact").otherwise(pl.coalesce("first", "later"))
    moved = pl.col("first").ne_missing(pl.col("last")) | pl.col("first").is_null()
    precision = pl.when("by_day").then(pl.lit("day")).otherwise(pl.lit("instant"))
    return parts.select(
        "text", time=time, precision=precision, shifted=~pl.col("zoned") & moved
    ).drop_nulls("time")


def _placed(local: pl.Expr, zone: str, which: Literal["earliest", "latest"]) -> pl.Expr:
    zoned = local.dt.replace_time_zone(zone, ambiguous=which, non_existent="null")
    return zoned.dt.convert_time_zone("UTC").dt.replace_time_zone(None)


def _day() -> pl.Expr:
    """The day as ISO writes it; of years of two digits, 69 is 1969 and 68 is 2068."""
    short = pl.col("Y").str.len_bytes() == 2
    century = pl.when(pl.col("Y") < "69").then(pl.lit("20")).otherwise(pl.lit("19"))
    year = pl.when(short).then(pl.concat_str(century, "Y")).otherwise("Y")
    named = pl.col("N").replace_strict(MONTHS, default=None, return_dtype=pl.String)
    month = pl.coalesce(named, "M").str.zfill(2)
    return pl.concat_str(year, month, pl.col("D").str.zfill(2), separator="-")


def _clock() -> pl.Expr:
    clock = pl.concat_str(
        _hour(pl.col("h"), pl.col("a")).str.zfill(2),
        pl.col("m").fill_null("00"),
        pl.col("s").fill_null("00"),
        separator=":",
    )
    fraction = pl.col("f").fill_null("").str.pad_end(6, "0").str.slice(0, 6)
    return pl.concat_str(clock, fraction, separator=".")


def _hour(hour: pl.Expr, half: pl.Expr) -> pl.Expr:
    """12 AM is 0, 12 PM is 12, 1 PM is 13; without a half of the day the hour as it is."""
    number = hour.cast(pl.Int64, strict=False)
    twelve = number % 12 + pl.when(half == "p").then(12).otherwise(0)
    return pl.when(half.is_null()).then(hour).otherwise(twelve.cast(pl.String))


def _offset() -> pl.Expr:
    """How far the clock is from UTC; null, so that nothing is read, for what no clock shows."""
    hours = pl.col("o").cast(pl.Int64, strict=False)
    minutes = pl.col("p").fill_null("0").cast(pl.Int64, strict=False)
    total = hours * 60 + minutes
    signed = pl.when((total <= ENDS) & (minutes < 60)).then(
        total * pl.when(pl.col("g") == "-").then(-1).otherwise(1)
    )
    abbreviation = pl.col("n").replace_strict(ZONES, default=None, return_dtype=pl.Int64)
    return pl.duration(
        minutes=pl.when(pl.col("g").is_not_null()).then(signed).otherwise(abbreviation)
    )
