"""Reading and inspecting files without storing anything."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from sociallens import settings, work
from sociallens.errors import BadExport, SocialLensError
from sociallens.importing.completing import Known
from sociallens.importing.context import Context, resolve
from sociallens.importing.inspecting import Inspection, inspect_file
from sociallens.importing.isolation import describe, error_of
from sociallens.importing.job import NOTHING, Job, Meter, Progress, Refused, Starting, job_of
from sociallens.importing.kept import Kept
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.reading import Read, read_file
from sociallens.importing.recognising import UNKNOWN
from sociallens.importing.report import REJECTED, FileReport, Reading, reasons
from sociallens.importing.spill import Place
from sociallens.schema import IMPORTED, POLARS

DEFAULT = Options()
Take = Callable[[Read, int], None]  # a part of a file, its number


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

    A file that cannot be read is reported with its problem and does not stop the others. Nothing
    is written: without a key of the user's, pseudonyms come from a temporary one.

    Args:
        paths: Files, and folders to read recursively.
        store: The store to check the options against; None for a new one.
        options: What the user says about all files.
        names: Names to show instead of the files' own (uploads).
        limit: The number of rows to read of each file; None for all.
        refused: Files not to try, with the reasons.
        progress: Called with the rows done and the rows expected in all.
        starting: Called with each file before it is read, and with None after the last.

    Raises `BadExport` for options that make no sense, `BadKey`, `BadMerchants`, `BadSettings`,
    `BadTaxonomy`, `StoreError`.
    """
    context = resolve(store, options, pseudonyms.new_key)
    rows = [pl.DataFrame(schema={name: POLARS[name] for name in IMPORTED})]
    with work.later("import") as folder:
        job = job_of(paths, names, refused, folder)
        reading = read_job(
            job,
            context,
            limit,
            Meter(progress, starting),
            lambda part, _: rows.extend(part.rows.slices()),
        )
    return replace(reading, rows=pl.concat(rows))


def inspect_files(
    paths: Sequence[Path],
    store: Path | None = None,
    options: Options = DEFAULT,
    *,
    names: Mapping[Path, str] | None = None,
    refused: Refused = NOTHING,
    starting: Starting | None = None,
) -> tuple[Inspection, ...]:
    """The parts of files and folders: for each the profile that claims it, or a proposal.

    Takes the arguments of `read_files`, raises the same errors, and writes nothing.
    """
    context = resolve(store, options, pseudonyms.new_key)
    job, meter = job_of(paths, names, refused, settings.work_folder), Meter(None, starting)
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
    """The result of `read_files`, and the inspections of the files that no profile claims."""
    more: Any = {"names": names, "refused": refused, "starting": starting}
    reading = read_files(paths, store, options, limit=limit, progress=progress, **more)
    unknown = dict.fromkeys(
        file.path
        for file in reading.files
        if file.path and file.problem and file.problem.key == UNKNOWN
    )
    inspections = inspect_files(list(unknown), store, options, **more)
    return reading, tuple(inspection for inspection in inspections if inspection.columns)


def read_job(
    job: Job,
    context: Context,
    limit: int | None,
    meter: Meter,
    take: Take,
    seen: Known | None = None,
    kept: Kept | None = None,
) -> Reading:
    """Read the files of a job one by one; see `read_files` for `limit` and for problems.

    `take` is given each part that was read, with its number; its rows are there until `take`
    returns, but for those that can be finished after all. The result has no rows.
    """
    rejected: list[pl.DataFrame] = [pl.DataFrame(schema=REJECTED)]
    files: list[FileReport] = []
    meter.expect(job.paths)
    for path in job.paths:
        name = job.name(path)
        scanned = path in job.scanned
        meter.begin(path)
        try:
            with job.open(path) as file:
                reading = (file, name, context, limit, meter, job.folder, seen, kept)
                for part in _read_safely(*reading):
                    take(part, len(files))
                    part.rows.remove()
                    rejected.append(part.rejected)
                    scanned |= part.report.scanned
                    files.append(replace(part.report, path=path, scanned=scanned))
        except SocialLensError as error:
            files.append(FileReport(name, path=path, problem=error, scanned=scanned))
        meter.passed(path)
    meter.begin(None)
    refused = pl.concat(rejected)
    nothing = pl.DataFrame(schema={name: POLARS[name] for name in IMPORTED})
    return Reading(nothing, refused, tuple(files), reasons(refused, context.taxonomy))


def _read_safely(
    path: Path,
    name: str,
    context: Context,
    limit: int | None,
    meter: Meter,
    folder: Place,
    seen: Known | None,
    kept: Kept | None,
) -> list[Read]:
    """The result of `read_file`. An unforeseen error becomes `BadExport`: it costs one file."""
    parts: list[Read] = []
    error = error_of(
        lambda: parts.extend(read_file(path, name, context, limit, meter, folder, seen, kept))
    )
    if error is not None:
        raise BadExport("import-file-failed", error=describe(error)) from error
    return parts
