"""A CSV of texts in, a CSV of labels out, batch by batch."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sociallens.classify import classify
from sociallens.classify.own import NOTHING, Own
from sociallens.errors import BadExport
from sociallens.taxonomy import Taxonomy

NEEDED = ("id", "text", "channel")
OPTIONAL = {"language": "language", "date": "published"}  # and what they are called within
WRITTEN = (
    "id", "topic", "topics", "causes", "sentiment", "sentiment_score", "severity", "intent",
    "confidence", "evidence",
)  # fmt: skip
_LISTS = ("topics", "causes", "evidence")
_BATCH = 20_000
_DELIMITERS = ",;\t"
ALSO_CALLED = {"review": "review_site", "x": "twitter", "forum": "consumer_forum"}


@dataclass(frozen=True)
class Classified:
    """Counts of the rows of a classified file."""

    rows: int
    without_labels: int  # no words, or a language that is not classified
    unknown_channel: int  # labelled as if from the channel "other"


def classify_csv(
    source: Path,
    output: Path,
    taxonomy: Taxonomy,
    progress: Callable[[int], object] = lambda rows: None,
    own: Own = NOTHING,
) -> Classified:
    """Label the rows of `source` (`id, text, channel`, perhaps `language, date`) into `output`.

    Rows keep their order; lists are joined by `;`. `progress` gets the rows of each batch.
    `own` is what a store adds to the classifier. The output appears when all rows are done. Raises
    `BadExport` for a file that is absent, empty, not UTF-8, not a table, or lacks a column.
    """
    texts = _open(source)
    if not output.parent.is_dir():
        raise BadExport("classify-output", folder=str(output.parent))
    part = output.with_name(output.name + ".part")
    known = list(taxonomy["channel"])
    rows, without, unknown = 0, 0, 0
    try:
        with part.open("wb") as file:
            for batch in texts.collect_batches(chunk_size=_BATCH, maintain_order=True):
                batch = batch.with_columns(pl.col("channel").replace(ALSO_CALLED))
                labels = classify(batch, taxonomy, own=own)
                _flat(labels).write_csv(file, include_header=rows == 0)
                rows += batch.height
                without += labels["topic"].null_count()
                unknown += batch.select((~pl.col("channel").is_in(known)).sum()).item()
                progress(batch.height)
        if not rows:
            raise BadExport("classify-no-rows", file=source.name)
        part.replace(output)
    except pl.exceptions.ComputeError as error:
        raise BadExport("classify-unreadable", file=source.name, after=rows) from error
    finally:
        part.unlink(missing_ok=True)
    return Classified(rows, without, unknown)


def open_table(source: Path) -> pl.LazyFrame:
    """The rows of a CSV, every column as text, blank cells null.

    Raises `BadExport` for a file that is absent, empty, not UTF-8 or not a table.
    """
    if not source.is_file():
        raise BadExport("classify-absent", file=str(source))
    with source.open("rb") as file:
        start = file.readline()
    try:
        header = start.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        raise BadExport("classify-encoding", file=source.name) from error
    if not header:
        raise BadExport("classify-empty", file=source.name)
    delimiter = max(_DELIMITERS, key=header.count)
    texts = pl.scan_csv(
        source,
        separator=delimiter,
        infer_schema=False,
        empty_string_is_null=True,
        glob=False,
    )
    try:
        texts.collect_schema()
    except pl.exceptions.PolarsError as error:
        raise BadExport("classify-unreadable", file=source.name, after=0) from error
    return texts


def _open(source: Path) -> pl.LazyFrame:
    texts = open_table(source)
    columns = texts.collect_schema().names()
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise BadExport(
            "classify-columns", file=source.name, missing=tuple(missing), found=tuple(columns)
        )
    more = [pl.col(name).alias(within) for name, within in OPTIONAL.items() if name in columns]
    return texts.select(*NEEDED, *more)


def _flat(labels: pl.DataFrame) -> pl.DataFrame:
    joined = [
        pl.col(name).list.eval(pl.element().str.replace_all(";", ",", literal=True)).list.join(";")
        for name in _LISTS
    ]
    rounded = [pl.col(name).round(3) for name in ("sentiment_score", "confidence")]
    return labels.with_columns(*joined, *rounded).select(WRITTEN)
