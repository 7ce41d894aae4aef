"""What the server answers beside the pages: files, health, headers."""

from collections.abc import Iterator

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sociallens import settings
from sociallens.access import EVERY_SITE
from sociallens.engine import follow
from sociallens.errors import SocialLensError
from sociallens.export import UnknownTable, stream
from sociallens.i18n import words
from sociallens.link import parse, problems
from sociallens.locales import spoken

# Texts of strangers are shown: no image, script, frame or form of theirs may reach outside.
POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


class SecurityHeaders:
    """Adds `HEADERS` to every HTTP answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class KeptStatic:
    """Keeps the answers for Streamlit's own front-end files, compressed as they were sent.

    Their names change with their content. A first visit asks for sixty of them, and compressing
    them anew for every visitor costs her a tenth of a second and the server a third.
    """

    MOST = 500  # answers: a header could ask for endless variants

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.kept: dict[tuple[str, str], list[Message]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        whole = "range" not in headers and "if-none-match" not in headers
        if not (scope.get("path", "").startswith("/static/") and whole):
            await self.app(scope, receive, send)
            return
        key = (scope["path"], headers.get("accept-encoding", ""))
        if key not in self.kept:
            answer: list[Message] = []

            async def keep(message: Message) -> None:
                answer.append(message)

            await self.app(scope, receive, keep)
            # A reader who leaves cuts an answer off: the next one shall have all of it.
            whole = _ended(answer) and scope["method"] == "GET" and answer[0]["status"] == 200
            if not whole or len(self.kept) >= self.MOST:
                for message in answer:
                    await send(message)
                return
            self.kept[key] = answer
        for message in self.kept[key]:
            await send(dict(message))


def _ended(answer: list[Message]) -> bool:
    """Whether an answer has its last part."""
    last = answer[-1] if answer else {"type": ""}
    return last["type"] == "http.response.body" and not last.get("more_body", False)


def export(request: Request) -> Response:
    """`GET /export/<table>.csv?<query string of a view>`: the table of that view.

    How many things the link says that the data do not know stands in the header
    `X-SocialLens-Link-Problems`; the page says which.
    """
    table = request.path_params["table"]
    pairs = parse(request.url.query)
    try:
        engine, view = follow(settings.shown_store(), pairs, EVERY_SITE)
        pieces: Iterator[bytes] = stream(engine, table, view.selection, EVERY_SITE, view.language)
    except SocialLensError as error:
        status = 404 if isinstance(error, UnknownTable) else 503
        language = spoken(dict(pairs).get("lang"))
        return PlainTextResponse(words(error.key, language, **error.details), status)
    headers = {"Content-Disposition": f'attachment; filename="sociallens-{table}.csv"'}
    told = len(problems(view))
    return StreamingResponse(
        pieces,
        media_type="text/csv; charset=utf-8",
        headers=headers | ({"X-SocialLens-Link-Problems": str(told - 1)} if told else {}),
    )


async def ready(request: Request) -> Response:
    """Whether the shown store opens and all its files are sound."""
    try:
        engine, _ = await run_in_threadpool(follow, settings.shown_store(), (), EVERY_SITE)
    except SocialLensError as error:
        return PlainTextResponse(error.key, 503)
    return PlainTextResponse("damaged" if engine.damages else "ok")
