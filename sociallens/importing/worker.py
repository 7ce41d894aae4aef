"""A process that finishes slices: `python -P -m sociallens.importing.worker`.

It reads how slices are finished and then, one by one, which, until its standard input ends. Slices
and results are Arrow files; messages are of `wire`, and run no code.
"""

import os
from pathlib import Path
from typing import Any

import polars as pl

from sociallens.importing import finishing, limits, wire


def main() -> None:
    """Finish what the parent asks for, for as long as it lives."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may come between our messages
    begun = wire.receive(requests)
    limits.die_with(begun["parent"])
    finish: finishing.Finish = begun["finish"]
    while True:
        try:
            job = wire.receive(requests)
        except EOFError:
            os._exit(0)
        wire.send(answers, _done(finish, job["rows"], job["into"]))


def _done(finish: finishing.Finish, rows: Path, into: Path) -> dict[str, Any]:
    try:
        outcome = finish.rows(pl.read_ipc(rows))
        outcome.result.write_ipc(into, compression="lz4")
    except MemoryError:
        return {"ended": "memory"}
    except BaseException as error:  # a panic of a Rust library is no Exception
        return {"ended": type(error).__name__}
    return {"rows": outcome.result.height, "failed": outcome.failed}


if __name__ == "__main__":
    main()
