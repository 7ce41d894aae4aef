"""Reading exports of conversations into a store.

`read_files` shows what files would give, `import_files` adds it to a store. Every row is
accounted for: read = added + updated + unchanged + clashing + rejected.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import polars as pl

from sociallens import locales, merchants
from sociallens.errors import BadExport, SocialLensError, StoreError
from sociallens.importing.context import Context, manifest_of, resolve
from sociallens.importing.inspecting import Inspection, inspect_file
from sociallens.importing.isolation import describe, error_of
from sociallens.importing.job import NOTHING, Job, Meter, Progress, Refused, Starting, job_of
from sociallens.importing.labels import MODEL, predicted
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.privacy.filenames import stored_name
from sociallens.importing.reading import Read, Tell, read_file
from sociallens.importing.recognising import UNKNOWN
from sociallens.importing.report import REJECTED, FileReport, Reading, Report, reasons
from sociallens.importing.report_text import report_lines
from sociallens.schema import IMPORTED, POLARS, REPOST
from sociallens.store import disk
from sociallens.store.manifest import ImportRecord
from sociallens.store.write import commit, compare, create

__all__ = [
    "Inspection",
    "Reading",
    "Report",
    "import_files",
    "inspect_files",
    "preview_files",
    "read_files",
    "refuse_demo",
]

PREVIEW = 20
DEFAULT = Options()


def read_files(
    paths: Sequence[Path],
    store: Path | None = None,
    options: Options = DEFAULT,
    *,
    names: Mapping[Path, str] | None = None,
    limit: int | None = None,
    refused: Refused = NOTHING,
    progress: Progress | None = None,
    starting: Starting | None = None,
) -> Reading:
    """The contributions in files and folders, as `import_files` would store them.

    `names` are the names to show for files that stand under others (uploads); `limit` reads
    the first rows of each file only. Files that cannot be read are told in the reading and
    keep no other file out; those in `refused` are not tried. `starting` is called with each file
    before it is read. Nothing is written: where there is no key yet, pseudonyms come
    from one made for the occasion. Raises `BadKey`, `BadMerchants`, `BadSettings`,
    `BadTaxonomy`.
    """
    context = resolve(store, options, pseudonyms.new_key)
    return _read(job_of(paths, names, refused), context, limit, Meter(progress, starting))


def import_files(
    paths: Sequence[Path],
    store: Path,
    options: Options = DEFAULT,
    *,
    dry_run: bool = False,
    names: Mapping[Path, str] | None = None,
    refused: Refused = NOTHING,
    progress: Progress | None = None,
    starting: Starting | None = None,
) -> Report:
    """Add the contributions in files and folders to the store, as one version.

    The first import makes the store, its `merchants.toml` and, outside of it, the key of the
    author pseudonyms. A dry run writes
    nothing. Raises `StoreError`, `BadKey`, `BadMerchants`, `BadTaxonomy`.
    """
    began = time.perf_counter()
    context = resolve(store, options, pseudonyms.new_key if dry_run else _kept_key)

    def label(rows: pl.DataFrame) -> pl.DataFrame:
        return predicted(rows, context.taxonomy)

    reading = _read(job_of(paths, names, refused), context, None, Meter(progress, starting))
    report = replace(_report(reading), dry_run=dry_run)
    _check(report)
    if dry_run or reading.rows.is_empty():
        report = replace(report, **asdict(compare(store, reading.rows, reading.origin, label)))
    else:
        create(
            store, taxonomy=context.taxonomy.name, key_id=context.key.id if context.key else None
        )
        if not (store / merchants.FILE).exists():
            disk.write(store / merchants.FILE, merchants.SHIPPED.read_bytes())
        record = _record(reading, report, context)
        opened, changes = commit(
            store, reading.rows, record, classifier=MODEL, files=reading.origin, label=label
        )
        report = replace(report, **asdict(changes), version=opened.manifest.version)
    return replace(report, seconds=time.perf_counter() - began)


def inspect_files(
    paths: Sequence[Path],
    store: Path | None = None,
    options: Options = DEFAULT,
    *,
    names: Mapping[Path, str] | None = None,
    refused: Refused = NOTHING,
    starting: Starting | None = None,
) -> tuple[Inspection, ...]:
    """What files and folders hold: the profile that claims each part, or a proposal for it.

    Nothing is written. Raises `BadExport` for options that say nothing known, `BadKey`,
    `BadMerchants`, `BadTaxonomy`.
    """
    context = resolve(store, options, pseudonyms.new_key)
    job, meter = job_of(paths, names, refused), Meter(None, starting)
    inspections: list[Inspection] = []
    for path in job.paths:
        name = job.name(path)
        meter.begin(path)
        try:
            with job.open(path) as file:
                inspections += inspect_file(file, name, context)
        except SocialLensError as error:
            inspections.append(Inspection(name, problem=error))
    meter.begin(None)
    return tuple(inspections)


def preview_files(
    paths: Sequence[Path],
    store: Path | None = None,
    options: Options = DEFAULT,
    *,
    names: Mapping[Path, str] | None = None,
    limit: int | None = None,
    refused: Refused = NOTHING,
    progress: Progress | None = None,
    starting: Starting | None = None,
) -> tuple[Reading, tuple[Inspection, ...]]:
    """`read_files`, and `inspect_files` of those that no profile knows."""
    more: Any = {"names": names, "refused": refused, "starting": starting}
    reading = read_files(paths, store, options, limit=limit, progress=progress, **more)
    unknown = dict.fromkeys(
        file.path
        for file in reading.files
        if file.path and file.problem and file.problem.key == UNKNOWN
    )
    inspections = inspect_files(list(unknown), store, options, **more)
    return reading, tuple(inspection for inspection in inspections if inspection.columns)


def refuse_demo(store: Path) -> None:
    """Raise `StoreError` when the store holds made-up data: nothing real is added to it."""
    manifest = manifest_of(store)
    if manifest and manifest.demo:
        raise StoreError("import-into-demo", folder=store.name)


def _read(job: Job, context: Context, limit: int | None, meter: Meter) -> Reading:
    rows: list[pl.DataFrame] = [pl.DataFrame(schema={name: POLARS[name] for name in IMPORTED})]
    rejected: list[pl.DataFrame] = [pl.DataFrame(schema=REJECTED)]
    files: list[FileReport] = []
    meter.expect(job.paths)
    for path in job.paths:
        name = job.name(path)
        scanned = path in job.scanned
        meter.begin(path)
        try:
            with job.open(path) as file:
                for good, bad, report in _tried(file, name, context, limit, meter.add):
                    rows.append(good)
                    rejected.append(bad)
                    files.append(replace(report, path=path, scanned=report.scanned or scanned))
        except SocialLensError as error:
            files.append(FileReport(name, path=path, problem=error, scanned=scanned))
        meter.passed(path)
    meter.begin(None)
    refused = pl.concat(rejected)
    return Reading(
        pl.concat(rows),
        refused,
        tuple(files),
        reasons(refused, context.taxonomy),
        tuple(each.height for each in rows),
    )


def _tried(path: Path, name: str, context: Context, limit: int | None, tell: Tell) -> list[Read]:
    """`read_file`, whose errors that nobody foresaw keep out this file and no other."""
    parts: list[Read] = []
    error = error_of(lambda: parts.extend(read_file(path, name, context, limit, tell)))
    if error is not None:
        raise BadExport("import-file-failed", error=describe(error)) from error
    return parts


def _report(reading: Reading) -> Report:
    return Report(
        files=reading.files,
        read=reading.read,
        added=0,
        updated=0,
        unchanged=0,
        clashing=0,
        rejected=reading.rejected.height,
        reasons=reading.reasons,
        rejected_rows=reading.rejected,
        reposts=int((reading.rows["role"] == REPOST).sum()),
        preview=reading.rows.head(PREVIEW),
        version=None,
    )


def _check(report: Report) -> None:
    """Word the report before anything is written: one that fails must not follow a commit.

    In one language: what could be at fault is what files say, and that is the same in all.
    """
    for _ in report_lines(report, locales.DEFAULT):
        pass


def _record(reading: Reading, report: Report, context: Context) -> ImportRecord:
    return ImportRecord(
        id=context.import_id,
        at=f"{context.now.isoformat(timespec='seconds')}Z",
        files=tuple(
            stored_name(file.name, context.merchants) for file in reading.files if not file.problem
        ),
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
