"""The costly steps of a slice, which need nothing of the other rows: privacy, then labels."""

from dataclasses import dataclass

import polars as pl

from sociallens.importing import identity, labels, observability, own_exports
from sociallens.importing.context import Context
from sociallens.importing.isolation import Isolation, isolate
from sociallens.importing.privacy import handles, links, pseudonyms, redact
from sociallens.importing.profiles.profile import Profile
from sociallens.merchants import account
from sociallens.schema import IMPORTED, POLARS


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

    def rows(self, typed: pl.DataFrame) -> Isolation[pl.DataFrame]:
        """Identified rows as they are stored, columns `schema.IMPORTED`; and those that failed."""
        return isolate(typed, lambda some: self._labelled(self._private(self._known(some))))

    def answers(self, typed: pl.DataFrame, replies: pl.DataFrame) -> Isolation[pl.DataFrame]:
        """The `replies` to identified rows, as they are stored; and those that failed."""
        rows = identity.replies_to(self._known(typed), replies)
        return isolate(rows, lambda some: self._labelled(self._private(some)))

    def _known(self, rows: pl.DataFrame) -> pl.DataFrame:
        rows = observability.of_file(rows, self.replies, self.threaded)
        if self.profile.own:
            return rows  # ids were pseudonymised when they were first imported
        of_authors = _texts(self.ids)
        return handles.without_author_ids(rows, self.profile.prefix, self.context.key, of_authors)

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
        return rows.select(pl.col(name).cast(POLARS[name]) for name in IMPORTED)


def _texts(values: frozenset[str]) -> pl.Series:
    return pl.Series("", sorted(values), pl.String)
