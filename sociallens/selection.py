"""What a view is narrowed to: a period, the filters of dimensions, words in the texts."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal, get_args

from dateutil.relativedelta import relativedelta

from sociallens.dimensions import FILTERS, excluding

Comparison = Literal["none", "previous", "year"]
COMPARISONS: tuple[Comparison, ...] = get_args(Comparison)
Order = Literal["latest", "oldest", "gravest", "confidence"]
ORDERS: tuple[Order, ...] = get_args(Order)
# Whom a merchant is held against: all others, those of its size, or these.
PeerRule = Literal["all", "size"]
PEER_RULES: tuple[PeerRule, ...] = get_args(PeerRule)
Peers = PeerRule | tuple[str, ...]

CORRECTED, ON = "corrected", "1"  # rates and shares corrected by an audit, where one is there
REPOSTS, WITH = "reposts", "with"  # customer figures leave reposts out unless the link says `with`
# Keys of a link that change how a view is told, not what is in it.
HARMLESS = (
    *("lang", "compare", "mine", "peers", "peer", "grain", "about", "order", "page", "open"),
    CORRECTED,
    "part",
)


@dataclass(frozen=True)
class Period:
    """The days in view, both included, None for an open side. `name`: the preset it came from.

    Undated contributions are in view only while both sides are open.
    """

    start: date | None = None
    end: date | None = None
    name: str = ""

    @property
    def bounded(self) -> bool:
        """Whether some day is out of it."""
        return self.start is not None or self.end is not None


EVERYTHING = Period()
PRESETS = ("all", "7d", "30d", "90d", "12m", "month", "quarter", "year", "last_year", "holidays")


def preset(name: str, last: date) -> Period:
    """The period `name` as dates, for data that end on the day `last`.

    Relative periods end with the data, not today: a store that was filled last month still
    shows thirty full days under "last 30 days".
    """
    if name == "all":
        return EVERYTHING
    if name == "holidays":  # 1 December to 15 January, the season of the study's second edition
        start = date(last.year if last.month == 12 else last.year - 1, 12, 1)
        return Period(start, date(start.year + 1, 1, 15), name)
    if name == "last_year":
        return Period(date(last.year - 1, 1, 1), date(last.year - 1, 12, 31), name)
    starts = {
        "7d": last - timedelta(days=6),
        "30d": last - timedelta(days=29),
        "90d": last - timedelta(days=89),
        "12m": last - relativedelta(months=12) + timedelta(days=1),
        "month": last.replace(day=1),
        "quarter": last.replace(month=(last.month - 1) // 3 * 3 + 1, day=1),
        "year": last.replace(month=1, day=1),
    }
    return Period(starts[name], last, name)


# Presets that are steps of the calendar, and how long a step is.
CALENDAR = {
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
    "last_year": relativedelta(years=1),
}
LATE = 0.1  # of a period: data that begin later do not stand for it
Choices = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Selection:
    """All that narrows a view. Hashable: it is part of cache keys.

    A filter that is absent from `choices` does not narrow; one with no values matches nothing.
    `unknown` holds the pairs of a link that could not be understood, as they stood there: they
    are shown, carried along, and never widen the view (see `matches_nothing`). `grain` is the step
    of time that the reader asked for; empty where the one that suits is wanted. `corrected`:
    whether rates are corrected by the store's audit; it narrows nothing.
    """

    period: Period = EVERYTHING
    compare: Comparison = "none"
    choices: Choices = ()
    q: str = ""
    reposts: bool = False  # count them as customers' contributions
    unknown: tuple[tuple[str, str], ...] = field(default=())
    grain: str = ""
    corrected: bool = False

    def values(self, name: str) -> tuple[str, ...] | None:
        """The chosen values of a filter, or None where it does not narrow."""
        return dict(self.choices).get(name)

    def choose(self, name: str, values: Iterable[str] | None) -> "Selection":
        """The same selection with the filter `name` set to `values`; None lifts it.

        Raises `ValueError` for a name that no filter has: what is not understood must not widen.
        """
        if name not in FILTERS:
            raise ValueError(f"no filter is named {name!r}; there are: {', '.join(FILTERS)}")
        kept = dict(self.choices)
        if kept.pop(name, None) is None and values is None:  # as most are: charts lift their own
            return self
        if values is not None:
            kept[name] = tuple(sorted(set(values)))
        return replace(self, choices=tuple(sorted(kept.items())))

    def without(self, dimension: str) -> "Selection":
        """The same selection with no filter on a dimension."""
        return self.choose(dimension, None).choose(excluding(dimension), None)

    @property
    def raw(self) -> "Selection":
        """The same selection, uncorrected: all that counts messages asks for it."""
        return replace(self, corrected=False) if self.corrected else self

    def compared(self) -> "Selection | None":
        """The selection of the period to compare with, or None where there is none.

        `previous`: the calendar month, quarter or year before where the period is one, else as
        many days, ending the day before; `year`: the same dates a year earlier.
        """
        start, end = self.period.start, self.period.end
        if self.compare == "none" or start is None or end is None:
            return None
        calendar = CALENDAR.get(self.period.name)
        whole = calendar is not None and end == start + calendar - timedelta(days=1)
        if self.compare == "year":
            a_year = relativedelta(years=1)
            before = Period(start - a_year, end - a_year)
            if calendar and whole:  # the 29 February that this year lacks is part of it
                before = replace(before, end=start - a_year + calendar - timedelta(days=1))
        else:
            before = _before(start, end, calendar, whole=whole)
        return replace(self, period=before, compare="none")

    @property
    def matches_nothing(self) -> bool:
        """Whether the link says something that no filter can stand for: then no figure is shown.

        An unknown value that it leaves out is such a thing: it may be another name of one in view.
        """
        return any(
            key not in HARMLESS and (key not in FILTERS or FILTERS[key].excluding)
            for key, _ in self.unknown
        )


def _before(start: date, end: date, calendar: relativedelta | None, *, whole: bool) -> Period:
    """The days before a period: a whole calendar step before a whole one, else as many days."""
    if calendar is None:
        return Period(start - (end - start) - timedelta(days=1), start - timedelta(days=1))
    first, last = start - calendar, start - timedelta(days=1)
    return Period(first, last if whole else min(last, first + (end - start)))


def automatic(period: Period, first: date | None, last: date) -> Comparison:
    """What a period is compared with where nobody says it, for data from `first` to `last`.

    The same dates a year earlier, else the period before, where there are data; else nothing.
    Data that begin when more than a `LATE` part of a period is over would make it look small.
    """
    for comparison in reversed(COMPARISONS):
        compared = Selection(period, comparison).compared()
        if compared and first and _covered(compared.period, first, last):
            return comparison
    return "none"


def _covered(period: Period, first: date, last: date) -> bool:
    start, end = period.start or date.min, period.end or date.max
    return start <= last and first <= start + (end - start) * LATE
