"""The relations that queries read: serving data, and `original`, the files of a version.

Over what is stored lie the labels that people gave (see `overlay`).
"""

import weakref
from collections.abc import Callable, Collection
from pathlib import Path

import duckdb

from sociallens import work
from sociallens.engine.duckdb import overlay, stored
from sociallens.engine.duckdb.choosing import Sources, sources
from sociallens.engine.duckdb.dialect import literal
from sociallens.engine.duckdb.forms import coded
from sociallens.engine.duckdb.relabelled import Relabelled
from sociallens.engine.duckdb.serving import build, files
from sociallens.engine.duckdb.serving.files import Files
from sociallens.engine.duckdb.serving.layout import NAME
from sociallens.engine.duckdb.sought import Sought
from sociallens.engine.duckdb.stored import PLACE
from sociallens.merchants import Merchants
from sociallens.search.hits import Hits
from sociallens.selection import Selection
from sociallens.store import trust
from sociallens.store.integrity import Condition, is_young
from sociallens.store.manifest import Store

_FILE, _MEMORY = "512MB", "4GB"  # for serving data in a file, whose blocks come and go; in memory


class Loader:
    """Loads the relations of one version, from its serving file where the store is large."""

    def __init__(self, store: Store, names: Merchants, served: int = files.SERVED) -> None:
        """`served`: from so many contributions on a file serves the store."""
        self._store, self._names = store, names
        self._files = Files(store, names) if store.manifest.rows >= served else None

    @property
    def trusted(self) -> trust.Verified:
        """The status that segments had when they were verified."""
        return trust.read(self._store.path / files.FOLDER) if self._files else {}

    def doubt(self) -> None:
        """Have the serving file hashed before it is used again."""
        if self._files:
            self._files.doubt()

    def __call__(self, condition: Condition) -> "Relations":
        """The relations of the sound segments. Raises `StoreError`, `duckdb.Error`."""
        file = self._files.ready(condition.files) if self._files else None
        if file:
            self._record(condition, file.parent)
        return Relations(self._store, self._names, condition, file)

    def _record(self, condition: Condition, folder: Path) -> None:
        statuses = zip(self._store.manifest.segments, condition.signatures, strict=True)
        sound = {file.relative_to(self._store.path).as_posix() for file in condition.files}
        found = {
            segment.file: status
            for segment, status in statuses
            if segment.file in sound and not is_young(status)
        }
        trust.add(folder, found)


class Relations:
    """The relations of one version, in a database that can reach nothing else."""

    def __init__(
        self, store: Store, names: Merchants, condition: Condition, file: Path | None = None
    ) -> None:
        memory = _FILE if file else _MEMORY
        self.connection = duckdb.connect(":memory:", config={"memory_limit": memory, "threads": 2})
        attached = (
            f"{literal(str(file))} AS {NAME} (READ_ONLY)" if file else f"':memory:' AS {NAME}"
        )
        self.connection.execute(f"ATTACH {attached}")
        _harden(self.connection, str(store.path.resolve()), self._spill())
        if file:
            stored.create(self.connection, store, files.segments(self.connection, store))
        else:
            numbered = [
                (n, each) for n, each in enumerate(store.files()) if each in condition.files
            ]
            build.whole(self.connection, store, numbered, names, cubed=False)
        paths = dict(files.segments(self.connection, store))
        self.original = _of_one(store, paths)
        self.numbers = {path.relative_to(store.path).as_posix(): n for n, path in paths.items()}
        self.overlay = overlay.Overlay(self.connection, self.original)
        self.relabelled = Relabelled(self.connection, self.original)
        self.form = coded(self.connection)
        self.sources = sources(self.connection)
        listed = {store.path / segment.file: segment for segment in store.manifest.segments}
        segments = {number: listed[path] for number, path in paths.items()}
        self._sought = Sought(self.connection, Hits(store.path), segments, self.sources.facts)

    def viewed(self, selection: Selection, columns: Collection[str] | None = None) -> Sources:
        """Where the counts of a view are: all, or the facts that hold its words.

        `columns`: those of the facts that are needed, by default all.
        """
        if not selection.q:
            return self.sources
        return Sources(self._sought.facts(selection.q, columns))

    def holding(self, relation: str, selection: Selection) -> str:
        """The rows of a relation, with `segment` and `row`, that hold the words of a view."""
        if not selection.q:
            return relation
        facts = self.viewed(selection).facts.table
        return f"(SELECT * FROM {relation} SEMI JOIN {facts} USING ({', '.join(PLACE)}))"

    def _spill(self) -> str:
        """A folder for data that does not fit in memory, removed with this object; "" if none."""
        try:
            spill = work.Folder("spill")
        except work.NoFolder:
            return ""  # a read-only disk can still be read
        weakref.finalize(self, spill.remove)
        return str(spill.path)


def _of_one(store: Store, paths: dict[int, Path]) -> Callable[[int], str]:
    """What gives the rows of one segment as they stand in `original`, as an SQL relation.

    A function of its own: one of the relations would keep them in memory when they are dropped.
    """
    return lambda segment: stored.renamed(stored.rows(store, [(segment, paths[segment])]))


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
