"""The door: `/login`, `/callback`, `/logout`, and nothing else for who has not signed in.

It stands before everything, so that the anonymous reach no page, WebSocket, upload or file. A page
that somebody asked for is what she sees once she has signed in, with its whole address.
"""

import hashlib
import hmac
import re
from contextlib import suppress
from urllib.parse import urlencode

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sociallens import settings, trail
from sociallens.access import Entry, Identity, Reader, file, tokens
from sociallens.access.sessions import MOST
from sociallens.errors import BadSettings, StoreError
from sociallens.i18n import words
from sociallens.public import Public
from sociallens.ui.server.admission import (
    CALLBACK,
    LOGIN,
    LOGOUT,
    OPEN,
    READER,
    cookie,
    reader_of,
    session_of,
    sessions,
)
from sociallens.ui.server.notices import Way, notice, spoken
from sociallens.ui.server.provider import Attempt, Provider, Refused

EXPORT, UPLOAD = "export", "/_stcore/upload_file"
MINUTES = 10  # that a sign-in may take
TABS = 5  # sign-ins of one browser that may be under way at once
# Only what a provider vouched for is told to the trail: else anybody could fill its disk.
_TRAILED = ("sign-in-unverified", "sign-in-nameless")
# A path of ours: one slash, then nothing that a browser takes for another host.
_OWN = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f]*")


class Door:
    """Lets in who has signed in and whom the access file names."""

    def __init__(self, app: ASGIApp, public: Public) -> None:
        self.app, self._public = app, public
        self._provider = Provider(public)
        self._entries: tuple[Entry, ...] | None = None
        self._sessions = sessions(public)
        self._attempts = URLSafeTimedSerializer(public.secret, salt="attempt")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or turn it away."""
        if scope["type"] not in ("http", "websocket") or scope["path"] in OPEN:
            await self.app(scope, receive, send)
            return
        answer = await self._answer(scope)
        await (answer or self.app)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        """The answer of the door itself; None where somebody is let in."""
        path = scope["path"]
        if scope["type"] == "http" and path in _ROUTES:
            return await _ROUTES[path](self, Request(scope))
        connection = HTTPConnection(scope)
        session = session_of(self._sessions, self._public, connection)
        reader = self._reader(session.identity) if session else self._by_token(scope)
        if reader is None:
            return self._unknown(scope)
        if not reader.may():
            return self._nothing(scope, reader)
        if path.startswith(UPLOAD) and not (reader.may("import") or reader.may("correct")):
            return PlainTextResponse("", 403)
        scope[READER] = reader
        return None

    def _reader(self, identity: Identity) -> Reader:
        reader = reader_of(self._public, identity)
        with suppress(BadSettings):
            entries = file.entries(self._public.access)
            if entries is not self._entries:  # read anew: that it gives something else is told
                self._entries = entries
                digest = hashlib.sha256(self._public.access.read_bytes()).hexdigest()
                trail.record("access", "", digest=digest, entries=len(entries))
        return reader

    def _by_token(self, scope: Scope) -> Reader | None:
        """Who asks with a token, which opens exports alone."""
        kind, _, told = Headers(scope=scope).get("authorization", "").partition(" ")
        if kind.casefold() != "bearer" or scope["path"].split("/")[1] != EXPORT:
            return None
        token = tokens.read(settings.readers(), told.strip())
        return token.narrow(self._reader(token.identity)) if token else None

    def _unknown(self, scope: Scope) -> Response:
        """To the provider with who wants a page, and back to it; others are told to sign in."""
        wanted = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}").rstrip("?")
        if _page(scope):
            return RedirectResponse(f"{LOGIN}?{urlencode({'to': wanted})}", 303)
        if scope["type"] == "websocket":
            return PlainTextResponse("", 403)
        language = spoken(Request(scope), wanted)
        in_query = tokens.PREFIX.encode() in scope["query_string"]
        key = "sign-in-token-in-address" if in_query else "sign-in-needed"
        return PlainTextResponse(words(key, language), 401, {"WWW-Authenticate": "Bearer"})

    def _nothing(self, scope: Scope, reader: Reader) -> Response:
        if scope["type"] == "websocket" or "text/html" not in Headers(scope=scope).get(
            "accept", ""
        ):
            return PlainTextResponse("", 403)
        language = spoken(Request(scope))
        way = Way(words("sign-out", language), LOGOUT)
        return notice(language, "sign-in-no-access", 403, way, who=reader.name)

    async def login(self, request: Request) -> Response:
        """Send a browser to the provider, with what to come back to."""
        to = _own(request.query_params.get("to", ""))
        if session_of(self._sessions, self._public, request):
            return RedirectResponse(to, 303)
        attempt = Attempt()
        try:
            address = await self._provider.address(attempt)
        except Refused as refused:
            return self._told(request, refused, to)
        answer = RedirectResponse(address, 303)
        under_way = [name for name in request.cookies if name.startswith(_attempt(self._public))]
        for name in under_way[: max(len(under_way) - TABS + 1, 0)]:  # the oldest stand first
            answer.delete_cookie(name, secure=self._public.secure, httponly=True)
        name = _attempt(self._public, attempt.state)
        self._set(answer, name, self._carried(attempt, to), MINUTES * 60)
        return answer

    def _carried(self, attempt: Attempt, to: str) -> str:
        """What a browser carries of an attempt: of an address that is too long only its page."""
        known = [attempt.state, attempt.nonce, attempt.verifier]
        carried = str(self._attempts.dumps([*known, to]))
        if len(carried) <= MOST:
            return carried
        path = to.partition("?")[0]
        return str(self._attempts.dumps([*known, path if len(path) < MOST // 2 else "/"]))

    async def callback(self, request: Request) -> Response:
        """Take in who comes back from the provider."""
        to = "/"
        try:
            attempt, to = self._begun(request)
            code = request.query_params.get("code", "")
            if not code:  # she changed her mind, or the provider refuses her
                raise Refused("sign-in-failed", reason=request.query_params.get("error", "")[:40])
            identity = await self._provider.identity(attempt, code)
            named = {name for e in file.entries(self._public.access) for name in e.who}
            groups = frozenset(name.removeprefix("group:") for name in named)
            _, carried = self._sessions.begin(identity, groups)
            trail.record("sign-in", identity.address)
        except Refused as refused:
            return self._told(request, refused, to)
        except (BadSettings, StoreError) as error:
            return self._told(request, Refused(error.key, **error.details), to)
        answer = RedirectResponse(to, 303)
        self._set(answer, cookie(self._public), carried, self._public.hours * 3600)
        name = _attempt(self._public, attempt.state)
        answer.delete_cookie(name, secure=self._public.secure, httponly=True)
        return answer

    def _begun(self, request: Request) -> tuple[Attempt, str]:
        """The attempt that this browser began, and what to go back to. Raises `Refused`."""
        back = request.query_params.get("state", "")
        carried = request.cookies.get(_attempt(self._public, back), "")
        try:
            state, nonce, verifier, to = self._attempts.loads(carried, max_age=MINUTES * 60)
        except (BadSignature, ValueError, TypeError) as error:
            raise Refused("sign-in-lost") from error
        if not hmac.compare_digest(str(state).encode(), back.encode()):
            raise Refused("sign-in-lost")
        return Attempt(str(state), str(nonce), str(verifier)), _own(str(to))

    def _told(self, request: Request, refused: Refused, to: str) -> Response:
        language = spoken(request, to)
        way = Way(words("sign-in-again", language), f"{LOGIN}?{urlencode({'to': to})}")
        reason = words(refused.key, language, **refused.details)
        if refused.key in _TRAILED and settings.trail() is not None:
            trail.record("sign-in-refused", "", reason=refused.key)
        return notice(language, "sign-in-refused", 403, way, reason=reason)

    async def logout(self, request: Request) -> Response:
        """End this session. A page of others cannot: that would only annoy, but it would."""
        language = spoken(request)
        if request.headers.get("sec-fetch-site", "none") == "cross-site":
            return RedirectResponse("/", 303)
        if session := session_of(self._sessions, self._public, request):
            self._sessions.end(session)
            trail.record("sign-out", session.identity.address)
        way = Way(words("sign-in-again", language), LOGIN)
        answer = notice(language, "signed-out", way=way)
        answer.delete_cookie(cookie(self._public), secure=self._public.secure, httponly=True)
        return answer

    def _set(self, answer: Response, name: str, value: str, seconds: int) -> None:
        answer.set_cookie(
            name, value, seconds, secure=self._public.secure, httponly=True, samesite="lax"
        )


_ROUTES = {LOGIN: Door.login, CALLBACK: Door.callback, LOGOUT: Door.logout}


def _page(scope: Scope) -> bool:
    """Whether a browser asks for a page, not for a part of one."""
    asks = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
    return asks and "text/html" in Headers(scope=scope).get("accept", "")


def _attempt(public: Public, state: str = "") -> str:
    """What carries an attempt: one for each, as browsers open several pages at once."""
    name = hashlib.sha256(state.encode()).hexdigest()[:12] if state else ""
    return f"{cookie(public)}-sign-in-{name}"


def _own(path: str) -> str:
    """A path to go back to; the first page for what is none of ours."""
    return path if _OWN.fullmatch(path) else "/"
