"""The relations that queries read: serving data, and `original`, the files of a version.

Over what is stored lie the labels that people gave (see `overlay`).
"""

import weakref
from collections.abc import Sequence
from pathlib import Path

import duckdb

from sociallens import taxonomy, work
from sociallens.annotations.merging import CHECKED
from sociallens.engine.duckdb import overlay
from sociallens.engine.duckdb.choosing import sources
from sociallens.engine.duckdb.dialect import literal, of_any_edition
from sociallens.engine.duckdb.forms import coded
from sociallens.engine.duckdb.places import PLACE
from sociallens.engine.duckdb.relabelled import Relabelled
from sociallens.engine.duckdb.serving import build
from sociallens.engine.duckdb.serving.layout import NAME
from sociallens.merchants import Merchants
from sociallens.schema import ANY_EDITION, FORMERLY, NAMES
from sociallens.store.integrity import Condition
from sociallens.store.manifest import SCHEMA, Store

_LIMITS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "4GB", "threads": 2}


class Relations:
    """The relations of one version, in a database that can reach nothing else."""

    def __init__(self, store: Store, names: Merchants, condition: Condition) -> None:
        self.connection = duckdb.connect(":memory:", config=_LIMITS)
        self.connection.register("nothing", ANY_EDITION.empty_table())
        self.connection.execute("CREATE TABLE none AS SELECT * FROM nothing")
        self.connection.unregister("nothing")
        self.connection.execute(f"ATTACH ':memory:' AS {NAME}")
        _harden(self.connection, str(store.path.resolve()), self._spill())
        self.connection.execute("CREATE MACRO folded(t) AS strip_accents(lower(t))")
        numbered = [(n, file) for n, file in enumerate(store.files()) if file in condition.files]
        self._store, self._files = store, dict(numbered)
        self.numbers = {str(file.relative_to(store.path)): number for number, file in numbered}
        self.connection.execute(f"CREATE VIEW stored AS SELECT * FROM {_source(store, numbered)}")
        _rename(self.connection, names)
        build.whole(self.connection, "original", taxonomy.load(store.manifest.taxonomy))
        self.connection.execute(
            f"INSERT INTO {NAME}.segments SELECT unnest($numbers::USMALLINT[]),"
            " unnest($files::VARCHAR[])",
            {
                "numbers": [number for number, _ in numbered],
                "files": [str(file.relative_to(store.path)) for _, file in numbered],
            },
        )
        self.overlay = overlay.Overlay(self.connection, self.original)
        self.relabelled = Relabelled(self.connection, self.original)
        self.form = coded(self.connection)
        self.sources = sources(self.connection)

    def original(self, segment: int) -> str:
        """The rows of one segment as they stand in `original`, as an SQL relation."""
        return f"({_named(_source(self._store, [(segment, self._files[segment])]))})"

    def _spill(self) -> str:
        """A folder for data that does not fit in memory, removed with this object; "" if none."""
        try:
            spill = work.Folder("spill")
        except work.NoFolder:
            return ""  # a read-only disk can still be read
        weakref.finalize(self, spill.remove)
        return str(spill.path)


def _harden(connection: duckdb.DuckDBPyConnection, folder: str, spill: str) -> None:
    """Forbid other files, the network, extensions, and later changes of these settings."""
    for setting in (
        f"temp_directory={literal(spill)}",
        f"allowed_directories=[{', '.join(literal(each) for each in (folder, spill) if each)}]",
        "autoinstall_known_extensions=false",
        "autoload_known_extensions=false",
        "allow_community_extensions=false",
        "python_enable_replacements=false",
        "enable_external_access=false",
        "lock_configuration=true",
    ):
        connection.execute("SET " + setting)


def _source(store: Store, numbered: Sequence[tuple[int, Path]]) -> str:
    """The contributions in numbered segments, with `segment` and `row`, as an SQL relation."""
    if not numbered:
        return "(SELECT *, NULL::USMALLINT AS segment, NULL::UINTEGER AS row FROM none)"
    paths = ", ".join(literal(str(file.resolve())) for _, file in numbered)
    numbers = ", ".join(str(number) for number, _ in numbered)
    place = f"[{numbers}][file_index::INTEGER + 1]::USMALLINT AS segment, file_row_number AS row"
    if store.manifest.schema == SCHEMA:
        return f"(SELECT *, {place} FROM read_parquet([{paths}]))"
    # Segments of former editions lack columns: the union with an empty table adds them as nulls.
    stored = f"SELECT *, {place} FROM read_parquet([{paths}], union_by_name = true)"
    rows = f"(FROM none UNION ALL BY NAME {stored})"
    return f"(SELECT * REPLACE ({', '.join(map(of_any_edition, FORMERLY))}) FROM {rows})"


def _rename(connection: duckdb.DuckDBPyConnection, names: Merchants) -> None:
    """Show sites under the names of the present merchants file.

    A merchant that was renamed after imports stays one merchant.
    """
    stored = [site for (site,) in connection.execute("SELECT DISTINCT site FROM stored").fetchall()]
    connection.execute(
        "CREATE TABLE alias AS"
        " SELECT unnest($stored::VARCHAR[]) AS name, unnest($shown::VARCHAR[]) AS site",
        {"stored": stored, "shown": [names.resolve(site) for site in stored]},
    )
    connection.execute(f"CREATE VIEW original AS {_named('stored')}")


def _named(stored: str) -> str:
    """The query for stored rows, their sites under their present names."""
    columns = ", ".join(f"v.{name}" for name in (*PLACE, *NAMES) if name != "site")
    return (
        f"SELECT {columns}, alias.site, NULL::VARCHAR AS {CHECKED}"
        f" FROM {stored} v JOIN alias ON alias.name = v.site"
    )
