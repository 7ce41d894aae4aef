"""Ids and threads: which rows are one contribution, and which belong to one conversation.

A file is read in slices, and what only all of its rows can tell is gathered before: over hashes of
64 bits, with seeds that no file can know. Ten million ids are 80 MB as hashes, and 400 as text.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import polars as pl

from sociallens.importing.cast import GIVEN_SITE
from sociallens.importing.formats.table import LINE
from sociallens.importing.privacy.pseudonyms import Key
from sociallens.importing.profiles.profile import Profile
from sociallens.schema import LABELS

REPLY = ":reply"  # suffix of a review's id: the id of the brand's reply in the same record
RANK = "#rank"  # of a row among those that nothing distinguishes
IDS = ("id", "parent_id", "conversation_id")
_DEPTH = 64  # levels of a thread to climb
# A long number as spreadsheets rewrite it: the last digits are lost, and with them the id.
_ROUNDED = r"^\d(?:[.,]\d+)?[eE]\+\d+$"
_FEW, _ENOUGH = 0.9, 10  # ids per contribution from which a column tells them apart; rows to judge
_BLANKS = r"[\s--\n]+"  # no-break and narrow spaces among them
_SEED = secrets.randbits(63)
Slices = Callable[[list[str]], Iterable[pl.DataFrame]]  # some columns of a file, slice by slice


def without_rounded_ids(rows: pl.DataFrame, notes: Counter[str]) -> pl.DataFrame:
    """`rows` without ids that are rounded numbers, which `notes` counts."""
    rounded = {name: pl.col(name).str.contains(_ROUNDED) for name in IDS}
    notes["import-note-ids-rounded"] += rows.select(rounded["id"].sum()).item()
    return rows.with_columns(
        pl.when(~is_rounded).then(name).alias(name) for name, is_rounded in rounded.items()
    )


def too_few(slices: Slices) -> int:
    """How many rows have an id in a column that tells too few of them apart; 0 where it does."""
    ids = _whole(rows["id"].drop_nulls().hash(_SEED) for rows in slices(["id"]))
    different = ids.n_unique()
    if len(ids) < _ENOUGH or different == len(ids):
        return 0
    # Another text is another contribution, unless it is of a later state.
    text = pl.when(pl.col("updated_at").is_null()).then("text")
    columns = ["id", "author", "published_at", "text", "updated_at"]
    distinct = _whole(
        rows.drop_nulls("id").select("id", "author", "published_at", text).hash_rows(_SEED)
        for rows in slices(columns)
    ).n_unique()
    return 0 if different >= _FEW * distinct else len(ids)


def ranks(slices: Slices, key: Key | None) -> list[pl.Series]:
    """For each slice the rank of its rows without id among the file's that have their content."""
    columns = ["id", GIVEN_SITE, "channel", "author", "published_at", "date_precision", "text",
               "rating", *LABELS]  # fmt: skip
    alike = [_contents(rows.filter(pl.col("id").is_null()), key)["content"].hash(_SEED)
             for rows in slices(columns)]  # fmt: skip
    rank = _whole(alike).to_frame("content").select(pl.int_range(pl.len()).over("content"))
    starts = [0]
    for part in alike:
        starts.append(starts[-1] + len(part))
    every = rank.to_series()
    return [every.slice(at, len(part)) for at, part in zip(starts, alike, strict=False)]


def identify(rows: pl.DataFrame, profile: Profile, key: Key | None) -> pl.DataFrame:
    """`rows` with `id` and, where the source gives them, `parent_id` and `conversation_id` (text).

    The source's id is kept unless its column cannot hold ids. Otherwise the id is a hash of source,
    site, author, time and text. The hash is keyed like a pseudonym: someone who knows a text and
    its time could otherwise try out names. Rows that nothing else distinguishes get different ids
    by their rank among equal rows.

    Args:
        rows: The rows of a `Cast`, and `RANK` (integer).
        profile: Its name is the source; its `prefix` goes before the source's ids.
        key: Signs the hashes; None for a store without pseudonyms.
    """
    rows = rows.with_columns(
        pl.when(pl.col(name).is_not_null()).then(pl.lit(profile.prefix) + pl.col(name)).alias(name)
        for name in IDS
    )
    return rows.with_columns(_hashes(rows, profile.name, key).alias("id"))


def _contents(rows: pl.DataFrame, key: Key | None) -> pl.DataFrame:
    """What rows without id say: `content` (text); whether they are `ranked`, or `alike`."""
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
    return rows.select(content=content, ranked=silent & ~stars, alike=alike)


def _hashes(rows: pl.DataFrame, source: str, key: Key | None) -> pl.Series:
    """The ids; missing ones are hashes of the row's content."""
    missing = rows.filter(pl.col("id").is_null())
    if missing.is_empty():
        return rows["id"]
    contents = _contents(missing, key).with_columns(missing[RANK])
    ranked = pl.concat_str("content", pl.col(RANK).cast(pl.String), separator="\0")
    needs_rank = pl.col("ranked") | (pl.col("alike") & (pl.col(RANK) > 0))
    contents = contents.select(pl.when(needs_rank).then(ranked).otherwise("content"))
    hashed = iter([_hash(source, text, key) for text in contents.to_series()])
    return pl.Series("id", [given_id or next(hashed) for given_id in rows["id"]], pl.String)


def _hash(source: str, content: str, key: Key | None) -> str:
    if key:
        return key.first.sign("contribution", source, content)
    return hashlib.sha256(f"{source}\0{content}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _whole(parts: Iterable[pl.Series]) -> pl.Series:
    return pl.concat([pl.Series([], dtype=pl.UInt64), *(part.rename("") for part in parts)])


_NEAREST = pl.coalesce("conversation_id", "parent_id", "id")


@dataclass
class Threads:
    """The conversations of a file: first `add` every slice, then `settle`, then ask."""

    prefix: str
    of_authors: pl.Series = field(default_factory=lambda: pl.Series("id", [], pl.String))
    threaded: frozenset[str] = frozenset()  # the channels where customers write again
    _parts: list[pl.DataFrame] = field(default_factory=list)
    _roots: list[pl.Series] = field(default_factory=list)
    _names: pl.DataFrame | None = None

    def add(self, rows: pl.DataFrame) -> None:
        """Take note of identified rows: `IDS`, `role`, `channel`, `followup_observed`."""
        self._parts.append(
            rows.select(
                pl.col("id").hash(_SEED),
                root=_NEAREST.hash(_SEED),
                open=pl.col("conversation_id").is_null(),
                customer=pl.col("role") == "customer",
                unknown=pl.col("followup_observed").is_null(),
                channel=pl.col("channel").cast(pl.Categorical),
            )
        )

    def settle(self, slices: Slices) -> None:
        """Find the topmost rows, the channels with threads; `slices` gives `IDS` again."""
        heights = [part.height for part in self._parts]
        whole = pl.concat(self._parts) if self._parts else pl.DataFrame()
        self._parts.clear()
        if whole.is_empty():
            return
        root = whole["root"]
        if whole["open"].any():
            root = _topmost(whole.select("id", "root"))
            far = whole.select(pl.col("open") & (pl.lit(root) != pl.col("root"))).to_series()
            self._names = _named(root.filter(far).unique(), slices)
        if whole["unknown"].any():
            every = whole.select("customer", "channel", root=root)
            again = (
                every.group_by("root").agg(pl.col("customer").sum()).filter(pl.col("customer") > 1)
            )
            channels = every.join(again, on="root", how="semi")["channel"].unique()
            self.threaded = frozenset(channels.cast(pl.String))
        start = 0
        for height in heights:
            self._roots.append(root.slice(start, height))
            start += height

    def conversations(self, place: int, rows: pl.DataFrame) -> pl.Series:
        """The conversation (text) of each row of a slice.

        The source's conversation id, else the id of the topmost parent, else the row's own id. A
        parent that is missing from the file still gives its id.
        """
        near = rows.select(_NEAREST).to_series().rename("conversation_id")
        if self._names is None or self._names.is_empty():
            return near
        root = self._roots[place].rename("root").to_frame()
        name = root.join(self._names, on="root", how="left", maintain_order="left")["name"]
        far = rows["conversation_id"].is_null() & name.is_not_null()
        far &= self._roots[place] != near.hash(_SEED)
        return name.zip_with(far, near).rename("conversation_id")


def _topmost(rooted: pl.DataFrame) -> pl.Series:
    """The root of each row, climbing from row to row: `id`, `root` (hashes)."""
    roots = rooted.unique("id", keep="last").rename({"id": "root", "root": "above"})
    for _ in range(_DEPTH):
        higher = rooted.join(roots, on="root", how="left", maintain_order="left")
        root = higher.select(pl.coalesce("above", "root").alias("root"))["root"]
        if root.equals(rooted["root"]):
            break
        rooted = rooted.with_columns(root)
    return rooted["root"]


def _named(roots: pl.Series, slices: Slices) -> pl.DataFrame:
    """The ids of which these are the hashes: `root`, `name`."""
    found = [pl.DataFrame(schema={"root": pl.UInt64, "name": pl.String})]
    if len(roots):
        wanted = roots.rename("root").to_frame()
        for rows in slices(list(IDS)):
            near = rows.select(name=_NEAREST).unique()
            named = near.select(pl.col("name").hash(_SEED).alias("root"), "name")
            found.append(named.join(wanted, on="root", how="semi"))
    return pl.concat(found).unique("root")


def replies_to(rows: pl.DataFrame, replies: pl.DataFrame) -> pl.DataFrame:
    """The replies in the same records as contributions of the brand, with the columns of `rows`.

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
    return pl.concat([rows.clear(), answers], how="diagonal")
