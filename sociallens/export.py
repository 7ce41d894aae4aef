"""Tables as CSV files: what opens right in the reader's spreadsheet, and no cell is a formula."""

import io
from collections.abc import Iterator

import polars as pl

from sociallens import tables
from sociallens.engine import Engine, Scope
from sociallens.errors import SocialLensError
from sociallens.filters import Selection
from sociallens.i18n import Language

CHUNK = 50_000  # contributions written at once
DECIMALS = 6
# What makes a spreadsheet take a text for a formula, behind any blanks: an apostrophe before
# it keeps it a text. A line break or tab at the start counts, and so do full-width signs.
_FORMULA = r"^([\s\u{00A0}\u{200B}\u{FEFF}]*[=+\-@＝＋－＠]|[\t\r\n])"


class UnknownTable(SocialLensError):
    """No table has that name."""


def stream(
    engine: Engine, name: str, selection: Selection, scope: Scope, language: Language
) -> Iterator[bytes]:
    """The table `name` as CSV, piece by piece.

    French: `;` between cells, decimal comma, a byte-order mark for Excel. English: `,` and
    `.`. Texts are quoted, numbers are not. Raises `UnknownTable`, before the first piece.
    """
    if name not in tables.NAMES:
        raise UnknownTable("export-unknown-table", name=name, known=", ".join(tables.NAMES))
    return _pieces(engine, name, selection, scope, language)


def _pieces(
    engine: Engine, name: str, selection: Selection, scope: Scope, language: Language
) -> Iterator[bytes]:
    if name != tables.CONVERSATIONS:
        yield as_csv(tables.run(engine, tables.TABLES[name], selection, scope), language)
        return
    offset = 0
    while True:
        rows = tables.conversations(engine, selection, scope, limit=CHUNK, offset=offset)
        if offset == 0 or rows.height:
            yield as_csv(rows, language, first=offset == 0)
        if rows.height < CHUNK:
            return
        offset += CHUNK


def as_csv(frame: pl.DataFrame, language: Language, *, first: bool = True) -> bytes:
    """A frame as CSV bytes; `first` false leaves out the header, to follow an earlier piece."""
    french = language == "fr"
    buffer = io.BytesIO()
    _plain(frame).write_csv(
        buffer,
        include_bom=french and first,
        include_header=first,
        separator=";" if french else ",",
        decimal_comma=french,
        line_terminator="\r\n",
        quote_style="non_numeric",
        datetime_format="%Y-%m-%d %H:%M:%S",
        float_precision=DECIMALS,
    )
    return buffer.getvalue()


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Lists as `a|b`, and texts that no spreadsheet takes for a formula."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(pl.col(lists).list.join("|")).with_columns(
        pl.col(texts + lists).str.replace_all("\0", "", literal=True).str.replace(_FORMULA, "'$1")
    )
