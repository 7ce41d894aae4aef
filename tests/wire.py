"""A reader without a browser: what she asks for over the WebSocket, and what comes back."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 600  # seconds; a busy machine is no reason to fail


@dataclass(frozen=True)
class Run:
    """What came of one run of the script."""

    messages: tuple[ForwardMsg, ...]
    milliseconds: float  # from asking to the end of the run
    size: int  # bytes of all messages

    @property
    def errors(self) -> list[str]:
        """The exceptions and the red banners on the page, in words."""
        elements = [each.delta.new_element for each in self.messages]
        banners = [each.alert for each in elements if each.alert.format == each.alert.ERROR]
        raised = [each.exception for each in elements if each.HasField("exception")]
        return [each.message for each in raised] + [each.body for each in banners]


class Session:
    """One session of the dashboard, as a tab of a browser holds it."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._scripts: dict[str, str] = {}  # page -> what Streamlit calls it
        self._held: list[str] = []  # large messages that need not come again

    async def visit(self, page: str = "", query: str = "") -> Run:
        """A page at an address; the first page is nameless. Raises `TimeoutError`."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.cached_message_hashes.extend(self._held)
        if page in self._scripts:
            asked.rerun_script.page_script_hash = self._scripts[page]
        else:
            asked.rerun_script.page_name = page
        start = time.perf_counter()
        await self._connection.send(asked.SerializeToString())
        messages, size = [], 0
        while True:
            data = await self._connection.recv(decode=False)
            message = ForwardMsg.FromString(data)
            messages.append(message)
            size += len(data)
            kind = message.WhichOneof("type")
            if kind == "navigation":
                pages = message.navigation.app_pages
                self._scripts = {each.url_pathname: each.page_script_hash for each in pages}
            elif message.metadata.cacheable:
                self._held.append(message.hash)
            elif (
                kind == "script_finished"
                and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                took = (time.perf_counter() - start) * 1000
                return Run(tuple(messages), took, size)


@asynccontextmanager
async def session(address: str, cookie: str = "") -> AsyncIterator[Session]:
    """A new session of the server at `address`, until the block ends; with what a browser sends."""
    wire = f"ws://{urlsplit(address).netloc}/_stcore/stream"
    async with connect(
        wire,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=address,  # type: ignore[arg-type]
        max_size=None,
        additional_headers={"Cookie": cookie} if cookie else None,
        open_timeout=PATIENCE,
        ping_interval=None,
    ) as connection:
        yield Session(connection)
