"""What all rows of a file decide for each of them: the forms of its dates, its only site."""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import dates

COLUMNS = ("published_at", "date_precision", "updated_at", "site")  # that decide
_CLOCK = r"[T ]+(?:à )?[0-9]{1,2}:[0-9]{2}.*$"


@dataclass(frozen=True)
class Whole:
    """Forms of dates, without `AUTO`, and the site of rows that name none."""

    published: tuple[str, ...]
    updated: tuple[str, ...]
    site: str | None

    @classmethod
    def of(cls, slices: Iterable[pl.DataFrame], profile: Profile) -> "Whole":
        """What the rows of a file decide, in slices with the columns `COLUMNS` (text)."""
        if not decides(profile):
            return cls(profile.dates, profile.dates, None)
        empty = pl.Series([], dtype=pl.String)
        times, updates, sites = empty, empty, set[str]()
        for rows in slices:
            times = pl.concat([times, published(rows)]).unique(maintain_order=True)
            updates = pl.concat([updates, rows["updated_at"]]).unique(maintain_order=True)
            sites |= {*rows["site"].drop_nulls().unique()}
        only = next(iter(sites)) if profile.one_site and len(sites) == 1 else None
        return cls(dates.named(times, profile.dates), dates.named(updates, profile.dates), only)


def decides(profile: Profile) -> bool:
    """Whether rows cannot be read before all are known."""
    return dates.AUTO in profile.dates or profile.one_site


def published(frame: pl.DataFrame) -> pl.Series:
    """The dates of publication to read; the clock of those that are right to the day is none."""
    by_day = pl.col("date_precision") == "day"
    text = pl.col("published_at")
    text = pl.when(by_day).then(text.str.replace(_CLOCK, "")).otherwise(text)
    return frame.select(text)["published_at"]
