"""Translation of declarations to DuckDB's SQL.

Only declared names and our own literals become SQL; all that comes from a reader or a file is
bound as a value.
"""

from collections.abc import Sequence

from sociallens.access import Scope
from sociallens.conditions import Conditions, Is, Test
from sociallens.dimensions import (
    CHOOSABLE,
    FILTERS,
    Bands,
    Cases,
    Dimension,
    Filter,
    Held,
)
from sociallens.engine.protocol import TIME_ZONE
from sociallens.metrics import COUNTS, WAITS, Wait
from sociallens.schema import FORMERLY, NoneOf
from sociallens.selection import Order, Selection

SCORE = "score"  # the confidence as a number: the facts hold its bands under its name
ORDERS: dict[Order, str] = {
    "latest": "published_at DESC NULLS LAST, segment, row",
    "oldest": "published_at NULLS LAST, id",
    "gravest": "CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END,"
    " published_at NULLS LAST, id",
    "confidence": f"{SCORE} NULLS LAST, published_at DESC NULLS LAST, id",
}
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


def allowed(scope: Scope) -> Clause:
    """The SQL condition of a reader's scope, and its bound values."""
    if scope.sites is None:
        return "true", {}
    return "site IN $scope", {"scope": sorted(scope.sites)}


def clauses(selection: Selection, scope: Scope, *, everybody: bool = False) -> Clause:
    """The SQL condition of a view over the facts, and its bound values.

    Reposts are left out unless the view includes them or `everybody` is true.
    """
    first, values = allowed(scope)
    parts = [first]
    if selection.matches_nothing:
        parts.append("false")
    if not (selection.reposts or everybody):
        parts.append("NOT repost")
    for key, selected in selection.choices:
        name = f"choice_{key.replace('-', '_')}"
        parts.append(_filter_clause(FILTERS[key], f"${name}"))
        values[name] = list(selected)
    for bound, day, compared in (("start", selection.period.start, ">="),
                                 ("end", selection.period.end, "<=")):  # fmt: skip
        if day is not None:
            parts.append(f"day {compared} ${bound}")
            values[bound] = day
    if selection.q:
        parts.append("id IN (SELECT id FROM verbatims WHERE contains(folded(text), folded($q)))")
        values["q"] = selection.q
    return " AND ".join(parts), values


def _filter_clause(declaration: Filter, values: str) -> str:
    name = declaration.dimension.name
    many = declaration.dimension.many
    holds = f"list_has_any({name}, {values})" if many else f"{name} IN {values}"
    return f"coalesce(NOT {holds}, true)" if declaration.excluding else holds


def of_any_edition(name: str) -> str:
    """A column of the present schema, computed from the columns of `ANY_EDITION`."""
    formerly = FORMERLY[name]
    if isinstance(formerly, NoneOf):
        others = ", ".join(map(literal, formerly.values))
        former = f"{formerly.column} NOT IN ({others})"
    else:
        former = f"nullif({formerly.column}, {literal(formerly.unless)})"
    return f"coalesce({name}, {former}) AS {name}"


def facts(source: str) -> str:
    """The query for the facts of the contributions in `source`: a row for each.

    Its columns are the dimensions, the amount that the row adds to each count, the hours of each
    wait, and what lists are ordered by. A repost counts as its sharer's contribution, but opens no
    conversation; the column `repost` lets queries leave it out. Each merchant was observed until
    the time that the table `observed` tells.
    """
    dimensions = [f"{value(dimension)} AS {dimension.name}" for dimension in CHOOSABLE]
    counts = [
        f"coalesce(({condition(conditions)})::TINYINT, 0) AS {name}"
        for name, conditions in COUNTS.items()
    ]
    waits = [
        f"{expression} AS {name}_{end}"
        for name, wait in WAITS.items()
        for end, expression in zip(("ended", "open"), hours(wait), strict=True)
    ]
    plain = ["id", "segment", "row", "repost", "day", "published_at", f"confidence AS {SCORE}"]
    columns = ", ".join([*plain, *dimensions, *counts, *waits])
    return f"""SELECT {columns} FROM (
            SELECT * REPLACE (
                opens AND role <> 'repost' AS opens,
                CASE role WHEN 'repost' THEN 'customer' ELSE role END AS role
            ),
            role = 'repost' AS repost, {DAY} AS day
            FROM {source} LEFT JOIN observed USING (site)
        )"""


def element(dimension: Dimension) -> str:
    """The SQL expression over the facts of each value that a row has of a dimension."""
    return f"unnest({dimension.name})" if dimension.many else dimension.name


def tally(dimension: Dimension, where: str) -> str:
    """A question: messages by value of a dimension, whose name stands in the first column."""
    return (
        f"SELECT {literal(dimension.name)} AS dimension, value, sum(messages)::BIGINT AS messages"
        f" FROM (SELECT {element(dimension)} AS value, messages FROM facts WHERE {where})"
        " GROUP BY value"
    )


def broken_down(
    columns: Sequence[str], by: Sequence[Dimension], where: str, source: str = "facts"
) -> str:
    """The SQL query for aggregates over the facts, broken down and sorted by dimensions."""
    lists = "".join(f", {element(each)} AS {each.name}_" for each in by if each.many)
    groups = [f"{f'{each.name}_' if each.many else _group(each)} AS {each.name}" for each in by]
    order = f" GROUP BY ALL ORDER BY {', '.join(each.name for each in by)}" if by else ""
    rows = f"(SELECT *{lists} FROM {source} WHERE {where})"
    return f"SELECT {', '.join([*groups, *columns])} FROM {rows}{order}"


def members(table: str, columns: Sequence[str], by: Sequence[Dimension], where: str) -> str:
    """The SQL query for single rows of a table like the facts, with their values of dimensions."""
    groups = [f"{element(each) if each.many else _group(each)} AS {each.name}" for each in by]
    return f"SELECT {', '.join([*columns, *groups])} FROM {table} WHERE {where} ORDER BY ALL"


def latest(by: Dimension, most: int, columns: Sequence[str], where: str) -> str:
    """The SQL query for columns of the latest contributions of each value of a dimension."""
    place = f"row_number() OVER (PARTITION BY {_group(by)} ORDER BY {ORDERS['latest']})"
    found = (
        f"SELECT id, {_group(by)} AS {by.name} FROM facts WHERE {where} QUALIFY {place} <= {most}"
    )
    shown = ", ".join(f"v.{name}" for name in columns)
    return (
        f"SELECT f.{by.name}, {shown} FROM verbatims v JOIN ({found}) f ON v.id = f.id"
        f" WHERE f.{by.name} IS NOT NULL ORDER BY f.{by.name}, v.id"
    )


def _group(dimension: Dimension) -> str:
    if not dimension.time or dimension.name == "day":
        return dimension.name
    return f"date_trunc({literal(dimension.name)}, day)::DATE"
