"""What all rows of a file decide for each of them: the forms of its dates, its only site."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl

from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import dates

COLUMNS = ("published_at", "date_precision", "updated_at", "site")  # that decide
Slices = Callable[[], Iterable[pl.DataFrame]]  # the rows of a file, from the first each time
_CLOCK = r"[T ]+(?:à )?[0-9]{1,2}:[0-9]{2}.*$"


@dataclass(frozen=True)
class Whole:
    """Forms of dates, without `AUTO`, and the site of rows that name none."""

    published: tuple[str, ...]
    updated: tuple[str, ...]
    site: str | None

    @classmethod
    def of(cls, slices: Slices, profile: Profile) -> "Whole":
        """What the rows of a file decide, in slices with the columns `COLUMNS` (text).

        They are asked for again where a column has other dates than those of ISO, which need no
        judging together: only then are all its dates held in memory.
        """
        if not decides(profile):
            return cls(profile.dates, profile.dates, None)
        iso, sites = [True] * len(_DATES), set[str]()
        for rows in slices():
            iso = [so_far and dates.are_iso(cells(rows))
                   for so_far, cells in zip(iso, _DATES, strict=True)]  # fmt: skip
            sites |= {*rows["site"].drop_nulls().unique()}
        different = [_different(() if only else map(cells, slices()))
                     for only, cells in zip(iso, _DATES, strict=True)]  # fmt: skip
        times, updates = (dates.named(texts, profile.dates) for texts in different)
        site = next(iter(sites)) if profile.one_site and len(sites) == 1 else None
        return cls(times, updates, site)


def decides(profile: Profile) -> bool:
    """Whether rows cannot be read before all are known."""
    return dates.AUTO in profile.dates or profile.one_site


def published(frame: pl.DataFrame) -> pl.Series:
    """The dates of publication to read; the clock of those that are right to the day is none."""
    by_day = pl.col("date_precision") == "day"
    text = pl.col("published_at")
    text = pl.when(by_day).then(text.str.replace(_CLOCK, "")).otherwise(text)
    return frame.select(text)["published_at"]


def _updated(frame: pl.DataFrame) -> pl.Series:
    return frame["updated_at"]


_DATES = (published, _updated)


def _different(columns: Iterable[pl.Series]) -> pl.Series:
    parts = [column.unique(maintain_order=True) for column in columns]
    return pl.concat([pl.Series([], dtype=pl.String), *parts]).unique(maintain_order=True)
