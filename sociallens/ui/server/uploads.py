"""How much is uploaded, and held: files stay in memory as long as their page is open."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from sociallens.public import limit
from sociallens.ui.server.admission import name_of
from sociallens.ui.server.notices import spoken
from sociallens.ui.server.places import Busy, ensure, refusal

MEGABYTE = 1 << 20  # bytes, as the framework counts them
_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/([^/]+)")


@dataclass(eq=False)
class _Upload:
    """A file on its way or held."""

    reader: str
    session: str
    file: str
    bytes: int
    arriving: bool = True

    @property
    def held(self) -> bool:
        """Whether it still takes memory: its page is open, and has not let go of it."""
        return self.arriving or bool(
            get_instance().uploaded_file_mgr.get_files(self.session, [self.file])
        )


class Uploads:
    """Refuses a file that is one too many, or too large beside the others."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._files, self._megabytes = limit("files"), limit("megabytes")
        self._known: list[_Upload] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = _PATH.fullmatch(scope["path"]) if scope["type"] == "http" else None
        if path is None or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        upload = _Upload(name_of(scope), path[1], path[2], _size(scope))
        try:
            self._admit(upload)
        except Busy as busy:
            await refusal(busy, spoken(Request(scope)))(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            upload.arriving = False

    def _admit(self, upload: _Upload) -> None:
        """Count an upload from now on. Raises `Busy`."""
        self._known = [each for each in self._known if each.held]
        beside = [*self._known, upload]
        hers = [each for each in beside if each.reader == upload.reader]
        ensure("files", self._files, upload.reader, len(hers), len(beside))
        ensure("megabytes", self._megabytes, upload.reader, _megabytes(hers), _megabytes(beside))
        self._known.append(upload)


def let_go(files: Iterable[Any]) -> None:
    """Forget files that the page of this run has no more use for."""
    context, manager = get_script_run_ctx(), get_instance().uploaded_file_mgr
    if context and isinstance(manager, MemoryUploadedFileManager):
        for file in files:
            manager.remove_file(context.session_id, file.file_id)


def _megabytes(uploads: list[_Upload]) -> int:
    return -(-sum(each.bytes for each in uploads) // MEGABYTE)


def _size(scope: Scope) -> int:
    """What a request says of its size; where it does not, the most that one may have."""
    told = Headers(scope=scope).get("content-length", "")
    most: int = config.get_option("server.maxUploadSize")
    return int(told) if told.isascii() and told.isdigit() else most * MEGABYTE
