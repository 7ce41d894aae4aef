"""Answers questions from one version of a store with DuckDB.

The narrow columns (`schema.FACTS`) are held in memory; verbatims are read from the Parquet
files of the manifest when asked for. SQL is composed of declared expressions only, values are
always bound, and every question carries the scope of the reader who asks it.
"""

import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

import duckdb
import polars as pl

from sociallens import link, merchants, taxonomy, work
from sociallens.errors import StoreError
from sociallens.filters import NO_LANGUAGE, Selection, clauses
from sociallens.metrics import COUNTS, Dimension
from sociallens.schema import ANY_EDITION, FACTS, FORMERLY, NAMES
from sociallens.store.manifest import SCHEMA, Damage, Store, open_store, verified

TIME_ZONE = "Europe/Paris"  # whose days and weeks an instant falls into
T = TypeVar("T")
_LIMITS: dict[str, str | bool | int | float | list[str]] = {"memory_limit": "4GB", "threads": 2}


@dataclass(frozen=True)
class Scope:
    """The sites a reader may see: all of them, or those named. Part of every cache key."""

    sites: frozenset[str] | None = None

    def clause(self) -> tuple[str, dict[str, object]]:
        """The WHERE condition of the scope and its bound values."""
        if self.sites is None:
            return "true", {}
        return "site IN $scope", {"scope": sorted(self.sites)}


EVERY_SITE = Scope()


def load(path: Path, version: int | None = None) -> "Engine":
    """The engine of a store's current version, or of an older one that a link names.

    Opening the manifest is cheap and tells whether anything changed; the last few loaded
    versions are kept. Raises `StoreError`.
    """
    store = open_store(path, version)
    names = path / merchants.FILE
    return _loaded(
        store.path, store.digest, version, names.stat().st_mtime_ns if names.is_file() else 0
    )


@lru_cache(maxsize=4)
def _loaded(path: Path, digest: str, version: int | None, names: int) -> "Engine":
    return Engine(open_store(path, version))


def follow(path: Path, pairs: link.Pairs, scope: Scope) -> tuple["Engine", link.View]:
    """The engine and the view that a link stands for, at the data version it names.

    A version that is gone is one more thing that the link says and this store does not know.
    """
    current = load(path)
    view = link.decode(pairs, current.known(scope))
    if view.data is None:
        return current, view
    try:
        older = load(path, view.data)
    except StoreError:
        gone = (("data", str(view.data)), *view.selection.unknown)
        return current, replace(view, data=None, selection=replace(view.selection, unknown=gone))
    return older, link.decode(pairs, older.known(scope))


class Engine:
    """One loaded version of a store. Safe to share between threads: one cursor per question."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.taxonomy = taxonomy.load(store.manifest.taxonomy)
        self.merchants = merchants.load(store.path)
        self._lock = Lock()
        self._known: dict[Scope, link.Known] = {}
        self._load()

    def _load(self) -> None:
        files, damages = verified(self.store)
        self.damages: tuple[Damage, ...] = tuple(damages)
        connection = duckdb.connect(":memory:", config=_LIMITS)
        connection.register("nothing", ANY_EDITION.empty_table())
        _run(connection, "CREATE TABLE none AS SELECT * FROM nothing")
        connection.unregister("nothing")
        _harden(connection, str(self.store.path.resolve()), self._spill())
        self._connection = connection
        listed = ", ".join(_quoted(str(file.resolve())) for file in files)
        # Segments of a former schema lack columns: what they are then is declared with them.
        named = f"read_parquet([{listed}], union_by_name = true)"
        told = ", ".join(f"{sql} AS {name}" for name, sql in FORMERLY.items())
        mixed = f"(SELECT * REPLACE ({told}) FROM (FROM none UNION ALL BY NAME FROM {named}))"
        same = self.store.manifest.schema == SCHEMA
        self._views((f"read_parquet([{listed}])" if same else mixed) if files else "none")

    def _spill(self) -> str:
        """A folder for what does not fit in memory, gone with the engine; "" where none can be."""
        try:
            spill = work.Folder("spill")
        except work.NoFolder:
            return ""  # a disk that is not ours to write on can still be read
        weakref.finalize(self, spill.remove)
        return str(spill.path)

    def _views(self, source: str) -> None:
        """The relations that declarations name: `facts` in memory, `verbatims` on disk.

        Sites take the names that the merchants file gives them now: a merchant renamed after
        its conversations were imported is one merchant at once.
        """
        cursor = self._connection.cursor()
        _run(cursor, "CREATE MACRO folded(t) AS strip_accents(lower(t))")
        _run(cursor, f"CREATE VIEW stored AS SELECT * FROM {source}")
        stored = _frame(cursor, "SELECT DISTINCT site FROM stored ORDER BY site", None)["site"]
        _run(
            cursor,
            "CREATE TABLE alias AS SELECT unnest($stored::VARCHAR[]) AS name,"
            " unnest($shown::VARCHAR[]) AS site",
            {
                "stored": stored.to_list(),
                "shown": [self.merchants.resolve(site) for site in stored],
            },
        )
        others = ", ".join(f"v.{name}" for name in NAMES if name != "site")
        _run(
            cursor,
            f"CREATE VIEW verbatims AS SELECT {others}, alias.site"
            " FROM stored v JOIN alias ON alias.name = v.site",
        )
        counts = ", ".join(f"coalesce(({sql})::TINYINT, 0) AS {n}" for n, sql in COUNTS.items())
        narrow = ", ".join(FACTS)
        _run(
            cursor,
            f"CREATE TABLE facts AS SELECT {narrow}, {counts},"
            " CASE WHEN date_precision = 'day' THEN published_at::DATE ELSE"
            f" (published_at AT TIME ZONE 'UTC' AT TIME ZONE '{TIME_ZONE}')::DATE END AS day,"
            " max(greatest(published_at, replied_at)) OVER (PARTITION BY site) AS observed_until"
            " FROM verbatims",
        )
        _run(cursor, _with_reposts(narrow, counts))

    def frame(self, sql: str, values: Mapping[str, object] | None = None) -> pl.DataFrame:
        """The answer to composed SQL over `facts` and `verbatims`."""
        return self._ask(lambda cursor: _frame(cursor, sql, values))

    def _rows(self, sql: str, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        # For small answers: an Arrow table costs half a millisecond a column.
        return self._ask(lambda cursor: cursor.execute(sql, dict(values) or None).fetchall())

    def _ask(self, ask: Callable[[duckdb.DuckDBPyConnection], T]) -> T:
        """An answer from a cursor of its own.

        A damaged file can make DuckDB refuse every later question: then the store is loaded
        anew, without that file, and asked once more.
        """
        try:
            return ask(self._connection.cursor())
        except (duckdb.FatalException, duckdb.InternalException):
            with self._lock:
                self._load()
            return ask(self._connection.cursor())

    def known(self, scope: Scope) -> link.Known:
        """What the reader can ask for: sites and languages of her scope, the last day with data."""
        if scope in self._known:  # asked by every rerun of every page
            return self._known[scope]
        where, values = scope.clause()
        found = self.frame(
            "SELECT list(DISTINCT site ORDER BY site) AS sites,"
            f" list_sort(list(DISTINCT coalesce(language, '{NO_LANGUAGE}'))) AS languages,"
            " max(day) AS last, coalesce(bool_or(role = 'repost'), false) AS reposts"
            f" FROM facts WHERE {where}",
            values,
        ).row(0, named=True)
        sites = tuple(found["sites"] or ())
        self._known[scope] = link.Known(
            self.taxonomy,
            link.site_keys(sites),
            {name: site for name, site in self.merchants.canonical.items() if site in sites},
            tuple(found["languages"] or ()),
            found["last"] or date.today(),
            found["reposts"],
            found["last"] is not None,
        )
        return self._known[scope]

    def counts(
        self, counts: Sequence[str], by: Sequence[Dimension], selection: Selection, scope: Scope
    ) -> pl.DataFrame:
        """Declared counts broken down by dimensions: one column each, sorted by the dimensions."""
        where, values = _where(selection, scope)
        lists = [dimension for dimension in by if dimension.many]
        outer = "".join(f", unnest({d.sql}) AS {d.name}" for d in lists)
        groups = [d.name if d.many else f"{d.sql} AS {d.name}" for d in by]
        columns = groups + [f"coalesce(sum({name}), 0)::BIGINT AS {name}" for name in counts]
        names = ", ".join(d.name for d in by)
        tail = f" GROUP BY ALL ORDER BY {names}" if by else ""
        source = f"{_facts(selection)} WHERE {where}"
        source = f"(SELECT *{outer} FROM {source})" if lists else source
        kinds = {d.name: pl.Date if d.time else pl.String for d in by}
        rows = self._rows(f"SELECT {', '.join(columns)} FROM {source}{tail}", values)
        return pl.DataFrame(rows, kinds | dict.fromkeys(counts, pl.Int64), orient="row")

    def reply_times(self, selection: Selection, scope: Scope) -> pl.DataFrame:
        """Hours to the first reply (`answered`) or waited so far (`waiting`), as lists per site.

        Over conversations that a customer opened, whose replies can be observed and whose time
        is exact; answered ones whose reply has no time are left out of both.
        """
        where, values = _where(selection, scope)
        hours = "epoch({} - published_at) / 3600.0"
        return self.frame(
            f"SELECT site, list({hours.format('replied_at')})"
            " FILTER (WHERE replied_at IS NOT NULL) AS answered,"
            f" list(greatest({hours.format('observed_until')}, 0.0))"
            " FILTER (WHERE coalesce(brand_contributions, 0) = 0) AS waiting"
            f" FROM {_facts(selection)} WHERE {where} AND role = 'customer'"
            " AND opens AND reply_observed"
            " AND date_precision = 'instant' AND published_at IS NOT NULL GROUP BY ALL",
            values,
        )

    def page(
        self,
        selection: Selection,
        scope: Scope,
        *,
        only: str = "role = 'customer'",
        order: str = "published_at DESC NULLS LAST, id",
        limit: int | None = None,
        offset: int = 0,
    ) -> pl.DataFrame:
        """Contributions with all columns. `only` and `order` are our own SQL, never input."""
        where, values = _where(selection, scope)
        cut = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(offset)}"
        return self.frame(
            f"SELECT {', '.join(f'v.{n}' for n in NAMES)} FROM verbatims v SEMI JOIN"
            f" (SELECT id FROM {_facts(selection)} WHERE {where} AND {only}"
            f" ORDER BY {order}{cut}) f"
            f" ON v.id = f.id ORDER BY {order}",
            values,
        )

    def thread(self, conversation_id: str, scope: Scope) -> pl.DataFrame:
        """All contributions of one conversation that the reader may see, in order."""
        where, values = scope.clause()
        return self.frame(
            f"SELECT {', '.join(NAMES)} FROM verbatims WHERE conversation_id = $thread AND {where}"
            " ORDER BY opens DESC, published_at NULLS LAST, id",
            {**values, "thread": conversation_id},
        )

    def span(self, selection: Selection, scope: Scope) -> tuple[date, date] | None:
        """The first and last day with a customer contribution in view."""
        where, values = _where(selection, scope)
        row = self.frame(
            f"SELECT min(day) AS a, max(day) AS b FROM {_facts(selection)}"
            f" WHERE {where} AND role = 'customer'",
            values,
        ).row(0)
        return (row[0], row[1]) if row[0] is not None else None


def _with_reposts(narrow: str, counts: str) -> str:
    """The facts where reposts are customers' contributions too, but open no conversation."""
    return (
        f"CREATE VIEW facts_with_reposts AS SELECT {narrow}, {counts}, day, observed_until"
        " FROM (SELECT * REPLACE (opens AND role <> 'repost' AS opens,"
        " CASE role WHEN 'repost' THEN 'customer' ELSE role END AS role)"
        f" FROM (SELECT {narrow}, day, observed_until FROM facts))"
    )


def _facts(selection: Selection) -> str:
    return "facts_with_reposts" if selection.reposts else "facts"


def _quoted(text: str) -> str:
    """An SQL literal: for the paths of our own files, which a view cannot take as values."""
    return "'" + text.replace("'", "''") + "'"


def _where(selection: Selection, scope: Scope) -> tuple[str, dict[str, object]]:
    wanted, values = clauses(selection)
    allowed, sites = scope.clause()
    return f"{wanted} AND {allowed}", {**values, **sites}


def _run(
    connection: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object] | None = None
) -> None:
    connection.execute(sql, dict(values) if values else None).fetchall()


def _frame(
    cursor: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, object] | None
) -> pl.DataFrame:
    table = cursor.sql(sql, params=dict(values or {})).to_arrow_table()
    return pl.DataFrame(pl.from_arrow(table))


def _harden(connection: duckdb.DuckDBPyConnection, folder: str, spill: str) -> None:
    """No other files, no network, no extensions, no later change of these settings."""
    for setting in (
        f"temp_directory={_quoted(spill)}",
        f"allowed_directories=[{', '.join(_quoted(each) for each in (folder, spill) if each)}]",
        "autoinstall_known_extensions=false",
        "autoload_known_extensions=false",
        "allow_community_extensions=false",
        "python_enable_replacements=false",
        "enable_external_access=false",
        "lock_configuration=true",
    ):
        _run(connection, "SET " + setting)
