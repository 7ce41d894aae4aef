"""Filling the serving data from segments."""

import duckdb

from sociallens.dimensions import Bands, Cases
from sociallens.engine.duckdb.serving import layout
from sociallens.engine.duckdb.serving.layout import DIMENSIONS, NAME
from sociallens.taxonomy import Taxonomy


def whole(connection: duckdb.DuckDBPyConnection, source: str, taxonomy: Taxonomy) -> None:
    """Fill the empty database `serving` from `source`.

    `source`: a relation with the columns of the schema, `segment` and `row`. Raises `duckdb.Error`.
    """
    for dimension in DIMENSIONS:
        found = layout.words(dimension, source)
        if isinstance(dimension.values, Bands | Cases):
            found = "SELECT NULL AS word"
        connection.execute(
            f"CREATE TYPE {layout.kind(dimension)} AS ENUM (SELECT word FROM"
            f" (SELECT unnest($declared::VARCHAR[]) AS word UNION {found})"
            " WHERE word IS NOT NULL ORDER BY word)",
            {"declared": list(layout.declared(dimension, taxonomy))},
        )
    for statement in (*layout.tables(), *layout.rows(source), *layout.derived()):
        connection.execute(statement)
    for dimension in DIMENSIONS:
        if dimension.many:
            values = layout.values(dimension, source)
            connection.execute(f"INSERT INTO {NAME}.{dimension.name}_values {values}")
