"""Translation of declarations to DuckDB's SQL.

Only declared names and our own literals become SQL; all that comes from a reader or a file is
bound as a value.
"""

from sociallens.conditions import Conditions, Is, Test
from sociallens.dimensions import (
    Bands,
    Cases,
    Dimension,
    Held,
)
from sociallens.engine.protocol import TIME_ZONE
from sociallens.metrics import Wait
from sociallens.schema import FORMERLY, NoneOf
from sociallens.selection import Order

SCORE = "score"  # the confidence as a number: the facts hold its bands under its name
# Lists end with the place: of equal times those of the first merchant, then by id, on every path.
ORDERS: dict[Order, str] = {
    "latest": "published_at DESC NULLS LAST, segment, row",
    "oldest": "published_at NULLS LAST, segment, row",
    "gravest": "gravity, published_at NULLS LAST, segment, row",
    "confidence": f"{SCORE} NULLS LAST, published_at DESC NULLS LAST, segment, row",
}
GRAVITY = ("high", "medium")  # severities, the gravest first; what is neither follows
DAY = (
    "CASE WHEN date_precision = 'day' THEN published_at::DATE ELSE"
    f" (published_at AT TIME ZONE 'UTC' AT TIME ZONE '{TIME_ZONE}')::DATE END"
)
Clause = tuple[str, dict[str, object]]


def literal(text: str) -> str:
    """A text as an SQL literal; for declared values and paths of our own files only."""
    return "'" + text.replace("'", "''") + "'"


def condition(conditions: Conditions) -> str:
    """Conditions as an SQL expression over the columns of the schema; null for null values."""
    return " AND ".join(_test(*each) for each in conditions.items()) or "true"


def _test(column: str, test: Test) -> str:
    if isinstance(test, bool):
        return column if test else f"NOT {column}"
    if isinstance(test, str):
        return f"{column} = {literal(test)}"
    return {
        Is.KNOWN: f"{column} IS NOT NULL",
        Is.UNKNOWN: f"{column} IS NULL",
        Is.POSITIVE: f"{column} > 0",
        Is.ZERO: f"coalesce({column}, 0) = 0",
    }[test]


def value(dimension: Dimension) -> str:
    """The SQL expression of a dimension's value, or list of values, over the schema's columns."""
    column, values = dimension.column, dimension.values
    if isinstance(values, Bands):
        bands = sorted(values.starts.items(), key=lambda band: -band[1])
        whens = " ".join(f"WHEN {column} >= {start} THEN {literal(key)}" for key, start in bands)
        return f"CASE {whens} END"
    if isinstance(values, Cases):
        whens = " ".join(
            f"WHEN {condition(conditions)} THEN {literal(key)}"
            for key, conditions in values.when.items()
        )
        return f"CASE {whens} END"
    if isinstance(values, Held) and values.absent:
        return f"coalesce({column}, {literal(values.absent)})"
    if len(dimension.columns) > 1:
        first, *others = dimension.columns
        alike = " AND ".join(f"{first} IS NOT DISTINCT FROM {other}" for other in others)
        every = f"list_distinct([{', '.join(dimension.columns)}])"
        return f"CASE WHEN {alike} THEN [{first}] ELSE {every} END"  # most rows have one giver
    return column


def hours(wait: Wait) -> tuple[str, str]:
    """Two SQL expressions: the hours of a wait that ended, and of one that has not; else null."""
    span = "epoch({} - {}) / 3600.0".format
    has_started = f"{condition(wait.among)} AND {wait.start} IS NOT NULL"
    return (
        f"CASE WHEN {has_started} THEN {span(wait.end, wait.start)} END",
        f"CASE WHEN {has_started} AND {condition(wait.open)}"
        f" THEN greatest({span('observed_until', wait.start)}, 0.0) END",
    )


def of_any_edition(name: str) -> str:
    """A column of the present schema, computed from the columns of `ANY_EDITION`."""
    formerly = FORMERLY[name]
    if isinstance(formerly, NoneOf):
        others = ", ".join(map(literal, formerly.values))
        former = f"{formerly.column} NOT IN ({others})"
    else:
        former = f"nullif({formerly.column}, {literal(formerly.unless)})"
    return f"coalesce({name}, {former}) AS {name}"
