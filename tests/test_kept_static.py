"""The answers kept for the front-end's files; the application behind is a real one, in ASGI."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.types import Message, Receive, Scope, Send

from sociallens.ui.server.static import KeptStatic

BODY = "http.response.body"


def scope(method: str = "GET") -> Scope:
    return {"type": "http", "method": method, "path": "/static/a.js", "headers": []}


class Files:
    """Sends a file in two parts; to the first reader, who leaves amid it, only the first."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": BODY, "body": b"one", "more_body": True})
        if self.asked > 1:
            await send({"type": BODY, "body": b"two", "more_body": False})


def read(app: KeptStatic) -> bytes:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    with ThreadPoolExecutor(
        1
    ) as apart:  # a browser test before may have left its loop running here
        apart.submit(asyncio.run, app(scope(), receive, send)).result()
    return b"".join(message.get("body", b"") for message in sent)


def test_an_answer_that_was_cut_off_is_not_kept() -> None:
    files = Files()
    app = KeptStatic(files)
    assert [read(app) for _ in range(3)] == [b"one", b"onetwo", b"onetwo"]
    assert files.asked == 2  # the whole answer is kept
