"""The relations that queries read: `facts` in memory, `verbatims` in the files of a version.

`original` is what is stored; over it lie the labels that people gave (see `overlay`).
"""

import weakref
from collections.abc import Sequence
from pathlib import Path

import duckdb

from sociallens import work
from sociallens.annotations.merging import CHECKED
from sociallens.engine.duckdb import overlay
from sociallens.engine.duckdb.dialect import facts, literal, of_any_edition
from sociallens.engine.duckdb.relabelled import Relabelled
from sociallens.merchants import Merchants
from sociallens.schema import ANY_EDITION, FORMERLY, NAMES
from sociallens.store.integrity import Condition
from sociallens.store.manifest import SCHEMA, Store

_LIMITS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "4GB", "threads": 2}


_PLACE = "file_index::USMALLINT AS segment, file_row_number::UINTEGER AS row"


class Relations:
    """The relations of one version, in a database that can reach nothing else."""

    def __init__(self, store: Store, names: Merchants, condition: Condition) -> None:
        self.connection = duckdb.connect(":memory:", config=_LIMITS)
        self.connection.register("nothing", ANY_EDITION.empty_table())
        self.connection.execute("CREATE TABLE none AS SELECT * FROM nothing")
        self.connection.unregister("nothing")
        _harden(self.connection, str(store.path.resolve()), self._spill())
        self.connection.execute("CREATE MACRO folded(t) AS strip_accents(lower(t))")
        source = _source(store, condition.files)
        self.connection.execute(f"CREATE VIEW stored AS SELECT * FROM {source}")
        self.connection.execute("CREATE TABLE segments (segment USMALLINT, file VARCHAR)")
        for number, file in enumerate(condition.files):
            name = str(file.relative_to(store.path))
            self.connection.execute(
                "INSERT INTO segments VALUES ($number, $file)", {"number": number, "file": name}
            )
        _rename(self.connection, names)
        self.connection.execute(
            "CREATE TABLE observed AS SELECT site,"
            " max(greatest(published_at, replied_at)) AS observed_until"
            " FROM original GROUP BY site"
        )
        overlay.create(self.connection)
        self.connection.execute(f"CREATE TABLE facts AS {facts('original')}")
        self.overlay = overlay.Overlay(self.connection)
        self.relabelled = Relabelled(self.connection)

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


def _source(store: Store, files: Sequence[Path]) -> str:
    if not files:
        return "(SELECT *, 0::USMALLINT AS segment, 0::UINTEGER AS row FROM none)"
    paths = ", ".join(literal(str(file.resolve())) for file in files)
    if store.manifest.schema == SCHEMA:
        return f"(SELECT *, {_PLACE} FROM read_parquet([{paths}]))"
    # Segments of former editions lack columns: the union with an empty table adds them as nulls.
    files = f"SELECT *, {_PLACE} FROM read_parquet([{paths}], union_by_name = true)"
    rows = f"(FROM none UNION ALL BY NAME {files})"
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
    columns = ", ".join(f"v.{name}" for name in NAMES if name != "site")
    connection.execute(
        f"CREATE VIEW original AS SELECT v.segment, v.row, {columns}, alias.site,"
        f" NULL::VARCHAR AS {CHECKED}"
        " FROM stored v JOIN alias ON alias.name = v.site"
    )
