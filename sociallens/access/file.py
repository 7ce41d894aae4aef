"""The access file: who may see and do what, read again as it changes.

    [[entry]]
    who = ["anne@example.com", "@agency.example", "group:marketing"]
    sites = ["Belverde"]        # or "*" for all; without it the entry gives nothing
    countries = ["FR", "BE"]    # all where it is absent
    communities = ["Forum A"]   # all where it is absent
    may = ["verbatims", "export"]

A file that cannot be understood gives nobody anything: half of it could give too much.
"""

from pathlib import Path
from typing import Any

from sociallens import toml
from sociallens.access.reader import RIGHTS, WHOLE, Entry, Identity, Reader, Right
from sociallens.access.scope import RESTRICTING, Part
from sociallens.errors import BadSettings
from sociallens.shelf import Files

FILE = "access.toml"
EVERYWHERE = "*"
_COLUMNS = dict(zip(("sites", "countries", "communities"), RESTRICTING, strict=True))
_kept: Files["tuple[Entry, ...] | BadSettings"] = Files(most=2)


def reader(path: Path, identity: Identity) -> Reader:
    """What the access file at `path` gives somebody, as the file is now.

    Raises `BadSettings` where it cannot be understood, or is not there.
    """
    return Reader(identity.address, tuple(e for e in entries(path) if e.names(identity)))


def entries(path: Path) -> tuple[Entry, ...]:
    """The entries of an access file, read again when it has changed. Raises `BadSettings`."""
    try:
        told = _kept.get(path, _told)
    except OSError as error:
        raise BadSettings("access-absent", file=str(path)) from error
    if isinstance(told, BadSettings):
        raise told
    return told


def _told(path: Path) -> "tuple[Entry, ...] | BadSettings":
    """The entries, or why there are none: a file that is wrong is not read at every click."""
    try:
        declared = toml.read(path)
        listed = declared.pop("entry", [])
        if declared or not isinstance(listed, list):
            raise _wrong(path, 0, next(iter(declared), "entry"))
        return tuple(_entry(path, number, each) for number, each in enumerate(listed, 1))
    except BadSettings as error:
        return error
    except (OSError, ValueError) as error:
        return BadSettings("access-unreadable", file=str(path), reason=str(error))


def _entry(path: Path, number: int, told: Any) -> Entry:
    if not isinstance(told, dict):
        raise _wrong(path, number, "entry")
    if unknown := told.keys() - {"who", "may", *_COLUMNS}:
        raise _wrong(path, number, min(unknown))
    who = frozenset(each.strip().casefold() for each in _words(path, number, told, "who"))
    may = frozenset(_words(path, number, told, "may"))
    if wrong := may - set(RIGHTS):
        raise BadSettings(
            "access-right",
            file=str(path),
            entry=number,
            right=min(wrong),
            known=", ".join(RIGHTS),
        )
    part = Part(tuple(sorted(_only(path, number, told))))
    rights: frozenset[Right] = frozenset(right for right in RIGHTS if right in may)
    if part.only and rights & WHOLE:
        raise BadSettings("access-whole", file=str(path), entry=number, right=min(rights & WHOLE))
    return Entry(who, part, rights)


def _only(path: Path, number: int, told: dict[str, Any]) -> list[tuple[str, frozenset[str]]]:
    only = [("site", frozenset[str]())] if "sites" not in told else []
    for field, dimension in _COLUMNS.items():
        if field in told and told[field] != EVERYWHERE:
            only.append((dimension, frozenset(_words(path, number, told, field))))
    return only


def _words(path: Path, number: int, told: dict[str, Any], field: str) -> list[str]:
    words = told.get(field, [])
    if not isinstance(words, list) or not all(isinstance(each, str) for each in words):
        raise _wrong(path, number, field)
    return words


def _wrong(path: Path, number: int, field: str) -> BadSettings:
    return BadSettings("access-field", file=str(path), entry=number, field=field)
