"""The process that reads strangers' files: `python -P -m sociallens.importing.child`.

It reads one request from its standard input, which stays open as long as its parent lives, and
writes messages to its standard output: its progress and, last, the result.
"""

import importlib
import inspect
import os
import threading
from collections.abc import Callable
from typing import IO, Any

from sociallens.errors import SocialLensError
from sociallens.importing import limits, wire


def main() -> None:
    """Read one request, carry it out, and write its result."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # Nothing that a library prints may come between our messages.
    os.dup2(2, 1)
    request = wire.receive(requests)
    limits.die_with(request["parent"])
    limits.restrict(request["limits"])
    threading.Thread(target=_end_with_parent, args=(requests,), daemon=True).start()
    wire.send(answers, _result(request, lambda **message: wire.send(answers, message)))
    answers.close()
    os._exit(0)  # leave the cleaning up to the system


def _result(request: dict[str, Any], tell: Callable[..., None]) -> dict[str, Any]:
    function = _function(request["function"])
    callbacks = {
        "progress": lambda done, expected: tell(progress=(done, expected)),
        "starting": lambda path: tell(file=path),
    }
    parameters = inspect.signature(function).parameters
    accepted = {name: call for name, call in callbacks.items() if name in parameters}
    try:
        return {"result": function(*request["args"], **request["kwargs"], **accepted)}
    except SocialLensError as error:
        return {"error": error}
    except MemoryError:
        return {"ended": "memory"}
    except BaseException as error:  # a panic of a Rust library is no Exception
        return {"ended": type(error).__name__}


def _function(name: str) -> Callable[..., Any]:
    module, _, place = name.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), place)
    return function


def _end_with_parent(requests: IO[bytes]) -> None:
    """End this process when the pipe of its parent ends: not every system sends a signal."""
    requests.read(1)
    os._exit(1)


if __name__ == "__main__":
    main()
