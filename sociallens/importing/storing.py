"""Adding the contributions in files to a store, as one version."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import polars as pl

from sociallens import locales, merchants
from sociallens.errors import StoreError
from sociallens.importing.context import Context, manifest_of, resolve
from sociallens.importing.files import DEFAULT, read_job
from sociallens.importing.job import NOTHING, Meter, Progress, Refused, Starting, job_of
from sociallens.importing.labels import classifier, predict
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.privacy.filenames import stored_name
from sociallens.importing.report import Reading, Report
from sociallens.importing.report_text import report_lines
from sociallens.schema import IMPORTED, POLARS, REPOST
from sociallens.store import disk
from sociallens.store.manifest import ImportRecord
from sociallens.store.write import commit, compare, create

PREVIEW = 20  # rows that a report shows


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

    def label(rows: pl.DataFrame) -> pl.DataFrame:
        return predict(rows, context.taxonomy, context.sectors, context.own)

    gathered = _Gathered()
    reading = read_job(
        job_of(paths, names, refused), context, None, Meter(progress, starting), gathered.add
    )
    rows, origin = gathered.rows()
    report = replace(_report(reading, gathered), dry_run=dry_run)
    _check(report)
    if dry_run or rows.is_empty():
        report = replace(report, **asdict(compare(store, rows, origin, label)))
    else:
        create(
            store, taxonomy=context.taxonomy.name, key_id=context.key.id if context.key else None
        )
        if not (store / merchants.FILE).exists():
            disk.write(store / merchants.FILE, merchants.SHIPPED.read_bytes())
        record = _record(reading, report, context)
        opened, changes = commit(
            store,
            rows,
            record,
            classifier=classifier(context.own),
            files=origin,
            label=label,
        )
        report = replace(report, **asdict(changes), version=opened.manifest.version)
    return replace(report, seconds=time.perf_counter() - began)


def refuse_demo(store: Path) -> None:
    """Raise `StoreError` when the store holds demo data: real data must never join it."""
    manifest = manifest_of(store)
    if manifest and manifest.demo:
        raise StoreError("import-into-demo", folder=store.name)


class _Gathered:
    """The rows of an import, and what its report says of them."""

    def __init__(self) -> None:
        self.parts = [pl.DataFrame(schema={name: POLARS[name] for name in IMPORTED})]
        self.origin = [pl.Series([], dtype=pl.Int64)]
        self.preview = self.parts[0]
        self.reposts = 0
        self.days: set[date] = set()

    def add(self, part: pl.DataFrame, file: int) -> None:
        """Take rows of one file."""
        self.parts.append(part)
        self.origin.append(pl.Series([file], dtype=pl.Int64).new_from_index(0, part.height))
        self.preview = pl.concat([self.preview, part]).head(PREVIEW)
        self.reposts += int((part["role"] == REPOST).sum())
        span = _span(part["published_at"].drop_nulls())
        self.days |= {*span} if span else set()

    def rows(self) -> tuple[pl.DataFrame, pl.Series]:
        """All rows, and the number of the file of each."""
        return pl.concat(self.parts), pl.concat(self.origin)


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
