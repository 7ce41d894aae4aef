"""The front end's own files, kept compressed."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class KeptStatic:
    """Keeps the answers for the front end's files, compressed as they were sent.

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
        if not (scope.get("path", "").startswith(("/static/", "/front/")) and whole):
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
