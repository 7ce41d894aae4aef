"""Erasing what was asked for, and what has expired."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from sociallens.importing.privacy import pseudonyms
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.personal import finishing, retention
from sociallens.personal import plan as plans
from sociallens.personal.plan import IDS, Plan
from sociallens.personal.request import Found, Request, find
from sociallens.store import disk, suppressed
from sociallens.store.manifest import Store, open_store
from sociallens.store.receipts import Receipt
from sociallens.store.scan import scan
from sociallens.store.write import exclusive, require_sound


@dataclass(frozen=True)
class Erased:
    """What an erasure did: the store after it, and its receipt; None where nothing was to do."""

    store: Store
    receipt: Receipt | None


def preview(path: Path, request: Request) -> Found:
    """What `erase` would erase; nothing is written. Raises `StoreError`, `BadKey`, `BadRequest`."""
    store = require_sound(open_store(path))
    key = _key(make=False)
    return _found(store, request, key)


def erase(path: Path, request: Request, *, who: str = "") -> Erased:
    """Erase what is asked for from a store and all that was made from it, and keep it out.

    Raises `StoreError`, `BadKey`, `BadRequest`; what was begun is finished by the next erasure.
    """
    key = _key(make=True)
    with writing(path, key) as store:
        found = _found(store, request, key)
        hashes = suppressed.hashes(path, store.manifest.key_id, key)
        erased = hashes.erased(found.erased)
        ids = pl.DataFrame({"id": list(erased), "erased": list(erased.values())}, IDS)
        plan = Plan(
            plans.now(), "erase", request.kind, found.asked, who, ids.height,
            store.manifest.version, store.manifest.key_id, hashes.listed.id,
            {kind: sorted(known) for kind, known in found.entries.items()},
        )  # fmt: skip
        plans.write(path, plan, ids)
        return Erased(*finishing.finish(store, key))


def purged(path: Path, before: Mapping[str, date], default: date | None) -> pl.DataFrame:
    """What `purge` would remove: `id`, `source`, `published_at`. Raises `StoreError`."""
    return _expired(require_sound(open_store(path)), before, default)


def purge(
    path: Path, before: Mapping[str, date], default: date | None = None, *, who: str = ""
) -> Erased:
    """Remove messages of before a day, by source; `default` is that of the other sources.

    They are not listed: an export brings them back, until the next purge. Raises `StoreError`.
    """
    key = pseudonyms.read_key()
    with writing(path, key) as store:
        rows = _expired(store, before, default)
        if rows.is_empty():
            return Erased(store, None)
        ids = rows.select("id", pl.lit(None, pl.String).alias("erased"))
        days = ", ".join(f"{name} {day}" for name, day in sorted(before.items()))
        asked = ", ".join(filter(None, (days, f"* {default}" if default else "")))
        plan = Plan(
            plans.now(), "purge", "date", asked, who, ids.height, store.manifest.version,
            store.manifest.key_id, "", {},
        )  # fmt: skip
        plans.write(path, plan, ids)
        return Erased(*finishing.finish(store, key))


def finish(path: Path) -> Erased:
    """Finish an erasure that was begun and interrupted. Raises `StoreError`, `BadKey`."""
    key = pseudonyms.read_key()
    with _locked(path) as store:
        return Erased(*finishing.finish(store, key))


@contextmanager
def writing(path: Path, key: Key | None) -> Iterator[Store]:
    """Hold the lock of a sound store in which nothing is left to finish. Raises `StoreError`."""
    with _locked(path) as store:
        yield require_sound(finishing.finish(store, key)[0])


@contextmanager
def _locked(path: Path) -> Iterator[Store]:
    with exclusive(path) as store:
        try:
            yield store
        except OSError as error:
            raise disk.refused(path, error) from error


def _found(store: Store, request: Request, key: Key) -> Found:
    hashes = suppressed.hashes(store.path, store.manifest.key_id, key)
    found = find(store, request, hashes, key)
    if request.kind != "listed":
        return found
    sieve = suppressed.suppressed(store.path, store.manifest.key_id, key)
    every = scan(store.files()).select(*suppressed.NEEDED, "channel").collect()
    return Found(every.filter(sieve.holds(every)) if sieve else every.clear(), {}, found.asked)


def _expired(store: Store, before: Mapping[str, date], default: date | None) -> pl.DataFrame:
    day = pl.col("source").replace_strict(
        dict(before), default=default, return_dtype=pl.Date
    ) if before else pl.lit(default, pl.Date)  # fmt: skip
    return (
        scan(store.files())
        .select("id", "source", retention.moment().alias("at"), "published_at")
        .filter(pl.col("at") < day.cast(pl.Datetime("us")))
        .drop("at")
        .collect()
    )


def _key(*, make: bool) -> Key:
    """The whole key; where there is none, one for the list of what must not come back."""
    key = pseudonyms.read_key()
    if key is None:
        new = pseudonyms.new_key()
        key = (pseudonyms.keep_key(new) if make else None) or new
    return key
