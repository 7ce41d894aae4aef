"""Checks of a whole store: what is wrong, in which file, and what to do about it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sociallens import taxonomy
from sociallens.errors import BadTaxonomy, SocialLensError, StoreError
from sociallens.i18n import Language, days, words
from sociallens.schema import ARROW, COLUMNS, FORMER, POLARS
from sociallens.store.integrity import Integrity
from sociallens.store.manifest import Segment, Store, open_store, versions
from sociallens.store.scan import scan

ERASING = "erasing.parquet"  # the plan of an erasure that has not ended
_CLOSED = {column.name: column.vocabulary for column in COLUMNS if column.vocabulary}


def problems(store: Store) -> list[SocialLensError]:
    """Everything that is wrong with an open store; an empty list when it is healthy.

    Only segments whose bytes are intact are read, so damage in one hides nothing in the others.
    That each conversation has one opening is checked only when every segment can be read.
    """
    condition = Integrity(store).check()
    errors: list[SocialLensError] = [
        StoreError(f"store-segment-{damage.problem}", file=damage.file, rows=damage.rows)
        for damage in condition.damages
    ]
    listed = {store.path / segment.file: segment for segment in store.manifest.segments}
    unfit = {path: error for path in condition.files if (error := _misfit(path, listed[path]))}
    fit = [path for path in condition.files if path not in unfit]
    errors += unfit.values()
    errors += _retired(store)
    if (store.path / ERASING).exists():
        errors.append(StoreError("erasing-unfinished", folder=store.path.name))
    if fit:
        errors += _unknown_values(store, fit)
        errors += _repeated_ids(store, fit)
        errors += _openings(store, fit) if len(fit) == len(listed) else []
    return errors


def summary(store: Store, language: Language) -> str:
    """The contents of a healthy store in a line or two: version, imports, rows, files, period."""
    segments = store.manifest.segments
    contents = words(
        "store-healthy",
        language,
        folder=store.path.name,
        version=str(store.manifest.version),
        imports=len(store.manifest.imports),
        rows=sum(segment.rows for segment in segments),
        files=len(segments),
    )
    first = min((segment.first for segment in segments if segment.first), default=None)
    last = max((segment.last for segment in segments if segment.last), default=None)
    if not first or not last:
        return contents
    start, end = (datetime.fromisoformat(time).date() for time in (first, last))
    return f"{contents}\n{words('store-period', language, period=days(start, end, language))}"


def _misfit(path: Path, segment: Segment) -> StoreError | None:
    """The error of a segment whose rows or columns differ from its manifest, else None."""
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError):
        return StoreError("store-segment-columns", file=segment.file)
    if not any(file.schema_arrow.equals(schema) for schema in (ARROW, *FORMER)):
        return StoreError("store-segment-columns", file=segment.file)
    if (rows := file.metadata.num_rows) != segment.rows:
        return StoreError("store-segment-rows", file=segment.file, rows=rows, listed=segment.rows)
    return None


def _retired(store: Store) -> Iterator[StoreError]:
    """One error for each older version that a link may name and that can no longer be opened."""
    for version, name in versions(store.path).items():
        try:
            open_store(store.path, version)
        except StoreError:
            yield StoreError("store-older-damaged", file=name, version=str(version))


def _unknown_values(store: Store, files: list[Path]) -> Iterator[SocialLensError]:
    try:
        vocabularies = taxonomy.load(store.manifest.taxonomy)
    except BadTaxonomy as error:
        yield error
        return
    for path in files:
        for column, vocabulary in _CLOSED.items():
            cells = pl.col(column)
            values = cells.explode() if POLARS[column] == pl.List else cells
            values_in_use = scan([path]).select(values.unique()).collect()[column]
            for value in sorted(set(values_in_use.drop_nulls()) - vocabularies[vocabulary].keys()):
                # Anything but a plain word may be customer text that strayed into the column.
                example = value if value.isidentifier() else "…"
                yield StoreError(
                    "store-value-unknown", file=_name(store, path), column=column, value=example
                )


def _repeated_ids(store: Store, files: list[Path]) -> Iterator[StoreError]:
    rows = scan(files).select("id", "file")
    repeated = rows.group_by("id").agg("file").filter(pl.col("file").list.len() > 1).collect()
    if not repeated.is_empty():
        names = _names(store, repeated)
        yield StoreError("store-ids-repeated", files=names, count=repeated.height)


def _openings(store: Store, files: list[Path]) -> Iterator[StoreError]:
    rows = scan(files)
    wrong = (
        rows.select("conversation_id", "opens", "file")
        .group_by("conversation_id")
        .agg(pl.col("opens").sum(), pl.col("file").unique())
        .filter(pl.col("opens") != 1)
        .collect()
    )
    if not wrong.is_empty():
        yield StoreError("store-openings-wrong", files=_names(store, wrong), count=wrong.height)


def _names(store: Store, rows: pl.DataFrame) -> str:
    places = rows["file"].explode().unique().sort()
    return ", ".join(_name(store, Path(place)) for place in places)


def _name(store: Store, path: Path) -> str:
    return path.relative_to(store.path).as_posix()
