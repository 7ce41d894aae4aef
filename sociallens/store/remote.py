"""A store in object storage: an importer publishes to it, folders of dashboards follow it.

The one that counts is the one in the bucket. Files reach it under the hash of their content, then
`CURRENT` is replaced if nobody else has replaced it meanwhile: of two writers one is told.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from sociallens import merchants
from sociallens.errors import StoreError
from sociallens.settings import CURRENT
from sociallens.store import disk, receipts, suppressed
from sociallens.store.editing import drop_older
from sociallens.store.manifest import (
    MANIFESTS,
    SEGMENTS,
    Manifest,
    Segment,
    Store,
    manifest_name,
    open_store,
    parse_name,
    versions,
)
from sociallens.store.objects import Place, endpoint
from sociallens.store.write import publish, sweep

_REFUSED = ("PreconditionFailed", "ConditionalRequestConflict", "412", "409")
_ERASED = (suppressed.FILE, f"{receipts.FOLDER}/{receipts.FILE}")
_ABSENT = ("NoSuchKey", "404")


@dataclass(frozen=True)
class Head:
    """What `CURRENT` said when it was read."""

    name: str  # of a manifest; "" where there is no store yet
    tag: str  # the ETag that a later writer must still find


@dataclass(frozen=True)
class Moved:
    """What was carried over."""

    store: Store
    segments: int = 0
    bytes: int = 0
    anew: bool = False  # whether there was another version


def head(place: Place) -> Head:
    """The current manifest's name at a place. Raises `StoreError`."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = _client().get_object(Bucket=place.bucket, Key=place.key(CURRENT))
        return Head(answer["Body"].read().decode("ascii", "replace").strip(), answer["ETag"])
    except ClientError as error:
        if error.response["Error"]["Code"] in _ABSENT:
            return Head("", "")
        raise StoreError("objects-not-read", place=place.base) from error
    except BotoCoreError as error:
        raise StoreError("objects-not-read", place=place.base) from error


def open_remote(place: Place, name: str = "") -> Store:
    """The version at a place that a manifest's name stands for, or the current one.

    Its `path` is no folder of this machine. Raises `StoreError`.
    """
    name = name or head(place).name
    if not name:
        raise StoreError("store-absent", folder=place.base)
    version, digest = parse_name(name, place.base)
    data = _read(place, name)
    if hashlib.sha256(data).hexdigest() != digest:
        raise StoreError("store-damaged", folder=place.base, file=name)
    try:
        manifest = Manifest.decode(data)
    except ValueError:
        raise StoreError("store-damaged", folder=place.base, file=name) from None
    if manifest.version != version:
        raise StoreError("store-damaged", folder=place.base, file=name)
    return Store(Path(place.base), manifest, digest)


def pull(place: Place, folder: Path) -> Moved:
    """Bring a folder to the version at a place; the first time, make it.

    Only segments that the folder lacks are fetched, each verified by its hash. Raises `StoreError`;
    the folder is then as it was.
    """
    theirs = open_remote(place)
    for each in (folder, folder / MANIFESTS, folder / SEGMENTS):
        disk.make_folder(each)
    with disk.locked(folder):
        if (folder / CURRENT).exists():
            ours = open_store(folder)
            if ours.digest == theirs.digest:
                pull_names(place, folder)
                return Moved(ours)
            if ours.manifest.version >= theirs.manifest.version:  # what it holds is nowhere else
                raise StoreError("objects-folder-ahead", folder=folder.name, place=place.base)
        fetched = [each for each in theirs.manifest.segments if not _has(folder, each)]
        for segment in fetched:
            disk.write(folder / segment.file, _segment(place, segment))
        pull_names(place, folder)
        disk.flush(folder / SEGMENTS)
        store = publish(folder, theirs.manifest)
        if _pull_erased(place, folder):
            drop_older(store)
            sweep(store)
    return Moved(store, len(fetched), _size(fetched), anew=True)


def push(folder: Path, place: Place) -> Moved:
    """Publish a folder's version at a place.

    Raises `StoreError` when the place has a version that this folder does not come from, or when
    another writer publishes meanwhile: nothing that others read is then changed.
    """
    store, found = open_store(folder), head(place)
    name = manifest_name(store.manifest.version, store.digest)
    if found.name == name:
        _push_names(folder, place)
        return Moved(store)
    ours = {*versions(folder).values(), *receipts.replaced(folder)}
    if found.name and found.name not in ours:
        raise StoreError("objects-other-version", place=place.base)
    sent = send(place, store.manifest.segments, folder)
    replace(place, store.manifest, found)
    _push_names(folder, place)
    if receipts.replaced(folder):
        _drop_gone(place, folder)
    return Moved(store, len(sent), _size(sent), anew=True)


def pull_names(place: Place, folder: Path) -> None:
    """Take the names of merchants that a place has; without any, the folder's stay.

    Raises `StoreError`, and `BadMerchants` where they cannot be read: the folder's stay then too.
    """
    try:
        data = place.read(merchants.FILE)
    except FileNotFoundError:
        return
    except (OSError, pa.ArrowException) as error:
        raise StoreError("objects-not-read", place=place.base) from error
    file = folder / merchants.FILE
    if not file.is_file() or file.read_bytes() != data:
        merchants.parse(data, f"{place.base}/{merchants.FILE}")
        disk.write(file, data)


def _push_names(folder: Path, place: Place) -> None:
    """After the version, so that of two writers the one that was told changes no name."""
    file = folder / merchants.FILE
    if file.is_file():
        _write(place, merchants.FILE, file.read_bytes())
    _push_erased(folder, place)


def _push_erased(folder: Path, place: Place) -> None:
    """What was erased, without the data: for those who follow, and for builds of a cluster."""
    for name in _ERASED:
        if (folder / name).is_file():
            _write(place, name, (folder / name).read_bytes())


def _pull_erased(place: Place, folder: Path) -> bool:
    """Whether something was erased at a place since the folder followed it."""
    new = False
    for name in _ERASED:
        try:
            data = place.read(name)
        except FileNotFoundError:
            continue
        except (OSError, pa.ArrowException) as error:
            raise StoreError("objects-not-read", place=place.base) from error
        file = folder / name
        if not file.is_file() or file.read_bytes() != data:
            disk.make_folder(file.parent)
            disk.write(file, data)
            new = True
    return new


def _drop_gone(place: Place, folder: Path) -> None:
    """Remove what an erasure removed from the folder. Raises `StoreError`."""
    stores = [open_store(folder, version) for version in versions(folder)]
    kept = {*versions(folder).values()}
    kept |= {segment.file for each in stores for segment in each.manifest.segments}
    try:
        for name in (*place.sizes(MANIFESTS), *place.sizes(SEGMENTS)):
            if name not in kept:
                place.files.delete_file(place.path(name))
    except (OSError, pa.ArrowException) as error:
        raise StoreError("objects-not-written", place=place.base) from error


def send(place: Place, segments: Sequence[Segment], folder: Path) -> list[Segment]:
    """Copy segments of a folder that a place lacks; the copied ones. Raises `StoreError`."""
    there = place.sizes(SEGMENTS)
    missing = [each for each in segments if there.get(each.file, (-1,))[0] != each.bytes]
    for segment in missing:
        data = (folder / segment.file).read_bytes()
        if hashlib.sha256(data).hexdigest() != segment.sha256:
            raise StoreError("store-segments-damaged", file=segment.file, count=1)
        _write(place, segment.file, data)
    return missing


def replace(place: Place, manifest: Manifest, found: Head) -> Store:
    """Make a manifest the current one, if `CURRENT` is still what `found` tells.

    Its segments must be there. Raises `StoreError`, in the words `objects-other-writer` where
    another writer was quicker.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    data = manifest.encode()
    digest = hashlib.sha256(data).hexdigest()
    name = manifest_name(manifest.version, digest)
    _write(place, name, data)
    condition = {"IfMatch": found.tag} if found.tag else {"IfNoneMatch": "*"}
    try:
        _client().put_object(
            Bucket=place.bucket, Key=place.key(CURRENT), Body=f"{name}\n".encode(), **condition
        )
    except ClientError as error:
        if error.response["Error"]["Code"] not in _REFUSED:
            raise StoreError("objects-not-written", place=place.base) from error
        if head(place).name != name:  # else a request that was repeated has met its first
            raise StoreError("objects-other-writer", place=place.base) from error
    except BotoCoreError as error:
        raise StoreError("objects-not-written", place=place.base) from error
    return Store(Path(place.base), manifest, digest)


def _write(place: Place, name: str, data: bytes) -> None:
    try:
        place.write(name, data)
    except (OSError, pa.ArrowException) as error:
        raise StoreError("objects-not-written", place=place.base) from error


def _size(segments: Sequence[Segment]) -> int:
    return sum(segment.bytes for segment in segments)


def _has(folder: Path, segment: Segment) -> bool:
    file = folder / segment.file
    return file.is_file() and file.stat().st_size == segment.bytes


def _segment(place: Place, segment: Segment) -> bytes:
    data = _read(place, segment.file)
    if hashlib.sha256(data).hexdigest() != segment.sha256:
        raise StoreError("store-segment-changed", file=segment.file, rows=segment.rows)
    return data


def _read(place: Place, name: str) -> bytes:
    try:
        return place.read(name)
    except FileNotFoundError:
        raise StoreError("store-damaged", folder=place.base, file=name) from None
    except (OSError, pa.ArrowException) as error:
        raise StoreError("objects-not-read", place=place.base) from error


def _client() -> Any:
    """PyArrow has no conditional writes. One for each call: that costs milliseconds."""
    import boto3

    return boto3.client("s3", endpoint_url=endpoint())
