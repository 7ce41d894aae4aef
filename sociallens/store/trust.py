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
Verified = Mapping[str, Signature]  # a file's name -> the status that it had when it was hashed


def read(folder: Path) -> Verified:
    """What is recorded in a folder; nothing where the record is missing or makes no sense."""
    try:
        recorded = json.loads((folder / FILE).read_bytes())
        return {str(name): tuple(map(int, status)) for name, status in recorded.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def record(folder: Path, verified: Verified) -> None:
    """Replace the record of a folder, where it can be written."""
    temporary = folder / f"{FILE}.{os.getpid()}.tmp"
    with suppress(OSError):
        try:
            temporary.write_text(json.dumps(verified), encoding="ascii")
            os.replace(temporary, folder / FILE)
        finally:
            temporary.unlink(missing_ok=True)
