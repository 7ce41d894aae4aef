"""Adding the contributions in files to a store, as one version."""

import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import polars as pl

from sociallens import locales, merchants, settings, work
from sociallens.errors import BadExport, StoreError
from sociallens.importing.completing import PREVIEW, Known, Unchanged
from sociallens.importing.context import Context, manifest_of, resolve
from sociallens.importing.files import DEFAULT, read_job
from sociallens.importing.job import NOTHING, Job, Meter, Progress, Refused, Starting, job_of
from sociallens.importing.kept import Kept
from sociallens.importing.labels import classifier, predict
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.privacy.filenames import stored_name
from sociallens.importing.reading import Read
from sociallens.importing.report import Reading, Report
from sociallens.importing.report_text import report_lines
from sociallens.importing.spill import Place
from sociallens.schema import IMPORTED, POLARS, REPOST
from sociallens.search.building import prepare
from sociallens.store import disk
from sociallens.store.manifest import ImportRecord, open_store
from sociallens.store.runs import Runs
from sociallens.store.seen import Seen
from sociallens.store.suppressed import suppressed
from sociallens.store.write import commit, compare, create

LONG = 16_000_000  # bytes of files from which rows wait on disk
ROOM = 3  # bytes on disk for each byte of a long file


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

    The first import creates the store, its `merchants.toml` and, outside the store, the key of the
    author pseudonyms. A dry run writes nothing. The other arguments are those of `read_files`.
    Raises `StoreError`, `BadExport`, `BadKey`, `BadMerchants`, `BadSettings`, `BadTaxonomy`.
    """
    began = time.perf_counter()
    context = resolve(store, options, pseudonyms.new_key if dry_run else _stored_key)
    ring = options.key or pseudonyms.read_key()

    def label(rows: pl.DataFrame) -> pl.DataFrame:
        return predict(rows, context.taxonomy, context.sectors, context.own)

    with work.later("import") as folder:
        job = job_of(paths, names, refused, folder)
        _require_room(job)
        gathered = _Gathered(folder, _known(store, job))
        kept = Kept() if gathered.known and not dry_run else None
        meter = Meter(progress, starting)
        reading = read_job(job, context, None, meter, gathered.take, gathered.known, kept)
        gathered.call_back()
        report = replace(_report(reading, gathered), dry_run=dry_run)
        _check(report)
        rows, files = gathered.rows()
        if dry_run or not report.read - report.rejected:
            report = replace(report, **asdict(compare(store, rows, files, label, ring)))
        else:
            create(
                store,
                taxonomy=context.taxonomy.name,
                key_id=context.key.id if context.key else None,
            )
            if not (store / merchants.FILE).exists():
                disk.write(store / merchants.FILE, merchants.SHIPPED.read_bytes())
            record = _record(reading, report, context)
            opened, changes = commit(
                store,
                rows,
                record,
                classifier=classifier(context.own),
                files=files,
                label=label,
                key=ring,
            )
            if kept:
                kept.forget()
            prepare(store)
            report = replace(report, **asdict(changes), version=opened.manifest.version)
        report = replace(report, preview=_admitted(report.preview, store, ring))
    return replace(report, seconds=time.perf_counter() - began)


def refuse_demo(store: Path) -> None:
    """Raise `StoreError` when the store holds demo data: real data must never join it."""
    manifest = manifest_of(store)
    if manifest and manifest.demo:
        raise StoreError("import-into-demo", folder=store.name)


def _require_room(job: Job) -> None:
    """Raise `BadExport` when what waits on disk would not fit there."""
    size = sum(path.stat().st_size for path in job.paths if path.is_file())
    place = settings.work_folder()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if size >= LONG and free < ROOM * size:
        need = ROOM * size // 1_000_000
        raise BadExport("import-no-room", need=need, free=free // 1_000_000, folder=str(place))


def _known(store: Path, job: Job) -> Known | None:
    """What the store knows of rows, for imports that are long enough to gain by it."""
    if sum(path.stat().st_size for path in job.paths if path.is_file()) < LONG:
        return None
    return Seen(open_store(store)).unchanged if manifest_of(store) else _nothing


def _nothing(ids: pl.Series, _: pl.Series) -> pl.Series:
    return pl.Series([False]).new_from_index(0, len(ids))


class _Gathered:
    """The rows of an import, and what its report says of them: in memory, or on disk if long."""

    def __init__(self, folder: Place, known: Known | None) -> None:
        self.known = known
        self.runs = Runs(folder() / "runs") if known else None
        self.preview = pl.DataFrame(schema={name: POLARS[name] for name in IMPORTED})
        self.parts, self.origin = [self.preview], [pl.Series([], dtype=pl.Int64)]
        self.reposts, self.days = 0, set[date]()
        self._aside: dict[int, tuple[int, Unchanged]] = {}

    def take(self, part: Read, file: int) -> None:
        """Take the rows of one part of a file."""
        for rows in part.rows.slices():
            self._add(rows, file)
        for unchanged in part.unchanged:
            self._tell(unchanged.reposts, unchanged.times)
            place = len(self._aside)
            self._aside[place] = file, unchanged
            if self.runs:
                self.runs.set_aside(unchanged.ids, place)

    def call_back(self) -> None:
        """Finish rows that were set aside, of which other rows of the import tell more."""
        for place, positions in self.runs.called_back() if self.runs else ():
            file, unchanged = self._aside[place]
            self._add(unchanged.finish(positions), file)

    def rows(self) -> tuple[pl.DataFrame | Runs, pl.Series | None]:
        """All rows, and the number of the file of each where they do not tell it."""
        if self.runs:
            return self.runs, None
        return pl.concat(self.parts), pl.concat(self.origin)

    def _add(self, rows: pl.DataFrame, file: int) -> None:
        self.preview = pl.concat([self.preview, rows.select(IMPORTED)]).head(PREVIEW)
        self._tell(int((rows["role"] == REPOST).sum()), rows["published_at"].drop_nulls())
        if self.runs:
            self.runs.add(rows, file)
        else:
            self.parts.append(rows)
            self.origin.append(pl.Series([file], dtype=pl.Int64).new_from_index(0, rows.height))

    def _tell(self, reposts: int, times: pl.Series) -> None:
        span = _span(times)
        self.reposts += reposts
        self.days |= {*span} if span else set()


def _report(reading: Reading, gathered: _Gathered) -> Report:
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
        reposts=gathered.reposts,
        preview=gathered.preview,
        version=None,
        span=(min(gathered.days), max(gathered.days)) if gathered.days else None,
    )


def _admitted(rows: pl.DataFrame, store: Path, ring: pseudonyms.Key | None) -> pl.DataFrame:
    """Those of rows that may be shown: what was erased is not."""
    manifest = manifest_of(store)
    sieve = suppressed(store, manifest.key_id, ring) if manifest else None
    return sieve.sieve(rows) if sieve else rows


def _span(times: pl.Series) -> tuple[date, date] | None:
    """The first and the last day among times."""
    days = times.dt.date()
    first, last = days.min(), days.max()
    return (first, last) if isinstance(first, date) and isinstance(last, date) else None


def _check(report: Report) -> None:
    """Word the report before anything is written: a failure must not follow a commit.

    One language is enough: only details from the files could fail, and those are the same in all.
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


def _stored_key() -> pseudonyms.Key | None:
    return pseudonyms.keep_key(pseudonyms.new_key())
