"""What was verified, by the status that files had: an unchanged file needs no hash at a start.

The system sets a file's change time, which nobody can set back; what rots without a trace is found
by the slow scrub (see `integrity`). The record is derived: without it everything is hashed.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from sociallens.store.integrity import Signature

FILE = "verified.json"
Verified = Mapping[
    str, Signature
]  # a file, relative to the store -> the status that it had when it was hashed


def read(folder: Path) -> Verified:
    """What is recorded in a folder; nothing where the record is missing or makes no sense."""
    try:
        recorded = json.loads((folder / FILE).read_bytes())
        return {str(name): tuple(map(int, status)) for name, status in recorded.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def add(folder: Path, verified: Verified) -> None:
    """Add to the record of a folder, where it can be written; files that are gone leave it."""
    before = read(folder)
    known = {name: status for name, status in before.items() if _is_there(folder, name)}
    after = {**known, **verified}
    if after == before:
        return
    temporary = folder / f"{FILE}.{os.getpid()}.tmp"
    with suppress(OSError):
        try:
            temporary.write_text(json.dumps(after), encoding="ascii")
            os.replace(temporary, folder / FILE)
        finally:
            temporary.unlink(missing_ok=True)


def _is_there(folder: Path, name: str) -> bool:
    return (folder.parent / name).exists()
