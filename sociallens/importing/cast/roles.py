"""The role of whoever wrote a contribution."""

import polars as pl

from sociallens.importing.cast.vocabularies import resolve_keys
from sociallens.merchants import Merchants, account
from sociallens.schema import REPOST
from sociallens.taxonomy import Taxonomy

_RETWEET = r"^RT\s+@\w+\s*:"


def assign_roles(frame: pl.DataFrame, taxonomy: Taxonomy, merchants: Merchants) -> pl.DataFrame:
    """`role` as the export gives it, else `brand` for the site's own accounts, else `customer`.

    A repost by the brand's account is the brand's. A tweet that begins like a retweet is a repost
    unless the export says otherwise.
    """
    frame = resolve_keys(frame, "role", "role", taxonomy)
    accounts = {name: merchants.accounts.get(account(name))
                for name in frame["author"].drop_nulls().unique()}  # fmt: skip
    owner = pl.col("author").replace_strict(accounts, default=None, return_dtype=pl.String)
    is_own = (owner == pl.col("site")).fill_null(False)
    shared = (pl.col("channel") == "twitter") & pl.col("text").str.contains(_RETWEET)
    stated = pl.when(~is_own | (pl.col("role") != REPOST)).then("role")
    alone = pl.when(is_own).then(pl.lit("brand")).when(shared).then(pl.lit(REPOST))
    role = pl.coalesce(stated, alone.otherwise(pl.lit("customer")))
    return frame.with_columns(role=role)
