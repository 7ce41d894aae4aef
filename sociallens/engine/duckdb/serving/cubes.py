"""Which cubes there are, and how they are filled: derived from the declared tables and dimensions.

A cube holds the sums of all counts by segment, step of time and some dimensions. There is one for
each break-down that a table, a filter's choices or findings ask for, together with as many of the
prominent filters as leave it small beside the facts; break-downs share a cube where that is still
small. If it has four times the cells of the break-down alone, a narrow cube stands beside: of a
view without filters it is all that needs to be read.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import duckdb

from sociallens.engine.duckdb.serving.layout import DIMENSIONS, NAME
from sociallens.metrics import COUNTS
from sociallens.tables import TABLES

STEPS = {"day": "day", "month": "date_trunc('month', day)::DATE"}  # finest first
# Of the facts' rows:
_MOST = 1 / 8  # in a cube: a larger one is hardly quicker than they are
_SHARED = 1 / 32  # in a cube that break-downs share, unless they make it hardly larger
_TOGETHER = 1 / 4  # in all cubes of a step
_HARDLY = 1.25  # times
_SAMPLE = 1 / 48  # in the whole segments that cells are counted in
_NARROW = 1 / 4  # of the cells of a wider cube: a narrow one with more is not worth its place
Names = frozenset[str]


@dataclass(frozen=True)
class Cube:
    """Sums by a step of time and the dimensions of these names, in alphabetical order."""

    step: str
    dimensions: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its name, that of its table after `cube_`."""
        return "_".join((self.step, *self.dimensions))

    @property
    def table(self) -> str:
        """Its table."""
        return f"{NAME}.cube_{self.name}"

    def query(self, source: str, step: str = "") -> str:
        """The query for its cells of facts, or of a wider cube, which holds the `step`."""
        time = f"{step or STEPS[self.step]} AS {self.step}"
        columns = ("segment", time, "repost", *self.dimensions)
        sums = (f"sum({count})::UINTEGER AS {count}" for count in COUNTS)
        order = ", ".join(("segment", self.step, *self.dimensions))
        return f"SELECT {', '.join((*columns, *sums))} FROM {source} GROUP BY ALL ORDER BY {order}"


def listed() -> str:
    """The statement that makes the table of cubes, empty."""
    return (
        f"CREATE TABLE {NAME}.cubes"
        " (name VARCHAR, step VARCHAR, dimensions VARCHAR[], rows UBIGINT)"
    )


def rule() -> Iterator[str]:
    """What decides which cubes there are and what they hold, as texts."""
    yield from (" ".join(sorted(breakdown)) for breakdown in breakdowns())
    yield from (each.name for each in DIMENSIONS if each.prominent)
    yield from (Cube(step, ()).query("facts") for step in STEPS)
    yield from map(str, (_MOST, _SHARED, _TOGETHER, _HARDLY, _SAMPLE, _NARROW))


def breakdowns() -> tuple[Names, ...]:
    """What tables, the choices of filters and findings are broken down by, time aside.

    Findings compare like with like: by any of the prominent dimensions, in cells of others.
    """
    known = {each.name for each in DIMENSIONS}
    tables = (frozenset(table.dimensions) for table in TABLES.values())
    choices = (frozenset((each.name,)) for each in DIMENSIONS)
    prominent = [each.name for each in DIMENSIONS if each.prominent]
    sizes = range(2, len(prominent) + 1)
    compared = (frozenset(names) for size in sizes for names in combinations(prominent, size))
    asked = dict.fromkeys((*tables, *choices, *compared))
    return tuple(each for each in asked if each <= known)


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Choose the cubes for the facts there are, and fill them. Raises `duckdb.Error`."""
    (rows,) = connection.execute(f"SELECT count(*) FROM {NAME}.facts").fetchone() or (0,)
    cells = _Cells(connection, rows)
    for step in STEPS:
        made: list[Cube] = []
        for dimensions in sorted(_chosen(cells, step, rows), key=len, reverse=True):
            cube = Cube(step, tuple(sorted(dimensions)))
            wider = [each for each in made if dimensions.issubset(each.dimensions)]
            query = cube.query(f"{NAME}.facts")
            if wider:  # far fewer rows than the facts: a narrow cube costs next to nothing
                least = min(wider, key=lambda each: cells(step, frozenset(each.dimensions)))
                query = cube.query(least.table, step)
            connection.execute(f"CREATE TABLE {cube.table} AS {query}")
            made.append(cube)
            connection.execute(
                f"INSERT INTO {NAME}.cubes VALUES ($name, $step, $dimensions, 0)",
                {"name": cube.name, "step": cube.step, "dimensions": list(cube.dimensions)},
            )
    count(connection)


def present(connection: duckdb.DuckDBPyConnection) -> tuple[Cube, ...]:
    """The cubes of a database."""
    rows = connection.execute(f"SELECT step, dimensions FROM {NAME}.cubes ORDER BY name").fetchall()
    return tuple(Cube(step, tuple(dimensions)) for step, dimensions in rows)


def count(connection: duckdb.DuckDBPyConnection) -> None:
    """Write down how many rows each cube has."""
    for cube in present(connection):
        counted = f"SET rows = (SELECT count(*) FROM {cube.table})"
        connection.execute(f"UPDATE {NAME}.cubes {counted} WHERE name = $name", {"name": cube.name})


class _Cells:
    """How many cells a cube would have, counted in a few whole segments."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, rows: int) -> None:
        self._connection = connection
        self._known: dict[tuple[str, Names], int] = {}
        columns = ", ".join(("segment", "day", "repost", *(each.name for each in DIMENSIONS)))
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE sampled AS SELECT {columns} FROM {NAME}.facts"
            f" SEMI JOIN (SELECT segment, sum(count(*)) OVER (ORDER BY count(*) DESC, segment)"
            f" - count(*) AS before FROM {NAME}.facts GROUP BY segment"
            f" QUALIFY before < {rows} * {_SAMPLE}) USING (segment)"
        )
        (sampled,) = connection.execute("SELECT count(*) FROM sampled").fetchone() or (0,)
        self._share = sampled / rows if rows else 1.0

    def __call__(self, step: str, dimensions: Names) -> int:
        """About how many cells there are by a step and dimensions."""
        key = step, dimensions
        if key not in self._known:
            columns = ", ".join(("segment", STEPS[step], "repost", *sorted(dimensions)))
            (cells,) = self._connection.execute(
                f"SELECT count(*) FROM (SELECT DISTINCT {columns} FROM sampled)"
            ).fetchone() or (0,)
            self._known[key] = int(cells / self._share)
        return self._known[key]


def _chosen(cells: _Cells, step: str, rows: int) -> tuple[Names, ...]:
    """The dimensions of the cubes of a step: for each break-down the widest that fits in."""
    chosen: list[Names] = []
    for breakdown in breakdowns():
        for names in _widened(breakdown):
            if any(names <= other for other in chosen):
                break
            taken = [other for other in chosen if _alike(cells, step, rows, other, names)]
            united = names.union(*taken[:1])
            after = [*(other for other in chosen if other not in taken[:1]), united]
            if (
                cells(step, united) <= rows * _MOST
                and sum(cells(step, each) for each in after) <= rows * _TOGETHER
            ):
                chosen = [each for each in after if not each < united]
                break
    return (*chosen, *_narrow(cells, step, chosen))


def _narrow(cells: _Cells, step: str, chosen: Sequence[Names]) -> Iterator[Names]:
    """The break-downs that have few cells beside the smallest cube that holds them."""
    for breakdown in breakdowns():
        wider = [cells(step, each) for each in chosen if breakdown <= each]
        if wider and cells(step, breakdown) <= min(wider) * _NARROW:
            yield breakdown


def _alike(cells: _Cells, step: str, rows: int, one: Names, other: Names) -> bool:
    """Whether two sets of dimensions are better served by one cube than by two."""
    together = cells(step, one | other)
    larger = max(cells(step, one), cells(step, other))
    return together <= max(larger * _HARDLY, rows * _SHARED)


def _widened(breakdown: Names) -> Iterator[Names]:
    """A break-down with sets of the prominent filters, the largest first."""
    prominent = [each.name for each in DIMENSIONS if each.prominent]
    for size in reversed(range(len(prominent) + 1)):
        for more in combinations(prominent, size):
            yield breakdown.union(more)
