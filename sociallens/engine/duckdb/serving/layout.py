"""The tables of the serving data, derived from what is declared, but for the cubes.

They stand in an attached database named `serving`. Words are ENUMs, whose order means nothing: they
grow at their end. A many-valued dimension is an ENUM of whole sets, with `<dimension>_values`
beside. Rows stand by segment and row, so that a segment goes and comes as whole row groups.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sociallens.dimensions import CHOOSABLE, Bands, Cases, Dimension, Vocabulary, closed
from sociallens.engine.duckdb.dialect import DAY, SCORE, condition, ended, value
from sociallens.metrics import COUNTS, WAITS, Wait
from sociallens.taxonomy import Taxonomy

NAME = "serving"
_LAID_OVER = "checked"  # what people say: it is laid over at question time, never stored
DIMENSIONS = tuple(each for each in CHOOSABLE if each.name != _LAID_OVER)
KEYS = {"ids": "id", "threads": "conversation_id"}  # table -> the column that it finds rows by
OF_SEGMENTS = ("segments", "facts", "seen", *KEYS)  # the tables that go by segment
_BETWEEN = "chr(31)"  # the values of a set: no value of a vocabulary holds it
_STEPS = 24  # in which the buckets of waits double: 3 % wide each, a target among their borders
_LEAST = 1 / 60  # hours; shorter waits count as this long


def kind(dimension: Dimension) -> str:
    """The ENUM type of a dimension's column."""
    return f"{NAME}.{dimension.name}_kind"


def declared(dimension: Dimension, taxonomy: Taxonomy) -> tuple[str, ...]:
    """The values that a dimension may have whether or not any is stored."""
    if isinstance(dimension.values, Bands | Cases):
        return closed(dimension.values)
    if isinstance(dimension.values, Vocabulary) and not dimension.many:
        return tuple(taxonomy[dimension.values.name])
    return ()


def words(dimension: Dimension, source: str) -> str:
    """The query for what the rows of `source` have for the ENUM of a dimension, null aside."""
    if isinstance(dimension.values, Bands | Cases):
        return "SELECT NULL::VARCHAR AS word WHERE false"
    return f"SELECT DISTINCT {word(dimension)} AS word FROM {source} WHERE word IS NOT NULL"


def word(dimension: Dimension) -> str:
    """The SQL expression, over the columns of the schema, of what the ENUM of a dimension holds."""
    if not dimension.many:
        return value(dimension)
    if len(dimension.columns) > 1:
        first, *others = dimension.columns
        alike = " AND ".join(f"{first} IS NOT DISTINCT FROM {other}" for other in others)
        return f"CASE WHEN {alike} THEN {first} ELSE {_set(value(dimension))} END"
    column = dimension.column
    return f"CASE len({column}) WHEN 0 THEN NULL WHEN 1 THEN {column}[1] ELSE {_set(column)} END"


def _set(values: str) -> str:
    return f"nullif(array_to_string(list_sort(list_distinct({values})), {_BETWEEN}), '')"


def contributions(source: str) -> str:
    """The rows of `source` as facts see them, with `repost` and `day`.

    A repost counts as its sharer's contribution, but opens no conversation.
    """
    return f"""(SELECT * REPLACE (
            opens AND role <> 'repost' AS opens,
            CASE role WHEN 'repost' THEN 'customer' ELSE role END AS role
        ), role = 'repost' AS repost, {DAY} AS day FROM {source})"""


def facts(source: str) -> str:
    """The query for the facts of `source`: a relation with the schema's columns and the place."""
    listed = (f"({expression})::{kind} AS {name}" for name, kind, expression in columns())
    return f"SELECT {', '.join(listed)} FROM {contributions(source)}"


def columns() -> Iterator[tuple[str, str, str]]:
    """Of each column of the facts its name, type and expression over the columns of the schema."""
    yield "segment", "USMALLINT", "segment"
    yield "row", "UINTEGER", "row"
    yield "repost", "BOOLEAN", "repost"
    yield "day", "DATE", "day"
    yield "published_at", "TIMESTAMP", "published_at"
    yield SCORE, "FLOAT", "confidence"
    for dimension in DIMENSIONS:
        yield dimension.name, kind(dimension), word(dimension)
    for name, conditions in COUNTS.items():
        yield name, "UTINYINT", f"coalesce({condition(conditions)}, false)"
    for name, wait in WAITS.items():
        yield f"{name}_ended", "DOUBLE", ended(wait)
        yield f"{name}_since", "TIMESTAMP", _since(wait)


def _since(wait: Wait) -> str:
    """The SQL expression of when a wait began that has not ended; else null."""
    among = f"{condition(wait.among)} AND {wait.start} IS NOT NULL"
    return f"CASE WHEN {among} AND {condition(wait.open)} THEN {wait.start} END"


def key(text: str) -> str:
    """The SQL expression of the key of an id: two of a billion pairs share one, so compare ids."""
    return f"(hash({text}) >> 32)::UINTEGER"


def sites() -> str:
    """The statement that makes the table of merchants' names, as stored and as shown."""
    return f"CREATE TABLE {NAME}.sites (name VARCHAR, shown VARCHAR)"


def tables() -> Iterator[str]:
    """The statements that make the tables of rows, empty; the ENUM types are there."""
    facts = ", ".join(f"{name} {kind}" for name, kind, _ in columns())
    yield f"CREATE TABLE {NAME}.segments (segment USMALLINT, file VARCHAR)"
    yield f"CREATE TABLE {NAME}.facts ({facts})"
    yield f"CREATE TABLE {NAME}.seen (segment USMALLINT, site {NAME}.site_kind, until TIMESTAMP)"
    for table in KEYS:
        yield f"CREATE TABLE {NAME}.{table} (key UINTEGER, segment USMALLINT, row UINTEGER)"


def rows(source: str) -> Iterator[str]:
    """The statements that add the rows of `source` to the tables of rows."""
    yield f"INSERT INTO {NAME}.facts {facts(source)}"
    yield (
        f"INSERT INTO {NAME}.seen SELECT segment, site, max(greatest(published_at, replied_at))"
        f" FROM {source} GROUP BY ALL"
    )
    for table, column in KEYS.items():
        yield (
            f"INSERT INTO {NAME}.{table} SELECT {key(column)} AS key, segment, row"
            f" FROM {source} ORDER BY segment, key"
        )


def derived() -> Iterator[str]:
    """The statements that work out anew what depends on rows of all segments."""
    yield (
        f"CREATE OR REPLACE TABLE {NAME}.observed AS SELECT site, max(until) AS observed_until"
        f" FROM {NAME}.seen GROUP BY site"
    )
    for each in DIMENSIONS:
        if each.many:
            yield (
                f"CREATE OR REPLACE TABLE {NAME}.{each.name}_values AS"
                f" SELECT word::{kind(each)} AS {each.name},"
                f" unnest(string_split(word, {_BETWEEN})) AS value"
                f" FROM (SELECT unnest(enum_range(NULL::{kind(each)}))::VARCHAR AS word)"
            )


def bucket(hours: str, wait: Wait) -> str:
    """The SQL expression of the number of the bucket that a number of hours is in.

    Borders are the target times powers of a root of two; a bucket holds its upper one.
    """
    return f"ceil(log2(greatest({hours}, {_LEAST}) / {wait.target}) * {_STEPS})::SMALLINT"


def middle(buckets: NDArray[np.int64], wait: Wait) -> NDArray[np.float64]:
    """The hours in the middle of each of the numbered buckets."""
    return np.exp2((buckets - 0.5) / _STEPS) * wait.target


def times(wait: Wait) -> str:
    """The statement that counts the waits of all facts by site, month and bucket of hours."""
    still = f"greatest(epoch(observed_until - {wait.name}_since) / 3600.0, 0.0)"
    return (
        f"CREATE OR REPLACE TABLE {NAME}.{wait.name}_times AS SELECT site,"
        " date_trunc('month', day)::DATE AS month, repost,"
        f" {bucket(f'coalesce({wait.name}_ended, {still})', wait)} AS bucket,"
        f" count({wait.name}_ended)::UINTEGER AS ended,"
        f" count({wait.name}_since)::UINTEGER AS open"
        f" FROM {NAME}.facts JOIN {NAME}.observed USING (site)"
        f" WHERE {wait.name}_ended IS NOT NULL OR {wait.name}_since IS NOT NULL"
        " GROUP BY ALL ORDER BY site, month"
    )
