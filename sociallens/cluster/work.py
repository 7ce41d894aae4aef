"""What a worker of the cluster does: three kinds of tasks, none of which knows of a cluster.

A task answers with one row of `REPORT` for each file that it wrote. Whatever it is told travels in
the cluster's plans and logs, so that the key of the pseudonyms is not among it: each worker reads
its own, from the file that `SOCIALLENS_HOME` names, and must have the same.
"""

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sociallens.cluster.edition import edition
from sociallens.errors import StoreError
from sociallens.importing.context import Context
from sociallens.importing.files import read_job
from sociallens.importing.job import NOTHING, Meter, job_of
from sociallens.importing.labels import predict
from sociallens.importing.privacy import pseudonyms
from sociallens.importing.reading import Read
from sociallens.schema import ARROW, IMPORTED, NAMES, POLARS
from sociallens.store import suppressed, threads
from sociallens.store.apart import family
from sociallens.store.manifest import SEGMENTS, UNDATED
from sociallens.store.merge import differences
from sociallens.store.months import write_segment
from sociallens.store.objects import Place
from sociallens.store.scan import scan
from sociallens.store.suppressed import Entries

FILE, ROW, HASH, MONTH = "nth_file", "nth_row", "hash_of_key", "month_of_row"
STORED = -1  # the number of the file of stored rows
_PARTS_OF_FILE = 100_000  # more than a file has sheets or members
STAGED = pa.schema(
    [*(ARROW.field(name).with_nullable(True) for name in IMPORTED),
     pa.field(FILE, pa.int64()), pa.field(ROW, pa.int64()), pa.field(HASH, pa.int64())]
)  # fmt: skip
STAGED_ROWS = pl.Schema({name: POLARS[name] for name in IMPORTED} | {FILE: pl.Int64()})
THREADED = pa.schema(
    [*(field.with_nullable(True) for field in ARROW), pa.field(MONTH, pa.string())]
)
REPORT = pa.schema([("edition", pa.string()), ("file", pa.string()), ("told", pa.string())])


@dataclass(frozen=True)
class Source:
    """A file to read: a raw one, or a segment of the version before."""

    place: str
    name: str
    number: int  # in the order of the import; `STORED` for segments


@dataclass(frozen=True)
class Task:
    """What all tasks of a build are told. Holds no secret."""

    context: Context  # without its key
    key_id: str | None
    listed_by: str | None  # id of the key that `entries` were made with
    entries: Entries  # what was erased and must not come back, as keyed hashes
    store: str  # where segments go
    staging: str  # where runs go, relative to it


def read(task: Task, source: Source) -> pa.Table:
    """Read a file as an import does, and write its rows as a run."""
    with tempfile.TemporaryDirectory(prefix="sociallens-") as folder:
        file = Path(folder) / Path(source.name).name
        file.write_bytes(Place.of(source.place).read(source.name))
        if source.number == STORED:
            rows = scan([file]).select(*IMPORTED, _number(STORED)).collect()
            told: dict[str, object] = {"read": rows.height, "stored": rows.height}
        else:
            slices = [pl.DataFrame(schema=STAGED_ROWS)]
            first = source.number * _PARTS_OF_FILE

            def take(part: Read, number: int) -> None:
                slices.extend(
                    rows.select(*IMPORTED, _number(first + number)) for rows in part.rows.slices()
                )

            job = job_of([file], None, NOTHING, lambda: Path(folder))
            reading = read_job(job, _context(task), None, Meter(None, None), take)
            every = pl.concat(slices)
            rows = _sieved(task, every)
            told = {
                "number": source.number,
                "read": reading.read,
                "rejected": reading.rejected.height,
                "suppressed": every.height - rows.height,
                "reasons": {reason.key: reason.count for reason in reading.reasons},
                "profiles": sorted({each.profile for each in reading.files if each.profile}),
                "problems": [each.problem.key for each in reading.files if each.problem],
            }
    staged = rows.with_columns(
        pl.int_range(pl.len(), dtype=pl.Int64).alias(ROW),
        _hash(family(pl.col("id"))),
    )
    return _run(task, staged, told | {"rows": rows.height})


def merge(task: Task, rows: pa.Table) -> pa.Table:
    """Merge the states of ids, of which `rows` has all, and write what stands as a run."""
    every = _frame(rows).sort(FILE, ROW)
    is_stored = pl.col(FILE) == STORED
    stored, new = every.filter(is_stored), every.filter(~is_stored)
    context = _context(task)
    fresh, changes, _ = differences(
        stored.select(IMPORTED),
        new.select(IMPORTED),
        new[FILE],
        lambda some: predict(some, context.taxonomy, context.sectors, context.own),
    )
    staying = stored.select(IMPORTED).join(fresh, on="id", how="anti")
    standing = pl.concat([staying, fresh.select(IMPORTED)])
    staged = standing.with_columns(
        pl.lit(0, pl.Int64).alias(FILE),
        pl.lit(0, pl.Int64).alias(ROW),
        _hash(pl.col("conversation_id")),
    )
    told: dict[str, object] = {
        "taken": every.height,
        "stored": stored.height,
        "rows": standing.height,
        "added": changes.added,
        "updated": changes.updated,
        "unchanged": changes.unchanged,
        "clashing": changes.clashing,
    }
    return _run(task, staged, told)


def thread(rows: pa.Table) -> pa.Table:
    """The rows of whole conversations with their facts, and the month of each (`THREADED`)."""
    every = _frame(rows).select(IMPORTED)
    facts = threads.facts(every.select(threads.NEEDED))
    month = pl.col("published_at").dt.strftime("%Y-%m").fill_null(UNDATED).alias(MONTH)
    return _arrow(every.join(facts, on="id", how="left").select(*NAMES, month), THREADED)


def segment(task: Task, rows: pa.Table) -> pa.Table:
    """Write the rows of a month as a segment."""
    frame = _frame(rows)
    month = str(frame[MONTH][0])
    months = frame.select(NAMES).cast({name: POLARS[name] for name in NAMES})
    place = Place.of(task.store)
    if not place.remote:
        made = write_segment(Path(task.store), month, months)
    else:
        with tempfile.TemporaryDirectory(prefix="sociallens-") as folder:
            (Path(folder) / SEGMENTS).mkdir()
            made = write_segment(Path(folder), month, months)
            _put(place, made.file, (Path(folder) / made.file).read_bytes())
    return _report(made.file, made.__dict__)


@cache
def _own_key(identity: str) -> pseudonyms.Key:
    return pseudonyms.as_of(pseudonyms.read_key(), identity)


def _sieved(task: Task, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that may be stored."""
    if not task.entries:
        return rows
    key = pseudonyms.read_key()
    hashes = suppressed.hashes_of(task.listed_by, task.key_id, key, task.store)
    return suppressed.Suppressed(task.entries, hashes).sieve(rows)


def _context(task: Task) -> Context:
    key = _own_key(task.key_id) if task.key_id else None
    return replace(task.context, key=key)


def _number(file: int) -> pl.Expr:
    return pl.lit(file, pl.Int64).alias(FILE)


def _hash(key: pl.Expr) -> pl.Expr:
    """A number that rows of one key share; the same in all workers of one edition."""
    return (key.hash() % 2**31).cast(pl.Int64).alias(HASH)


def _frame(table: pa.Table) -> pl.DataFrame:
    frame = pl.DataFrame(pl.from_arrow(table))
    return frame.cast({name: POLARS[name] for name in frame.columns if name in POLARS})


def _arrow(frame: pl.DataFrame, schema: pa.Schema) -> pa.Table:
    return frame.select(schema.names).to_arrow().cast(schema)


def _run(task: Task, rows: pl.DataFrame, told: dict[str, object]) -> pa.Table:
    """Write rows where the next stage finds them, under the hash of their content."""
    sink = pa.BufferOutputStream()
    pq.write_table(_arrow(rows, STAGED), sink, compression="zstd")
    data = sink.getvalue().to_pybytes()
    name = f"{task.staging}/{hashlib.sha256(data).hexdigest()}.parquet"
    _put(Place.of(task.store), name, data)
    return _report(name, told)


def _put(place: Place, name: str, data: bytes) -> None:
    try:
        place.write(name, data)
    except (OSError, pa.ArrowException) as error:
        raise StoreError("objects-not-written", place=place.base) from error


def _report(file: str, told: dict[str, object]) -> pa.Table:
    row = {"edition": edition(), "file": file, "told": json.dumps(told, sort_keys=True)}
    return pa.Table.from_pylist([row], schema=REPORT)


def read_all(
    task: Task, sources: Sequence[Source], numbers: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """Read the files whose places in `sources` arrive."""
    for batch in numbers:
        for number in batch.column(0).to_pylist():
            yield from read(task, sources[number]).to_batches()
