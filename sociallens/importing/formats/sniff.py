"""How delimited text is cut: its delimiter, the line of its headers, a column without a header."""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sociallens.errors import BadExport
from sociallens.importing.formats.mojibake import repair
from sociallens.importing.formats.table import PREAMBLE, Claims, header_row

DELIMITERS = (",", ";", "\t", "|")
UNHEADED = {"import-note-index", "import-note-last-empty"}  # notes: a column without a header
ONE_COLUMN = "\x1f"  # a delimiter that occurs nowhere
_SAMPLE = 400  # lines
_LINE = 200_000  # characters of a line that are looked at
_SURE = 0.9  # share of regular records that tells a delimiter which the first line does not hold


@dataclass(frozen=True)
class Cut:
    """How to cut a file into cells."""

    delimiter: str
    start: int  # the line after the headers, counted from 0
    headers: tuple[str, ...]
    note: str = ""  # a message key: the column that has no header of its own


@dataclass(frozen=True)
class _Sample:
    """The first records under one delimiter, each with the line after it."""

    delimiter: str
    records: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def width(self) -> int:
        """The number of cells that most records with several have."""
        widths = Counter(len(cells) for _, cells in self.records if len(cells) > 1)
        return max(widths, key=lambda width: (widths[width], width), default=1)

    @property
    def regular(self) -> float:
        """The share of records as wide as most."""
        return self._share(0)

    @property
    def below(self) -> float:
        """The same, from the first of these on: a title may stand above the table."""
        widths = [len(cells) for _, cells in self.records]
        return self._share(widths.index(self.width)) if self.width in widths else 0.0

    def _share(self, start: int) -> float:
        widths = [len(cells) for _, cells in self.records[start:]]
        return widths.count(self.width) / len(widths) if widths and self.width > 1 else 0.0


def cut(lines: Sequence[str], claims: Claims) -> Cut:
    """How to cut these lines. Raises `BadExport` when nothing is in them."""
    filled = next((number for number, line in enumerate(lines) if line.strip()), 0)
    start, said = _declared(lines[filled]) if lines else (0, "")
    start += filled
    samples = [_sample(lines, start, mark) for mark in ((said,) if said else DELIMITERS)]
    sample = _best(samples, claims) or _sample(lines, start, said or ONE_COLUMN)
    at = header_row([_clean(cells) for _, cells in sample.records[:PREAMBLE]], claims)
    if at is None:
        raise BadExport("import-empty")
    after, first = sample.records[at]
    body = [cells for _, cells in sample.records[at + 1 :]]
    headers, note = _completed(_clean(first), body)
    return Cut(sample.delimiter, after, tuple(headers), note)


def _clean(cells: Sequence[str]) -> list[str]:
    return [repair(cell.strip()) for cell in cells]


def _declared(line: str) -> tuple[int, str]:
    """How many lines Excel's `sep=;` takes, and the delimiter that it names."""
    value = line.strip("\r\n").strip('"')
    if not value.lower().startswith("sep=") or len(value) > 8:
        return 0, ""
    mark = value[4:].strip(" ") or value[4:5]
    delimiter = {"\\t": "\t"}.get(mark, mark[:1])
    return 1, "" if delimiter.isalnum() or delimiter in ('"', "'", "\\") else delimiter


def _sample(lines: Sequence[str], start: int, delimiter: str) -> _Sample:
    feed = (line[:_LINE] for line in lines[start : start + _SAMPLE])
    reader = csv.reader(feed, delimiter=delimiter)
    records: list[tuple[int, tuple[str, ...]]] = []
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((start + reader.line_num, tuple(cells)))
    except csv.Error:
        pass  # a broken record is told when the rows are read
    if len(records) > 2 and start + _SAMPLE < len(lines):
        records.pop()  # it may go on below the sample
    return _Sample(delimiter, tuple(records))


def _best(samples: Sequence[_Sample], claims: Claims) -> _Sample | None:
    """The delimiter of claimed headers, else the one under which most records are as wide.

    One that the first record does not hold must be nearly always right: prose has commas too.
    """
    ranked = sorted(samples, key=lambda sample: (sample.regular, sample.width), reverse=True)
    for sample in ranked:
        first = [_clean(cells) for _, cells in sample.records[:PREAMBLE] if len(cells) > 1]
        if any(map(claims, first)):
            return sample
    held = [s for s in ranked if s.records and len(s.records[0][1]) > 1 and s.width > 1]
    sure = [s for s in ranked if s.below >= _SURE and s.width > 2 and len(s.records) > 3]
    return next(iter((*held, *sure)), None)


def _completed(headers: list[str], body: list[tuple[str, ...]]) -> tuple[list[str], str]:
    """The headers with an empty one where every record has one cell more, or one less."""
    widths = {len(cells) for cells in body}
    if widths == {len(headers) - 1} and not headers[-1] and len(headers) > 2:
        return headers[:-1], ""
    if widths != {len(headers) + 1}:
        return headers, ""
    if not any(cells[-1].strip() for cells in body):
        return [*headers, ""], "import-note-last-empty"
    first = [cells[0].strip() for cells in body]
    # A piece of prose goes on with a blank, after the comma that cut it.
    in_prose = any(cell[:1] == " " for cells in body for cell in cells)
    is_index = all(first) and len(set(first)) == len(first) and not in_prose
    return (["", *headers], "import-note-index") if is_index else (headers, "")
