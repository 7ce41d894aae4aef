"""Which rows of one id are states of one contribution, and which only share its id.

Rows of an id are one contribution when nothing tells them apart: the same author and the same
time, a missing value agreeing with any, a day with its instants; another time is that of a
later state only where `updated_at` differs too. All others clash: the first keeps the id, the
next ones get an id of their own, made of that id and of what they are.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

MARK = "~"  # between the id that several contributions have and the hash that tells one of them
_MARKED = rf"{MARK}[0-9a-f]{{16}}$"
_MOST = 100  # states of an id that a row is compared with: of more, only equal ones are one
ZONE = "Europe/Paris"  # whose days a date without a time means
_FAMILY = "#family"
_FILE = "#file"
_STORED = -1  # the file of what is stored
_TELLING = (
    "id", "author", "channel", "published_at", "date_precision", "updated_at", "text",
)  # fmt: skip


def family(ids: pl.Expr) -> pl.Expr:
    """The id that the source gave, of rows that were told apart too."""
    return ids.str.replace(_MARKED, "")


@dataclass(frozen=True)
class _Row:
    """What tells a row from others of its id."""

    id: str
    author: str | None
    channel: str
    time: datetime | None
    precision: str
    updated: datetime | None
    text: str  # plain
    file: int

    @property
    def content(self) -> tuple[object, ...]:
        return self.author, self.time, self.precision, self.text


def told_apart(
    stored: pl.DataFrame, rows: pl.DataFrame, files: pl.Series | None = None
) -> tuple[pl.DataFrame, frozenset[str]]:
    """`rows` with ids of their own for clashes, and the ids that were made for that.

    `stored` are the states of the same families in the store; `files` numbers the file of each
    row: two texts of one author and time within a file are two contributions, one in a later
    file is an edit.
    """
    number = pl.Series(_FILE, [0], pl.Int64).new_from_index(0, rows.height)
    number = number if files is None else files.cast(pl.Int64).alias(_FILE)
    every = pl.concat([
        stored.select(*_TELLING, pl.lit(_STORED, pl.Int64).alias(_FILE)),
        rows.select(_TELLING).with_columns(number),
    ]).with_columns(family(pl.col("id")).alias(_FAMILY)).with_row_index("#row")  # fmt: skip
    doubtful = _doubtful(every)
    if doubtful.is_empty():
        return rows, frozenset()
    ids = rows["id"].to_list()
    made: set[str] = set()
    named = doubtful.iter_rows(named=True)
    for _, group in groupby(named, key=itemgetter(_FAMILY)):
        members = [(each["#row"] - stored.height, _row(each)) for each in group]
        known = _Family(row for _, row in members if row.file == _STORED)
        coming = [(at, row) for at, row in members if row.file != _STORED]
        found = known.join([row for _, row in coming])
        for (at, _), identity in zip(coming, found, strict=True):
            ids[at] = identity
        made |= known.made
    return _renamed(rows, pl.Series("id", ids, pl.String)), frozenset(made)


def _doubtful(every: pl.DataFrame) -> pl.DataFrame:
    """The rows of families that are not plainly one contribution, family by family."""
    several = every.filter(pl.col(_FAMILY).is_duplicated())
    if several.is_empty():
        return several
    differ = pl.any_horizontal(_differs(name) for name in _TELLING[:-2])
    # Texts tell rows of one file apart, and those that have neither author nor time.
    beside = pl.struct(_FAMILY, _FILE).is_duplicated()
    bare = pl.col("author").is_null() & pl.col("published_at").is_null()
    marked = several.select("#row", _FAMILY, doubt=differ | (_differs("text") & (beside | bare)))
    families = marked.filter("doubt").select(_FAMILY).unique()
    return several.join(families, on=_FAMILY, how="semi").sort(_FAMILY, "#row")


def _differs(name: str) -> pl.Expr:
    return pl.col(name).ne_missing(pl.col(name).first().over(_FAMILY))


def _row(told: Mapping[str, Any]) -> _Row:
    return _Row(
        told["id"], told["author"], told["channel"], told["published_at"],
        told["date_precision"], told["updated_at"], _plain(told["text"]), told[_FILE],
    )  # fmt: skip


def _renamed(rows: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """`rows` under `ids`; a row that began its own conversation still does."""
    own = pl.col("conversation_id") == pl.col("id")
    return rows.with_columns(
        conversation_id=pl.when(own).then(ids).otherwise("conversation_id"), id=ids
    )


class _Family:
    """The contributions of one source id, each with its states that are known."""

    def __init__(self, stored: Iterable[_Row]) -> None:
        self.states: dict[str, dict[_Row, None]] = {}
        self.known: dict[tuple[object, ...], str] = {}
        self.made: set[str] = set()
        self.size = 0
        for row in stored:
            self._take(row, row.id)

    def join(self, rows: Sequence[_Row]) -> list[str]:
        """The ids under which `rows` are stored. What is known already keeps its id first."""
        found = [self.known.get(row.content) for row in rows]
        for row, identity in zip(rows, found, strict=True):
            if identity is not None:
                self._take(row, identity)
        return [
            identity or self.known.get(row.content) or self._place(row)
            for row, identity in zip(rows, found, strict=True)
        ]

    def _place(self, row: _Row) -> str:
        identity = self._same(row) or self._new(row)
        self._take(row, identity)
        return identity

    def _take(self, row: _Row, identity: str) -> None:
        self.states.setdefault(identity, {})[row] = None
        self.size += 1
        self.known.setdefault(row.content, identity)

    def _same(self, row: _Row) -> str | None:
        """The contribution that `row` is a state of, if any."""
        if self.size > _MOST:
            return None
        joined = [
            identity
            for identity, states in self.states.items()
            if all(_are_one(row, each) for each in states)
        ]
        for identity in joined:
            if any(each.text == row.text for each in self.states[identity]):
                return identity
        if row.id in joined:
            return row.id
        return joined[0] if joined and MARK not in row.id else None

    def _new(self, row: _Row) -> str:
        if row.id not in self.states:
            return row.id
        shared = re.sub(_MARKED, "", row.id)
        parts = (shared, *("" if part is None else str(part) for part in row.content))
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
        identity = f"{shared}{MARK}{digest.hexdigest()[:16]}"
        self.made.add(identity)
        return identity


def _are_one(one: _Row, other: _Row) -> bool:
    """Whether two rows of an id are states of one contribution."""
    if not _same_author(one, other):
        return False
    if not _same_time(one, other):
        told = None not in (one.updated, other.updated)
        return told and (one.updated != other.updated or one.text == other.text)
    if one.text == other.text or one.updated != other.updated:
        return True
    bare = not (one.author or other.author or one.time or other.time)
    return one.file != other.file and not bare


def _same_author(one: _Row, other: _Row) -> bool:
    if not one.author or not other.author or one.author == other.author:
        return True
    # A pseudonym is that of a channel: one that was corrected makes another of the same author.
    return one.channel != other.channel and one.text == other.text


def _same_time(one: _Row, other: _Row) -> bool:
    if one.time is None or other.time is None:
        return True
    if "day" in (one.precision, other.precision):
        return _day(one) == _day(other)
    return one.time == other.time


def _day(row: _Row) -> date | None:
    if row.time is None or row.precision == "day":
        return row.time and row.time.date()
    return row.time.replace(tzinfo=UTC).astimezone(ZoneInfo(ZONE)).date()


def _plain(text: str | None) -> str:
    """A text without what programs change on its way: the Unicode form and the blanks."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())
