"""Ids and threads: which rows are the same contribution, and which belong together."""

import hashlib

import polars as pl

from sociallens.importing.cast import GIVEN_SITE
from sociallens.importing.formats.table import LINE
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.importing.profiles.profile import Profile
from sociallens.schema import LABELS

REPLY = ":reply"  # added to a review's id: the id of the brand's reply in the same record
_DEPTH = 64  # of a thread


def identify(rows: pl.DataFrame, profile: Profile, key: Key | None) -> pl.DataFrame:
    """`rows` with `id`, `parent_id` and `conversation_id` filled.

    An id that the source gives is kept. Otherwise it is a hash of what the contribution is: its
    source, site, author, time and text. The hash is keyed, as that of an author: whoever knows
    a text and a time could otherwise try names. Rows that have labels and no text are told
    apart by their rank among those that are equal.
    """
    prefixed = [
        pl.when(pl.col(name).is_not_null()).then(pl.lit(profile.prefix) + pl.col(name)).alias(name)
        for name in ("id", "parent_id", "conversation_id")
    ]
    rows = rows.with_columns(prefixed)
    rows = rows.with_columns(_hashes(rows, profile.name, key).alias("id"))
    return rows.with_columns(_conversations(rows))


def _hashes(rows: pl.DataFrame, source: str, key: Key | None) -> pl.Series:
    bare = pl.col("text").is_null()
    labels = [
        (pl.col(name).list.join(";") if rows.schema[name] == pl.List(pl.String) else pl.col(name))
        for name in LABELS
    ]
    parts = [
        pl.col(GIVEN_SITE).str.to_lowercase(),
        pl.col("channel"),
        pl.col("author") if key else pl.lit(""),
        pl.col("published_at").dt.to_string("iso"),
        pl.col("text"),
        *(pl.when(bare).then(part.cast(pl.String)) for part in labels),
    ]
    content = pl.concat_str((part.fill_null("") for part in parts), separator="\0")
    rows = rows.select("id", bare.alias("bare"), content.alias("content"))
    rank = pl.int_range(pl.len()).over("content").cast(pl.String)
    content = (
        pl.when("bare").then(pl.concat_str("content", rank, separator="\0")).otherwise("content")
    )
    missing = rows.select(pl.when(pl.col("id").is_null()).then(content).alias("id"))["id"]
    hashed = [None if text is None else _hash(source, text, key) for text in missing]
    return rows["id"].fill_null(pl.Series("id", hashed, pl.String))


def _hash(source: str, content: str, key: Key | None) -> str:
    if key:
        return key.sign("contribution", source, content)
    return hashlib.sha256(f"{source}\0{content}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _conversations(rows: pl.DataFrame) -> pl.Series:
    """Given, else the parent's, else the row's own id; a parent that is not here stands itself."""
    own = pl.coalesce("conversation_id", "parent_id", "id")
    found = rows.select("id", own.alias("root"))
    roots = found.unique("id", keep="last").rename({"id": "root", "root": "above"})
    for _ in range(_DEPTH):
        higher = found.join(roots, on="root", how="left", maintain_order="left")
        root = higher.select(pl.coalesce("above", "root").alias("root"))["root"]
        if root.equals(found["root"]):
            break
        found = found.with_columns(root)
    return rows.select(pl.coalesce("conversation_id", found["root"]).alias("conversation_id"))[
        "conversation_id"
    ]


def conflicts(rows: pl.DataFrame) -> pl.Series:
    """Which rows repeat an id of the file with another text and no later time to explain it."""
    state = pl.coalesce("updated_at", "published_at")
    first = pl.col("text").first().over("id", state)
    return rows.select(pl.col("text").ne_missing(first).alias("conflict"))["conflict"]


def with_replies(rows: pl.DataFrame, replies: pl.DataFrame) -> pl.DataFrame:
    """`rows` and the replies of the same records (typed, one per `LINE`), as the brand's."""
    about = rows.select(
        LINE, GIVEN_SITE, "site", "channel", "community", "country", "reply_observed",
        pl.col("id").alias("parent_id"), "conversation_id",
    )  # fmt: skip
    answers = replies.join(about, on=LINE, how="inner", maintain_order="left")
    answers = answers.with_columns(
        pl.lit("brand").alias("role"), (pl.col("parent_id") + REPLY).alias("id")
    )
    return pl.concat([rows, answers], how="diagonal")
