"""What was erased and must not come back: keyed digests, which name nobody."""

import json
from collections.abc import Iterable
from pathlib import Path

import polars as pl

from sociallens.errors import StoreError
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.store import disk

FILE = "suppressed.json"
# What can be asked to be erased, and the column in which imported rows have it.
KINDS = {"author": "author", "id": "id", "conversation": "conversation_id", "url": "url"}


def read(store: Path) -> frozenset[str]:
    """The digests of a store. Raises `StoreError`."""
    try:
        return frozenset(json.loads((store / FILE).read_text(encoding="ascii")))
    except (FileNotFoundError, NotADirectoryError):
        return frozenset()
    except (OSError, ValueError) as error:
        raise StoreError("store-not-read", file=FILE, reason=type(error).__name__) from error


def digest(key: Key, kind: str, value: str) -> str:
    """What is kept of something erased: of an author by her pseudonym, of others as they stand."""
    return f"{kind}:{key.sign('suppressed', kind, value)}"


def add(store: Path, key: Key, kind: str, values: Iterable[str]) -> None:
    """Keep that these must not come back. Raises `StoreError`."""
    more = {digest(key, kind, value) for value in values}
    with disk.locked(store):
        kept = sorted(read(store) | more)
        disk.write(store / FILE, json.dumps(kept, indent=0).encode("ascii"))
        disk.flush(store)


def held(rows: pl.DataFrame, key: Key | None, kept: frozenset[str]) -> pl.Series:
    """Which rows (columns of `KINDS`) were erased before (booleans)."""
    back = pl.Series([False]).new_from_index(0, rows.height)
    kinds = {each.partition(":")[0] for each in kept}
    for kind, column in KINDS.items():
        if key is not None and kind in kinds:
            values = rows[column].drop_nulls().unique()
            gone = [value for value in values if digest(key, kind, value) in kept]
            back |= rows[column].is_in(gone).fill_null(False)
    return back
