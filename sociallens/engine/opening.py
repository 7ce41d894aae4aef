"""From a folder and a link to an engine and a view."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from sociallens import link, merchants, settings, taxonomy
from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS, Held
from sociallens.engine.cache import cached
from sociallens.engine.duckdb.engine import DuckDBEngine
from sociallens.engine.duckdb.serving import files
from sociallens.engine.protocol import Engine
from sociallens.errors import SocialLensError, StoreError
from sociallens.selection import Selection
from sociallens.shelf import Shelf
from sociallens.store.integrity import GONE
from sociallens.store.manifest import Store, open_store
from sociallens.store.objects import Place

_CURRENT = Shelf[tuple[str, str, str], Engine](most=2)
_OLDER = Shelf[tuple[str, str, str], Engine](most=1)


def load(path: Path, version: int | None = None) -> Engine:
    """The engine of a store's current version, or of an older one.

    Those of the last two stores, and one of an older version, are reused as long as manifest,
    merchants and taxonomy are unchanged. Raises `StoreError`, `BadMerchants`, `BadSettings`,
    `BadTaxonomy`.
    """
    try:
        return _load(path, version)
    except StoreError as error:
        if version is not None or error.key != GONE:
            raise
        return _load(path, None)  # an erasure removed the version between two looks


def _load(path: Path, version: int | None) -> Engine:
    store = open_store(path, version)
    key = (store.digest, merchants.digest(path), taxonomy.digest(store.manifest.taxonomy))
    if version is None or store.digest == open_store(path).digest:
        return _CURRENT.get(path, key, lambda: _opened(store))
    return _OLDER.get((path, version), key, lambda: _opened(store))


def _opened(store: Store) -> Engine:
    """The engine that the settings name. Raises `BadSettings`, `StoreError`."""
    if settings.engine() == "duckdb":
        return DuckDBEngine(store)
    from sociallens.engine.spark.engine import SparkEngine  # installed where it is asked for

    place = settings.objects()
    return SparkEngine(store, settings.spark(), Place.of(place) if place else None)


def let_go() -> None:
    """Forget the engines, with all their answers, whose version an erasure removed."""
    for shelf in (_CURRENT, _OLDER):
        shelf.drop(lambda engine: not engine.store.stands)


def served(path: Path) -> bool:
    """Whether a store is so large that its readers need something ready. Raises `StoreError`."""
    return open_store(path).manifest.rows >= files.SERVED


def prepare(path: Path) -> None:
    """After an import: have ready on the disk what readers of the current version need.

    Fails in silence, as the import stands: whoever reads next is told what is wrong.
    """
    with suppress(SocialLensError):
        if served(path):
            DuckDBEngine(open_store(path))


def known(engine: Engine, scope: Scope) -> link.Known:
    """What links can refer to within the scope. Raises `StoreError`."""
    return cached(engine, ("known", scope), lambda: _known(engine, scope))


def _known(engine: Engine, scope: Scope) -> link.Known:
    sites = engine.values(DIMENSIONS["site"], scope)
    span = engine.span(Selection(reposts=True), scope)
    own_messages = engine.counts(["messages"], [], Selection(), scope).item()
    return link.Known(
        engine.taxonomy,
        link.site_keys(sites),
        {name: site for name, site in engine.merchants.canonical.items() if site in sites},
        {
            name: engine.values(dimension, scope)
            for name, dimension in DIMENSIONS.items()
            if isinstance(dimension.values, Held)
        },
        span[1] if span else date.today(),
        reposts=engine.counts(["messages"], [], Selection(reposts=True), scope).item()
        > own_messages,
        first=span[0] if span else None,
    )


def follow(path: Path, pairs: link.Pairs, scope: Scope) -> tuple[Engine, link.View]:
    """The engine and the view that a link stands for, at the data version that it names.

    A version that has been removed is kept as unknown, like any other unknown part of a link.
    Raises what `load` raises for the current version.
    """
    current = load(path)
    view = link.decode(pairs, known(current, scope))
    if view.data is None:
        return current, view
    try:
        older = load(path, view.data)
    except StoreError:
        unknown = (("data", str(view.data)), *view.selection.unknown)
        return current, replace(view, data=None, selection=replace(view.selection, unknown=unknown))
    return older, link.decode(pairs, known(older, scope))
