"""`/export/<table>.csv?<query string of a view>`: the table of that view, piece by piece.

With `.xlsx` it is a workbook, made before its first byte goes; `.parquet` and `.arrow` are for
programs, and tell in the metadata of their schema what they are.

What a file does not say stands in headers: `X-SocialLens-Link-Problems`, how many things the link
says that the data do not know, and `X-SocialLens-Damage`, how many contributions damaged files
withhold. The page says both in words.
"""

import asyncio
import logging
import re
from collections.abc import Iterator
from itertools import chain

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from sociallens import answers, damage, settings, tables
from sociallens.access import Reader
from sociallens.engine import follow
from sociallens.errors import SocialLensError
from sociallens.export import TooManyRows, UnknownTable, needs, stream, taken_of
from sociallens.forms import FORMS
from sociallens.i18n import Language, words
from sociallens.link import View, language_of, parse, problems
from sociallens.search.hits import Preparing
from sociallens.ui import reading
from sociallens.ui.recording import record
from sociallens.ui.server.admission import READER
from sociallens.ui.server.places import Busy, Places, refusal

DAMAGE = "X-SocialLens-Damage"
LINK_PROBLEMS = "X-SocialLens-Link-Problems"
SLICE = 1 << 16  # bytes that are handed over at once
PATIENCE = 30.0  # seconds: a client that does not take a slice in this time has left


class OldProtocol(SocialLensError):
    """HTTP/1.0, in which a transfer that broke off looks like one that ended."""


class Withheld(SocialLensError):
    """The reader may not take this away."""


_STATUS: dict[type[SocialLensError], int] = {
    UnknownTable: 404,
    Withheld: 403,
    TooManyRows: 413,
    Preparing: 503,
    OldProtocol: 505,
}


class Exports:
    """The addresses below `/export`, of which so many are answered at once."""

    def __init__(self, patience: float = PATIENCE) -> None:
        self.places = Places("exports")
        self.patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, in a place that is free again once its last byte is gone."""
        request = Request(scope)

        async def hand_over(message: Message) -> None:
            async with asyncio.timeout(self.patience):
                await send(message)

        try:
            with self.places.place(_asks(request)):
                answer = await run_in_threadpool(_answer, request)
                await answer(scope, receive, hand_over)
        except Busy as busy:
            await refusal(busy, _language(request))(scope, receive, send)


def _asks(request: Request) -> str:
    """Who takes a place: somebody who signed in; without a login, an address."""
    return _reader(request).name or (request.client.host if request.client else "")


def _reader(request: Request) -> Reader:
    """Who asks: whom the door let in; where there is no door, this machine's own user."""
    reader: Reader | None = request.scope.get(READER)
    return reader or reading.unnamed()


def _answer(request: Request) -> Response:
    """The answer up to its first piece: what fails so far is told, and not with status 200."""
    try:
        if request.scope["http_version"] == "1.0":
            raise OldProtocol("server-export-protocol")
        return _table(request, *_name(request))
    except SocialLensError as error:
        return _told(request, error)
    except Exception:  # a database error: whatever it is, the reader gets words and not half a file
        logging.getLogger(__name__).exception("export")
        return PlainTextResponse(words("server-export-failed", _language(request)), 500)


def _name(request: Request) -> tuple[str, str]:
    """The table that is asked for, and the form of its file."""
    name = re.fullmatch(rf"(\w+)\.({'|'.join(FORMS)})", request.path_params.get("file", ""))
    if not name:
        known = ", ".join(tables.NAMES)
        raise UnknownTable("server-export-unknown", path=request.url.path, known=known)
    return name[1], name[2]


def _table(request: Request, name: str, form: str) -> Response:
    """Ends amid the transfer when a later piece fails: the client sees that it is not whole."""
    pairs = parse(request.url.query)
    reader = _reader(request)
    if not reader.may(*needs(name)):
        raise Withheld("server-export-withheld")
    engine, view = follow(settings.shown_store(), pairs, reader.scope())
    if settings.trail() is not None:
        total = answers.total(engine, view.selection, taken_of(view, reader))
        record("export", reader, table=name, form=form, filters=_filters(view), rows=total)
    pieces = damage.steady(engine, stream(engine, name, view, reader, form))
    first = next(pieces)
    damages = engine.damages
    file = f"sociallens-{name}.{form}"
    headers = {}
    if damages:
        headers[DAMAGE] = str(damage.rows(damages)) if reader.scope().everything else "some"
        file = words("server-export-incomplete", view.language, table=name, form=form)
    told = len(problems(view))
    if told:
        headers[LINK_PROBLEMS] = str(told - 1)
    headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return StreamingResponse(
        _slices(chain([first], pieces)), media_type=FORMS[form].media, headers=headers
    )


def _filters(view: View) -> str:
    """What a view is narrowed to, without words that somebody searched for."""
    period = "..".join(
        str(day or "") for day in (view.selection.period.start, view.selection.period.end)
    )
    chosen = (f"{key}={'|'.join(values)}" for key, values in view.selection.choices)
    return " ".join(filter(None, (period, *chosen, "q" if view.selection.q else "")))


def _slices(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """In small parts: the server holds one of them for a client that reads slowly."""
    for piece in pieces:
        for start in range(0, len(piece), SLICE):
            yield piece[start : start + SLICE]


def _told(request: Request, error: SocialLensError) -> Response:
    status = _STATUS.get(type(error), 503)
    return PlainTextResponse(words(error.key, _language(request), **error.details), status)


def _language(request: Request) -> Language:
    return language_of(parse(request.url.query))
