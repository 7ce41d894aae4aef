"""Telling contributions apart that share a source id, and recognising states of one contribution.

Two rows with the same id are states of one contribution when they have the same author and the
same time. A missing value matches any value, and a day matches every instant of it. A different
time means a later state only if `updated_at` differs too. All other rows clash: the first keeps
the id, the others get a new one, derived from that id and from their content.
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

MARK = "~"  # between an id that several contributions share and the hash of one of them
_MARKED = rf"{MARK}[0-9a-f]{{16}}$"
_MOST = 100  # states of an id to compare a row with; above that, only equal rows are one
ZONE = "Europe/Paris"  # where a date without a time is a day
_FAMILY = "#family"
_FILE = "#file"
_STORED = -1  # the file number of stored rows
_TELLING = (
    "id", "author", "channel", "published_at", "date_precision", "updated_at", "text",
)  # fmt: skip


def family(ids: pl.Expr) -> pl.Expr:
    """The ids as the source gave them, without the hashes added to clashing ones (text)."""
    return ids.str.replace(_MARKED, "")


@dataclass(frozen=True)
class _Row:
    """The columns that tell a row apart from others with the same id."""

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


def tell_apart(
    stored: pl.DataFrame, rows: pl.DataFrame, files: pl.Series | None = None
) -> tuple[pl.DataFrame, frozenset[str]]:
    """`rows` with new ids for clashing contributions, and the set of those new ids.

    Args:
        stored: The stored rows whose source ids occur in `rows`; columns `schema.IMPORTED`.
        rows: The new rows; columns `schema.IMPORTED`.
        files: The file number of each new row (integer); None when all come from one file. Two
            texts of one author and time are two contributions within a file, and an edit when the
            second comes in a later file.
    """
    number = pl.Series(_FILE, [0], pl.Int64).new_from_index(0, rows.height)
    number = number if files is None else files.cast(pl.Int64).alias(_FILE)
    every = pl.concat([
        stored.select(*_TELLING, pl.lit(_STORED, pl.Int64).alias(_FILE)),
        rows.select(_TELLING).with_columns(number),
    ]).with_columns(family(pl.col("id")).alias(_FAMILY)).with_row_index("#row")  # fmt: skip
    ambiguous = _doubtful(every)
    if ambiguous.is_empty():
        return rows, frozenset()
    ids = rows["id"].to_list()
    created: set[str] = set()
    records = ambiguous.iter_rows(named=True)
    for _, group in groupby(records, key=itemgetter(_FAMILY)):
        members = [(each["#row"] - stored.height, _row(each)) for each in group]
        contributions = _Family(row for _, row in members if row.file == _STORED)
        newcomers = [(at, row) for at, row in members if row.file != _STORED]
        identities = contributions.join([row for _, row in newcomers])
        for (at, _), identity in zip(newcomers, identities, strict=True):
            ids[at] = identity
        created |= contributions.created
    return _renamed(rows, pl.Series("id", ids, pl.String)), frozenset(created)


def _doubtful(every: pl.DataFrame) -> pl.DataFrame:
    """The rows whose source id may stand for several contributions, sorted by that id."""
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


def _row(record: Mapping[str, Any]) -> _Row:
    return _Row(
        record["id"], record["author"], record["channel"], record["published_at"],
        record["date_precision"], record["updated_at"], _plain(record["text"]), record[_FILE],
    )  # fmt: skip


def _renamed(rows: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """`rows` with the new `ids`; a row that opened its own conversation still does."""
    begins_own = pl.col("conversation_id") == pl.col("id")
    return rows.with_columns(
        conversation_id=pl.when(begins_own).then(ids).otherwise("conversation_id"), id=ids
    )


class _Family:
    """The contributions that share one source id, each with its states."""

    def __init__(self, stored: Iterable[_Row]) -> None:
        self.states: dict[str, dict[_Row, None]] = {}
        self.ids_by_content: dict[tuple[object, ...], str] = {}
        self.created: set[str] = set()
        self.size = 0
        for row in stored:
            self._take(row, row.id)

    def join(self, rows: Sequence[_Row]) -> list[str]:
        """The ids to store `rows` under. Rows equal to a stored state are matched first."""
        identities = [self.ids_by_content.get(row.content) for row in rows]
        for row, identity in zip(rows, identities, strict=True):
            if identity is not None:
                self._take(row, identity)
        return [
            identity or self.ids_by_content.get(row.content) or self._place(row)
            for row, identity in zip(rows, identities, strict=True)
        ]

    def _place(self, row: _Row) -> str:
        identity = self._same(row) or self._new(row)
        self._take(row, identity)
        return identity

    def _take(self, row: _Row, identity: str) -> None:
        self.states.setdefault(identity, {})[row] = None
        self.size += 1
        self.ids_by_content.setdefault(row.content, identity)

    def _same(self, row: _Row) -> str | None:
        """The id of the contribution that `row` is a state of, if any."""
        if self.size > _MOST:
            return None
        candidates = [
            identity
            for identity, states in self.states.items()
            if all(_are_one(row, state) for state in states)
        ]
        for identity in candidates:
            if any(state.text == row.text for state in self.states[identity]):
                return identity
        if row.id in candidates:
            return row.id
        return candidates[0] if candidates and MARK not in row.id else None

    def _new(self, row: _Row) -> str:
        if row.id not in self.states:
            return row.id
        shared = re.sub(_MARKED, "", row.id)
        parts = (shared, *("" if part is None else str(part) for part in row.content))
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass"))
        identity = f"{shared}{MARK}{digest.hexdigest()[:16]}"
        self.created.add(identity)
        return identity


def _are_one(row: _Row, other: _Row) -> bool:
    """Whether two rows with one id are states of one contribution."""
    if not _same_author(row, other):
        return False
    if not _same_time(row, other):
        both_dated = None not in (row.updated, other.updated)
        return both_dated and (row.updated != other.updated or row.text == other.text)
    if row.text == other.text or row.updated != other.updated:
        return True
    bare = not (row.author or other.author or row.time or other.time)
    return row.file != other.file and not bare


def _same_author(row: _Row, other: _Row) -> bool:
    if not row.author or not other.author or row.author == other.author:
        return True
    # Pseudonyms differ by channel: correcting the channel changes the pseudonym of an author.
    return row.channel != other.channel and row.text == other.text


def _same_time(row: _Row, other: _Row) -> bool:
    if row.time is None or other.time is None:
        return True
    if "day" in (row.precision, other.precision):
        return _day(row) == _day(other)
    return row.time == other.time


def _day(row: _Row) -> date | None:
    if row.time is None or row.precision == "day":
        return row.time and row.time.date()
    return row.time.replace(tzinfo=UTC).astimezone(ZoneInfo(ZONE)).date()


def _plain(text: str | None) -> str:
    """A text in one Unicode form and with single spaces: programs change both in transit."""
    return " ".join(unicodedata.normalize("NFC", text or "").split())
