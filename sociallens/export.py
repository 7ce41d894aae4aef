"""Tables as files, piece by piece."""

from collections.abc import Iterator

from sociallens import answers, tables
from sociallens.access import Scope
from sociallens.answers import answer, conversations
from sociallens.engine import Engine
from sociallens.errors import SocialLensError
from sociallens.i18n import Language
from sociallens.selection import Selection
from sociallens.spreadsheet import as_csv

CHUNK = 20_000  # contributions written at once


class UnknownTable(SocialLensError):
    """No table has that name."""


def stream(
    engine: Engine,
    name: str,
    selection: Selection,
    scope: Scope,
    language: Language,
    thread: str = "",
) -> Iterator[bytes]:
    """The table `name` as CSV, piece by piece.

    In the CSV dialect of the language's spreadsheets; texts are quoted, numbers are not. With a
    `thread` the conversations are that one, whole, as its page shows it; it narrows no other
    table; where no message is in view there is none. Raises `UnknownTable`, before the first piece.
    """
    if name not in tables.NAMES:
        raise UnknownTable("export-unknown-table", name=name, known=", ".join(tables.NAMES))
    if name == tables.CONVERSATIONS and thread:
        rows = answers.thread(engine, thread, selection, scope)
        return iter((as_csv(rows, language, decimals=None),))
    return _pieces(engine, name, selection, scope, language)


def _pieces(
    engine: Engine, name: str, selection: Selection, scope: Scope, language: Language
) -> Iterator[bytes]:
    if name != tables.CONVERSATIONS:
        yield as_csv(answer(engine, tables.TABLES[name], selection, scope).rows, language)
        return
    offset = 0
    while True:
        rows = conversations(engine, selection, scope, limit=CHUNK, offset=offset)
        if offset == 0 or rows.height:
            yield as_csv(rows, language, first=offset == 0, decimals=None)
        if rows.height < CHUNK:
            return
        offset += CHUNK
