"""Which relation of the serving data answers a question: the smallest that can.

A cube holds the counts of all facts with the same values of a few dimensions and the same day or
month. A month's cube answers for whole months; the days at the edges of a period come from a
day's cube or the facts. Single rows, and words in texts, are found in the facts alone.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

import duckdb
from dateutil.relativedelta import relativedelta

from sociallens.access import Scope
from sociallens.dimensions import FILTERS, Dimension
from sociallens.engine.duckdb.serving import layout
from sociallens.metrics import WAITS, Wait
from sociallens.selection import EVERYTHING, Period, Selection

DAY, MONTH = "day", "month"
FACTS = "facts"
_OF_MONTHS = ("month", "quarter")  # steps of time that a month belongs to as a whole
_BLOCK = 122_880  # rows that DuckDB reads or passes over together
_A_DAY = timedelta(days=1)
HELD = frozenset(each.name for each in layout.DIMENSIONS)  # what the serving data can narrow to


# It has the fewest cells; a month's cube leaves these days out; facts are asked for one by one; no
# cube has the dimensions; there are no cubes, as in small stores.
Why = Literal["fewest", "edges", "singly", "lacking", "small"]


@dataclass(frozen=True)
class Source:
    """A relation that counts are in: a cube, the times of a wait, or the facts."""

    name: str  # as `serving.cubes` tells it, or `FACTS`
    table: str
    step: str  # the column of time: `DAY` or `MONTH`
    dimensions: frozenset[str]
    rows: int


@dataclass(frozen=True)
class Part:
    """A source, the days that it answers for, and why it does."""

    source: Source
    spans: tuple[Period, ...]
    cells: int  # about how many of its rows are looked at
    why: Why = "fewest"


@dataclass(frozen=True)
class Need:
    """What a question asks of its source."""

    dimensions: frozenset[str]  # that it is narrowed to or broken down by, without steps of time
    steps: frozenset[str]  # of time that it is broken down by
    period: Period
    singly: bool  # whether it asks for facts one by one


def need(
    by: Sequence[Dimension], selection: Selection, scope: Scope, *, singly: bool = False
) -> Need:
    """What a view, broken down by dimensions, asks of its source."""
    asked = {each.name for each in by}
    asked |= {FILTERS[key].dimension.name for key, _ in selection.choices}
    asked |= scope.dimensions
    return Need(
        frozenset(asked & HELD),
        frozenset(each.name for each in by if each.time),
        selection.period,
        singly or bool(selection.q),
    )


@dataclass(frozen=True)
class Sources:
    """The sources of one version's counts."""

    facts: Source
    cubes: tuple[Source, ...] = ()
    times: Mapping[str, Source] = field(default_factory=dict)  # wait -> its counted hours
    days: int = 1  # from the first to the last with a contribution

    def of_waits(self, wait: Wait) -> "Sources":
        """The sources of a wait's hours."""
        times = self.times.get(wait.name)
        return replace(self, cubes=(times,) if times else ())

    def choose(self, asked: Need) -> tuple[Part, ...]:
        """The parts whose sums are the answer, each day in one of them: the fewest cells in all."""
        chosen, *edges = min(
            self.possible(asked), key=lambda parts: sum(part.cells for part in parts)
        )
        why: Why = "fewest"
        if asked.singly:
            why = "singly"
        elif not self.cubes:
            why = "small"
        elif not any(asked.dimensions <= cube.dimensions for cube in self.cubes):
            why = "lacking"
        return (replace(chosen, why=why), *(replace(part, why="edges") for part in edges))

    def possible(self, asked: Need) -> Iterator[tuple[Part, ...]]:
        """All that could answer, the facts first."""
        yield (self._part(self.facts, (asked.period,)),)
        if asked.singly:
            return
        fitting = [cube for cube in self.cubes if asked.dimensions <= cube.dimensions]
        days = [cube for cube in fitting if cube.step == DAY]
        for cube in days:
            yield (self._part(cube, (asked.period,)),)
        if not asked.steps <= {*_OF_MONTHS}:
            return
        months, edges = split(asked.period)
        for cube in fitting:
            if cube.step == MONTH and months:
                whole = self._part(cube, (months,))
                beside = [self._part(each, edges) for each in (*days, self.facts)]
                yield (whole, min(beside, key=lambda part: part.cells)) if edges else (whole,)

    def _part(self, source: Source, spans: tuple[Period, ...]) -> Part:
        """A source that answers for some days. Of others no block is read: cubes stand in order.

        Facts stand by month: who wants a day of them looks at all of its month.
        """
        length = _length if source.step == DAY and source.name != FACTS else _length_of_months
        share = min(1.0, sum(length(each) or self.days for each in spans) / self.days)
        cells = round(source.rows * share) + _BLOCK
        return Part(source, spans, min(source.rows, cells))


def split(period: Period) -> tuple[Period | None, tuple[Period, ...]]:
    """The whole months of a period, None without any, and the days before and after them."""
    start, end = period.start, period.end
    if start is None and end is None:
        return EVERYTHING, ()
    try:
        first = None if start is None else _month(start - _A_DAY) + relativedelta(months=1)
        last = None if end is None else _month(end + _A_DAY) - _A_DAY
    except (OverflowError, ValueError):  # the first or the last day that there can be
        return None, (period,)
    if first and last and first > last:
        return None, (period,)
    edges = []
    if start and first and start < first:
        edges.append(Period(start, first - _A_DAY))
    if end and last and last < end:
        edges.append(Period(last + _A_DAY, end))
    return Period(first, last), tuple(edges)


def _month(day: date) -> date:
    return day.replace(day=1)


def _length(period: Period) -> int | None:
    if period.start is None or period.end is None:
        return None
    return max(0, (period.end - period.start).days + 1)


def _length_of_months(period: Period) -> int | None:
    """The days of all months that a period has a day in."""
    if period.start is None or period.end is None:
        return None
    last = monthrange(period.end.year, period.end.month)[1]
    return _length(Period(_month(period.start), period.end.replace(day=last)))


def sources(cursor: duckdb.DuckDBPyConnection) -> Sources:
    """The sources that the attached serving data hold. Raises `duckdb.Error`."""
    described = cursor.execute(_TABLES, [layout.NAME]).fetchall()
    tables = {name: (columns, rows) for name, columns, rows in described}
    first, last, rows = cursor.execute(
        f"SELECT min(day), max(day), count(*) FROM {layout.NAME}.facts"
    ).fetchall()[0]
    facts = Source(FACTS, f"{layout.NAME}.facts", DAY, HELD, rows)
    cubes: tuple[Source, ...] = ()
    if "cubes" in tables:
        told = cursor.execute(f"SELECT name, step, dimensions, rows FROM {layout.NAME}.cubes")
        cubes = tuple(
            Source(name, f"{layout.NAME}.cube_{name}", step, frozenset(dimensions), rows)
            for name, step, dimensions, rows in told.fetchall()
        )
    times = {}
    for name in WAITS:
        if (table := f"{name}_times") in tables:
            columns, rows = tables[table]
            source = f"{layout.NAME}.{table}"
            times[name] = Source(table, source, MONTH, HELD & frozenset(columns), rows)
    days = (last - first).days + 1 if first else 1
    return Sources(facts, cubes, times, days)


_TABLES = """SELECT table_name, list(column_name), any_value(estimated_size)
    FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, schema_name, table_name)
    WHERE database_name = $1 GROUP BY table_name"""
