"""The headers of every answer."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sociallens.public import Public

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
    )
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What customers wrote and readers uploaded stays in no cache of a browser or proxy.
PRIVATE = ("/export", "/media/")


YEAR = 31_536_000  # seconds


def headers(public: Public | None) -> dict[str, str]:
    """`HEADERS`, and which pages may show ours in a frame: our own, and those that are named."""
    frames = public.frames if public else ()
    ancestors = " ".join(("frame-ancestors 'self'", *frames))
    told = {**HEADERS, "Content-Security-Policy": f"{POLICY}; {ancestors}"}
    if not frames:
        told["X-Frame-Options"] = "SAMEORIGIN"  # which knows no other pages
    if public and public.secure:
        told["Strict-Transport-Security"] = f"max-age={YEAR}"
    return told


class SecurityHeaders:
    """Adds `headers` to every HTTP answer, and `Cache-Control: no-store` below `PRIVATE`."""

    def __init__(self, app: ASGIApp, public: Public | None = None) -> None:
        self.app, self._headers = app, headers(public)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                sent.update(self._headers)
                if scope["path"].startswith(PRIVATE):
                    sent["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)
