"""The relations that queries read: `facts` in memory, `verbatims` in the files of a version.

`original` is what is stored; over it lie the labels that people gave (see `overlay`).
"""

import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import duckdb
import polars as pl

from sociallens import work
from sociallens.annotations.merging import CHECKED
from sociallens.engine.duckdb import overlay
from sociallens.engine.duckdb.dialect import facts, literal, of_any_edition
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
        _harden(self.connection, str(store.path.resolve()), self._spill())
        self.connection.execute("CREATE MACRO folded(t) AS strip_accents(lower(t))")
        source = _source(store, condition.files)
        self.connection.execute(f"CREATE VIEW stored AS SELECT * FROM {source}")
        _rename(self.connection, names)
        self.connection.execute(
            "CREATE TABLE observed AS SELECT site,"
            " max(greatest(published_at, replied_at)) AS observed_until"
            " FROM original GROUP BY site"
        )
        overlay.create(self.connection)
        self.connection.execute(f"CREATE TABLE facts AS {facts('original')}")
        self.overlay = overlay.Overlay(self.connection)
        self._lock, self._labels = Lock(), ""

    @contextmanager
    def relabelled(self, labels: pl.DataFrame) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
        """A cursor, and a table like `facts` of some contributions, which are there twice.

        As they are shown, and, where `said`, under the columns of `labels`. It is kept for the next
        question about the same.
        """
        key, (_, *names) = labels.write_json(), labels.columns
        with self._lock:
            cursor = self.connection.cursor()
            if key != self._labels:
                self._labels = ""
                kinds = {name: "VARCHAR[]" if labels[name].dtype == pl.List else "VARCHAR"
                         for name in labels.columns}  # fmt: skip
                given = ", ".join(f"unnest(${n}::{kind}[]) AS {n}" for n, kind in kinds.items())
                shown = ", ".join(f"l.{name} AS {name}" for name in names)
                rows = (
                    f"(SELECT v.* REPLACE ({shown}) FROM verbatims v JOIN given l ON l.id = v.id)"
                )
                cursor.execute(
                    f"CREATE OR REPLACE TABLE relabelled AS WITH given AS (SELECT {given})"
                    " SELECT *, false AS said FROM facts SEMI JOIN given USING (id) UNION ALL"
                    f" SELECT *, true AS said FROM ({facts(rows)})",
                    {name: labels[name].to_list() for name in labels.columns},
                )
                self._labels = key
            yield cursor, "relabelled"

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
        return "none"
    paths = ", ".join(literal(str(file.resolve())) for file in files)
    if store.manifest.schema == SCHEMA:
        return f"read_parquet([{paths}])"
    # Segments of former editions lack columns: the union with an empty table adds them as nulls.
    rows = f"(FROM none UNION ALL BY NAME FROM read_parquet([{paths}], union_by_name = true))"
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
        f"CREATE VIEW original AS SELECT {columns}, alias.site, NULL::VARCHAR AS {CHECKED}"
        " FROM stored v JOIN alias ON alias.name = v.site"
    )
