"""Dates as text to times in UTC."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import polars as pl

from sociallens.importing.cast.refusal import refuse
from sociallens.importing.cast.whole import Whole, published
from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import dates

TOLERANCE = timedelta(hours=24)  # clocks differ, and time zones are forgotten


def parse_times(
    frame: pl.DataFrame,
    profile: Profile,
    whole: Whole,
    now: datetime,
    notes: Counter[str],
) -> pl.DataFrame:
    """`published_at` and `updated_at` as naive UTC times, `date_precision` as text.

    Refuses rows whose date of publication cannot be read or lies in the future; a date of update
    that cannot be read becomes null and is counted. `now` is naive UTC.
    """
    parsed = dates.read(published(frame), whole.published, profile.zone)
    time = parsed["time"]
    wrong = frame["published_at"].is_not_null() & (time.is_null() | (time < dates.EARLIEST))
    for reason, applies in _date_reasons(frame["published_at"], wrong, profile):
        frame = refuse(frame, pl.lit(applies), reason, pl.col("published_at"))
    late = time > now + TOLERANCE
    frame = refuse(frame, pl.lit(late), "import-future", pl.col("published_at"))
    updated = dates.read(frame["updated_at"], whole.updated, profile.zone)["time"]
    unreadable = frame["updated_at"].is_not_null() & updated.is_null()
    notes["import-note-updated"] += int(unreadable.sum())
    notes["import-note-clock"] += int(parsed["shifted"].sum())
    return frame.with_columns(
        time.alias("published_at"),
        updated.alias("updated_at"),
        parsed["precision"].fill_null("none").alias("date_precision"),
    )


def _date_reasons(
    texts: pl.Series, wrong: pl.Series, profile: Profile
) -> Iterator[tuple[str, pl.Series]]:
    """Message keys and the `wrong` dates that each explains, the most specific first."""
    if wrong.any():
        yield "import-date-relative", wrong & dates.relative(texts)
        if dates.AUTO in profile.dates:
            open_order = dates.read(texts.filter(wrong), dates.ORDERS, profile.zone)["time"]
            yield (
                "import-date-order",
                wrong
                & texts.is_in(texts.filter(wrong).filter(open_order > dates.EARLIEST).implode()),
            )
    yield "import-date", wrong
