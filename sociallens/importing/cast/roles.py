"""The role of whoever wrote a contribution."""

import polars as pl

from sociallens.importing.cast.vocabularies import resolve_keys
from sociallens.merchants import Merchants, account
from sociallens.schema import REPOST
from sociallens.taxonomy import Taxonomy

_ODD = r"[^ -~]"  # signs whose case and spaces fold otherwise than those of ASCII
_RETWEET = r"^RT\s+@\w+\s*:"


def assign_roles(frame: pl.DataFrame, taxonomy: Taxonomy, merchants: Merchants) -> pl.DataFrame:
    """`role` as the export gives it, else `brand` for the site's own accounts, else `customer`.

    A repost by the brand's account is the brand's. A tweet that begins like a retweet is a repost
    unless the export says otherwise.
    """
    frame = resolve_keys(frame, "role", "role", taxonomy)
    owner = _owners(frame["author"], merchants)
    is_own = (pl.lit(owner) == pl.col("site")).fill_null(False)
    shared = (pl.col("channel") == "twitter") & pl.col("text").str.contains(_RETWEET)
    stated = pl.when(~is_own | (pl.col("role") != REPOST)).then("role")
    alone = pl.when(is_own).then(pl.lit("brand")).when(shared).then(pl.lit(REPOST))
    role = pl.coalesce(stated, alone.otherwise(pl.lit("customer")))
    return frame.with_columns(role=role)


def _owners(authors: pl.Series, merchants: Merchants) -> pl.Series:
    """The merchant that each author is an account of; null where of none.

    Millions of authors are folded in a column; one by one only those that are no plain ASCII.
    """
    plain = (
        authors.str.to_lowercase()
        .str.replace_all(" +", " ")
        .str.strip_chars(" ")
        .str.strip_prefix("www.")
        .str.strip_prefix("@")
    )
    named = merchants.accounts
    owners = plain.replace_strict(dict(named), default=None, return_dtype=pl.String)
    odd = authors.str.contains(_ODD).arg_true()
    if odd.is_empty():
        return owners
    names = authors.gather(odd)
    found = {name: named.get(account(name)) for name in names.unique()}
    return owners.scatter(odd, names.replace_strict(found, return_dtype=pl.String))
