"""Long delimited files in UTF-8, block by block: whatever their size, they take the same memory.

A block in which every quote stands where RFC 4180 has it is read in columns, because all readers
agree on it; any other is read line by line, as `delimited` does with whole files.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import IO

import numpy as np
import numpy.typing as npt
import polars as pl

from sociallens.importing.formats.delimited import GUARD, read_lines
from sociallens.importing.formats.encoding import Text
from sociallens.importing.formats.sniff import ONE_COLUMN, Cut, cut
from sociallens.importing.formats.table import (
    LINE,
    MAX_CELL,
    MAX_RECORD,
    Claims,
    Refusal,
    Table,
    distinct,
)

BLOCK = 16_000_000  # bytes
_PIECE = 1 << 22
_MARK = b"\xef\xbb\xbf"
_QUOTE, _LINE_END, _RETURN = ord('"'), ord("\n"), ord("\r")
Places = npt.NDArray[np.int64]


def is_long(file: IO[bytes], block: int = BLOCK) -> bool:
    """Whether a file is longer than a block, and UTF-8 with ends of lines that can be told."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    try:
        return size > block and _is_utf8(file)
    finally:
        file.seek(0)


def read_long(file: IO[bytes], claims: Claims, block: int = BLOCK) -> Table:
    """The rows of a long file, the first block at once and the others when they are asked for.

    Raises `BadExport` when it has no rows or too many columns.
    """
    slices = _slices(file, claims, block)
    return replace(next(slices), rest=slices)


def _is_utf8(file: IO[bytes]) -> bool:
    left, ends, zeros = b"", 0, 0
    while piece := file.read(_PIECE):
        whole = left + piece
        try:
            whole.decode("utf-8")
            left = b""
        except UnicodeDecodeError as error:
            if error.end < len(whole) or len(whole) - error.start > 3:
                return False
            left = whole[error.start :]
        ends += piece.count(b"\n")
        zeros += piece.count(b"\0")
    return not left and ends > 0 and not zeros


def _slices(file: IO[bytes], claims: Claims, block: int) -> Iterator[Table]:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    data, last = _more(file, b"", max(block, GUARD))
    while data.startswith(_MARK):
        data = data[len(_MARK) :]
    text = _text(data)
    how = cut(text.lines, claims)
    above = how.start
    data = "".join(text.lines[how.start :]).encode()
    how = replace(how, start=0)
    first = True
    while data or first:
        table, used = _regular(data, how, above, last) or _lines(data, how, above, last)
        if first and how.note:
            table = replace(table, notes=table.notes + type(table.notes)({how.note: 1}))
        first = False
        yield replace(table, share=(file.tell() - len(data) + used) / size)
        above += _ends(data[:used])
        data = data[used:]
        if not last:
            data, last = _more(file, data, max(block, len(data) + GUARD))


def _ends(data: bytes) -> int:
    """The number of lines that end in some bytes, as `Text` counts them."""
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def _more(file: IO[bytes], data: bytes, size: int) -> tuple[bytes, bool]:
    """`data` and what follows it, up to `size` bytes and the end of a line; whether that is all."""
    parts, length = [data], len(data)
    while length < size:
        piece = file.read(min(_PIECE, size - length))
        if not piece:
            return b"".join(parts), True
        parts.append(piece)
        length += len(piece)
    parts.append(file.readline())
    return b"".join(parts), False


def _text(data: bytes) -> Text:
    return Text(list(io.StringIO(data.decode("utf-8"), newline="")), "utf-8")


def _lines(data: bytes, how: Cut, above: int, last: bool) -> tuple[Table, int]:
    """The rows of a block, line by line, and how many of its bytes they took."""
    text = _text(data)
    table = read_lines(text, how, above=above, last=last)
    return table, sum(len(line.encode()) for line in text.lines[: table.end])


@dataclass(frozen=True)
class _Marks:
    """Where the signs of a block stand that cut it."""

    ends: Places  # of records
    delimiters: Places  # between cells

    @classmethod
    def of(cls, signs: npt.NDArray[np.uint8], delimiter: int) -> "_Marks | None":
        """The marks of a block; None when a quote stands amid a cell."""
        quotes = np.flatnonzero(signs == _QUOTE)
        ends = np.flatnonzero(signs == _LINE_END)
        delimiters = np.flatnonzero(signs == delimiter)
        if not len(quotes):
            return cls(ends, delimiters)
        ends, delimiters = ends[~_within(quotes, ends)], delimiters[~_within(quotes, delimiters)]
        if not len(ends):
            return None
        quotes = quotes[: np.searchsorted(quotes, ends[-1])]
        before, after = signs[quotes[::2] - 1], signs[quotes[1::2] + 1]
        opens = (before == delimiter) | (before == _LINE_END) | (before == _QUOTE)
        opens |= quotes[::2] == 0
        shuts = (after == delimiter) | (after == _LINE_END) | (after == _QUOTE) | (after == _RETURN)
        return cls(ends, delimiters) if opens.all() and shuts.all() else None


def _within(quotes: Places, places: Places) -> npt.NDArray[np.bool_]:
    """Which of some places an odd number of quotes stand before; quotes are the fewer."""
    until = np.bincount(np.searchsorted(places, quotes), minlength=len(places) + 1)[:-1]
    is_within: npt.NDArray[np.bool_] = np.cumsum(until) % 2 == 1
    return is_within


def _regular(data: bytes, how: Cut, above: int, last: bool) -> tuple[Table, int] | None:
    """The rows of a regular block, and how many of its bytes they took; None for any other."""
    width = len(how.headers)
    if how.delimiter == ONE_COLUMN or width < 2 or not how.delimiter.isascii():
        return None
    if data.count(b"\r") != data.count(b"\r\n") or (last and not data.endswith(b"\n")):
        return None
    signs = np.frombuffer(data, np.uint8)
    marks = _Marks.of(signs, ord(how.delimiter))
    if marks is None or not len(marks.ends):
        return None
    used = int(marks.ends[-1]) + 1
    if last and used < len(data):
        return None
    cells = np.diff(np.searchsorted(marks.delimiters, marks.ends), prepend=0) + 1
    lengths = np.diff(marks.ends, prepend=-1)
    if (cells != width).any() or lengths.max() > MAX_RECORD:
        return None
    names = distinct(how.headers)
    rows = pl.read_csv(
        data[:used],
        has_header=False,
        schema=dict.fromkeys(names, pl.String),
        separator=how.delimiter,
        empty_string_is_null=False,
    )
    if rows.height != len(marks.ends):
        return None
    starts = np.concatenate([[0], marks.ends[:-1] + 1])
    every = np.flatnonzero(signs[:used] == _LINE_END)
    numbers = above + 1 + np.searchsorted(every, starts)
    rows = rows.with_columns(pl.Series(LINE, numbers, pl.Int64))
    if lengths.max() <= MAX_CELL:
        return Table(rows, "csv"), used
    long = pl.any_horizontal(pl.col(name).str.len_chars() > MAX_CELL for name in names)
    refusals = [Refusal(n, "import-cell-too-long") for n in rows.filter(long)[LINE]]
    return Table(rows.filter(~long), "csv", refusals), used
