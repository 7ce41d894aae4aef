"""Reading exports of conversations into a store.

`read_files` shows what files would give, `import_files` adds it to a store. Every row is
accounted for: read = added + updated + unchanged + rejected.
"""

import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from sociallens import merchants
from sociallens.errors import SocialLensError, StoreError
from sociallens.importing.context import Context, manifest_of, resolve
from sociallens.importing.labels import MODEL
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.reading import ROW, read_file
from sociallens.importing.report import REJECTED, FileReport, Reading, Report, reasons
from sociallens.schema import POLARS
from sociallens.store.manifest import ImportRecord
from sociallens.store.write import commit, compare, create

__all__ = ["Reading", "Report", "import_files", "read_files", "refuse_demo"]

Progress = Callable[[int, int], None]  # rows done, rows expected in all
PREVIEW = 20
DEFAULT = Options()


@dataclass(frozen=True)
class _Job:
    """The files to read, in order, with the names that their reader knows."""

    paths: tuple[Path, ...]
    names: Mapping[Path, str]
    scanned: frozenset[Path]  # found in a folder, not asked for one by one


def read_files(
    paths: Sequence[Path],
    store: Path | None = None,
    options: Options = DEFAULT,
    *,
    names: Mapping[Path, str] | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
) -> Reading:
    """The contributions in files and folders, as `import_files` would store them.

    `names` are the names to show for files that stand under others (uploads); `limit` reads
    the first rows of each file only. Files that cannot be read are told in the reading and
    keep no other file out. Nothing is written: where there is no key yet, pseudonyms come
    from one made for the occasion. Raises `BadKey`, `BadMerchants`, `BadTaxonomy`.
    """
    context = resolve(store, options, pseudonyms.new_key)
    return _read(_job(paths, names), context, limit, progress)


def import_files(
    paths: Sequence[Path],
    store: Path,
    options: Options = DEFAULT,
    *,
    dry_run: bool = False,
    names: Mapping[Path, str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Add the contributions in files and folders to the store, as one version.

    The first import makes the store, its `merchants.toml` and, outside of it, the key of the
    author pseudonyms. A dry run writes
    nothing. Raises `StoreError`, `BadKey`, `BadMerchants`, `BadTaxonomy`.
    """
    began = time.perf_counter()
    context = resolve(store, options, pseudonyms.new_key if dry_run else _kept_key)
    reading = _read(_job(paths, names), context, None, progress)
    report = replace(_report(reading), dry_run=dry_run)
    if dry_run or reading.rows.is_empty():
        changes = compare(store, reading.rows)
        report = _counted(report, changes.added, changes.updated, changes.unchanged)
    else:
        create(
            store, taxonomy=context.taxonomy.name, key_id=context.key.id if context.key else None
        )
        if not (store / merchants.FILE).exists():
            shutil.copyfile(merchants.SHIPPED, store / merchants.FILE)
        record = _record(reading, report, context)
        opened, changes = commit(store, reading.rows, record, classifier=MODEL)
        report = _counted(report, changes.added, changes.updated, changes.unchanged)
        report = replace(report, version=opened.manifest.version)
    return replace(report, seconds=time.perf_counter() - began)


def refuse_demo(store: Path) -> None:
    """Raise `StoreError` when the store holds made-up data: nothing real is added to it."""
    manifest = manifest_of(store)
    if manifest and manifest.demo:
        raise StoreError("import-into-demo", folder=store.name)


def _read(job: _Job, context: Context, limit: int | None, progress: Progress | None) -> Reading:
    rows: list[pl.DataFrame] = [pl.DataFrame(schema={name: POLARS[name] for name in ROW})]
    rejected: list[pl.DataFrame] = [pl.DataFrame(schema=REJECTED)]
    files: list[FileReport] = []
    sizes = {path: path.stat().st_size for path in job.paths if path.is_file()}
    meter = _Meter(sum(sizes.values()), progress)
    for path in job.paths:
        name = job.names.get(path, path.name)
        try:
            for good, bad, report in read_file(path, name, context, limit, meter.add):
                rows.append(good)
                rejected.append(bad)
                scanned = report.scanned or path in job.scanned
                files.append(replace(report, path=path, scanned=scanned))
        except SocialLensError as error:
            files.append(FileReport(name, path=path, problem=error, scanned=path in job.scanned))
        meter.passed(sizes.get(path, 0))
    refused = pl.concat(rejected)
    return Reading(pl.concat(rows), refused, tuple(files), reasons(refused, context.taxonomy))


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


def _record(reading: Reading, report: Report, context: Context) -> ImportRecord:
    return ImportRecord(
        id=context.import_id,
        at=f"{context.now.isoformat(timespec='seconds')}Z",
        files=tuple(file.name for file in reading.files if not file.problem),
        profiles=tuple(sorted({file.profile for file in reading.files if file.profile})),
        read=report.read,
        added=0,
        updated=0,
        unchanged=0,
        rejected=report.rejected,
        reasons={reason.key: reason.count for reason in report.reasons},
    )


def _kept_key() -> pseudonyms.Key | None:
    return pseudonyms.keep_key(pseudonyms.new_key())
