"""Requests, for whoever runs the server: a reference, a line of the log and a count for each.

Neither tells an address in full: what somebody looked for stands in it.
"""

import re
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sociallens import logs
from sociallens.ui.pages import PAGES
from sociallens.ui.server.admission import CALLBACK, LOGIN, LOGOUT, OPEN
from sociallens.ui.server.monitoring import REQUEST_SECONDS, REQUESTS, SESSIONS

HEADER = "X-Request-ID"
_REFUSED = 400  # and above: a status that is told whatever was asked for
OTHER = "other"
# That a proxy in front gave: digits, as a UUID has; in letters anybody could write words.
_REFERENCE = re.compile(r"[0-9A-Fa-f-]{8,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
# The first part of an address, and two of the framework's own.
_QUIET = frozenset({*(path.strip("/") for path in OPEN), "static", "front", "component"})
_ROUTES = _QUIET | {page.name for page in PAGES} | {
    *(path.strip("/") for path in (LOGIN, CALLBACK, LOGOUT)), "export", "media",
    "_stcore/stream", "_stcore/upload_file", "_stcore/host-config",
}  # fmt: skip


class Observed:
    """Tells the log and the monitor of every request, and a reader its reference."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            with SESSIONS.track_inprogress():
                await self.app(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = Headers(scope=scope).get(HEADER, "")
        reference = given if _REFERENCE.fullmatch(given) else logs.new_reference()
        status, sent, began = 0, 0, perf_counter()

        async def tell(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = reference
            elif message["type"] == "http.response.body":
                sent += len(message.get("body", b""))
            await send(message)

        before = logs.reference.set(reference)
        try:
            await self.app(scope, receive, tell)
        finally:
            seconds, route = perf_counter() - began, _route(scope["path"])
            REQUESTS.labels(route, str(status)).inc()
            REQUEST_SECONDS.labels(route).observe(seconds)
            if route not in _QUIET or status >= 400:
                logs.tell(
                    "request",
                    method=scope["method"] if scope["method"] in _METHODS else OTHER,
                    route=route,
                    status=status,
                    ms=round(1_000 * seconds),
                    bytes=sent,
                )
            logs.reference.reset(before)


def _route(path: str) -> str:
    """What an address is of, as one of a few words."""
    parts = path.split("/")[1:]
    name = "/".join(parts[: 2 if parts[0].startswith("_") else 1]) or PAGES[0].name
    return name if name in _ROUTES else OTHER
