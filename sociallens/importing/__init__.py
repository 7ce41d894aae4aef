"""Reading exports of conversations into a store.

`read_files` shows what files would give, `import_files` adds it to a store. Every row is
accounted for: read = added + updated + unchanged + rejected.
"""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from sociallens import merchants
from sociallens import taxonomy as taxonomies
from sociallens.errors import BadExport, BadKey, SocialLensError, StoreError
from sociallens.importing import authors, vocabulary
from sociallens.importing import profile as profiles
from sociallens.importing.labels import MODEL
from sociallens.importing.reading import ROW, Settings, read_file
from sociallens.importing.report import REJECTED, FileReport, Reading, Report, reasons
from sociallens.schema import POLARS
from sociallens.settings import CURRENT
from sociallens.store.manifest import ImportRecord, Manifest, open_store
from sociallens.store.write import commit, compare, create

__all__ = ["Reading", "Report", "import_files", "read_files", "refuse_demo"]

Progress = Callable[[int, int], None]  # rows done, rows expected in all
PREVIEW = 20


@dataclass(frozen=True)
class _Job:
    """The files to read, in order, with the names that their reader knows."""

    paths: tuple[Path, ...]
    names: Mapping[Path, str]
    scanned: frozenset[Path]  # found in a folder, not asked for one by one


def read_files(
    paths: Sequence[Path],
    store: Path | None = None,
    *,
    profile: str | None = None,
    site: str | None = None,
    channel: str | None = None,
    taxonomy: str | None = None,
    names: Mapping[Path, str] | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    now: datetime | None = None,
    key: authors.Key | None = None,
) -> Reading:
    """The contributions in files and folders, as `import_files` would store them.

    `names` are the names to show for files that stand under others (uploads); `limit` reads
    the first rows of each file only. Files that cannot be read are told in the reading and
    keep no other file out. Nothing is written: where there is no key yet, pseudonyms come
    from one made for the occasion. Raises `BadKey`, `BadMerchants`, `BadTaxonomy`.
    """
    manifest = _manifest(store)
    asked = Settings(
        profiles=profiles.known(),
        profile=profile,
        site=site,
        channel=_channel(channel, _taxonomy(taxonomy, manifest)),
        taxonomy=_taxonomy(taxonomy, manifest),
        merchants=merchants.load(store),
        key=key or _key(manifest, authors.new_key),
        import_id=_import_id(now),
        now=_naive(now),
    )
    return _read(_job(paths, names), asked, limit, progress)


def import_files(
    paths: Sequence[Path],
    store: Path,
    *,
    profile: str | None = None,
    site: str | None = None,
    channel: str | None = None,
    taxonomy: str | None = None,
    dry_run: bool = False,
    names: Mapping[Path, str] | None = None,
    progress: Progress | None = None,
    now: datetime | None = None,
    key: authors.Key | None = None,
) -> Report:
    """Add the contributions in files and folders to the store, as one version.

    The first import makes the store, its `merchants.toml` and, outside of it, the key of the
    author pseudonyms. `key` is another key than the user's (made-up data). A dry run writes
    nothing. Raises `StoreError`, `BadKey`, `BadMerchants`, `BadTaxonomy`.
    """
    began = time.perf_counter()
    manifest = _manifest(store)
    key = key or _key(manifest, authors.new_key if dry_run else _kept_key)
    chosen = _taxonomy(taxonomy, manifest)
    asked = Settings(
        profiles=profiles.known(),
        profile=profile,
        site=site,
        channel=_channel(channel, chosen),
        taxonomy=chosen,
        merchants=merchants.load(store),
        key=key,
        import_id=_import_id(now),
        now=_naive(now),
    )
    reading = _read(_job(paths, names), asked, None, progress)
    report = replace(_report(reading), dry_run=dry_run)
    if dry_run or reading.rows.is_empty():
        changes = compare(store, reading.rows)
        report = _counted(report, changes.added, changes.updated, changes.unchanged)
    else:
        create(store, taxonomy=chosen.name, key_id=key.id if key else None)
        if not (store / merchants.FILE).exists():
            shutil.copyfile(merchants.SHIPPED, store / merchants.FILE)
        record = _record(reading, report, asked)
        opened, changes = commit(store, reading.rows, record, classifier=MODEL)
        report = _counted(report, changes.added, changes.updated, changes.unchanged)
        report = replace(report, version=opened.manifest.version)
    return replace(report, seconds=time.perf_counter() - began)


def refuse_demo(store: Path) -> None:
    """Raise `StoreError` when the store holds made-up data: nothing real is added to it."""
    manifest = _manifest(store)
    if manifest and manifest.demo:
        raise StoreError("import-into-demo", folder=store.name)


def _read(job: _Job, asked: Settings, limit: int | None, progress: Progress | None) -> Reading:
    rows: list[pl.DataFrame] = [pl.DataFrame(schema={name: POLARS[name] for name in ROW})]
    rejected: list[pl.DataFrame] = [pl.DataFrame(schema=REJECTED)]
    files: list[FileReport] = []
    sizes = {path: path.stat().st_size for path in job.paths if path.is_file()}
    meter = _Meter(sum(sizes.values()), progress)
    for path in job.paths:
        name = job.names.get(path, path.name)
        try:
            good, bad, report = read_file(path, name, asked, limit, meter.add)
        except SocialLensError as error:
            files.append(FileReport(name, problem=error, scanned=path in job.scanned))
        else:
            rows.append(good)
            rejected.append(bad)
            files.append(replace(report, scanned=path in job.scanned))
        meter.passed(sizes.get(path, 0))
    refused = pl.concat(rejected)
    return Reading(pl.concat(rows), refused, tuple(files), reasons(refused, asked.taxonomy))


class _Meter:
    """Rows done, and rows expected from the bytes that are still to come."""

    def __init__(self, size: int, progress: Progress | None) -> None:
        self.size, self.progress = size, progress
        self.rows = self.before = self.bytes = 0

    def add(self, rows: int) -> None:
        self.rows += rows
        self._tell()

    def passed(self, size: int) -> None:
        self.bytes += size
        self.before = self.rows
        self._tell()

    def _tell(self) -> None:
        if self.progress:
            expected = self.before * self.size // self.bytes if self.bytes else self.rows
            self.progress(self.rows, max(self.rows, expected))


def _job(paths: Sequence[Path], names: Mapping[Path, str] | None) -> _Job:
    found: dict[Path, bool] = {}
    shown = dict(names or {})
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if _is_visible(file, path))
            found |= {file: True for file in inside if file not in found}
            shown |= {file: str(file.relative_to(path)) for file in inside}
        else:
            found[path] = False
    scanned = frozenset(path for path, is_scanned in found.items() if is_scanned)
    return _Job(tuple(found), shown, scanned)


def _is_visible(file: Path, folder: Path) -> bool:
    parts = file.relative_to(folder).parts
    return file.is_file() and not any(part.startswith(".") for part in parts)


def _manifest(store: Path | None) -> Manifest | None:
    if store is None or not (store / CURRENT).is_file():
        return None
    return open_store(store).manifest


def _taxonomy(name: str | None, manifest: Manifest | None) -> taxonomies.Taxonomy:
    """The store's taxonomy; the one asked for, or the default, for a new store."""
    if manifest is None:
        return taxonomies.load(name or taxonomies.DEFAULT)
    if name and name != manifest.taxonomy:
        raise BadExport("import-other-taxonomy", name=name, store=manifest.taxonomy)
    return taxonomies.load(manifest.taxonomy)


def _channel(name: str | None, taxonomy: taxonomies.Taxonomy) -> str | None:
    if name is None:
        return None
    known = vocabulary.words(taxonomy, "channel")
    key = known.get(vocabulary.simplify(name))
    if key is None:
        raise BadExport("import-channel-asked", name=name, known=", ".join(taxonomy["channel"]))
    return key


def _key(manifest: Manifest | None, make: Callable[[], authors.Key | None]) -> authors.Key | None:
    """The user's key, made where there is none yet; None for a store that was begun without.

    Raises `BadKey` when the store was made with another one.
    """
    key = authors.read_key()
    if manifest is None or not manifest.imports:
        return key or make()
    if manifest.key_id is None:
        return None  # ids and authors go on as they began
    if key is None or key.id != manifest.key_id:
        raise BadKey("import-key-other", file=str(authors.key_file()))
    return key


def _kept_key() -> authors.Key | None:
    return authors.keep_key(authors.new_key())


def _naive(now: datetime | None) -> datetime:
    now = now or datetime.now(UTC)
    return now.astimezone(UTC).replace(tzinfo=None) if now.tzinfo else now


def _import_id(now: datetime | None) -> str:
    return f"{_naive(now):%Y%m%dT%H%M%S%f}Z"


def _report(reading: Reading) -> Report:
    return Report(
        files=reading.files,
        read=reading.read,
        added=0,
        updated=0,
        unchanged=0,
        rejected=reading.rejected.height,
        reasons=reading.reasons,
        rejected_rows=reading.rejected,
        preview=reading.rows.head(PREVIEW),
        version=None,
    )


def _counted(report: Report, added: int, updated: int, unchanged: int) -> Report:
    return replace(report, added=added, updated=updated, unchanged=unchanged)


def _record(reading: Reading, report: Report, asked: Settings) -> ImportRecord:
    return ImportRecord(
        id=asked.import_id,
        at=f"{asked.now.isoformat(timespec='seconds')}Z",
        files=tuple(file.name for file in reading.files if not file.problem),
        profiles=tuple(sorted({file.profile for file in reading.files if file.profile})),
        read=report.read,
        added=0,
        updated=0,
        unchanged=0,
        rejected=report.rejected,
        reasons={reason.key: reason.count for reason in report.reasons},
    )
