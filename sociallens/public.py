"""What is set for a server that others reach: who vouches for readers, what keeps secrets, limits.

Each setting is a variable `SOCIALLENS_SERVER_<NAME>`, else a line of `[server]` in
`settings.toml`. A secret can stand in a file of its own: `SOCIALLENS_SERVER_<NAME>_FILE`.
"""

import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from sociallens import settings
from sociallens.access.file import FILE
from sociallens.errors import BadSettings

LEAST_SECRET = 32  # letters of the secret that signs sessions
LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))  # the names of this machine
SECRETS = ("client_secret", "secret")
HOURS = 12  # that a session lasts
VERIFIED = "email"  # the claim that a provider may mark as not verified


@dataclass(frozen=True)
class Limit:
    """How much may be under way at once, of one reader and of all; 0 is no limit."""

    each: int
    total: int


# So that one who asks too much, or all at once, keep nobody from reading: see `docs/operations.md`.
LIMITS: Mapping[str, Limit] = {
    "pages": Limit(20, 300),  # open in browsers
    "runs": Limit(2, 8),  # of pages that are being worked out; others wait for their turn
    "exports": Limit(2, 8),
    "imports": Limit(2, 4),  # and previews, each a process of its own
    "files": Limit(40, 200),  # uploaded or on their way; all of them are held in memory
    "megabytes": Limit(200, 1000),  # of these files
}


@dataclass(frozen=True)
class Public:
    """A complete set of settings: see `docs/access.md`."""

    address: str  # where readers find it: scheme and host, without a path
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    secret: str = field(repr=False)  # signs sessions
    access: Path  # who may see what
    hosts: frozenset[str] = frozenset()  # further names it answers to
    claim: str = VERIFIED  # of the token: whose value the access file names readers by
    groups: str = "groups"  # of the token: a list of names
    hours: int = HOURS
    frames: tuple[str, ...] = ()  # the origins of pages that may show it in a frame

    @property
    def host(self) -> str:
        """Its name, as browsers send it."""
        return urlsplit(self.address).netloc.casefold()

    @property
    def secure(self) -> bool:
        """Whether readers come by HTTPS; if not, from this machine alone."""
        return self.address.startswith("https://")


def wanted() -> bool:
    """Whether others are to reach this server."""
    return _told("public").casefold() in ("1", "true", "yes")


def public() -> Public | None:
    """The settings of a server that others reach; None for one that serves its own machine.

    Raises `BadSettings`, with all that is missing or wrong.
    """
    if not wanted():
        return None
    if problems := [key for key, wrong in _CHECKS.items() if wrong()]:
        raise BadSettings("public-incomplete", problems=tuple(problems))
    return Public(
        _address(),
        _told("issuer").rstrip("/"),
        _told("client_id"),
        _told("client_secret"),
        _told("secret"),
        access_file(),
        frozenset(name.casefold() for name in _told("hosts").split()),
        _told("claim") or VERIFIED,
        _told("groups") or "groups",
        _number("hours", 0) or HOURS,
        tuple(_told("frames").split()),
    )


def limit(name: str) -> Limit:
    """A limit as it is set: `<name>_each` for one reader, `<name>` for all. Raises `BadSettings`.

    It holds without a login too, where there is one reader and what is for all is for her.
    """
    usual = LIMITS[name]
    return Limit(_number(f"{name}_each", usual.each), _number(name, usual.total))


def access_file() -> Path:
    """Where the access file is."""
    told = _told("access")
    return Path(told) if told else settings.home() / FILE


def _address() -> str:
    return _told("address").rstrip("/")


def _bad_address() -> bool:
    """Whether sessions would cross a network in the open, or it is not a bare one."""
    parts = urlsplit(_address())
    return bool(parts.path or parts.query or parts.fragment or parts.username) or not hidden(parts)


def _number(name: str, usual: int) -> int:
    return settings.whole(_told(name), _variable(name), usual)


def _bad_key() -> bool:
    """Whether the key is missing, or others may read it."""
    try:
        mode = settings.key_file().stat().st_mode
    except OSError:
        return True
    return not stat.S_ISREG(mode) or settings.lets_others(mode)


def _bad_issuer() -> bool:
    return not hidden(urlsplit(_told("issuer")))


# What must be there, in the order in which it is told; the words are `public-needs-<key>`.
_CHECKS: dict[str, Callable[[], bool]] = {
    "address": _bad_address,
    "issuer": _bad_issuer,
    "client-id": lambda: not _told("client_id"),
    "client-secret": lambda: not _told("client_secret"),
    "secret": lambda: len(_told("secret")) < LEAST_SECRET,
    "access": lambda: not access_file().is_file(),
    "key": _bad_key,
}
NEEDS = tuple(_CHECKS)


def hidden(address: SplitResult) -> bool:
    """Whether nobody on a network reads what is sent there: by HTTPS, or to this machine."""
    plain = address.scheme == "http" and address.hostname in LOOPBACK
    return bool(address.hostname) and (address.scheme == "https" or plain)


def secret_files() -> list[Path]:
    """The files that hold a secret, as far as they are named."""
    named = [os.environ.get(f"{_variable(name)}_FILE") for name in SECRETS]
    files = [Path(file) for file in named if file]
    return [*files, settings.settings_file()] if any(map(settings.of_server, SECRETS)) else files


def _variable(name: str) -> str:
    return f"SOCIALLENS_SERVER_{name.upper()}"


def _told(name: str) -> str:
    """A setting, "" where nothing is told. Raises `BadSettings`."""
    variable = _variable(name)
    if told := os.environ.get(variable, "").strip():
        return told
    if file := os.environ.get(f"{variable}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise BadSettings("import-settings-unreadable", file=file) from error
    return settings.of_server(name)
