"""Who has signed in: what her browser carries, signed, and since when that counts no more.

A browser carries who she is and when she signed in, not what she may do: the access file says that
at every use. Signing out ends one session, or all of a reader's at once.
"""

import json
import os
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from itsdangerous import BadSignature, URLSafeSerializer

from sociallens.access.reader import Identity
from sociallens.shelf import Files

MOST = 3_500  # letters of a session: browsers drop cookies of more than 4,096
ROOM = 1_000  # letters of names of groups, as they are written in it
LONGEST = 24 * 31  # hours that any session lasts, and that is remembered who was signed out
_FILE, _LOCK = "signed-out.json", "signed-out.lock"
_kept: Files[dict[str, float]] = Files(most=2)


@dataclass(frozen=True)
class Session:
    """Somebody who signed in at a time, in seconds since 1970."""

    identity: Identity
    at: float
    id: str


@dataclass(frozen=True)
class Sessions:
    """The sessions of a server: `secret` signs them, `folder` keeps who was signed out."""

    secret: str
    hours: int
    folder: Path

    def begin(self, identity: Identity, named: frozenset[str]) -> tuple[Session, str]:
        """A new session, and what a browser carries of it.

        Of her groups those that are `named` in the access file, and others as long as there is
        room, for whom the file may name later: some have hundreds.
        """
        groups = sorted(identity.groups & named)
        room = ROOM - sum(map(_length, groups))
        for group in sorted(identity.groups - named, key=_length):
            room -= _length(group)
            if room < 0:
                break
            groups.append(group)
        session = Session(Identity(identity.address, frozenset(groups)), time.time(), _new_id())
        carried = [identity.address, groups, session.at, session.id]
        return session, str(self._signer().dumps(carried))

    def read(self, carried: str) -> Session | None:
        """The session that a browser carries; None for one that is forged, over, or signed out."""
        try:
            if len(carried) > MOST:
                return None
            address, groups, at, name = self._signer().loads(carried)
            session = Session(Identity(str(address), frozenset(groups)), float(at), str(name))
        except (BadSignature, TypeError, ValueError):
            return None
        age = time.time() - session.at
        if not -60 <= age <= min(self.hours, LONGEST) * 3600:
            return None
        ended = _ended(self.folder)
        if f"session:{session.id}" in ended or session.at <= ended.get(_key(session), 0):
            return None
        return session

    def end(self, session: Session) -> None:
        """Sign out where this session is used. Raises `OSError`."""
        _end(self.folder, {f"session:{session.id}": session.at})

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret, salt="session")


def sign_out(folder: Path, address: str) -> None:
    """End all sessions of a reader that have begun so far. Raises `OSError`."""
    _end(folder, {f"reader:{address.casefold()}": time.time()})


def _key(session: Session) -> str:
    return f"reader:{session.identity.address}"


def _new_id() -> str:
    return secrets.token_urlsafe(12)


def _length(group: str) -> int:
    return len(json.dumps(group))


def _ended(folder: Path) -> dict[str, float]:
    """What was signed out and when, read again when it has changed."""
    try:
        return _kept.get(
            folder / _FILE, lambda path: dict(json.loads(path.read_text(encoding="utf-8")))
        )
    except FileNotFoundError:
        return {}


def _end(folder: Path, more: dict[str, float]) -> None:
    """What ended before any session that still counts began is forgotten.

    A command may know another age than the server: so it is that of the longest.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with FileLock(folder / _LOCK):
        since = time.time() - LONGEST * 3600
        ended = {key: at for key, at in _ended(folder).items() if at >= since} | more
        private(folder / _FILE, json.dumps(ended))


def private(path: Path, text: str) -> None:
    """Write a file for its owner alone, whole or not at all. Raises `OSError`."""
    beside = path.with_name(path.name + ".tmp")
    beside.unlink(missing_ok=True)
    beside.touch(mode=0o600)
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())  # a power cut must let nobody in again
    beside.replace(path)
