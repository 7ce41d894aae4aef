"""The files of a watched folder: which are complete, which are new, and which were refused.

A file is recognised by its content (SHA-256), whatever its name. The store remembers the hashes,
without names. Only files that gave nothing are moved.
"""

import hashlib
import json
import os
import stat
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from sociallens.i18n import Language
from sociallens.importing.report import Report
from sociallens.importing.report_text import report_lines
from sociallens.settings import CURRENT
from sociallens.store import disk

MEMORY = "arrivals.json"  # in the store: SHA-256 of each file -> what became of it
IMPORTED, REFUSED = "imported", "refused"
ASIDE = "refusés"  # the folder, in the watched one, of files that gave nothing
SETTLED = 5.0  # seconds without a change after which a file counts as complete
_PARTIAL = (
    ".crdownload", ".part", ".partial", ".tmp", ".temp", ".download", ".opdownload", ".filepart",
    "~",
)  # fmt: skip
_BESIDE = (".", "~$")  # hidden files, and those that office programs keep beside an open one
_FURNITURE = ("desktop.ini", "thumbs.db")  # that a system puts into folders


@dataclass
class Arrivals:
    """The outcomes of the contents that a store has met."""

    store: Path
    _known: dict[str, str] = field(default_factory=dict)
    _digests: dict[tuple[Path, int, int, int], str] = field(default_factory=dict)

    def recall(self) -> None:
        """Read the outcomes from the store; without its file, or with a damaged one, nothing.

        Forgetting is harmless: importing the same contributions again changes nothing.
        """
        try:
            outcomes = json.loads((self.store / MEMORY).read_bytes())
        except (OSError, ValueError):
            return
        if isinstance(outcomes, dict):
            self._known |= outcomes

    def remember(self, digest: str, outcome: str) -> None:
        """Store the outcome of a content. Raises `OSError`."""
        self._known[digest] = outcome
        if (self.store / CURRENT).is_file():  # before the first import there is no store
            disk.write(self.store / MEMORY, json.dumps(self._known, indent=0).encode())

    def outcome(self, digest: str) -> str | None:
        """The outcome of a content, `IMPORTED` or `REFUSED`; None for a new one."""
        return self._known.get(digest)

    def digest(self, path: Path) -> str | None:
        """The SHA-256 of a complete file; None while it is being written or when it is gone."""
        try:
            before = path.stat(follow_symlinks=False)
            if not before.st_size or abs(time.time() - before.st_mtime) < SETTLED:
                return None
            state = (path, before.st_ino, before.st_size, before.st_mtime_ns)
            if state not in self._digests:
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                after = path.stat(follow_symlinks=False)
                if (after.st_size, after.st_mtime_ns) != state[2:]:
                    return None
                self._digests[state] = digest
        except OSError:
            return None
        return self._digests[state]


def files_in(folder: Path) -> list[Path]:
    """The regular, finished files of a folder and its subfolders, in order."""
    paths = []
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(child for child in folders if not is_partial(child) and child != ASIDE)
        paths += [Path(parent, name) for name in sorted(names) if not is_partial(name)]
    return [path for path in paths if _is_regular(path)]


def is_partial(name: str) -> bool:
    """Whether a file of this name is an unfinished download or a program's own."""
    plain = name.casefold()
    return plain.startswith(_BESIDE) or plain.endswith(_PARTIAL) or plain in _FURNITURE


def set_aside(path: Path, folder: Path, report: Report, language: Language) -> bool:
    """Move a file to `ASIDE` with its report beside it; False when the folder is not writable."""
    aside = folder / ASIDE
    try:
        aside.mkdir(mode=0o750, exist_ok=True)
        moved = _free(aside, path)
        note = moved.with_name(moved.name + ".txt")
        with open(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o640), "wb") as file:
            file.write(_text(report_lines(report, language)))
        path.rename(moved)
    except OSError:
        return False
    return True


def _text(lines: Iterable[str]) -> bytes:
    return "\n".join([*lines, ""]).encode("utf-8", "replace")


def _free(aside: Path, path: Path) -> Path:
    """A free name: `avis.csv`, else `avis (2).csv`."""
    candidate, number = aside / path.name, 2
    while candidate.exists():
        candidate, number = aside / f"{path.stem} ({number}){path.suffix}", number + 1
    return candidate


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat(follow_symlinks=False).st_mode)
    except OSError:
        return False
