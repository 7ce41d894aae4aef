"""How many pages are open at once.

A browser asks again and again for a WebSocket that it was refused, and shows nothing meanwhile. So
a page that is one too many gets its own, which tells it so: the frame says what to do, asks nothing
of the data, and ends. Of these there are as many again and no more; only then is a page refused.
"""

from contextlib import ExitStack

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sociallens.i18n import words
from sociallens.link import language_of, parse
from sociallens.ui.server.admission import CROWDED, name_of
from sociallens.ui.server.notices import Way, notice, spoken
from sociallens.ui.server.places import Busy, Places, refusal


class Crowd:
    """Lets so many pages be open, tells as many again, and refuses the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._open, self._told = Places("pages"), Places("pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "websocket":
            await (self._turned_away(scope) or self.app)(scope, receive, send)
            return
        with ExitStack() as place:
            try:
                scope = self._placed(scope, place)
            except Busy as busy:
                language = language_of(parse(scope["query_string"].decode("latin-1")))
                await refusal(busy, language)(scope, receive, send)
            else:
                await self.app(scope, receive, send)

    def _placed(self, scope: Scope, place: ExitStack) -> Scope:
        """Take a place, which is told where it is one too many. Raises `Busy`."""
        reader = name_of(scope)
        try:
            place.enter_context(self._open.place(reader))
        except Busy as busy:
            place.enter_context(self._told.place(reader))
            header = (CROWDED.lower().encode(), busy.key.encode())
            return {**scope, "headers": [*scope["headers"], header]}
        return scope

    def _turned_away(self, scope: Scope) -> Response | None:
        """The answer for a page that would find no WebSocket at all."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            return None
        try:
            with ExitStack() as place:
                self._placed(scope, place)
            return None
        except Busy as busy:
            language = spoken(Request(scope))
            again = Way(words("try-again", language), "")
            return notice(language, busy.key, 429, again, most=str(busy.details["most"]))
