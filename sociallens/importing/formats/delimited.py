"""Delimited text to rows: every cell as text, every row with its physical line."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from sociallens.errors import BadExport
from sociallens.importing.formats.encoding import Text
from sociallens.importing.formats.sniff import Cut, cut
from sociallens.importing.formats.table import (
    MAX_CELL,
    MAX_RECORD,
    MAX_ROWS,
    Claims,
    Refusal,
    Table,
    frame,
)

GUARD = 2 * MAX_RECORD  # characters in which any record ends
_ESCAPED = re.compile(r'\\(["\\])')
_PROSE = re.compile(r"[^\W\d_]{2}.*\s.*[^\W\d_]{2}")  # two words
_OPEN = 20  # lines that a cell with backslashed quotes may take
NOTES = {"mac_roman": "import-note-mac-roman", "cp850": "import-note-cp850"}


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
    how = cut(text.lines, claims)
    table = read_lines(text, how)
    notes = table.notes
    if table.frame.height > MAX_ROWS:
        raise BadExport("import-too-many-rows", most=MAX_ROWS)
    if text.repaired:
        notes["import-note-repaired"] += len(text.repaired)
    if text.encoding in NOTES:
        notes[NOTES[text.encoding]] += sum(not line.isascii() for line in text.lines)
    if how.note:
        notes[how.note] += 1
    return table


def read_lines(text: Text, how: Cut, *, above: int = 0, last: bool = True) -> Table:
    """The rows of some lines that begin with a record; `how.start` are headers among them.

    Of a file that goes on below (`last` is false) the records in the last `GUARD` characters are
    left: what they are, lines below may decide. `Table.end` is the first line that was left.

    Args:
        text: The lines.
        how: How they are cut.
        above: The number of lines of the file that stand above these.
        last: Whether these are the last lines of the file.
    """
    refusals: list[Refusal] = []
    notes: Counter[str] = Counter()
    rows: list[list[str]] = []
    numbers: list[int] = []
    feeder = _Feeder(text.lines, how.start)
    stop = len(text.lines) if last else _stop(text.lines)
    for line, cells in _records(text, how, feeder, stop, refusals, notes):
        rows.append(cells)
        numbers.append(above + line)
    told = [replace(each, line=above + each.line) for each in refusals] if above else refusals
    return Table(frame(how.headers, rows, numbers), "csv", told, notes, end=feeder.next)


def _stop(lines: list[str]) -> int:
    """The line from which on records are left for when more lines are known."""
    left, at = 0, len(lines)
    while at and left <= GUARD:
        at -= 1
        left += len(lines[at])
    return at


def _records(
    text: Text,
    how: Cut,
    feeder: _Feeder,
    stop: int,
    refusals: list[Refusal],
    notes: Counter[str],
) -> Iterator[tuple[int, list[str]]]:
    """The good records with their first line; the others go to `refusals`."""
    width = len(how.headers)
    reader = csv.reader(feeder, delimiter=how.delimiter, strict=True)
    while feeder.next < stop:
        first = feeder.next
        feeder.size = 0
        try:
            cells = next(reader, [])
        except csv.Error:
            cells = []
        line = text.lines[first]
        if len(cells) != width and line.strip():
            end = feeder.next
            cells, feeder.next, note = _again(text.lines, first, end, how.delimiter, width, cells)
            notes[note] += len(cells) == width
        span = range(first + 1, feeder.next + 1)
        sound = not text.undecodable or text.undecodable.isdisjoint(span)
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
            refusals.append(_ragged(first + 1, cells, width, line))


def _ragged(number: int, cells: list[str], width: int, line: str) -> Refusal:
    in_text = len(cells) > width and any(_PROSE.search(cell[:500]) for cell in cells)
    reason = "import-separator-in-text" if in_text else "import-ragged"
    return Refusal(number, reason, str(len(cells)), line)


def _again(
    lines: list[str], first: int, end: int, delimiter: str, width: int, cells: list[str]
) -> tuple[list[str], int, str]:
    """A record that did not have `width` cells, read in other ways.

    Gives its cells, the line after it, and the note to count when they have become right.
    """
    # Prose goes on with a blank after the comma that cut it: there the surplus is in its middle.
    in_prose = any(cell[:1] == " " for cell in cells)
    if len(cells) > width and not in_prose and not any(cell.strip() for cell in cells[width:]):
        return cells[:width], end, "import-note-surplus"
    if '\\"' in lines[first]:
        escaped, after = _escaped(lines, first, delimiter)
        if len(escaped) == width:
            return escaped, after, "import-note-quotes"
    if f'{delimiter} "' in lines[first]:
        spaced = _lenient(lines[first], delimiter, spaced=True)
        if len(spaced) == width:
            return spaced, first + 1, "import-note-quotes"
    if not cells and end == first + 1:
        cells = _lenient(lines[first], delimiter)
    return cells, end, "import-note-quotes"


def _escaped(lines: list[str], first: int, delimiter: str) -> tuple[list[str], int]:
    """The cells of a record whose quotes stand behind backslashes, and the line after it."""
    feed = (_ESCAPED.sub(lambda f: '""' if f[1] == '"' else "\\", line)
            for line in lines[first : first + _OPEN])  # fmt: skip
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    try:
        cells = next(reader, [])
    except csv.Error:
        return [], first
    return cells, first + reader.line_num


def _lenient(line: str, delimiter: str, *, spaced: bool = False) -> list[str]:
    """The cells of one line with stray quotes; none when a quote stays open at its end."""
    reader = csv.reader(iter((line, "")), delimiter=delimiter, skipinitialspace=spaced)
    try:
        cells = next(reader)
    except csv.Error:
        return []
    return cells if reader.line_num == 1 else []
