"""The driver of a build: it hands out tasks, checks what they tell, and alone commits."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.functions import col

from sociallens.cluster import work
from sociallens.cluster.edition import edition
from sociallens.cluster.work import STORED, Source, Task
from sociallens.engine.spark.dialect import declared
from sociallens.engine.spark.session import FAILURES, Session
from sociallens.errors import StoreError
from sociallens.importing.context import Context, key_of, resolve
from sociallens.importing.labels import classifier
from sociallens.importing.options import Options
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.privacy.filenames import stored_name
from sociallens.store import remote, suppressed
from sociallens.store.manifest import SCHEMA, ImportRecord, Manifest, Segment, Store
from sociallens.store.objects import Place
from sociallens.store.suppressed import Entries
from sociallens.store.write import create, exclusive, publish, require_sound
from sociallens.taxonomy import DEFAULT

STAGING = "staging"
LIMIT = 24 * 3600.0  # seconds that a stage may take
ROWS_OF_PART = 200_000  # that a worker merges at a time, in about half a gigabyte
_OUTCOMES = ("added", "updated", "unchanged", "clashing", "rejected")
PART = "part"
RUN = "run"  # the name of the file that was written
_SEGMENT = tuple(field.name for field in fields(Segment))
Told = dict[str, Any]


@dataclass(frozen=True)
class Built:
    """What a build did; `read` is the sum of the other counts of its record."""

    manifest: Manifest
    record: ImportRecord  # with all counts
    problems: Mapping[str, str]  # file -> message key of why it stays out


def build(url: str, raw: str, store: str, options: Options | None = None) -> Built:
    """Add all raw files in a folder to a store, on the cluster at `url` (`sc://…`).

    `raw` and `store` are folders that all workers share, or prefixes in object storage. The whole
    store is written anew; months without a change keep their files. Raises `StoreError` when
    counts do not add up, when workers have different editions, or when another writer was quicker:
    the store is then as it was. Also raises what `importing.context.resolve` raises.
    """
    source, target = Place.of(raw), Place.of(store)
    names = source.names()
    if not names:
        raise StoreError("cluster-nothing", place=raw)
    with _holding(target, options or Options()) as held:
        context = held.context
        listed_by, entries = _listed(target)
        task = Task(
            listed_by=listed_by,
            entries=entries,
            context=replace(context, key=None),
            key_id=context.key.id if context.key else None,
            store=target.base,
            staging=f"{STAGING}/{uuid4().hex}",
        )
        sources = [Source(target.base, each.file, STORED) for each in held.before.segments]
        sources += [Source(source.base, name, number) for number, name in enumerate(names)]
        try:
            stages = _Stages.run(Session(url, LIMIT), task, sources, target)
        except FAILURES as error:
            raise StoreError("cluster-failed", kind=type(error).__name__) from error
        finally:
            with suppress(OSError, pa.ArrowException):
                target.files.delete_dir(target.path(task.staging))
        record = stages.record(names, context)
        problems = {names[told["number"]]: key for told in stages.raw for key in told["problems"]}
        manifest = held.before
        if record.added + record.updated + record.clashing:
            manifest = replace(
                manifest,
                version=manifest.version + 1,
                schema=SCHEMA,
                classifier=classifier(context.own),
                key_id=task.key_id,
                imports=(*manifest.imports, record),
                segments=stages.segments,
            )
            held.commit(manifest)
    return Built(manifest, record, problems)


def _listed(target: Place) -> tuple[str | None, Entries]:
    """What must not come back to a store. Raises `StoreError`."""
    try:
        return suppressed.parse(target.read(suppressed.FILE))
    except FileNotFoundError:
        return None, {}
    except (OSError, pa.ArrowException, ValueError) as error:
        raise StoreError("suppressed-damaged", folder=target.base, file=suppressed.FILE) from error


@dataclass(frozen=True)
class _Held:
    """A store that nobody else writes to, or whose other writer will be told."""

    before: Manifest
    context: Context
    commit: Callable[[Manifest], Store]


@contextmanager
def _holding(target: Place, options: Options) -> Iterator[_Held]:
    if target.remote:
        found = remote.head(target)
        empty = Manifest(0, SCHEMA, options.taxonomy or DEFAULT, False, "", "", None, (), ())
        before = remote.open_remote(target, found.name).manifest if found.name else empty
        with TemporaryDirectory(prefix="sociallens-") as names:
            remote.pull_names(target, Path(names))
            context = resolve(
                Path(names), replace(options, taxonomy=before.taxonomy), pseudonyms.read_key
            )
        key = options.key or key_of(before, pseudonyms.read_key)
        context = replace(context, key=key)
        yield _Held(before, context, partial(remote.replace, target, found=found))
        return
    folder = Path(target.base)
    context = resolve(folder, options, pseudonyms.read_key)
    create(folder, taxonomy=context.taxonomy.name, key_id=context.key.id if context.key else None)
    with exclusive(folder) as store:
        yield _Held(require_sound(store).manifest, context, partial(publish, folder))


@dataclass(frozen=True)
class _Stages:
    """What the workers told, stage by stage; the counts of neighbours are equal."""

    read: Sequence[Told]
    merged: Sequence[Told]
    segments: tuple[Segment, ...]

    @classmethod
    def run(
        cls, session: Session, task: Task, sources: Sequence[Source], target: Place
    ) -> "_Stages":
        """Read, merge, thread and write. Raises `StoreError`, `FAILURES`."""
        report = declared(work.REPORT)
        numbers = session.spark.range(0, len(sources), 1, numPartitions=len(sources))
        read = _told(numbers.mapInArrow(partial(work.read_all, task, sources), report))
        _same("files", len(read), len(sources))
        parts = 1 + _sum(read, "rows") // ROWS_OF_PART
        runs = _runs(session, target, read, parts)
        merged = _told(runs.groupBy(PART).applyInArrow(_of_table(work.merge, task), report))
        _same("rows", _sum(merged, "taken"), _sum(read, "rows"))
        threaded = (
            _runs(session, target, merged, parts)
            .groupBy(PART)
            .applyInArrow(work.thread, declared(work.THREADED))
        )
        months = threaded.groupBy(work.MONTH).applyInArrow(_of_table(work.segment, task), report)
        written = [{key: told[key] for key in _SEGMENT} for told in _told(months)]
        segments = tuple(sorted((Segment(**told) for told in written), key=_month))
        stages = cls(read, merged, segments)
        outcomes = sum(_sum(merged, key) for key in _OUTCOMES[:-1])
        aside = _sum(stages.raw, "rejected") + _sum(stages.raw, "suppressed")
        _same("rows", outcomes + aside, _sum(stages.raw, "read"))
        _same("rows", sum(each.rows for each in segments), _sum(merged, "rows"))
        grown = _sum(merged, "stored") + _sum(merged, "added") + _sum(merged, "clashing")
        _same("rows", _sum(merged, "rows"), grown)
        return stages

    @property
    def raw(self) -> list[Told]:
        """What was told of raw files."""
        return [told for told in self.read if "number" in told]

    def record(self, names: Sequence[str], context: Context) -> ImportRecord:
        """The import, as an import on one machine would record it."""
        reasons = Counter[str]()
        for told in self.raw:
            reasons.update(told["reasons"])
        return ImportRecord(
            id=context.import_id,
            at=f"{context.now.isoformat(timespec='seconds')}Z",
            files=tuple(
                stored_name(Path(names[told["number"]]).name, context.merchants)
                for told in sorted(self.raw, key=lambda told: int(told["number"]))
                if not told["problems"]
            ),
            profiles=tuple(sorted({each for told in self.raw for each in told["profiles"]})),
            read=_sum(self.raw, "read"),
            rejected=_sum(self.raw, "rejected"),
            suppressed=_sum(self.raw, "suppressed"),
            reasons=dict(reasons.most_common()),
            **{key: _sum(self.merged, key) for key in _OUTCOMES[:-1]},
        )


def _runs(session: Session, target: Place, told: Sequence[Told], parts: int) -> DataFrame:
    """The rows of runs, and the part of each: rows of one key are in one part."""
    urls = [target.url(each[RUN]) for each in told]
    return session.spark.read.parquet(*urls).withColumn(PART, col(work.HASH) % parts)


def _of_table(work: Callable[[Task, pa.Table], pa.Table], task: Task) -> Callable[..., pa.Table]:
    """A task of its table alone. No partial: Spark reads the annotations of what it is given."""

    def run(rows: pa.Table) -> pa.Table:
        return work(task, rows)

    return run


def _told(reports: DataFrame) -> list[Told]:
    """What workers told, who all have the driver's edition. Raises `StoreError`."""
    rows = reports.toArrow().to_pylist()
    if any(row["edition"] != edition() for row in rows):
        raise StoreError("cluster-editions")
    return [json.loads(row["told"]) | {RUN: row["file"]} for row in rows]


def _sum(told: Sequence[Told], key: str) -> int:
    return sum(int(each.get(key, 0)) for each in told)


def _same(what: str, found: int, expected: int) -> None:
    """Raise `StoreError` where a stage did not take all that the one before gave."""
    if found != expected:
        raise StoreError(f"cluster-{what}", found=str(found), expected=str(expected))


def _month(segment: Segment) -> str:
    return segment.month
