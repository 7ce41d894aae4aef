"""Ids and communities that name a person become keyed tokens; the others stay."""

import hashlib

import polars as pl

from sociallens.importing.privacy.links import mask
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.importing.privacy.redact import redact
from sociallens.merchants import Merchants, account, fold

_IDS = ("id", "parent_id", "conversation_id")
_ADDRESS = r"(?i)://|@|%40|^(?:did|at|acct|mailto):|(?:^|/)u(?:sers?)?/"  # ids that are addresses
# Signs of an author that are not in an id by chance: figures are more easily.
_LEAST, _LEAST_FIGURES = 4, 7
# Personal accounts in the place of a community: "u_lea", "@lea", "/user/lea", an address.
_PERSONAL = r"(?i)^@|^/?u(?:ser)?s?[/_]|@[\w-]|%40|://|/(?:@|u|users?|profil)[/=]"


def without_author_ids(rows: pl.DataFrame, prefix: str, key: Key | None) -> pl.DataFrame:
    """`rows` with keyed hashes for the ids that are addresses or hold the row's own author.

    An id is the same in every column of `rows`, so that threads hold together.
    """
    author = _bare(pl.col("author"))
    figures = author.str.contains(r"^\d+$")
    least = pl.when(figures).then(_LEAST_FIGURES).otherwise(_LEAST)
    of_brand = pl.col("role").eq_missing("brand")
    author = pl.when(~of_brand & (author.str.len_chars() >= least)).then(author)
    personal = [
        pl.when(_is_personal(pl.col(name).str.strip_prefix(prefix), author)).then(name)
        for name in _IDS
    ]
    ids = rows.select(pl.concat_list(personal).list.drop_nulls().explode(
        empty_as_null=True, keep_nulls=True).unique().alias("id"))["id"]  # fmt: skip
    tokens = {text: prefix + _hash(text, key) for text in ids.drop_nulls()}
    return rows.with_columns(pl.col(name).replace(tokens) for name in _IDS) if tokens else rows


def without_personal_communities(
    rows: pl.DataFrame, merchants: Merchants, key: Key | None
) -> pl.Expr:
    """The `community` column: names of pages, forums and domains; tokens for those of persons."""
    names = rows["community"].drop_nulls().unique()
    by_author = _bare(pl.col("community")) == _bare(pl.col("author"))
    by_authors = rows.filter(by_author)["community"].unique()
    brands = {*merchants.accounts, *merchants.canonical}
    is_suspect = names.str.contains(_PERSONAL) | (names != redact(names, merchants))
    personal = names.filter(is_suspect | names.is_in(by_authors.implode()))
    tokens = {name: mask(name, key) for name in personal
              if account(name) not in brands and fold(name) not in brands}  # fmt: skip
    return pl.col("community").replace(tokens)


def _is_personal(value: pl.Expr, author: pl.Expr) -> pl.Expr:
    holds = _bare(value).str.contains(author, literal=True)
    return value.str.contains(_ADDRESS) | holds.fill_null(False)


def _bare(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace(r"^/?u(?:ser)?/", "").str.replace_all(r"[\W_]", "")


def _hash(text: str, key: Key | None) -> str:
    if key:
        return key.sign("id", text)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
