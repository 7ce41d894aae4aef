"""What was erased and must not come back: a list of keyed hashes, and the sieve made of it.

The list tells nothing without the key of the pseudonyms. Its hashes are of values as the first
secret of that key made them, so that they stay true when the key is rotated.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

import polars as pl

from sociallens.errors import BadKey, StoreError
from sociallens.store import disk
from sociallens.store.apart import MARK, family

FILE = "suppressed.json"
ERASED = "erased:"  # before the token of a conversation that an erased message opened
LEAST_SAID = 20  # letters of a text that, with its site and day, is nobody else's
Entries = Mapping[str, frozenset[str]]  # a kind -> keyed hashes
# What a row is told by: where its values stand.
_TOLD_BY = {"author": "author", "id": "id", "conversation": "conversation_id", "url": "url"}
NEEDED = ("id", "parent_id", "conversation_id", "author", "url", "site", "published_at", "text")


class Signer(Protocol):
    """The key of the pseudonyms."""

    @property
    def id(self) -> str:
        """Which key it is."""

    def of(self, key_id: str | None) -> Self | None:
        """The key as it was when it had that id."""

    def sign(self, *parts: str) -> str:
        """What only this key makes of some texts."""

    def original(self, texts: pl.Series) -> pl.Series:
        """Texts whose last token this key made, as its first secret made it."""


@dataclass(frozen=True)
class Hashes:
    """Makes the hashes of one store's values.

    `stored`: the key that the store's values were made with, None for a store without one;
    `listed`: that of the list.
    """

    stored: Signer | None
    listed: Signer

    def of(self, kind: str, values: pl.Series) -> dict[str, str]:
        """The hash of each value (text) as a message is told by it."""
        known = values.drop_nulls().unique()
        firsts = self.stored.original(known) if self.stored else known
        return {
            value: self.listed.sign("suppressed", kind, first)
            for value, first in zip(known, firsts, strict=True)
        }

    def erased(self, ids: pl.Series) -> dict[str, str]:
        """What stands for the conversations that these erased messages opened."""
        firsts = self.stored.original(ids) if self.stored else ids
        key = self.stored or self.listed
        return {
            value: ERASED + key.sign("erased", first)
            for value, first in zip(ids, firsts, strict=True)
        }

    def states(self, rows: pl.DataFrame) -> list[str]:
        """Of rows (`NEEDED`) that share their source's id with others: all that tells them."""
        ids = rows.select(family(pl.col("id")))["id"]
        authors = rows["author"]
        if self.stored:
            ids, authors = self.stored.original(ids), self.stored.original(authors)
        parts = zip(ids, authors, rows["published_at"], map(normal, rows["text"]), strict=True)
        return [self.listed.sign("suppressed", "state", *map(str, each)) for each in parts]

    def texts(self, rows: pl.DataFrame) -> list[str]:
        """Of what rows say."""
        return [self.listed.sign("suppressed", "text", normal(text)) for text in rows["text"]]

    def said(self, rows: pl.DataFrame) -> list[str]:
        """Of what rows say, where and on which day; "" of what is too short to be told by it."""
        days = rows["published_at"].dt.date()
        parts = zip(map(normal, rows["text"]), rows["site"], days, strict=True)
        return [
            self.listed.sign("suppressed", "said", text, site, str(day))
            if len(text) >= LEAST_SAID
            else ""
            for text, site, day in parts
        ]


class Suppressed:
    """The list of one store, ready to sieve rows."""

    def __init__(self, entries: Entries, hashes: Hashes) -> None:
        self._entries = {kind: known for kind, known in entries.items() if known}
        self._hashes = hashes

    def sieve(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows (columns `NEEDED` and others) that may be stored, erased ids in none of them."""
        left = rows.filter(~self.holds(rows))
        if "id" not in self._entries or left.is_empty():
            return left
        named = pl.concat([left["conversation_id"], left["parent_id"].rename("conversation_id")])
        gone = [value for value, hash in self._hashes.of("id", named).items()
                if hash in self._entries["id"]]  # fmt: skip
        if not gone:
            return left
        return without(left, self._hashes.erased(pl.Series("id", gone, pl.String)))

    def holds(self, rows: pl.DataFrame) -> pl.Series:
        """Which rows (columns `NEEDED`) are listed (booleans)."""
        found = pl.Series([False]).new_from_index(0, rows.height)
        for kind, column in _TOLD_BY.items():
            if known := self._entries.get(kind):
                hashes = self._hashes.of(kind, rows[column])
                gone = [value for value, hash in hashes.items() if hash in known]
                found |= rows[column].is_in(gone).fill_null(False)
        for kind, hashes_of in (
            ("text", self._hashes.texts),
            ("said", self._hashes.said),
            ("state", self._hashes.states),
        ):
            if known := self._entries.get(kind):
                found |= pl.Series([hash in known for hash in hashes_of(rows)], dtype=pl.Boolean)
        return found


def without(rows: pl.DataFrame, erased: Mapping[str, str]) -> pl.DataFrame:
    """Rows that name no erased message: `erased` has what stands for the conversations of each."""
    gone = pl.Series(list(erased), dtype=pl.String)
    return rows.with_columns(
        parent_id=pl.when(~pl.col("parent_id").is_in(gone.implode())).then("parent_id"),
        conversation_id=pl.col("conversation_id").replace(dict(erased)),
    )


def entries_of(rows: pl.DataFrame, hashes: Hashes) -> dict[str, frozenset[str]]:
    """What tells erased rows (columns `NEEDED`) in a later import, whoever brings them."""
    shared = rows["id"].str.contains(MARK, literal=True)
    return {
        "id": frozenset(hashes.of("id", rows["id"].filter(~shared)).values()),
        "state": frozenset(hashes.states(rows.filter(shared))),
        "said": frozenset(filter(None, hashes.said(rows))),
    }


def normal(text: str | None) -> str:
    """A text as it is compared: programs change case, forms of letters and spaces in transit."""
    return " ".join(unicodedata.normalize("NFKC", text or "").casefold().split())


def read(path: Path) -> tuple[str | None, dict[str, frozenset[str]]]:
    """The id of the key of a store's list, and the list; nothing where there is none.

    Raises `StoreError` when it is damaged: what must not come back is not known then.
    """
    try:
        return parse((path / FILE).read_bytes())
    except FileNotFoundError:
        return None, {}
    except (OSError, ValueError) as error:
        raise StoreError("suppressed-damaged", folder=path.name, file=FILE) from error


def parse(data: bytes) -> tuple[str, dict[str, frozenset[str]]]:
    """The id of the key of a list, and the list. Raises `ValueError` where it is none."""
    try:
        told = json.loads(data)
        entries = {str(kind): frozenset(known) for kind, known in told["entries"].items()}
        return str(told["key"]), entries
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("list") from error


def add(path: Path, key_id: str, entries: Entries) -> None:
    """Add hashes that the key of that id made to a store's list. Raises `OSError`, `StoreError`."""
    _, before = read(path)
    none: frozenset[str] = frozenset()
    kinds = {*before, *entries}
    replace(
        path, key_id, {kind: before.get(kind, none) | entries.get(kind, none) for kind in kinds}
    )


def replace(path: Path, key_id: str, entries: Entries) -> None:
    """Put a list in the place of a store's. Raises `OSError`."""
    told = {kind: sorted(known) for kind, known in sorted(entries.items())}
    data = json.dumps({"key": key_id, "entries": told}, separators=(",", ":")).encode()
    disk.write(path / FILE, data)
    disk.flush(path)


def hashes(path: Path, key_id: str | None, key: Signer | None) -> Hashes:
    """What makes the hashes of a store whose values were made with the key of `key_id`.

    Raises `BadKey` without the key of the store and that of its list, `StoreError`.
    """
    return hashes_of(read(path)[0], key_id, key, path.name)


def hashes_of(listed_by: str | None, key_id: str | None, key: Signer | None, store: str) -> Hashes:
    """What makes the hashes of a list by the key of that id, in a store of that name.

    Raises `BadKey`.
    """
    stored = key.of(key_id) if key and key_id else None
    listed = key.of(listed_by) if key and listed_by else key
    if listed is None or (key_id and stored is None):
        raise BadKey("suppressed-key", folder=store)
    return Hashes(stored, listed)


def suppressed(path: Path, key_id: str | None, key: Signer | None) -> Suppressed | None:
    """The list of a store; None where nothing was erased. Raises what `hashes` raises."""
    _, entries = read(path)
    return Suppressed(entries, hashes(path, key_id, key)) if entries else None
