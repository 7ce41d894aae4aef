"""The costly steps of a slice, which need nothing of the other rows: privacy, then labels."""

import hashlib
import hmac
from dataclasses import dataclass
from functools import cache

import polars as pl

from sociallens.importing import labels, observability, own_exports
from sociallens.importing.context import Context
from sociallens.importing.isolation import Isolation, isolate
from sociallens.importing.privacy import handles, links, pseudonyms, redact
from sociallens.importing.profiles.profile import Profile
from sociallens.merchants import account
from sociallens.schema import IMPORTED, POLARS, TEMPLATE
from sociallens.settings import PACKAGE as _HERE
from sociallens.store.runs import DIGEST, ORDER


@dataclass(frozen=True)
class Finish:
    """How the slices of one file are finished: what depends on the file and on its rows as one."""

    profile: Profile
    labelled: frozenset[str]  # the label columns that the file has
    context: Context
    replies: bool  # whether it holds a reply of the brand's
    threaded: frozenset[str]  # the channels where customers write again
    sites: frozenset[str]
    ids: frozenset[str]  # that hold their row's author
    communities: frozenset[str]  # that are their row's author

    def known(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Identified rows with what their file tells of them; their ids name nobody."""
        rows = observability.of_file(rows, self.replies, self.threaded)
        if self.profile.own:
            return rows  # ids were pseudonymised when they were first imported
        of_authors = _texts(self.ids)
        return handles.without_author_ids(rows, self.profile.prefix, self.context.key, of_authors)

    def digests(self, rows: pl.DataFrame) -> pl.Series:
        """A number (unsigned, 64 bits) for each of `known` rows and all that decides its outcome.

        Only who has the key of the pseudonyms can tell a row from its number.
        """
        edition = hashlib.sha256(repr(self._edition()).encode()).digest()
        secret = self.context.key.secret if self.context.key else b""
        signed = hmac.digest(secret, edition, "sha256")
        seed = int.from_bytes(signed[:8], "big")
        names = [name for name in (*TEMPLATE, *own_exports.RESTORED) if name in rows.columns]
        cells = [
            pl.col(name).list.join("\0") if isinstance(rows.schema[name], pl.List) else pl.col(name)
            for name in dict.fromkeys(names)
        ]
        return rows.select(cells).hash_rows(seed).rename(DIGEST)

    def rows(self, known: pl.DataFrame) -> Isolation[pl.DataFrame]:
        """`known` rows as they are stored, columns `schema.IMPORTED`; and those that failed.

        The columns `DIGEST` and `ORDER` stay where they are there.
        """
        return isolate(known, lambda some: self._labelled(self._private(some)))

    def _edition(self) -> tuple[object, ...]:
        how = self.context
        return (
            pl.__version__,
            _programs(),
            repr(self.profile),
            *(sorted(values) for values in (self.labelled, self.sites, self.communities)),
            *(sorted(names.items()) for names in (how.merchants.canonical, how.merchants.accounts)),
            sorted(how.merchants.sectors.items()),
            sorted(how.kept_links),
            (how.taxonomy.name, how.taxonomy.version, how.own.digest),
        )

    def _private(self, rows: pl.DataFrame) -> pl.DataFrame:
        merchants, key, own = self.context.merchants, self.context.key, self.profile.own
        signed = rows.filter(pl.col("role") == "brand")["author"]
        owners = {name: merchants.accounts.get(account(name)) or merchants.resolve(name)
               for name in signed.drop_nulls().unique()}  # fmt: skip
        owner = pl.col("author").replace_strict(owners, default=None, return_dtype=pl.String)
        readable = (pl.col("role") == "brand") & (owner == pl.col("site"))
        hide = own_exports.authors if own else pseudonyms.pseudonyms
        communities = handles.without_personal_communities(
            rows["community"], _texts(self.communities), merchants, key
        )
        return rows.with_columns(
            redact.redact(rows["text"], merchants, self.sites).alias("text"),
            hide(rows, key, readable).alias("author"),
            communities,
            self._links(rows["url"]),
            (pl.col("source") if own else pl.lit(None, pl.String))
            .fill_null(self.profile.name)
            .alias("source"),
            pl.lit(self.context.import_id).alias("import_id"),
        )

    def _links(self, url: pl.Series) -> pl.Series:
        if self.profile.own or self.profile.name in self.context.kept_links:
            return url
        return links.without_authors(url, self.context.merchants, self.context.key)

    def _labelled(self, rows: pl.DataFrame) -> pl.DataFrame:
        if not self.profile.own:
            how = self.context
            rows = labels.label(rows, self.labelled, how.taxonomy, how.sectors, how.own)
        beside = [name for name in (DIGEST, ORDER) if name in rows.columns]
        return rows.select(*(pl.col(name).cast(POLARS[name]) for name in IMPORTED), *beside)


@cache
def _programs() -> str:
    """The hash of what redacts and labels: its code and its tables."""
    hashed = hashlib.sha256()
    for folder in (_HERE / "importing", _HERE / "classify", _HERE / "taxonomies"):
        for file in sorted(folder.rglob("*")):
            if file.suffix in (".py", ".csv", ".toml"):
                hashed.update(file.read_bytes())
    return hashed.hexdigest()


def _texts(values: frozenset[str]) -> pl.Series:
    return pl.Series("", sorted(values), pl.String)
