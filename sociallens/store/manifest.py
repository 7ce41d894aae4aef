"""The manifest of a store, and how a store is opened.

A store is a folder in which `CURRENT` names one manifest, and the manifest lists the segments.
Readers open the listed files, never a glob, so that they never mix two versions. The name of a
manifest contains its SHA-256, and the manifest contains the SHA-256 of each segment.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sociallens.errors import StoreError
from sociallens.schema import ARROW, FORMER
from sociallens.settings import CURRENT

MANIFESTS = "manifests"
SEGMENTS = "segments"
UNDATED = "undated"  # the month of contributions without a date


def _hash(schema: pa.Schema) -> str:
    lines = (f"{field.name} {field.type} {field.nullable}" for field in schema)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


SCHEMA = _hash(ARROW)
READABLE = (SCHEMA, *map(_hash, FORMER))

_NAME = re.compile(rf"{MANIFESTS}/(\d{{6,}})-([0-9a-f]{{64}})\.json")
_SEGMENT = re.compile(rf"{SEGMENTS}/([0-9a-f]{{64}})\.parquet")


@dataclass(frozen=True)
class Segment:
    """One immutable Parquet file: a month, all columns, sorted by site, time and id."""

    file: str  # relative to the store: segments/<sha256>.parquet
    sha256: str
    rows: int
    bytes: int
    month: str  # "2011-12", or "undated"
    first: str | None  # ISO times (UTC) of the earliest and the latest contribution
    last: str | None


@dataclass(frozen=True)
class ImportRecord:
    """One import, which created one version of the store. All counts are of contributions."""

    id: str
    at: str  # ISO time, UTC
    files: tuple[str, ...]
    profiles: tuple[str, ...]
    read: int
    added: int
    updated: int
    unchanged: int
    rejected: int
    reasons: Mapping[str, int]  # message key -> rows rejected for it
    clashing: int = 0  # added under a new id; not recorded by earlier versions
    suppressed: int = 0  # erased before, and kept out


@dataclass(frozen=True)
class Manifest:
    """One version of a store."""

    version: int
    schema: str  # hash of `schema.ARROW`, or of a former schema that segments may still have
    taxonomy: str
    demo: bool  # made-up data
    opening: str  # query string of the first view
    classifier: str
    key_id: str | None  # of the key that the author pseudonyms were made with
    imports: tuple[ImportRecord, ...]
    segments: tuple[Segment, ...]

    @property
    def rows(self) -> int:
        """How many contributions the version holds."""
        return sum(segment.rows for segment in self.segments)

    def encode(self) -> bytes:
        """The manifest as JSON; equal manifests give equal bytes."""
        text = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return text.encode()

    @classmethod
    def decode(cls, data: bytes) -> "Manifest":
        """The manifest in `data`. Raises `ValueError` when `data` is not a manifest."""
        try:
            fields: dict[str, Any] = json.loads(data)
            imports = tuple(
                ImportRecord(**each | {key: tuple(each[key]) for key in ("files", "profiles")})
                for each in fields.pop("imports")
            )
            segments = tuple(Segment(**each) for each in fields.pop("segments"))
            if any(not _SEGMENT.fullmatch(segment.file) for segment in segments):
                raise ValueError("segment outside the store")
            return cls(imports=imports, segments=segments, **fields)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ValueError("not a manifest") from error


@dataclass(frozen=True)
class Store:
    """One open version of a store; imports made meanwhile do not change it."""

    path: Path
    manifest: Manifest
    digest: str  # SHA-256 of the manifest: the version of the data, for cache keys

    @property
    def stands(self) -> bool:
        """Whether the version is still there: older ones are removed."""
        return (self.path / manifest_name(self.manifest.version, self.digest)).exists()

    def files(self) -> list[Path]:
        """The paths of all segments, in the manifest's order."""
        return [self.path / segment.file for segment in self.manifest.segments]


def manifest_name(version: int, digest: str) -> str:
    """The path of a manifest, relative to the store."""
    return f"{MANIFESTS}/{version:06}-{digest}.json"


def parse_name(name: str, folder: str) -> tuple[int, str]:
    """The version and the digest that a manifest's name tells. Raises `StoreError`."""
    match = _NAME.fullmatch(name)
    if not match:
        raise StoreError("store-damaged", folder=folder, file=CURRENT)
    return int(match[1]), match[2]


def current(path: Path) -> str:
    """The name of the current manifest. Raises `StoreError` when there is no readable store."""
    try:
        name = (path / CURRENT).read_bytes().decode("ascii", "replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError("store-absent", folder=path.name) from None
    except OSError as error:
        raise StoreError("store-not-read", file=CURRENT, reason=str(error.strerror)) from error
    if not _NAME.fullmatch(name):
        raise StoreError("store-damaged", folder=path.name, file=CURRENT)
    return name


def versions(path: Path) -> dict[int, str]:
    """The retained manifests, oldest first: version -> file name. Raises `StoreError`.

    A manifest newer than the current one is left out: its writer died before publishing it.
    """
    last = current(path)
    newest = int(_NAME.sub(r"\1", last))
    names = (f"{MANIFESTS}/{file.name}" for file in (path / MANIFESTS).glob("*.json"))
    older = {int(match[1]): match[0] for name in names if (match := _NAME.fullmatch(name))}
    retained = {number: name for number, name in sorted(older.items()) if number < newest}
    return retained | {newest: last}


def open_store(path: Path, version: int | None = None) -> Store:
    """The store in the folder `path`, at its current version or at an older, retained one.

    Raises `StoreError` when there is no store, when its manifest is damaged or has an unknown
    schema, or when the version has been removed.
    """
    if version is None:
        return _load_current(path)
    available = versions(path)
    if version not in available:
        remain = ", ".join(map(str, available))
        raise StoreError("store-version-gone", version=str(version), kept=remain)
    return _load(path, available[version])


def _load_current(path: Path) -> Store:
    """The current version, even if imports remove the one that `CURRENT` named a moment ago."""
    name = current(path)
    try:
        return _load(path, name)
    except StoreError:
        if current(path) == name:
            raise
        return _load_current(path)


def _load(path: Path, name: str) -> Store:
    digest = _NAME.sub(r"\2", name)
    try:
        data = (path / name).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise ValueError("hash")
        manifest = Manifest.decode(data)
    except (FileNotFoundError, ValueError):
        raise StoreError("store-damaged", folder=path.name, file=name) from None
    except OSError as error:
        raise StoreError("store-not-read", file=name, reason=str(error.strerror)) from error
    if manifest.schema not in READABLE:
        raise StoreError("store-schema", folder=path.name)
    return Store(path, manifest, digest)
