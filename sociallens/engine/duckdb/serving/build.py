"""Filling the serving data from segments: from all of them, or from those that are new."""

from collections.abc import Sequence

import duckdb

from sociallens import taxonomy
from sociallens.dimensions import Dimension
from sociallens.engine.duckdb import stored
from sociallens.engine.duckdb.serving import cubes, layout
from sociallens.engine.duckdb.serving.layout import DIMENSIONS, NAME
from sociallens.engine.duckdb.stored import Numbered
from sociallens.merchants import Merchants
from sociallens.metrics import WAITS
from sociallens.store.manifest import Store

_SOURCE = "original"


def whole(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    segments: Numbered,
    names: Merchants,
    *,
    cubed: bool,
) -> None:
    """Fill the empty database `serving` from segments of a store; `cubed`: with cubes and
    counted waits.

    Leaves the views of `stored` behind in the connection. Raises `duckdb.Error`.
    """
    connection.execute(layout.sites())
    stored.create(connection, store, segments)
    stored.name(connection, names)
    vocabularies = taxonomy.load(store.manifest.taxonomy)
    for dimension in DIMENSIONS:
        connection.execute(
            f"CREATE TYPE {layout.kind(dimension)} AS ENUM (SELECT word FROM"
            f" (SELECT unnest($declared::VARCHAR[]) AS word"
            f" UNION {layout.words(dimension, _SOURCE)}) ORDER BY word)",
            {"declared": list(layout.declared(dimension, vocabularies))},
        )
    for statement in (*layout.tables(), cubes.listed(), *layout.rows(_SOURCE)):
        connection.execute(statement)
    _finish(connection, store, segments)
    if cubed:
        cubes.make(connection)
        _time(connection)


def renewed(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    gone: Sequence[int],
    coming: Numbered,
    names: Merchants,
) -> None:
    """Take segments out of the database `serving` and put others in. Raises `duckdb.Error`."""
    there = cubes.present(connection)
    for table in (*(f"{NAME}.{name}" for name in layout.OF_SEGMENTS), *(c.table for c in there)):
        connection.execute(
            f"DELETE FROM {table} WHERE segment IN (SELECT unnest($gone::USMALLINT[]))",
            {"gone": list(gone)},
        )
    stored.create(connection, store, coming)
    stored.name(connection, names)
    for dimension in DIMENSIONS:
        _grow(connection, dimension)
    for statement in layout.rows(_SOURCE):
        connection.execute(statement)
    new = f"(SELECT * FROM {NAME}.facts SEMI JOIN arriving USING (segment))"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE arriving AS SELECT unnest($coming::USMALLINT[]) AS segment",
        {"coming": [number for number, _ in coming]},
    )
    for cube in there:
        connection.execute(f"INSERT INTO {cube.table} {cube.query(new)}")
    cubes.count(connection)
    _finish(connection, store, coming)
    _time(connection)


def _finish(connection: duckdb.DuckDBPyConnection, store: Store, coming: Numbered) -> None:
    connection.execute(
        f"INSERT INTO {NAME}.segments"
        " SELECT unnest($numbers::USMALLINT[]), unnest($files::VARCHAR[])",
        {
            "numbers": [number for number, _ in coming],
            "files": [file.relative_to(store.path).as_posix() for _, file in coming],
        },
    )
    for statement in layout.derived():
        connection.execute(statement)


def _time(connection: duckdb.DuckDBPyConnection) -> None:
    """Count the waits anew: those that have not ended grow with what is observed."""
    for wait in WAITS.values():
        connection.execute(layout.times(wait))


def _grow(connection: duckdb.DuckDBPyConnection, dimension: Dimension) -> None:
    """Add to the ENUM of a dimension what new rows have and it lacks, at its end."""
    kind = layout.kind(dimension)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE words AS"
        f" SELECT unnest(enum_range(NULL::{kind}))::VARCHAR AS word, false AS lacks"
    )
    connection.execute(
        f"INSERT INTO words SELECT word, true FROM ({layout.words(dimension, _SOURCE)})"
        " WHERE word NOT IN (SELECT word FROM words)"
    )
    if connection.execute("SELECT 1 FROM words WHERE lacks LIMIT 1").fetchone() is None:
        return
    connection.execute(f"DROP TYPE {kind}")
    connection.execute(f"CREATE TYPE {kind} AS ENUM (SELECT word FROM words ORDER BY lacks, rowid)")
    for (table,) in connection.execute(
        "SELECT table_name FROM duckdb_columns() WHERE database_name = $database"
        " AND column_name = $column AND data_type LIKE 'ENUM%'",
        {"database": NAME, "column": dimension.name},
    ).fetchall():
        connection.execute(f"ALTER TABLE {NAME}.{table} ALTER {dimension.name} TYPE {kind}")
