"""Changing a store's own terms, which labels it again; every save keeps what it replaces."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sociallens import taxonomy
from sociallens.classify.own import Own
from sociallens.classify.terms import COLUMNS
from sociallens.errors import StoreError
from sociallens.importing.relabel import Moved, announce, relabel_store
from sociallens.own import read
from sociallens.own.places import numbers, terms_file, version_file, versions_folder
from sociallens.own.terms import (
    OwnTerm,
    checked,
    edited,
    own_table,
    version_table,
    with_terms,
)
from sociallens.store import disk
from sociallens.store.manifest import open_store

Progress = Callable[[int, int], object]


def change_terms(
    path: Path,
    add: tuple[OwnTerm, ...] = (),
    remove: tuple[OwnTerm, ...] = (),
    *,
    progress: Progress | None = None,
) -> Moved:
    """Keep these terms and no longer those, then label the store again.

    Raises `BadTerm` for a term that is of no use, and what `relabel_store` raises.
    """
    sector = taxonomy.load(open_store(path).manifest.taxonomy)

    def change(own: Own) -> Own:
        return edited(own, tuple(checked(each, sector, own) for each in add), remove)

    return _saved(path, change, progress)


def restore_terms(path: Path, number: int, *, progress: Progress | None = None) -> Moved:
    """Take up the terms of an earlier save again, as a new one. Raises `StoreError`."""
    if number not in numbers(versions_folder(path)):
        raise StoreError("terms-no-version", number=str(number))
    return _saved(path, lambda own: with_terms(own, _of_version(path, number)), progress)


def _of_version(path: Path, number: int) -> pl.DataFrame:
    """The terms of a version."""
    return version_table(path, number).drop("at").drop_nulls("term")


def _saved(path: Path, change: Callable[[Own], Own], progress: Progress | None) -> Moved:
    with disk.locked(path):
        own = read(path)
        new = change(own)
        announce(path)
        disk.make_folder(versions_folder(path))
        if not numbers(versions_folder(path)):
            _keep(path, own)  # what stood there before the first save, written by hand or nothing
        _keep(path, new)
        for language in {*own.terms, *new.terms}:
            table = new.terms.get(language, pl.DataFrame(schema=COLUMNS))
            disk.write(terms_file(path, language), table.write_csv().encode())
        disk.flush(versions_folder(path).parent)
    return relabel_store(path, progress=progress)


def _keep(path: Path, own: Own) -> None:
    """Write what the terms are now beside what they were."""
    number = max(numbers(versions_folder(path)), default=0) + 1
    at = pl.lit(datetime.now(UTC).isoformat(timespec="seconds"))
    table = own_table(own).select(at.alias("at"), pl.all())
    if table.is_empty():
        none = dict.fromkeys(table.columns)
        table = pl.DataFrame([none], schema=table.schema).with_columns(at=at)
    disk.write(version_file(path, number), table.write_csv().encode())
    disk.flush(versions_folder(path))
