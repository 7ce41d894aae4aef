"""Logs: lines of JSON in which nothing stands of what customers wrote or readers looked for.

An error of a library tells the value that it failed at, and a message can be put together from
anything. So a line has the message only as it stands in the code, never what was put into it, and
of an error its type and where it happened. That holds for every library in the process: it is how
records are made, whoever writes them.
"""

import json
import logging
import secrets
import sys
import threading
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import PurePath
from traceback import extract_tb
from types import TracebackType
from typing import Any

from sociallens.errors import SocialLensError

Fact = str | int | bool
Told = dict[str, Any]

# What this program tells, declared once: an event and the facts that belong to it.
EVENTS: Mapping[str, frozenset[str]] = {
    "request": frozenset({"method", "route", "status", "ms", "bytes"}),
    "page": frozenset({"page", "ms", "failed"}),
}
# The request or the run of a page that a line belongs to; a reader is told it when one fails.
reference: ContextVar[str] = ContextVar("reference", default="")

_LOGGER = logging.getLogger("sociallens")
_FACTS = "facts"
_DEEPEST = 12  # calls of an error that are told, the last ones


class Line(logging.LogRecord):
    """A record that tells itself as one line of JSON, whatever handler asks."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.failure = _failure(self.exc_info)
        self.reference = reference.get()
        self.event = self.msg if _stands_in_the_code(self) else ""
        # Handlers and formatters print these as they are.
        self.msg, self.args, self.exc_info, self.exc_text, self.stack_info = (
            "",
            (),
            None,
            None,
            None,
        )

    def getMessage(self) -> str:
        """The line."""
        told: Told = {
            "at": datetime.fromtimestamp(self.created, UTC).isoformat(timespec="milliseconds"),
            "level": self.levelname.lower(),
            "event": self.event,
            "reference": self.reference,
            **getattr(self, _FACTS, {}),
            "error": self.failure,
        }
        if self.name != _LOGGER.name:
            told |= {"logger": self.name, "in": f"{_short(self.pathname)}:{self.lineno}"}
        told = {name: value for name, value in told.items() if value not in ("", None)}
        return json.dumps(told, separators=(",", ":"))


def begin(level: str) -> None:
    """From now on what is logged in this process, from a level on, is lines on standard error."""
    logging.setLogRecordFactory(Line)
    logging.captureWarnings(capture=True)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    _LOGGER.setLevel(level.upper())
    sys.excepthook = _uncaught
    threading.excepthook = lambda hook: _uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)
    sys.unraisablehook = lambda hook: _uncaught(hook.exc_type, hook.exc_value, hook.exc_traceback)


def tell(event: str, **facts: Fact) -> None:
    """Add a line to the log. Raises `ValueError` for facts that are not declared."""
    if undeclared := facts.keys() - EVENTS[event]:
        raise ValueError(f"{event}: {', '.join(sorted(undeclared))}")
    _LOGGER.info(event, extra={_FACTS: {"event": event, **facts}})


def new_reference() -> str:
    """A reference for a request or the run of a page."""
    return secrets.token_hex(8)


def _uncaught(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt):
        return
    _LOGGER.error("uncaught", exc_info=(kind, error, trace))


def _failure(told: object) -> Told | None:
    """The types of an error and of what led to it, and the last calls before it."""
    error = told[1] if isinstance(told, tuple) else None
    if not isinstance(error, BaseException):
        return None
    types: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(types) < _DEEPEST:
        types.append(_named(cause))
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    calls = [
        f"{_short(call.filename)}:{call.lineno} {call.name}"
        for call in extract_tb(error.__traceback__)[-_DEEPEST:]
    ]
    return {"types": types, "calls": calls}


def _named(error: BaseException) -> str:
    """The type of an error; of ours also the message that it stands for, without its details."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind} {error.key}" if isinstance(error, SocialLensError) else kind


def _short(file: str) -> str:
    """The end of the name of a source file: whose home it lies in is no matter."""
    return "/".join(PurePath(file).parts[-3:])


def _stands_in_the_code(record: logging.LogRecord) -> bool:
    """Whether the message is a literal of the function that logs it."""
    frame = sys._getframe().f_back
    while frame:
        code, frame = frame.f_code, frame.f_back
        if code.co_filename == record.pathname and code.co_name == record.funcName:
            return record.msg in code.co_consts
    return False
