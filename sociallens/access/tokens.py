"""Personal tokens for scripts: they give a part of what their owner has, for a time, and no more.

Only a hash of a token is kept: it is shown once, when it is made.
"""

import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from sociallens.access.reader import TAKING, Entry, Identity, Reader, Right
from sociallens.access.scope import Part
from sociallens.access.sessions import private

PREFIX = "slt_"
MOST_DAYS = 366
_FILE, _LOCK = "tokens.json", "tokens.lock"


@dataclass(frozen=True)
class Token:
    """What is kept of one."""

    id: str
    hash: str
    address: str  # its owner's
    groups: tuple[str, ...]
    until: float  # seconds since 1970
    may: tuple[str, ...]
    sites: tuple[str, ...] = ()  # none: all that its owner sees

    @property
    def identity(self) -> Identity:
        """Its owner."""
        return Identity(self.address, frozenset(self.groups))

    def narrow(self, owner: Reader) -> Reader:
        """What it gives of what its owner has now."""
        parts = ((each, _within(each.part, self.sites)) for each in owner.entries)
        may = frozenset(right for right in TAKING if right in self.may)
        entries = (Entry(e.who, part, e.may & may) for e, part in parts if part)
        return Reader(owner.name, tuple(entries))


def _within(part: Part, sites: tuple[str, ...]) -> Part | None:
    if not sites:
        return part
    only = dict(part.only)
    seen = only.get("site", frozenset(sites)) & frozenset(sites)
    return Part(tuple(sorted((only | {"site": seen}).items()))) if seen else None


def new(
    folder: Path,
    identity: Identity,
    days: int,
    may: Iterable[Right] = ("export",),
    sites: Iterable[str] = (),
) -> tuple[Token, str]:
    """Make a token; the second is what its owner keeps, told now and never again.

    Raises `OSError`.
    """
    name, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    until = time.time() + min(days, MOST_DAYS) * 86_400
    token = Token(
        name,
        _hashed(secret),
        identity.address,
        tuple(sorted(identity.groups)),
        until,
        tuple(may),
        tuple(sites),
    )
    _change(folder, lambda kept: [*kept, token])
    return token, f"{PREFIX}{name}_{secret}"


def every(folder: Path) -> list[Token]:
    """The tokens that are not over. Raises `OSError`."""
    try:
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    lists = ("groups", "may", "sites")
    tokens = (Token(**each | {name: tuple(each[name]) for name in lists}) for each in kept)
    return [token for token in tokens if token.until > time.time()]


def revoke(folder: Path, name: str) -> Token | None:
    """End a token at once; None where there is none of that id. Raises `OSError`."""
    found = next((each for each in every(folder) if each.id == name), None)
    if found:
        _change(folder, lambda kept: [each for each in kept if each.id != name])
    return found


def read(folder: Path, told: str) -> Token | None:
    """The token that a script sends; None for one that is unknown, over or revoked."""
    name, _, secret = told.removeprefix(PREFIX).partition("_")
    hashed = _hashed(secret)
    for token in every(folder):
        if token.id == name and hmac.compare_digest(token.hash, hashed):
            return token
    return None


def _hashed(secret: str) -> str:
    # 256 random bits need no slow hash: nobody can try them all.
    return hashlib.sha256(secret.encode()).hexdigest()


def _change(folder: Path, edit: Callable[[list[Token]], list[Token]]) -> None:
    """Read, edit and write under one lock: what another command revoked must not come back."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(folder / _LOCK):
        private(folder / _FILE, json.dumps([asdict(each) for each in edit(every(folder))]))
