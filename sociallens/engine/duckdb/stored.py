"""What is stored: views over the segments of a version, in a DuckDB connection.

`stored` shows rows as they stand in the files, `original` under the present names of merchants.
Both tell where a row stands: `segment` and `row`.
"""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from sociallens.annotations.merging import CHECKED
from sociallens.engine.duckdb.dialect import literal, of_any_edition
from sociallens.merchants import Merchants
from sociallens.schema import ANY_EDITION, FORMERLY, NAMES
from sociallens.store.manifest import SCHEMA, Store

PLACE = ("segment", "row")
SITES = "serving.sites"  # the names of merchants: as they are stored, and as they are shown
Numbered = Sequence[tuple[int, Path]]  # segments with their numbers


def create(connection: duckdb.DuckDBPyConnection, store: Store, segments: Numbered) -> None:
    """Make the views over these segments of a store; the table `SITES` has to be there.

    Raises `duckdb.Error`.
    """
    connection.register("nothing", ANY_EDITION.empty_table())
    connection.execute("CREATE TABLE none AS SELECT * FROM nothing")
    connection.unregister("nothing")
    connection.execute(f"CREATE VIEW stored AS SELECT * FROM {rows(store, segments)}")
    connection.execute(f"CREATE VIEW original AS SELECT * FROM {renamed('stored')}")


def renamed(source: str) -> str:
    """The rows of a relation like `stored` under the present names of merchants."""
    columns = ", ".join(f"v.{name}" for name in (*PLACE, *NAMES) if name != "site")
    return (
        f"(SELECT {columns}, n.shown AS site, NULL::VARCHAR AS {CHECKED}"
        f" FROM {source} v JOIN {SITES} n ON n.name = v.site)"
    )


def name(connection: duckdb.DuckDBPyConnection, names: Merchants) -> None:
    """Add to `SITES` the merchants of `stored` that it lacks.

    A merchant that was renamed after imports stays one merchant. Raises `duckdb.Error`.
    """
    missing = f"SELECT DISTINCT site FROM stored WHERE site NOT IN (SELECT name FROM {SITES})"
    stored = [site for (site,) in connection.execute(missing).fetchall()]
    connection.execute(
        f"INSERT INTO {SITES} SELECT unnest($stored::VARCHAR[]), unnest($shown::VARCHAR[])",
        {"stored": stored, "shown": [names.resolve(site) for site in stored]},
    )


def rows(store: Store, segments: Numbered) -> str:
    """The rows of segments as they stand in the files, with their place, as an SQL relation."""
    if not segments:
        return "(SELECT NULL::USMALLINT AS segment, NULL::BIGINT AS row, * FROM none)"
    paths = ", ".join(literal(str(file.resolve())) for _, file in segments)
    numbers = ", ".join(str(number) for number, _ in segments)
    # A cast of the row would stop DuckDB from passing over row groups that are not asked for.
    place = f"[{numbers}][file_index::INTEGER + 1]::USMALLINT AS segment, file_row_number AS row"
    if store.manifest.schema == SCHEMA:
        return f"(SELECT {place}, * FROM read_parquet([{paths}]))"
    # Segments of former editions lack columns: the union with an empty table adds them as nulls.
    read = f"SELECT {place}, * FROM read_parquet([{paths}], union_by_name = true)"
    former = ", ".join(map(of_any_edition, FORMERLY))
    return f"(SELECT * REPLACE ({former}) FROM (FROM none UNION ALL BY NAME {read}))"
