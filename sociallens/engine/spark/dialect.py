"""Translation of declarations to Spark's SQL, in words that Spark and Sail both take.

Only declared names and our own literals become SQL; all that comes from a reader or a file is
bound as a value. A list is bound as one value for each of its items: neither takes lists.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

import pyarrow as pa

from sociallens.access import Scope
from sociallens.conditions import Conditions, Is, Test
from sociallens.dimensions import (
    CHOOSABLE,
    DIMENSIONS,
    FILTERS,
    Bands,
    Cases,
    Dimension,
    Filter,
    Held,
)
from sociallens.engine.protocol import TIME_ZONE
from sociallens.metrics import COUNTS, WAITS, Wait
from sociallens.schema import FORMERLY, NAMES, NoneOf
from sociallens.selection import Order, Period, Selection
from sociallens.store.manifest import UNDATED

_DAY = timedelta(days=1)
SCORE = "score"  # the confidence as a number: the facts hold its bands under its name
SOUGHT = "sought"  # the ids of what holds the words of the view
STORED_SITE = "stored_site"  # the name that segments are sorted by, whatever merchants are named
_PLACE = f"{STORED_SITE}, id"  # of rows of one time, as they stand in their segment
_LATEST = f"published_at DESC NULLS LAST, {_PLACE}"
ORDERS: dict[Order, str] = {
    "latest": _LATEST,
    "oldest": f"published_at ASC NULLS LAST, {_PLACE}",
    "gravest": "CASE severity WHEN 'high' THEN 0 WHEN 'medium' THEN 1 ELSE 2 END,"
    f" published_at ASC NULLS LAST, {_PLACE}",
    "confidence": f"{SCORE} ASC NULLS LAST, {_LATEST}",
}
DAY = (
    "CASE WHEN date_precision = 'day' THEN CAST(published_at AS DATE)"
    f" ELSE CAST(convert_timezone('UTC', '{TIME_ZONE}', published_at) AS DATE) END"
)
Clause = tuple[str, dict[str, object]]
KINDS = {pa.string(): "string", pa.list_(pa.string()): "array<string>", pa.bool_(): "boolean",
          pa.timestamp("us"): "timestamp_ntz", pa.int32(): "int", pa.int64(): "bigint",
          pa.float32(): "float"}  # fmt: skip


def declared(schema: pa.Schema) -> str:
    """The columns of a schema as Spark declares them."""
    return ", ".join(f"{field.name} {KINDS[field.type]}" for field in schema)


def literal(text: str) -> str:
    """A text as an SQL literal; for declared values and paths of our own files only."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


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
        # As floats, like the column: as a decimal, 0.7 is more than the float nearest to it.
        whens = " ".join(
            f"WHEN {column} >= CAST({start} AS FLOAT) THEN {literal(key)}" for key, start in bands
        )
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
        return f"array_compact(array_distinct(array({', '.join(dimension.columns)})))"
    return column


def hours(wait: Wait) -> tuple[str, str]:
    """Two SQL expressions: the hours of a wait that ended, and of one that has not; else null."""
    has_started = f"{condition(wait.among)} AND {wait.start} IS NOT NULL"
    return (
        f"CASE WHEN {has_started} THEN {_span(wait.end, wait.start)} END",
        f"CASE WHEN {has_started} AND {condition(wait.open)}"
        f" THEN greatest({_span('observed_until', wait.start)}, 0.0D) END",
    )


def _span(end: str, start: str) -> str:
    """The hours between two times; through whole microseconds: neither engine subtracts alike."""
    later, earlier = (f"unix_micros(CAST({time} AS TIMESTAMP))" for time in (end, start))
    return f"({later} - {earlier}) / 1000000.0D / 3600.0D"


def among(column: str, name: str, items: Iterable[object]) -> Clause:
    """The SQL condition that a column has one of some values, bound under `name` and a number."""
    values = {f"{name}_{number}": item for number, item in enumerate(items)}
    if not values:
        return "false", {}
    return f"{column} IN ({', '.join(f':{each}' for each in values)})", values


def allowed(scope: Scope) -> Clause:
    """The SQL condition of a reader's scope, and its bound values."""
    parts, bound = [], dict[str, object]()
    for number, part in enumerate(scope.ordered):
        tests = [
            among(DIMENSIONS[name].column, f"scope_{number}_{name}", values)
            for name, values in part.ordered
        ]
        parts.append(" AND ".join(test for test, _ in tests) or "true")
        for _, values in tests:
            bound |= values
    either = " OR ".join(f"({each})" for each in parts) or "false"
    return f"({either})", bound


def within(month: str) -> Clause:
    """The SQL condition that a contribution is of a segment's month, and its bound values."""
    if month == UNDATED:
        return "published_at IS NULL", {}
    first, past = _span_of(month)
    since, until = (f"CAST(:{name} AS TIMESTAMP_NTZ)" for name in ("since", "until"))
    return (
        f"published_at >= {since} AND published_at < {until}",
        {"since": first, "until": past},
    )


def newest_first(months: Iterable[str], period: Period) -> Iterator[str]:
    """The months of segments that may hold days of a period; what has no date comes last."""
    for month in sorted(months, key=lambda month: (month != UNDATED, month), reverse=True):
        if month == UNDATED:
            if not period.bounded:
                yield month
            continue
        first, past = _span_of(month)  # in UTC: the days of readers begin a little earlier
        starts = period.end is None or first - _DAY <= period.end
        if starts and (period.start is None or past + _DAY >= period.start):
            yield month


def _span_of(month: str) -> tuple[date, date]:
    """The first day of a month and of the one after it."""
    first = date.fromisoformat(f"{month}-01")
    return first, (first + 31 * _DAY).replace(day=1)


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
        part, bound = _filter_clause(FILTERS[key], f"choice_{key.replace('-', '_')}", selected)
        parts.append(part)
        values |= bound
    for name, day, compared in (("start", selection.period.start, ">="),
                                 ("end", selection.period.end, "<=")):  # fmt: skip
        if day is not None:
            parts.append(f"day {compared} :{name}")
            values[name] = day
    if selection.q:
        parts.append(f"id IN (SELECT id FROM {SOUGHT})")
    return " AND ".join(parts), values


def _filter_clause(declaration: Filter, name: str, selected: Sequence[str]) -> Clause:
    column = declaration.dimension.name
    holds, values = among(column, name, selected)
    if declaration.dimension.many and values:
        holds = f"arrays_overlap({column}, array({', '.join(f':{each}' for each in values)}))"
    return (f"coalesce(NOT ({holds}), true)" if declaration.excluding else holds), values


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
    conversation; the column `repost` lets queries leave it out. `source` has the columns of the
    schema, `STORED_SITE`, `checked` and `observed_until`.
    """
    dimensions = [f"{value(dimension)} AS {dimension.name}" for dimension in CHOOSABLE]
    counts = [
        f"coalesce(CAST(({condition(conditions)}) AS TINYINT), CAST(0 AS TINYINT)) AS {name}"
        for name, conditions in COUNTS.items()
    ]
    waits = [
        f"{expression} AS {name}_{end}"
        for name, wait in WAITS.items()
        for end, expression in zip(("ended", "open"), hours(wait), strict=True)
    ]
    plain = ["id", STORED_SITE, "repost", "day", "published_at", f"confidence AS {SCORE}"]
    kept = [name for name in NAMES if name not in ("opens", "role")]
    return f"""SELECT {", ".join([*plain, *dimensions, *counts, *waits])} FROM (
            SELECT {", ".join(kept)}, {STORED_SITE}, checked, observed_until,
            opens AND role <> 'repost' AS opens,
            CASE role WHEN 'repost' THEN 'customer' ELSE role END AS role,
            role = 'repost' AS repost, {DAY} AS day
            FROM {source}
        ) counted"""


def tally(dimension: Dimension, where: str) -> str:
    """A question: messages by value of a dimension, whose name stands in the first column."""
    rows, column = _valued([dimension], "facts", where)
    return (
        f"SELECT {literal(dimension.name)} AS dimension, {column[0]} AS value,"
        f" CAST(sum(messages) AS BIGINT) AS messages FROM {rows} GROUP BY {column[0]}"
    )


def broken_down(
    columns: Sequence[str],
    by: Sequence[Dimension],
    where: str,
    source: str = "facts",
    also: Sequence[str] = (),
) -> str:
    """The SQL query for aggregates over the facts, broken down and sorted by dimensions.

    `also`: columns to break down by besides.
    """
    rows, values = _valued(by, source, where)
    keys = [*values, *also]
    shown = [f"{each} AS {d.name}" for each, d in zip(values, by, strict=True)]
    tail = ""
    if keys:
        order = ", ".join(f"{name} ASC NULLS LAST" for name in (*(d.name for d in by), *also))
        tail = f" GROUP BY {', '.join(keys)} ORDER BY {order}"
    return f"SELECT {', '.join([*shown, *also, *columns])} FROM {rows}{tail}"


def members(table: str, columns: Sequence[str], by: Sequence[Dimension], where: str) -> str:
    """The SQL query for single rows of a table like the facts, with their values of dimensions."""
    rows, values = _valued(by, table, where)
    shown = [f"{each} AS {d.name}" for each, d in zip(values, by, strict=True)]
    return f"SELECT {', '.join([*columns, *shown])} FROM {rows}"


def latest(by: Dimension, most: int, columns: Sequence[str], where: str) -> str:
    """The SQL query for columns of the latest contributions of each value of a dimension."""
    key = _group(by)
    found = (
        f"SELECT id, {key} AS {by.name},"
        f" row_number() OVER (PARTITION BY {key} ORDER BY {_LATEST}) AS place"
        f" FROM facts WHERE ({where}) AND {key} IS NOT NULL"
    )
    shown = ", ".join(f"v.{name} AS {name}" for name in columns)
    return (
        f"SELECT f.{by.name} AS {by.name}, {shown} FROM verbatims v"
        f" JOIN (SELECT * FROM ({found}) numbered WHERE place <= {int(most)}) f ON v.id = f.id"
        f" ORDER BY f.{by.name}, f.place"
    )


def _valued(by: Sequence[Dimension], source: str, where: str) -> tuple[str, list[str]]:
    """Rows of a table like the facts, one for each value of dimensions; and those values."""
    views = "".join(
        f" LATERAL VIEW explode({each.name}) t_{each.name} AS {each.name}_"
        for each in by
        if each.many
    )
    values = [f"{each.name}_" if each.many else _group(each) for each in by]
    return f"(SELECT * FROM {source} WHERE {where}) rows_in_view{views}", values


def _group(dimension: Dimension) -> str:
    if not dimension.time or dimension.name == "day":
        return dimension.name
    return f"trunc(day, {literal(dimension.name)})"
