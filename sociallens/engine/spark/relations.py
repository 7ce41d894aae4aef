"""The relations that questions read: what a version stores, and over it what people said.

`original` is what is stored; `verbatims` shows over it the labels that people gave, and `facts`
holds what figures need. Nothing is copied to the cluster but small tables: names of merchants and
corrected labels.
"""

from collections.abc import Callable, Sequence
from threading import Lock

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from sociallens.annotations.log import EMPTY, Log
from sociallens.annotations.merging import CHECKED
from sociallens.engine.spark.dialect import (
    KINDS,
    SOUGHT,
    STORED_SITE,
    declared,
    facts,
    of_any_edition,
)
from sociallens.engine.spark.overlay import OVERLAID, overlaid
from sociallens.engine.spark.session import Session
from sociallens.engine.spark.sought import Sought, Words
from sociallens.errors import StoreError
from sociallens.merchants import Merchants
from sociallens.schema import ANY_EDITION, ARROW, FORMER, FORMERLY, NAMES, POLARS
from sociallens.store.manifest import Segment
from sociallens.store.objects import Place


class Relations:
    """The relations of one version, in a session of its own."""

    def __init__(
        self,
        session: Session,
        place: Place,
        segments: Sequence[Segment],
        names: Merchants,
        words: Words,
    ) -> None:
        """Define them, and check that the cluster reads all rows of `segments`.

        Raises `StoreError` when a file is not what the manifest says: some engines read a missing
        file as no rows, and differing columns as nulls.
        """
        self.session = session
        self._lock = Lock()
        self._log, self._shown = EMPTY, 0
        self._sought = Sought(session, words, segments)
        schema = _checked(place, segments)
        self._store(place, segments, schema)
        seen = session.frame(
            "SELECT site, count(*) AS rows,"
            " max(greatest(published_at, replied_at)) AS observed_until FROM stored GROUP BY site"
        )
        _same("rows", int(seen["rows"].sum()), sum(segment.rows for segment in segments))
        self._name(seen, names)
        self._show(None)

    def _store(self, place: Place, segments: Sequence[Segment], schema: pa.Schema) -> None:
        spark = self.session.spark
        if not segments:
            nulls = (f"CAST(NULL AS {KINDS[field.type]}) AS {field.name}" for field in ARROW)
            self.session.define("stored", f"SELECT {', '.join(nulls)} WHERE false")
            return
        urls = [place.url(segment.file) for segment in segments]
        if schema == ARROW:
            rows = spark.read.parquet(*urls)
            _same("columns", [name for name, _ in rows.dtypes], list(NAMES))
            rows.createOrReplaceTempView("stored")
            return
        every = spark.read.schema(declared(ANY_EDITION)).parquet(*urls)
        every.createOrReplaceTempView("any_edition")
        columns = (of_any_edition(name) if name in FORMERLY else name for name in NAMES)
        self.session.define("stored", f"SELECT {', '.join(columns)} FROM any_edition")

    def _name(self, seen: pl.DataFrame, names: Merchants) -> None:
        """Show sites under the names of the present merchants file; tell how long each was seen."""
        shown = seen.select(
            pl.col("site").alias("name"),
            pl.Series("shown", [names.resolve(site) for site in seen["site"]], pl.String),
            "observed_until",
        ).with_columns(pl.col("observed_until").max().over("shown"))
        self.session.lend(
            "merchants", shown.to_arrow(), "name string, shown string, observed_until timestamp_ntz"
        )
        others = ", ".join(f"v.{name} AS {name}" for name in NAMES if name != "site")
        self.session.define(
            "original",
            f"SELECT {others}, m.shown AS site, v.site AS {STORED_SITE},"
            f" m.observed_until AS observed_until, CAST(NULL AS string) AS {CHECKED}"
            " FROM stored v JOIN merchants m ON m.name = v.site",
        )
        self.session.define("uncorrected", facts("original"))

    def following(self, read: Callable[[], Log], q: str = "") -> str:
        """What to put before a question, so that it is of what the log says, and of words.

        Names of earlier logs stay defined: a question may be under way. Raises `FAILURES`, with
        words also what `Sought.ids` raises.
        """
        with self._lock:
            log = read()
            if log.digest != self._log.digest:
                labels = overlaid(log, self._rows)
                self._show(labels if labels.height else None)
                self._log = log
            number = self._shown
        return (
            f"WITH verbatims AS (SELECT * FROM verbatims_{number}),"
            f" facts AS (SELECT * FROM facts_{number})"
            f"{f', {SOUGHT} AS (SELECT * FROM {self._sought.ids(q)})' if q else ''} "
        )

    def _show(self, labels: pl.DataFrame | None) -> None:
        """Define what is shown, under names of its own."""
        number = self._shown + 1
        others = ", ".join(
            f"v.{name} AS {name}"
            for name in (*NAMES, STORED_SITE, "observed_until")
            if name not in OVERLAID
        )
        if labels is None:
            shown = f"SELECT {others}, {', '.join(OVERLAID)} FROM original v"
        else:
            kinds = ", ".join(f"{name} {KINDS[kind]}" for name, kind in _arrow(OVERLAID))
            self.session.lend(f"overlay_{number}", labels.to_arrow(), f"id string, {kinds}")
            cells = ", ".join(
                f"CASE WHEN o.id IS NULL THEN v.{name} ELSE o.{name} END AS {name}"
                for name in OVERLAID
            )
            shown = (
                f"SELECT {others}, {cells} FROM original v"
                f" LEFT JOIN overlay_{number} o ON o.id = v.id"
            )
        self.session.define(f"verbatims_{number}", shown)
        self.session.define(f"facts_{number}", facts(f"verbatims_{number}"))
        self._shown = number

    def _rows(self, column: str, values: Sequence[str]) -> pl.DataFrame:
        """Contributions as they are stored, by the values of a column, and an empty `checked`."""
        name = f"asked_{column}"
        self.session.lend(name, pa.table({"value": pa.array(values, pa.string())}), "value string")
        found = self.session.frame(
            f"SELECT {', '.join(NAMES)}, {CHECKED} FROM original v"
            f" LEFT SEMI JOIN {name} a ON a.value = v.{column}"
        )
        return found.cast(POLARS)


def _arrow(names: Sequence[str]) -> list[tuple[str, pa.DataType]]:
    return [(name, pa.string() if name == CHECKED else ARROW.field(name).type) for name in names]


def _checked(place: Place, segments: Sequence[Segment]) -> pa.Schema:
    """The schema of all segments, whose rows are as many as the manifest says."""
    schemas = set[pa.Schema]()
    for segment in segments:
        try:
            with place.files.open_input_file(place.path(segment.file)) as file:
                parquet = pq.ParquetFile(file)
                rows, schema = parquet.metadata.num_rows, parquet.schema_arrow
        except (OSError, pa.ArrowException) as error:
            raise StoreError("spark-segment-unread", file=segment.file) from error
        _same("rows", rows, segment.rows)
        if not any(schema.equals(each) for each in (ARROW, *FORMER)):
            raise StoreError("store-segment-columns", file=segment.file)
        schemas.add(schema)
    return schemas.pop() if len(schemas) == 1 else ANY_EDITION


def _same(what: str, found: object, expected: object) -> None:
    if found != expected:
        raise StoreError(f"spark-other-{what}", found=str(found), expected=str(expected))
