"""Ids and threads: which rows are one contribution, and which belong to one conversation."""

import hashlib
from collections import Counter

import polars as pl

from sociallens.importing.cast import GIVEN_SITE
from sociallens.importing.formats.table import LINE
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.importing.profiles.profile import Profile
from sociallens.schema import LABELS

REPLY = ":reply"  # suffix of a review's id: the id of the brand's reply in the same record
_DEPTH = 64  # levels of a thread to climb
# A long number as spreadsheets rewrite it: the last digits are lost, and with them the id.
_ROUNDED = r"^\d(?:[.,]\d+)?[eE]\+\d+$"
_FEW, _ENOUGH = 0.9, 10  # ids per contribution from which a column tells them apart; rows to judge
_BLANKS = r"[\s--\n]+"  # no-break and narrow spaces among them


def identify(
    rows: pl.DataFrame, profile: Profile, key: Key | None, notes: Counter[str]
) -> pl.DataFrame:
    """`rows` with `id`, `parent_id` and `conversation_id` (text); only `parent_id` may be null.

    The source's id is kept unless its column cannot hold ids. Otherwise the id is a hash of source,
    site, author, time and text. The hash is keyed like a pseudonym: someone who knows a text and
    its time could otherwise try out names. Rows that nothing else distinguishes get different ids
    by their rank among equal rows.

    Args:
        rows: The rows of a `Cast`.
        profile: Its name is the source; its `prefix` goes before the source's ids.
        key: Signs the hashes; None for a store without pseudonyms.
        notes: Counts the ids that were dropped, by message key.
    """
    rows = _without_false_ids(rows, notes)
    prefixed = [
        pl.when(pl.col(name).is_not_null()).then(pl.lit(profile.prefix) + pl.col(name)).alias(name)
        for name in ("id", "parent_id", "conversation_id")
    ]
    rows = rows.with_columns(prefixed)
    rows = rows.with_columns(_hashes(rows, profile.name, key).alias("id"))
    return rows.with_columns(_conversations(rows))


def _without_false_ids(rows: pl.DataFrame, notes: Counter[str]) -> pl.DataFrame:
    """`rows` without false ids: rounded numbers, and columns with too few distinct values."""
    names = ("id", "parent_id", "conversation_id")
    rounded = {name: pl.col(name).str.contains(_ROUNDED) for name in names}
    notes["import-note-ids-rounded"] += rows.select(rounded["id"].sum()).item()
    rows = rows.with_columns(
        pl.when(~is_rounded).then(name).alias(name) for name, is_rounded in rounded.items()
    )
    identified = rows.filter(pl.col("id").is_not_null())
    if identified.height < _ENOUGH or identified["id"].n_unique() == identified.height:
        return rows
    # Another text is another contribution, unless it is of a later state.
    text = pl.when(pl.col("updated_at").is_null()).then("text")
    distinct = identified.select("id", "author", "published_at", text).n_unique()
    if identified["id"].n_unique() >= _FEW * distinct:
        return rows
    notes["import-note-ids-few"] += identified.height
    return rows.with_columns(pl.lit(None, pl.String).alias("id"))


def _hashes(rows: pl.DataFrame, source: str, key: Key | None) -> pl.Series:
    """The ids; missing ones are hashes of the row's content."""
    missing = rows.filter(pl.col("id").is_null())
    if missing.is_empty():
        return rows["id"]
    labels = [
        (pl.col(name).list.join(";") if rows.schema[name] == pl.List(pl.String) else pl.col(name))
        for name in LABELS
    ]
    silent = pl.col("text").is_null()
    stars = silent & pl.all_horizontal(part.is_null() for part in labels)
    stars &= pl.col("rating").is_not_null()
    unsigned = pl.col("author").is_null() if key else pl.lit(True)
    alike = unsigned & (pl.col("date_precision") != "instant")  # nothing but the content tells
    parts = [
        pl.col(GIVEN_SITE).str.to_lowercase(),
        pl.col("channel"),
        pl.col("author") if key else pl.lit(""),
        pl.col("published_at").dt.to_string("iso"),
        pl.col("text").str.normalize("NFC").str.replace_all(_BLANKS, " "),
        *(pl.when(silent).then(part.cast(pl.String)) for part in labels),
    ]
    content = pl.concat_str((part.fill_null("") for part in parts), separator="\0")
    rated = pl.concat_str(content, pl.col("rating").cast(pl.String), separator="\0")
    content = pl.when(stars & alike).then(rated).otherwise(content)
    contents = missing.select(content=content, ranked=silent & ~stars, alike=alike)
    rank = pl.int_range(pl.len()).over("content")
    ranked = pl.concat_str("content", rank.cast(pl.String), separator="\0")
    needs_rank = pl.col("ranked") | (pl.col("alike") & (rank > 0))
    contents = contents.select(pl.when(needs_rank).then(ranked).otherwise("content"))
    hashed = iter([_hash(source, text, key) for text in contents.to_series()])
    return pl.Series("id", [given_id or next(hashed) for given_id in rows["id"]], pl.String)


def _hash(source: str, content: str, key: Key | None) -> str:
    if key:
        return key.sign("contribution", source, content)
    return hashlib.sha256(f"{source}\0{content}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _conversations(rows: pl.DataFrame) -> pl.Series:
    """The source's conversation id, else the id of the topmost parent, else the row's own id.

    A parent that is missing from the file still gives its id.
    """
    nearest = pl.coalesce("conversation_id", "parent_id", "id")
    rooted = rows.select("id", nearest.alias("root"))
    roots = rooted.unique("id", keep="last").rename({"id": "root", "root": "above"})
    for _ in range(_DEPTH):
        higher = rooted.join(roots, on="root", how="left", maintain_order="left")
        root = higher.select(pl.coalesce("above", "root").alias("root"))["root"]
        if root.equals(rooted["root"]):
            break
        rooted = rooted.with_columns(root)
    return rows.select(pl.coalesce("conversation_id", rooted["root"]).alias("conversation_id"))[
        "conversation_id"
    ]


def with_replies(rows: pl.DataFrame, replies: pl.DataFrame) -> pl.DataFrame:
    """`rows` and, as contributions of the brand, the replies in the same records.

    Args:
        rows: Identified rows with `LINE` and `GIVEN_SITE`.
        replies: At most one row for each `LINE`: `LINE` (integer), `published_at` and `updated_at`
            (UTC times), `date_precision`, `author`, `text` and `language` (text).
    """
    about = rows.select(
        LINE, GIVEN_SITE, "site", "channel", "community", "country", "reply_observed",
        "followup_observed", pl.col("id").alias("parent_id"), "conversation_id",
    )  # fmt: skip
    answers = replies.join(about, on=LINE, how="inner", maintain_order="left")
    answers = answers.with_columns(
        pl.lit("brand").alias("role"), (pl.col("parent_id") + REPLY).alias("id")
    )
    return pl.concat([rows, answers], how="diagonal")
