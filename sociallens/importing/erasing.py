"""Erasing what somebody wrote, on her request, and what is older than is kept.

What is asked for is found as it is stored: an author by her pseudonym, an address as it was made
safe, a text as it was redacted.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from sociallens import engine, merchants, work
from sociallens.annotations import writing
from sociallens.errors import StoreError
from sociallens.importing import suppressed
from sociallens.importing.privacy import links, redact
from sociallens.importing.privacy.pseudonyms import Key, read_key
from sociallens.store import disk
from sociallens.store.manifest import open_store
from sociallens.store.removal import Doomed, found, remove

RECEIPTS = "receipts.jsonl"
TEXT = "text"  # the kind that is not suppressed: others may write the same


@dataclass(frozen=True)
class Request:
    """What is to be erased: a kind of `suppressed.KINDS` or `TEXT`, and how the store has it."""

    kind: str
    values: frozenset[str]

    @property
    def column(self) -> str:
        """Where it stands."""
        return suppressed.KINDS.get(self.kind, TEXT)

    def doomed(self, rows: pl.DataFrame) -> pl.Series:
        """Which rows it is about."""
        column = rows[self.column]
        if self.kind == TEXT:
            column = _plain(column)
        return column.is_in(sorted(self.values)).fill_null(False)


def of_author(store: Path, name: str, channels: list[str]) -> Request:
    """All that somebody wrote under a name, in the channels. Raises `BadKey`, `StoreError`."""
    key = _key(store)
    return Request("author", frozenset(key.pseudonym(channel, name) for channel in channels))


def of_url(store: Path, url: str) -> Request:
    """The message at an address. Raises `BadKey`, `BadMerchants`, `StoreError`."""
    safe = links.without_authors(pl.Series("url", [url]), merchants.load(store), _key(store))
    return Request("url", frozenset((url, str(safe[0]))))


def of_text(store: Path, text: str) -> Request:
    """The messages of a text, whatever its spaces and capitals. Raises `BadMerchants`."""
    told = pl.Series([text, *redact.redact(pl.Series([text]), merchants.load(store))])
    return Request(TEXT, frozenset(_plain(told)))


def count(store: Path, request: Request) -> int:
    """How many contributions would go. Raises `StoreError`."""
    return found(open_store(store), [request.column], request.doomed).height


def erase(store: Path, request: Request) -> int:
    """Erase it everywhere below the store, keep it from coming back; how many contributions went.

    Done again after a kill, it ends what was begun. Raises `BadKey`, `StoreError`.
    """
    key = _key(store)
    if request.kind != TEXT:
        suppressed.add(store, key, request.kind, request.values)
    asked = suppressed.digest(key, request.kind, "\0".join(sorted(request.values)))
    return _remove(store, request.kind, [request.column], request.doomed, asked)


def purge(store: Path, before: date, source: str = "") -> int:
    """Remove what was published before a day, of all sources or of one; how many went.

    What has no day stays. An export that is imported again brings it back. Raises `StoreError`.
    """

    def doomed(rows: pl.DataFrame) -> pl.Series:
        old = (pl.col("published_at").dt.date() < before).fill_null(False)
        of = pl.col("source") == source if source else pl.lit(True)
        return rows.select((old & of).alias("doomed"))["doomed"]

    told = before.isoformat() + (f" {source}" if source else "")
    return _remove(store, "purge", ["published_at", "source"], doomed, told)


def sources(store: Path) -> list[str]:
    """The sources of a store's contributions. Raises `StoreError`."""
    rows = pl.scan_parquet(open_store(store).files()).select(pl.col("source").unique()).collect()
    return sorted(rows["source"].drop_nulls())


def _remove(store: Path, kind: str, columns: list[str], doomed: Doomed, asked: str) -> int:
    ids = found(open_store(store), columns, doomed)["id"].to_list()
    if ids:
        writing.erase(store, ids)
    removed = remove(store, columns, doomed)
    for slice in work.kept().iterdir():  # finished slices of imports that were killed
        slice.unlink(missing_ok=True)
    engine.prepare(store)
    told = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "kind": kind,
        "rows": removed.rows,
        "version": removed.store.manifest.version,
        "asked": asked,
    }
    file = store / RECEIPTS
    with disk.locked(store):
        size = file.stat().st_size if file.exists() else 0
        disk.append(file, json.dumps(told).encode() + b"\n", after=size)
        disk.flush(store)
    return removed.rows


def _plain(texts: pl.Series) -> pl.Series:
    return texts.str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()


def _key(store: Path) -> Key:
    """The key of the store. Raises `BadKey`, and `StoreError` where it is not there."""
    key, wanted = read_key(), open_store(store).manifest.key_id
    if key is None or (wanted and key.id != wanted):
        raise StoreError("erase-no-key")
    return key
