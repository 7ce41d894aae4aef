"""The log as a CSV that a spreadsheet opens, and back: a row for each decision that holds."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sociallens import taxonomy
from sociallens.annotations.entries import Annotation, Decision
from sociallens.annotations.log import SCHEMA, Log, read
from sociallens.annotations.writing import (
    LONGEST_NAME,
    LONGEST_WHY,
    act,
    moment,
    person,
    plain,
    wrong,
)
from sociallens.errors import SocialLensError, StoreError
from sociallens.locales import Language
from sociallens.spreadsheet import as_csv
from sociallens.spreadsheet import plain as as_it_was
from sociallens.store.manifest import Store, open_store
from sociallens.store.scan import scan
from sociallens.taxonomy import Taxonomy

COLUMNS = tuple(SCHEMA)
NEEDED = ("id", "task", "values")
MOST_BYTES = 64 << 20
_TRUE = "true"
Cells = dict[str, str]


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken: its line in the file, and why in words of the locale files."""

    line: int
    reason: SocialLensError


@dataclass(frozen=True)
class Imported:
    """What became of the rows of a file: read = added + known + rejected."""

    read: int
    added: int
    known: int  # hold already
    rejected: tuple[Rejected, ...]
    log: Log


def export_csv(path: Path, language: Language) -> bytes:
    """The decisions that hold, in the order of the log. No cell is a formula."""
    return as_csv(read(path).holding, language)


def import_csv(path: Path, source: Path, *, who: str = "") -> Imported:
    """Add the decisions of a file that do not hold yet, in its order, behind all others.

    Columns `id`, `task` and `values` (`a|b`); who, when, why, audit and whether it was skipped
    where there are such columns. `who` stands for rows that name nobody. Raises `StoreError` as
    `writing.annotate` does, and when the file cannot be read as such a table.
    """
    store = open_store(path)
    rows = _rows(source)
    sector, now = taxonomy.load(store.manifest.taxonomy), moment()
    known_ids = _known(store, [cells.get("id", "") for _, cells in rows])
    rejected: list[Rejected] = []
    wanted: list[Annotation] = []
    for line, cells in rows:
        try:
            wanted.append(_annotation(cells, sector, known_ids, who))
        except SocialLensError as error:
            rejected.append(Rejected(line, error))
    known = 0

    def new(log: Log) -> Sequence[Annotation]:
        nonlocal known
        held = (e for e in log.entries if isinstance(e, Annotation) and e.number in log.standing)
        there = {each for entry in held for each in (_bare(entry, entry.at), _bare(entry, ""))}
        last = reversed(dict.fromkeys(reversed(wanted)))  # of what was said twice
        fresh = [entry for entry in last if _bare(entry, entry.at) not in there]
        known = len(wanted) - len(fresh)
        places = enumerate(fresh, log.version + 1)
        return [replace(each, number=number, at=each.at or now) for number, each in places]

    log = act(path, new)
    return Imported(len(rows), len(wanted) - known, known, tuple(rejected), log)


def _annotation(cells: Cells, sector: Taxonomy, ids: frozenset[str], who: str) -> Annotation:
    """The decision of a row, without its place in the log. Raises `SocialLensError`."""
    if None in cells or None in cells.values():  # more or fewer cells than columns
        raise StoreError("corrections-cells")
    values = tuple(dict.fromkeys(filter(None, map(str.strip, cells["values"].split("|")))))
    skipped = cells.get("skipped", "").strip().lower() == _TRUE
    audit = plain(cells.get("audit", ""), LONGEST_NAME)
    decision = Decision(cells["id"], cells["task"].strip(), () if skipped else values, skipped)
    if problem := wrong(decision, sector):
        raise problem
    if skipped and not audit:
        raise StoreError("annotation-no-value", task=decision.task)
    if decision.id not in ids:
        raise StoreError("corrections-unknown-id", id=plain(decision.id, LONGEST_NAME))
    at, why = _time(cells.get("at", "")), plain(cells.get("why", ""), LONGEST_WHY)
    name = person(cells.get("who", "").strip() or who)
    return Annotation(0, at, name, decision.id, decision.task, decision.values, why, audit, skipped)


def _bare(entry: Annotation, at: str) -> Annotation:
    """What tells decisions apart: all but their place, and their time where a file has none."""
    return replace(entry, number=0, at=at)


def _time(told: str) -> str:
    if not told.strip():
        return ""
    try:
        at = datetime.fromisoformat(told.strip())
        at = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise StoreError("corrections-time", value=plain(told, LONGEST_NAME)) from None
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _known(store: Store, ids: Sequence[str]) -> frozenset[str]:
    """Those of the ids that the store holds. Raises `StoreError`."""
    sought = pl.LazyFrame({"id": pl.Series(ids, dtype=pl.String)}).unique()
    try:
        found = scan(store.files()).select("id").join(sought, on="id", how="semi").collect()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise StoreError(
            "store-not-read", file=store.path.name, reason=type(error).__name__
        ) from error
    return frozenset(found["id"])


def _rows(source: Path) -> list[tuple[int, Cells]]:
    """The rows of a file with their lines. Raises `StoreError`."""
    try:
        if source.stat().st_size > MOST_BYTES:
            raise StoreError("corrections-large", file=source.name, most=MOST_BYTES >> 20)
        text = _text(source.read_bytes())
    except OSError as error:
        reason = str(error.strerror)
        raise StoreError("store-not-read", file=source.name, reason=reason) from error
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        titles = [title.strip().lower() for title in reader.fieldnames or ()]
        if absent := [name for name in NEEDED if name not in titles]:
            needed, missing = ", ".join(NEEDED), ", ".join(absent)
            raise StoreError("corrections-columns", file=source.name, absent=missing, needed=needed)
        reader.fieldnames = titles
        return list(_plain(reader))
    except csv.Error as error:
        line = str(reader.line_num)
        raise StoreError("corrections-unreadable", file=source.name, line=line) from error


def _plain(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Cells]]:
    """Rows without the apostrophes that kept a spreadsheet from reading formulas."""
    rows = [(reader.line_num, row) for row in reader if any(map(_filled, row.values()))]
    texts = pl.Series("cell", [v for _, row in rows for v in row.values() if isinstance(v, str)],
                      pl.String)  # fmt: skip
    cells = iter(texts.to_frame().select(as_it_was(pl.col("cell"))).to_series())
    for line, row in rows:
        yield line, {k: next(cells) if isinstance(v, str) else v for k, v in row.items()}


def _filled(cell: object) -> bool:
    return bool(cell.strip() if isinstance(cell, str) else cell)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what a French spreadsheet saves
