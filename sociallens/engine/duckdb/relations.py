"""The relations that queries read: `facts` in memory, `verbatims` in the files of a version.

`original` is what is stored; over it lie the labels that people gave (see `overlay`).
"""

import weakref

import duckdb

from sociallens import work
from sociallens.engine.duckdb import overlay
from sociallens.engine.duckdb.dialect import facts, literal
from sociallens.engine.duckdb.relabelled import Relabelled
from sociallens.engine.duckdb.serving import build
from sociallens.engine.duckdb.serving.layout import NAME
from sociallens.merchants import Merchants
from sociallens.store.integrity import Condition
from sociallens.store.manifest import Store

_LIMITS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "4GB", "threads": 2}


class Relations:
    """The relations of one version, in a database that can reach nothing else."""

    def __init__(self, store: Store, names: Merchants, condition: Condition) -> None:
        self.connection = duckdb.connect(":memory:", config=_LIMITS)
        self.connection.execute(f"ATTACH ':memory:' AS {NAME}")
        _harden(self.connection, str(store.path.resolve()), self._spill())
        self.connection.execute("CREATE MACRO folded(t) AS strip_accents(lower(t))")
        segments = [(n, file) for n, file in enumerate(store.files()) if file in condition.files]
        build.whole(self.connection, store, segments, names, cubed=False)
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
