"""Copies of a store elsewhere, each whole, of which only what is new is written.

A backup folder keeps contents under their hash in `files/` and, for each backup, a list in
`backups/` of what the store held: the list is written last, so that what is listed is there. What
can be made again from the rest, such as the serving file and the index, is left out; so is the key
of the pseudonyms, which must not lie beside what it protects.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sociallens.errors import StoreError
from sociallens.settings import CURRENT
from sociallens.store import disk, receipts, suppressed
from sociallens.store.check import problems
from sociallens.store.manifest import MANIFESTS, SEGMENTS, Store, open_store, versions

FILES, LISTS = "files", "backups"
_LOG = "annotations"  # has a lock of its own
_SAID = (_LOG, "audits", "vocabulary", "model", receipts.FOLDER)  # what people added: small files
_BEFORE = "before"  # what a restored store replaced is kept as `<folder>.before-<moment>`
_PIECE = 1 << 20


@dataclass(frozen=True)
class Backup:
    """One backup: what the store held, by path below it, as SHA-256."""

    name: str
    at: str  # ISO time, UTC
    version: int
    files: dict[str, str]


@dataclass(frozen=True)
class Written:
    """What a backup wrote."""

    backup: Backup
    files: int  # contents that the folder lacked
    bytes: int


def back_up(store: Path, target: Path) -> Written:
    """Copy a store to a folder of backups; the first time, make it.

    Imports and corrections may go on: what changes is read while none does, and segments never
    change. Raises `StoreError`; what was backed up before stays.
    """
    for folder in (target, target / FILES, target / LISTS):
        disk.make_folder(folder)
    with disk.locked(target, "backup-busy"):
        held, small, segments = _held(store)
        files = {path: hashlib.sha256(data).hexdigest() for path, data in small.items()}
        files |= segments
        new = {sha: path for path, sha in files.items() if not _kept(target, sha).exists()}
        size = 0
        try:
            for sha, path in new.items():
                if path in small:
                    disk.write(_kept(target, sha), small[path])
                    size += len(small[path])
                else:
                    size += _copy(store / path, _kept(target, sha), sha)
            disk.flush(target / FILES)
            backup = _listed(target, held.manifest.version, files)
        except OSError as error:
            raise disk.refused(target, error) from error
    return Written(backup, len(new), size)


def backups(target: Path) -> list[Backup]:
    """The backups in a folder, the oldest first. Raises `StoreError` where there is none."""
    found = sorted((target / LISTS).glob("*.json"))
    if not found:
        raise StoreError("backup-absent", folder=str(target))
    return [_read(file) for file in found]


def damages(target: Path, backup: Backup) -> list[str]:
    """The files of a backup that are not as they were written, all read back."""
    return [path for path, sha in backup.files.items() if _hash(_kept(target, sha)) != sha]


def restore(target: Path, to: Path, name: str = "", *, older: bool = False) -> tuple[Store, str]:
    """Make a folder the store that a backup holds, by default the last one.

    Returns the store, and where what stood there before is kept; "" where nothing did. Unless
    `older`, a store with a later version stays as it is. Raises `StoreError`.
    """
    every = backups(target)
    backup = next((each for each in every if each.name == name), None) if name else every[-1]
    if backup is None:
        raise StoreError("backup-unknown", name=name, known=", ".join(b.name for b in every[-5:]))
    if broken := damages(target, backup):
        raise StoreError("backup-damaged", name=backup.name, file=broken[0], count=len(broken))
    exists = (to / CURRENT).exists()
    if exists and not older:
        now = open_store(to).manifest.version
        if now > backup.version:
            raise StoreError("backup-older", version=str(backup.version), now=str(now))
    if to.exists() and not exists and any(to.iterdir()):
        raise StoreError("backup-no-store", folder=str(to))
    beside = to.with_name(f"{to.name}.restoring")
    try:
        _fill(target, backup, beside)
        _keep_erased(to, beside)
        stored = open_store(beside)
        if wrong := problems(stored):
            raise StoreError(wrong[0].key, **wrong[0].details)
        kept = _swap(beside, to)
    except OSError as error:
        raise disk.refused(to, error) from error
    return open_store(to), kept


def _held(store: Path) -> tuple[Store, dict[str, bytes], dict[str, str]]:
    """The store, its small files and what they hold, and its segments with their hashes."""
    open_store(store)
    with ExitStack() as locks:
        locks.enter_context(disk.locked(store))
        if (store / _LOG).is_dir():
            locks.enter_context(disk.locked(store / _LOG, "annotation-busy"))
        held = open_store(store)
        names = versions(store)
        segments = {
            segment.file: segment.sha256
            for version in names
            for segment in open_store(store, version).manifest.segments
        }
        small = {path: (store / path).read_bytes() for path in _small(store)}
        small |= {name: (store / name).read_bytes() for name in (CURRENT, *names.values())}
    return held, small, segments


def _small(store: Path) -> Iterator[str]:
    """The files beside manifests and segments that cannot be made again."""
    for path in sorted(store.glob("*")):
        if path.is_file() and (path.suffix == ".toml" or path.name == suppressed.FILE):
            yield path.name
    for folder in _SAID:
        for path in sorted((store / folder).rglob("*")):
            if path.is_file() and path.name != disk.LOCK and path.suffix != disk.TEMPORARY:
                yield path.relative_to(store).as_posix()


def _kept(target: Path, sha: str) -> Path:
    return target / FILES / sha


def _copy(source: Path, to: Path, sha: str) -> int:
    """Copy a segment, whose hash must be what the manifest says; its size. Raises `OSError`."""
    beside, hashed = to.with_name(to.name + disk.TEMPORARY), hashlib.sha256()
    try:
        with source.open("rb") as read, disk.opened(beside) as written:
            while piece := read.read(_PIECE):
                hashed.update(piece)
                written.write(piece)
            written.flush()
            os.fsync(written.fileno())
        if hashed.hexdigest() != sha:
            raise StoreError("store-segments-damaged", file=source.name, count=1)
        size = beside.stat().st_size
        disk.rename(beside, to)
        return size
    finally:
        beside.unlink(missing_ok=True)


def _listed(target: Path, version: int, files: dict[str, str]) -> Backup:
    at = datetime.now(UTC)
    told = {"at": at.isoformat(timespec="seconds"), "version": version, "files": files}
    data = json.dumps(told, indent=1, sort_keys=True).encode()
    digest = hashlib.sha256(data).hexdigest()[:12]
    name = f"{at:%Y%m%dT%H%M%S.%fZ}-v{version}-{digest}"
    disk.write(target / LISTS / f"{name}.json", data)
    disk.flush(target / LISTS)
    return Backup(name, str(told["at"]), version, files)


def _read(file: Path) -> Backup:
    try:
        data = file.read_bytes()
        if hashlib.sha256(data).hexdigest()[:12] != file.stem.rpartition("-")[2]:
            raise ValueError("digest")
        told = json.loads(data)
        return Backup(file.stem, told["at"], told["version"], told["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError("backup-list-damaged", file=file.name) from error


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _fill(target: Path, backup: Backup, folder: Path) -> None:
    """Write all files of a backup into a folder, `CURRENT` last. Raises `OSError`."""
    folders = {folder, folder / SEGMENTS, folder / MANIFESTS}
    for path, sha in sorted(backup.files.items(), key=lambda each: each[0] == CURRENT):
        folders.add((folder / path).parent)
        disk.make_folder((folder / path).parent)
        if path.startswith(f"{SEGMENTS}/"):
            if _hash(folder / path) != sha:  # of a restore that was interrupted
                _copy(_kept(target, sha), folder / path, sha)
        else:
            disk.write(folder / path, _kept(target, sha).read_bytes())
    for each in folders:
        disk.make_folder(each)
        disk.flush(each)


def _keep_erased(now: Path, beside: Path) -> None:
    """What was erased since a backup was made is known to the store that it becomes."""
    for name in (suppressed.FILE, f"{receipts.FOLDER}/{receipts.FILE}"):
        if (now / name).is_file():
            disk.make_folder((beside / name).parent)
            disk.write(beside / name, (now / name).read_bytes())


def _swap(beside: Path, to: Path) -> str:
    """Put what was restored in its place; what stood there is kept. Raises `OSError`."""
    kept = ""
    if to.exists():
        if any(to.iterdir()):
            kept = f"{to.name}.{_BEFORE}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
            to.rename(to.with_name(kept))
        else:
            to.rmdir()
    beside.rename(to)
    disk.flush(to.parent)
    return kept
