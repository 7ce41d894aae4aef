"""What a check is asked of, and what it finds."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from sociallens.public import Public
from sociallens.settings import lets_others

Status = Literal["ok", "warning", "fault", "unseen"]


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: a message of the locale files and its arguments.

    None of them is personal or a secret: whoever asks for help sends them on.
    """

    status: Status
    key: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Server:
    """The installation that is examined."""

    store: Path
    host: str  # where it listens, or will
    port: int
    public: Public | None  # None also where its settings are not complete


def open_to_others(path: Path, rights: int = stat.S_IRWXO) -> bool:
    """Whether others than owner and group have rights. Raises `OSError`."""
    return lets_others(path.stat().st_mode, rights)
