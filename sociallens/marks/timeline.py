"""The time axis of an answer: its steps, how they are named, and the days that they cover."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl
from dateutil.relativedelta import relativedelta

from sociallens.answers import Answer
from sociallens.i18n import Language, days
from sociallens.phrases import time_label
from sociallens.selection import Period
from sociallens.steps import EVERY
from sociallens.tables import TIME

LENGTHS = {
    "day": relativedelta(days=1), "week": relativedelta(weeks=1),
    "month": relativedelta(months=1), "quarter": relativedelta(months=3),
}  # fmt: skip
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Timeline:
    """Every time step from the first to the last of an answer, also those without a message."""

    starts: Sequence[date]
    grain: str
    language: Language

    @property
    def labels(self) -> list[str]:
        """What the axis says at each step."""
        return [time_label(start, self.grain, self.language) for start in self.starts]

    def period(self, first: int, last: int) -> Period:
        """The days from the step at place `first` to the end of that at place `last`."""
        return Period(self.starts[first], self.starts[last] + LENGTHS[self.grain] - A_DAY)

    def when(self, first: int, last: int) -> str:
        """The name of a step, or the days that several cover."""
        if first == last:
            return time_label(self.starts[first], self.grain, self.language)
        period = self.period(first, last)
        return days(period.start or date.min, period.end or date.max, self.language)

    def sums(self, frame: pl.DataFrame, column: str) -> list[int]:
        """The column's sum at each step; 0 where the answer has no row."""
        sums = dict(frame.group_by(TIME).agg(pl.col(column).sum()).iter_rows())
        return [int(sums.get(start) or 0) for start in self.starts]


def timeline(answer: Answer, language: Language) -> Timeline:
    """The time axis of an answer that has at least one row."""
    times = answer.rows[TIME]
    starts = pl.date_range(min(times), max(times), EVERY[answer.step], eager=True).to_list()
    return Timeline(starts, answer.step, language)
