"""Tables as files, piece by piece."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import polars as pl

from sociallens import answers, tables, work, workbook
from sociallens.about import about
from sociallens.access import Reader, Right, Scope
from sociallens.answers import answer
from sociallens.columnar import Pairs, as_arrow, as_parquet
from sociallens.engine import Engine
from sociallens.errors import SocialLensError
from sociallens.i18n import number, words
from sociallens.link import View
from sociallens.quality import tables as quality
from sociallens.schema import POLARS
from sociallens.spreadsheet import DECIMALS, as_csv

CHUNK = 10_000  # contributions written at once
GROUP = 25_000  # of a row group of Parquet: the fewer, the larger is the file
PIECE = 1 << 20  # bytes of a workbook
MOST_ROWS = 100_000  # of a workbook, which holds ten times as many: these take half a minute


class UnknownTable(SocialLensError):
    """No table has that name."""


class TooManyRows(SocialLensError):
    """The table does not fit into a workbook."""


def needs(name: str) -> tuple[Right, ...]:
    """The rights without which there is nothing of a table to take away."""
    return ("export", "verbatims") if name == tables.CONVERSATIONS else ("export",)


def taken_of(view: View, reader: Reader) -> Scope:
    """Of what a reader may take figures of a view away."""
    return reader.figures("export", words=bool(view.selection.q))


def stream(
    engine: Engine, name: str, view: View, reader: Reader, form: str = "csv"
) -> Iterator[bytes]:
    """The table `name` of a view as a file of a form of `FORMS`, piece by piece.

    It holds what the reader may take away: figures where she may export, what customers wrote
    where she may read it too.

    With a thread the conversations are that one, whole, as its page shows it; it narrows no other
    table; where no message is in view there is none. Raises `UnknownTable`, before the first piece.
    """
    if name not in tables.NAMES:
        raise UnknownTable("export-unknown-table", name=name, known=", ".join(tables.NAMES))
    return _PIECES[form](engine, name, view, reader)


def _csv(engine: Engine, name: str, view: View, reader: Reader) -> Iterator[bytes]:
    """In the dialect of the language's spreadsheets; texts are quoted, numbers are not."""
    decimals = None if name == tables.CONVERSATIONS else DECIMALS
    for place, rows in enumerate(_frames(engine, name, view, reader)):
        if place == 0 or rows.height:
            yield as_csv(rows, view.language, first=place == 0, decimals=decimals)


def _xlsx(engine: Engine, name: str, view: View, reader: Reader) -> Iterator[bytes]:
    """As a workbook, which is whole on the disk before its first piece. Raises `TooManyRows`."""
    if name == tables.CONVERSATIONS and not view.thread:
        _check(engine, view, reader)
    sheets = words("about-file-sheet", view.language), words("about-file", view.language)
    with work.folder("export") as folder:
        path = folder / "table.xlsx"
        frames = _frames(engine, name, view, reader)
        workbook.write(path, sheets, frames, about(engine, name, view, taken_of(view, reader)))
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _columnar(
    pieces: Callable[[Iterator[pl.DataFrame], Pairs], Iterator[bytes]],
    rows: int,
    engine: Engine,
    name: str,
    view: View,
    reader: Reader,
) -> Iterator[bytes]:
    """For programs, with what the file is in the metadata of its schema."""
    frames = _frames(engine, name, view, reader, rows)
    return pieces(frames, about(engine, name, view, taken_of(view, reader)))


def _check(engine: Engine, view: View, reader: Reader) -> None:
    everybody = replace(view.selection, reposts=True)
    rows = engine.counts(["contributions"], [], everybody, reader.texts("export")).item()
    if rows > MOST_ROWS:
        told = (number(count, view.language) for count in (rows, MOST_ROWS))
        raise TooManyRows("export-too-many-rows", **dict(zip(("rows", "most"), told, strict=True)))


def _frames(
    engine: Engine, name: str, view: View, reader: Reader, rows: int = CHUNK
) -> Iterator[pl.DataFrame]:
    """The rows of a table; at least one frame, which tells the columns."""
    if name in tables.QUALITY:
        yield quality.frame(engine, name, view.selection, taken_of(view, reader))
        return
    if name != tables.CONVERSATIONS:
        yield answer(engine, tables.TABLES[name], view.selection, taken_of(view, reader)).rows
        return
    if view.thread:
        yield answers.thread(engine, view.thread, view.selection, reader.texts("export"))
        return
    frames = engine.stream(view.selection, reader.texts("export"), rows)
    yield next(frames, POLARS.to_frame())
    yield from frames


_PIECES: Mapping[str, Callable[[Engine, str, View, Reader], Iterator[bytes]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "parquet": partial(_columnar, as_parquet, GROUP),
    "arrow": partial(_columnar, as_arrow, CHUNK),
}
