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
_LETTERED, _MARKED = r"[^\W\d_]", "^/?[uU]"  # authors with a letter; perhaps of their mark alone
# Personal accounts in the place of a community: "u_lea", "@lea", "/user/lea", an address.
_PERSONAL = r"(?i)^@|^/?u(?:ser)?s?[/_]|@[\w-]|%40|://|/(?:@|u|users?|profil)[/=]"


def ids_of_authors(rows: pl.DataFrame, prefix: str) -> pl.Series:
    """The ids (text) that hold their own row's author."""
    # Most ids are figures, in which only an author of figures can be.
    worded = pl.any_horizontal(
        pl.col(name).str.strip_prefix(prefix).str.contains(r"\D") for name in _IDS
    )
    lettered = pl.col("author").str.contains(_LETTERED) & ~pl.col("author").str.contains(_MARKED)
    rows = rows.filter(worded.fill_null(False) | ~lettered)
    author = _bare(pl.col("author"))
    figures = author.str.contains(r"^\d+$")
    least = pl.when(figures).then(_LEAST_FIGURES).otherwise(_LEAST)
    of_brand = pl.col("role").eq_missing("brand")
    signed = rows.select(
        *_IDS, author=pl.when(~of_brand & (author.str.len_chars() >= least)).then(author)
    ).drop_nulls("author")
    found = [_holding_author(signed, name, prefix) for name in _IDS]
    return pl.concat(found).unique()


def _holding_author(signed: pl.DataFrame, name: str, prefix: str) -> pl.Series:
    """Those ids in the column `name` that hold the bare `author` of their row."""
    source = pl.col(name).str.strip_prefix(prefix)
    likely = signed.filter(source.str.contains(r"\D") | ~pl.col("author").str.contains(r"[^\d]"))
    held = _bare(source).str.contains(pl.col("author"), literal=True)
    return likely.filter(held)[name].rename("id")


def without_author_ids(
    rows: pl.DataFrame, prefix: str, key: Key | None, of_authors: pl.Series
) -> pl.DataFrame:
    """`rows` with keyed hashes for the ids that are addresses or `of_authors`.

    An id is the same in every column of a file, so that threads hold together.
    """
    ids = pl.concat([rows[name].rename("id") for name in _IDS]).drop_nulls()
    address = ids.str.strip_prefix(prefix).str.contains(_ADDRESS)
    hidden = ids.filter(address | ids.is_in(of_authors.implode())).unique()
    tokens = {text: prefix + _hash(text, key) for text in hidden}
    rows = rows.with_columns(pl.col(name).replace(tokens) for name in _IDS) if tokens else rows
    if key and key.later:  # with tokens that the first secret made, and what looks like one
        rows = rows.with_columns(key.renewed(rows[name]) for name in _IDS)
    return rows


def communities_of_authors(rows: pl.DataFrame) -> pl.Series:
    """The communities (text) that are their own row's author."""
    by_author = _bare(pl.col("community")) == _bare(pl.col("author"))
    return rows.filter(pl.col("community").is_not_null() & by_author)["community"].unique()


def without_personal_communities(
    communities: pl.Series, of_authors: pl.Series, merchants: Merchants, key: Key | None
) -> pl.Series:
    """Names of pages, forums and domains; tokens for those of persons, as `of_authors` are."""
    names = communities.drop_nulls().unique()
    brands = {*merchants.accounts, *merchants.canonical}
    is_suspect = names.str.contains(_PERSONAL) | (names != redact(names, merchants))
    personal = names.filter(is_suspect | names.is_in(of_authors.implode()))
    tokens = {name: mask(name, key) for name in personal
              if account(name) not in brands and fold(name) not in brands}  # fmt: skip
    return communities.replace(tokens) if tokens else communities


def _bare(text: pl.Expr) -> pl.Expr:
    return text.str.to_lowercase().str.replace(r"^/?u(?:ser)?/", "").str.replace_all(r"[\W_]", "")


def _hash(text: str, key: Key | None) -> str:
    if key:
        return key.first.sign("id", text)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
