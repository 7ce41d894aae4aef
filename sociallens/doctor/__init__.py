"""Whether an installation is fit to be run: what `sociallens doctor` looks at.

A check is a function that yields findings, and stands in one of the three lists below; its name is
the one that programs read. A `SocialLensError` that it raises is a fault, in the error's own words.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from sociallens.doctor.finding import Finding, Server, Status
from sociallens.doctor.installed import access, packages, python, secrets, settings
from sociallens.doctor.kept import clock, disk, erasing, folders, key, store, trail
from sociallens.doctor.reached import address, port, provider, proxy
from sociallens.errors import SocialLensError
from sociallens.public import Public, public

T = TypeVar("T", Server, Public)

__all__ = ["CHECKS", "Finding", "Status", "examine"]

CHECKS: tuple[Callable[[Server], Iterator[Finding]], ...] = (
    python, packages, settings, secrets, store, erasing, key, folders, disk, clock, trail, port,
)  # fmt: skip
OF_PUBLIC: tuple[Callable[[Public], Iterator[Finding]], ...] = (access,)
BY_NETWORK: tuple[Callable[[Public], Iterator[Finding]], ...] = (provider, address, proxy)


def examine(
    store: Path, host: str, port: int, *, offline: bool = False
) -> Iterator[tuple[str, Finding]]:
    """The name of each check with what it found; `offline`: without asking other machines."""
    why, shown = "doctor-not-public", None
    try:
        shown = public()
    except SocialLensError:  # told by the check of the settings
        why = "doctor-not-set"
    server = Server(store, host, port, shown)
    for check in CHECKS:
        yield from _run(check, server)
    for each in (*OF_PUBLIC, *BY_NETWORK):
        if shown is None:
            yield each.__name__, Finding("unseen", why, {"check": each.__name__})
        elif offline and each in BY_NETWORK:
            yield each.__name__, Finding("unseen", "doctor-offline", {"check": each.__name__})
        else:
            yield from _run(each, shown)


def _run(check: Callable[[T], Iterator[Finding]], of: T) -> Iterator[tuple[str, Finding]]:
    try:
        for finding in check(of):
            yield check.__name__, finding
    except SocialLensError as error:
        yield check.__name__, Finding("fault", error.key, error.details)
    except OSError as error:
        file, reason = error.filename or check.__name__, error.strerror or type(error).__name__
        told = {"file": str(file), "reason": reason}
        yield check.__name__, Finding("fault", "doctor-unreadable", told)
