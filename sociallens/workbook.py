"""Frames as an Excel workbook, row by row: its size is the disk's concern, not that of memory."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

MOST_CHARACTERS = 32_767  # that a cell holds
FIRST_YEAR = 1900  # of the dates that a workbook knows
WIDTH, WIDE = 14, 90  # characters: columns of the table, and that of explanations
# Nobody meant these, and programs show them as `_x0001_`.
_CONTROL = r"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]"
_OPTIONS = {
    "constant_memory": True,  # a row is on the disk before the next one comes
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
Cell = Callable[[int, int, Any], object]  # writes a value at a row and a column


def write(
    path: Path,
    sheets: tuple[str, str],
    frames: Iterable[pl.DataFrame],
    about: Sequence[tuple[str, str]],
) -> None:
    """Write `frames`, of the same columns, one below the other; on the second sheet what they are.

    Numbers, days, instants (UTC) and truth values are such; a list is `a|b`. A text is a text,
    whatever it begins with; one that no cell holds ends in an ellipsis. Temporary files stand
    beside `path`.
    """
    with xlsxwriter.Workbook(str(path), _OPTIONS | {"tmpdir": str(path.parent)}) as book:
        bold = book.add_format({"bold": True})
        days, instants = (
            book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss")
        )
        table, notes = map(book.add_worksheet, sheets)
        row = 0
        for frame in frames:
            if row == 0:
                table.freeze_panes(1, 0)
                table.set_column(0, frame.width - 1, WIDTH)
                table.write_row(0, 0, frame.columns, bold)
                row = 1
            _rows([_cell(table, kind, days, instants) for kind in frame.dtypes], frame, row)
            row += frame.height
        notes.set_column(0, 0, WIDTH * 2)
        notes.set_column(1, 1, WIDE, book.add_format({"text_wrap": True, "valign": "top"}))
        for place, (label, text) in enumerate(about):
            notes.write_string(place, 0, label, bold)
            notes.write_string(place, 1, text)


def _rows(cells: Sequence[Cell], frame: pl.DataFrame, first: int) -> None:
    for row, values in enumerate(_plain(frame).iter_rows(), first):
        for column, value in enumerate(values):
            if value is not None:
                cells[column](row, column, value)


def _cell(sheet: Any, kind: pl.DataType, days: Any, instants: Any) -> Cell:
    """How a sheet writes the values of a column."""
    write_text: Cell = sheet.write_string
    if kind.is_temporal():
        return partial(_time, sheet, days if kind == pl.Date else instants)
    if kind == pl.Boolean:
        write_text = sheet.write_boolean
    elif kind.is_numeric():
        write_text = sheet.write_number
    return write_text


def _time(sheet: Any, form: Any, row: int, column: int, value: date | datetime) -> None:
    if value.year < FIRST_YEAR:
        sheet.write_string(row, column, value.isoformat())
    else:
        sheet.write_datetime(row, column, value, form)


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists as texts, texts that a cell holds, and no digits that a number does not have."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    texts = [name for name, kind in frame.schema.items() if kind == pl.String] + lists
    short = [name for name, kind in frame.schema.items() if kind == pl.Float32]
    shown = pl.col(texts).str.replace_all(r"\r\n?", "\n").str.replace_all(_CONTROL, "")
    # In UTF-16 units, of which a character has two at most.
    fits = shown.str.len_chars() * 2 <= MOST_CHARACTERS
    cut = shown.str.head(MOST_CHARACTERS // 2 - 1) + pl.lit("…")
    return frame.with_columns(
        pl.col(lists).list.join("|"), pl.col(short).cast(pl.Float64).round_sig_figs(7)
    ).with_columns(pl.when(fits).then(shown).otherwise(cut))
