"""Whom or what a request means: the stored messages, and what tells them in a later import."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from sociallens import merchants, taxonomy
from sociallens.errors import SocialLensError
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.privacy.links import without_authors
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.importing.privacy.redact import redact
from sociallens.importing.profiles.profile import all_profiles
from sociallens.importing.values import vocabulary
from sociallens.store.manifest import Store
from sociallens.store.scan import scan
from sociallens.store.suppressed import NEEDED, Hashes, entries_of, normal

Kind = Literal["author", "id", "conversation", "url", "text", "listed"]


class BadRequest(SocialLensError):
    """A request that means nobody, or cannot be looked up in this store."""


@dataclass(frozen=True)
class Request:
    """What somebody asks to be forgotten.

    `value`: her name on a platform, an id as the source or SocialLens writes it, an address, a
    text; nothing for `listed`: whatever was erased before and stands there again. `channels`: of
    an author, as people write them; none means all.
    """

    kind: Kind
    value: str = ""
    channels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """The messages meant (columns `NEEDED`, `channel`), and the hashes that keep them out."""

    rows: pl.DataFrame
    entries: Mapping[str, frozenset[str]]
    asked: str  # a keyed digest of the request

    @property
    def erased(self) -> pl.Series:
        """The ids of the messages."""
        return self.rows["id"]


def find(store: Store, request: Request, hashes: Hashes, key: Key) -> Found:
    """What a request means in a store. Raises `BadRequest`, `BadKey`, `BadTaxonomy`."""
    if request.kind != "listed" and not request.value.strip():
        raise BadRequest("erase-nothing-asked")
    rows = _rows(store, request, key)
    asked = key.sign("asked", request.kind, normal(request.value), *sorted(request.channels))
    if request.kind == "listed":
        return Found(rows, {}, asked)
    own = _own_entries(store, request, hashes, key)
    others = entries_of(rows, hashes)
    every = {kind: own.get(kind, frozenset()) | others.get(kind, frozenset())
             for kind in {*own, *others}}  # fmt: skip
    return Found(rows, every, asked)


def _rows(store: Store, request: Request, key: Key) -> pl.DataFrame:
    every = scan(store.files()).select(*NEEDED, "channel")
    match request.kind:
        case "author":
            return every.filter(pl.col("author").is_in(authors(store, request, key))).collect()
        case "id":
            return every.filter(pl.col("id").is_in(_ids(store, request.value, key))).collect()
        case "conversation":
            ids = _ids(store, request.value, key)
            return every.filter(pl.col("conversation_id").is_in(ids)).collect()
        case "url":
            return every.filter(pl.col("url").is_in(_urls(store, request.value, key))).collect()
        case "text":
            return _saying(every, _texts(store, request.value))
        case "listed":
            return every.clear().collect()


def _saying(every: pl.LazyFrame, texts: list[str]) -> pl.DataFrame:
    """The rows that say one of these normal texts."""
    said = every.select("text").collect()["text"]
    here = pl.Series([normal(text) in texts for text in said], dtype=pl.Boolean)
    return every.collect().filter(here)


def _own_entries(
    store: Store, request: Request, hashes: Hashes, key: Key
) -> Mapping[str, frozenset[str]]:
    """The hashes of what was asked itself: also messages that only a later export holds."""
    values: Callable[[list[str]], pl.Series] = lambda known: pl.Series(known, dtype=pl.String)  # noqa: E731
    match request.kind:
        case "author":
            known = values(authors(store, request, key))
        case "id" | "conversation":
            known = values(_ids(store, request.value, key))
        case "url":
            known = values(_urls(store, request.value, key))
        case _:
            texts = pl.DataFrame({"text": _texts(store, request.value)})
            return {"text": frozenset(hashes.texts(texts))}
    return {request.kind: frozenset(hashes.of(request.kind, known).values())}


def authors(store: Store, request: Request, key: Key) -> list[str]:
    """The pseudonyms that an author of that name has. Raises `BadKey`, `BadRequest`."""
    if store.manifest.key_id is None:
        raise BadRequest("erase-no-authors", folder=store.path.name)
    stored = of_store(store, key)
    name = request.value.strip()
    names = dict.fromkeys((name, name.removeprefix("@"), f"@{name.removeprefix('@')}"))
    return [stored.pseudonym(channel, each)
            for channel in _channels(store, request.channels) for each in names]  # fmt: skip


def of_store(store: Store, key: Key) -> Key:
    """The key as it was when the store's values were made with it. Raises `BadKey`."""
    return pseudonyms.as_of(key, store.manifest.key_id)


def _channels(store: Store, asked: tuple[str, ...]) -> Iterator[str]:
    sector = taxonomy.load(store.manifest.taxonomy)
    if not asked:
        yield from sector["channel"]
        return
    keys = vocabulary.spellings(sector, "channel")
    for name in asked:
        key = keys.get(vocabulary.simplify(name))
        if key is None:
            raise BadRequest("import-channel-asked", name=name, known=tuple(sector["channel"]))
        yield key


def _ids(store: Store, asked: str, key: Key) -> list[str]:
    """An id as it may be stored: with the prefix of a source, hidden where it names somebody."""
    name = asked.strip()
    prefixes = {profile.prefix for profile in all_profiles().values()}
    plain = [name, *(prefix + name for prefix in sorted(prefixes))]
    hidden = [prefix + key.first.sign("id", each) for prefix in sorted(prefixes) for each in plain]
    ids = pl.Series("id", [*plain, *hidden], pl.String).unique(maintain_order=True)
    if store.manifest.key_id is None:
        return ids.to_list()
    # Also as it is shown, where it holds a token of the store's own key.
    return [*dict.fromkeys([name, *of_store(store, key).renewed(ids)])]


def _urls(store: Store, asked: str, key: Key) -> list[str]:
    name = pl.Series("url", [asked.strip()])
    stored = of_store(store, key) if store.manifest.key_id else None
    shown = without_authors(name, merchants.load(store.path), stored)
    return [*dict.fromkeys((*name, *shown))]


def _texts(store: Store, asked: str) -> list[str]:
    """A text as its author wrote it, and as it was stored, in normal form."""
    sites = scan(store.files()).select(pl.col("site").unique()).collect()["site"]
    stored = redact(pl.Series("text", [asked]), merchants.load(store.path), frozenset(sites))
    return [*dict.fromkeys(map(normal, (asked, *stored)))]
