"""Frames as CSV that opens right in the reader's spreadsheet, and in which no cell is a formula."""

import io

import polars as pl

from sociallens.locales import LOCALES, Language

DECIMALS = 6
# What makes a spreadsheet take a text for a formula, behind anything that cannot be seen: an
# apostrophe before it keeps it a text. A line break or tab at the start counts, and so do
# full-width signs. Behind apostrophes too, so that the one put before can be taken away again.
_FORMULA = r"^('*(?:[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]|[\t\r\n]))"
_KEPT_TEXT = rf"^'{_FORMULA[1:]}"


def as_csv(
    frame: pl.DataFrame,
    language: Language,
    *,
    first: bool = True,
    decimals: int | None = DECIMALS,
) -> bytes:
    """A frame as CSV bytes; `first` false leaves out the header, to follow an earlier piece.

    Without `decimals` numbers have as many as tell them from all others.
    """
    dialect = LOCALES[language].csv
    buffer = io.BytesIO()
    _plain(frame).write_csv(
        buffer,
        include_bom=dialect.byte_order_mark and first,
        include_header=first,
        separator=dialect.separator,
        decimal_comma=dialect.decimal_comma,
        line_terminator="\r\n",
        quote_style="non_numeric",
        datetime_format="%Y-%m-%dT%H:%M:%S%.fZ",
        float_precision=decimals,
    )
    return buffer.getvalue()


def plain(cell: pl.Expr) -> pl.Expr:
    """A text as it was before `as_csv` kept spreadsheets from taking it for a formula."""
    return cell.str.replace(_KEPT_TEXT, "$1")


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists as `a|b`, and texts that no spreadsheet takes for a formula."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    joined = frame.with_columns(pl.col(lists).list.join("|"))
    # Most columns hold none, and looking costs a sixth of what writing all of them anew does.
    strange = joined.select(pl.col(pl.String).str.contains(f"\0|{_FORMULA}").any())
    touched = [column.name for column in strange if column.item()]
    return joined.with_columns(
        pl.col(touched).str.replace_all("\0", "", literal=True).str.replace(_FORMULA, "'$1")
    )
