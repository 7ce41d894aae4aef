"""The tables of the serving data, derived from what is declared.

They stand in an attached database named `serving`. Words are ENUMs; the values of a many-valued
dimension are one ENUM of whole sets, with `<dimension>_values` beside. The order of an ENUM means
nothing: it grows at its end.
"""

from collections.abc import Iterator

from sociallens.dimensions import CHOOSABLE, Bands, Cases, Dimension, Vocabulary, closed
from sociallens.engine.duckdb.dialect import DAY, SCORE, condition, hours, value
from sociallens.metrics import COUNTS, WAITS, Wait
from sociallens.taxonomy import Taxonomy

NAME = "serving"
_LAID_OVER = "checked"  # what people say: it is laid over at question time, never stored
DIMENSIONS = tuple(each for each in CHOOSABLE if each.name != _LAID_OVER)
KEYS = {"ids": "id", "threads": "conversation_id"}  # table -> the column that it finds rows by


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


def word(dimension: Dimension) -> str:
    """The SQL expression, over the columns of the schema, of what its ENUM holds."""
    if not dimension.many:
        return value(dimension)
    return f"nullif(list_sort({members(dimension)})::VARCHAR, '[]')"


def members(dimension: Dimension) -> str:
    """The SQL expression, over the columns of the schema, of a many-valued dimension's set."""
    return f"list_distinct({value(dimension)})"


def since(wait: Wait) -> str:
    """The SQL expression of when a wait began that has not ended; else null."""
    among = f"{condition(wait.among)} AND {wait.start} IS NOT NULL"
    return f"CASE WHEN {among} AND {condition(wait.open)} THEN {wait.start} END"


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
        yield f"{name}_ended", "DOUBLE", hours(wait)[0]
        yield f"{name}_since", "TIMESTAMP", since(wait)


def contributions(source: str) -> str:
    """The rows of `source` as facts see them, with `repost` and `day`.

    A repost counts as its sharer's contribution, but opens no conversation.
    """
    return f"""(SELECT * REPLACE (
            opens AND role <> 'repost' AS opens,
            CASE role WHEN 'repost' THEN 'customer' ELSE role END AS role
        ), role = 'repost' AS repost, {DAY} AS day FROM {source})"""


def facts(source: str) -> str:
    """The query for the facts of `source`: the schema's columns, `segment` and `row`."""
    listed = (f"({expression})::{kind} AS {name}" for name, kind, expression in columns())
    return f"SELECT {', '.join(listed)} FROM {contributions(source)}"


def tables() -> Iterator[str]:
    """The statements that make the tables, empty; the ENUM types are there. Cubes come later."""
    facts = ", ".join(f"{name} {kind}" for name, kind, _ in columns())
    yield f"CREATE TABLE {NAME}.segments (segment USMALLINT, file VARCHAR)"
    yield f"CREATE TABLE {NAME}.facts ({facts})"
    yield f"CREATE TABLE {NAME}.seen (segment USMALLINT, site {NAME}.site_kind, until TIMESTAMP)"
    for table in KEYS:
        yield f"CREATE TABLE {NAME}.{table} (key UBIGINT, segment USMALLINT, row UINTEGER)"
    for each in DIMENSIONS:
        if each.many:
            yield f"CREATE TABLE {NAME}.{each.name}_values ({each.name} {kind(each)}, value VARCHAR)"


def rows(source: str) -> Iterator[str]:
    """The statements that add the rows of `source` to the tables of rows."""
    yield f"INSERT INTO {NAME}.facts {facts(source)} ORDER BY site, published_at, segment, row"
    yield (
        f"INSERT INTO {NAME}.seen SELECT segment, site, max(greatest(published_at, replied_at))"
        f" FROM {source} GROUP BY ALL"
    )
    for table, column in KEYS.items():
        yield f"INSERT INTO {NAME}.{table} SELECT hash({column}) AS key, segment, row FROM {source} ORDER BY key"


def words(dimension: Dimension, source: str) -> str:
    """The query for what the rows of `source` have for the ENUM of a dimension."""
    return f"SELECT DISTINCT {word(dimension)} AS word FROM {_distinct(dimension, source)}"


def values(dimension: Dimension, source: str) -> str:
    """The query for the sets that rows of `source` have of a dimension, and their values."""
    return (
        f"SELECT DISTINCT {word(dimension)} AS {dimension.name}, unnest({members(dimension)})"
        f" AS value FROM {_distinct(dimension, source)}"
    )


def _distinct(dimension: Dimension, source: str) -> str:
    return f"(SELECT DISTINCT {', '.join(dimension.columns or (dimension.name,))} FROM {source})"


def derived() -> Iterator[str]:
    """The statements that work out anew what depends on all rows."""
    yield (
        f"CREATE OR REPLACE TABLE {NAME}.observed AS SELECT site, max(until) AS observed_until"
        f" FROM {NAME}.seen GROUP BY site"
    )
