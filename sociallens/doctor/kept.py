"""What is kept on disk: the store and its key, the folders, room, time and the trail."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sociallens import personal, settings, work
from sociallens import trail as trails
from sociallens.annotations.log import altered, read
from sociallens.doctor.finding import Finding, Server, Status, open_to_others
from sociallens.engine import TIME_ZONE
from sociallens.errors import StoreError
from sociallens.importing.privacy.pseudonyms import as_of, read_key
from sociallens.store.integrity import Integrity
from sociallens.store.manifest import Manifest, open_store

_LEEWAY = timedelta(minutes=1)  # that the clocks of two machines may differ


def store(server: Server) -> Iterator[Finding]:
    """The store opens, and its files are as they were written; `sociallens check` reads them."""
    opened = open_store(server.store)
    manifest, damages = opened.manifest, Integrity(opened).check().damages
    for each in damages:
        told = {"file": each.file, "rows": each.rows}
        yield Finding("fault", f"store-segment-{each.problem}", told)
    if error := altered(read(opened.path)):
        yield Finding("fault", error.key, error.details)
    elif not damages:
        told = {
            "folder": opened.path.name,
            "version": str(manifest.version),
            "imports": len(manifest.imports),
            "rows": manifest.rows,
            "files": len(manifest.segments),
        }
        yield Finding("ok", "store-healthy", told)
    if manifest.demo:
        yield Finding("warning", "doctor-store-demo", {"folder": str(settings.own_store())})


def erasing(server: Server) -> Iterator[Finding]:
    """No erasure that began and did not end."""
    if personal.unfinished(server.store):
        raise StoreError("erasing-unfinished", folder=server.store.name)
    yield Finding("ok", "doctor-erasing")


def key(server: Server) -> Iterator[Finding]:
    """The key of the pseudonyms: there, its owner's alone, and that of the store."""
    found, file = read_key(), str(settings.key_file())
    manifest = _manifest(server)
    made_with = manifest.key_id if manifest and not manifest.demo else None
    if found is None and made_with:
        yield Finding("fault", "doctor-key-lost", {"file": file})
    elif found is None:
        yield Finding("ok", "doctor-key-none", {"file": file})
    elif made_with is None:
        yield Finding("ok" if manifest else "unseen", "doctor-key-alone", {"file": file})
    else:
        as_of(found, made_with)
        yield Finding("ok", "doctor-key", {"file": file})


def folders(server: Server) -> Iterator[Finding]:
    """The folders can be written, and nobody else enters them."""
    shown = settings.own_store() if server.store == settings.DEMO_STORE else server.store
    yield _folder(shown, unwritable="warning")  # a copy that only reads is one too
    for path in filter(None, (settings.work_folder(), settings.readers(), settings.trail())):
        yield _folder(path)


def disk(server: Server) -> Iterator[Finding]:
    """Room on the disks of the store and of the work folder."""
    told = {
        "left": work.free(server.store, settings.work_folder()) // work.MEGABYTE,
        "least": settings.disk_left(),
    }
    if told["left"] < told["least"]:
        yield Finding("fault", "doctor-disk-low", told)
    else:
        yield Finding("ok", "doctor-disk", told)


def clock(server: Server) -> Iterator[Finding]:
    """The time zone is known, and the clock is not before the last import."""
    try:
        ZoneInfo(TIME_ZONE)
    except ZoneInfoNotFoundError:
        yield Finding("fault", "doctor-zone", {"zone": TIME_ZONE})
    manifest = _manifest(server)
    if manifest is None:
        yield Finding("unseen", "doctor-clock-alone", {"now": _moment(datetime.now(UTC))})
        return
    last = max((each.at for each in manifest.imports), default="")
    yield _behind(last) or Finding("ok", "doctor-clock", {"now": _moment(datetime.now(UTC))})


def trail(server: Server) -> Iterator[Finding]:
    """The audit trail is as it was written, and does not end in the future."""
    folder = settings.trail()
    if folder is None:
        yield Finding("warning" if server.public else "ok", "doctor-trail-none")
        return
    verdict = trails.verify(folder)
    if verdict.broken:
        file, line = verdict.broken.file, verdict.broken.line
        raise StoreError("trail-broken", file=file, line=line, lines=verdict.lines)
    yield _behind(verdict.last) or Finding("ok", "doctor-trail", {"lines": verdict.lines})


def _manifest(server: Server) -> Manifest | None:
    """The manifest of the store; None where it does not open, which `store` tells."""
    try:
        return open_store(server.store).manifest
    except StoreError:
        return None


def _folder(path: Path, unwritable: Status = "fault") -> Finding:
    told = {"folder": str(path)}
    there = work.standing(path)
    if not os.access(there, os.W_OK | os.X_OK):
        return Finding(unwritable, "doctor-folder-unwritable", told)
    if there != path:
        return Finding("ok", "doctor-folder-new", told)
    if open_to_others(path):
        return Finding("fault", "doctor-folder-open", told)
    return Finding("ok", "doctor-folder", told)


def _behind(last: str) -> Finding | None:
    """The fault of a clock that is before something that was written."""
    if not last:
        return None
    now, written = datetime.now(UTC), datetime.fromisoformat(last)
    written = written if written.tzinfo else written.replace(tzinfo=UTC)
    if written <= now + _LEEWAY:
        return None
    return Finding("fault", "doctor-clock-behind", {"now": _moment(now), "last": _moment(written)})


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
