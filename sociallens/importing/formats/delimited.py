"""Delimited text to rows: every cell as text, every row with its physical line."""

import csv
from collections import Counter
from collections.abc import Iterator

from sociallens.errors import BadExport
from sociallens.importing.formats.encoding import Text
from sociallens.importing.formats.table import (
    MAX_CELL,
    MAX_RECORD,
    MAX_ROWS,
    PREAMBLE,
    Claims,
    Refusal,
    Table,
    frame,
)

DELIMITERS = (",", ";", "\t", "|")
ONE_COLUMN = "\x1f"  # a delimiter that occurs nowhere


class _Feeder:
    """Lines for the csv module, which can go back to a line after a record that failed."""

    def __init__(self, lines: list[str], start: int) -> None:
        self.lines, self.next, self.size = lines, start, 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.next >= len(self.lines):
            raise StopIteration
        line = self.lines[self.next]
        self.size += len(line)
        if self.size > MAX_RECORD:
            raise csv.Error("record too long")
        self.next += 1
        return line


def read_delimited(text: Text, claims: Claims) -> Table:
    """The rows of a CSV or TSV. Raises `BadExport` when it has no row or too many columns.

    A record without the header's number of cells is refused. If it took several lines, then
    a quote is broken: only its first line is refused and reading goes on with the next one.
    """
    start, delimiter = _declared_delimiter(text.lines)
    delimiter = delimiter or _delimiter(text.lines[start:])
    start, headers = _header(text.lines, start, delimiter, claims)
    refusals: list[Refusal] = []
    notes: Counter[str] = Counter()
    rows: list[list[str]] = []
    numbers: list[int] = []
    for line, cells in _records(text, start, delimiter, len(headers), refusals, notes):
        rows.append(cells)
        numbers.append(line)
        if len(rows) > MAX_ROWS:
            raise BadExport("import-too-many-rows", most=MAX_ROWS)
    if text.repaired:
        notes["import-note-repaired"] += len(text.repaired)
    return Table(frame(headers, rows, numbers), "csv", refusals, notes)


def _declared_delimiter(lines: list[str]) -> tuple[int, str | None]:
    """Excel's `sep=;` on the first line."""
    first = lines[0].strip() if lines else ""
    if first.lower().startswith("sep=") and len(first) == 5:
        return 1, first[4]
    return 0, None


def _delimiter(lines: list[str]) -> str:
    """The delimiter under which most records of the beginning are as wide as the widest row."""
    sample = lines[:200]
    scores: dict[str, tuple[int, int]] = {}
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in csv.reader(sample, delimiter=delimiter) if row)
        except csv.Error:
            continue
        width, count = max(widths.items(), key=lambda item: item[0] > 1 and item[1], default=(1, 0))
        scores[delimiter] = (count if width > 1 else 0, width)
    best = max(scores, key=lambda delimiter: scores[delimiter], default=",")
    header = next((line for line in lines if line.strip()), "")
    return best if scores.get(best, (0, 0))[0] and best in header else ONE_COLUMN


def _header(lines: list[str], start: int, delimiter: str, claims: Claims) -> tuple[int, list[str]]:
    """Where the rows start, and the headers: the first row of the beginning that is claimed."""
    feeder = _Feeder(lines, start)
    candidates: list[tuple[int, list[str]]] = []
    try:
        for row in csv.reader(feeder, delimiter=delimiter):
            if any(cell.strip() for cell in row):
                candidates.append((feeder.next, [cell.strip() for cell in row]))
            if len(candidates) == PREAMBLE:
                break
    except csv.Error:
        pass  # a broken row below the header is told when the rows are read
    if not candidates:
        raise BadExport("import-empty")
    return next((c for c in candidates if claims(c[1])), candidates[0])


def _records(
    text: Text,
    start: int,
    delimiter: str,
    width: int,
    refusals: list[Refusal],
    notes: Counter[str],
) -> Iterator[tuple[int, list[str]]]:
    """The good records with their first line; the others go to `refusals`."""
    feeder = _Feeder(text.lines, start)
    reader = csv.reader(feeder, delimiter=delimiter, strict=True)
    while feeder.next < len(text.lines):
        first = feeder.next
        feeder.size = 0
        try:
            cells = next(reader, [])
        except csv.Error:
            cells = []
        span = range(first + 1, feeder.next + 1)
        line = text.lines[first]
        if not cells and len(span) == 1 and line.strip():
            cells = _lenient(line, delimiter)
            notes["import-note-quotes"] += len(cells) == width
        sound = text.undecodable.isdisjoint(span)
        if not sound and (len(cells) == width or len(span) == 1):
            refusals.append(Refusal(first + 1, "import-undecodable"))
        elif len(cells) == width:
            if len(max(cells, key=len)) > MAX_CELL:
                refusals.append(Refusal(first + 1, "import-cell-too-long"))
            else:
                yield first + 1, cells
        elif len(span) > 1 or not cells:
            feeder.next = first + 1
            if line.strip():
                refusals.append(Refusal(first + 1, "import-quoting", "", line))
        else:
            refusals.append(Refusal(first + 1, "import-ragged", str(len(cells)), line))


def _lenient(line: str, delimiter: str) -> list[str]:
    """The cells of one line with stray quotes; none when a quote stays open at its end."""
    reader = csv.reader(iter((line, "")), delimiter=delimiter)
    try:
        cells = next(reader)
    except csv.Error:
        return []
    return cells if reader.line_num == 1 else []
