"""The records and rows of a file that became no contribution, and how they may be shown."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import polars as pl

from sociallens.importing.cast import DETAIL, REASON
from sociallens.importing.context import Context
from sociallens.importing.formats.table import LINE, Refusal
from sociallens.importing.isolation import ERROR, isolate
from sociallens.importing.privacy import rejects
from sociallens.importing.report import REJECTED
from sociallens.schema import TEMPLATE

_FAILED = "import-row-failed"
_COLUMNS = (LINE, *TEMPLATE, "reason", "detail")


@dataclass
class Rejecting:
    """What each step on the way to contributions refuses."""

    records: list[Refusal] = field(default_factory=list)
    _rows: list[pl.DataFrame] = field(default_factory=list)  # `_COLUMNS`, all text but `LINE`

    def refuse(self, rows: pl.DataFrame) -> None:
        """Take the rows that casting refused: raw cells, `REASON`, `DETAIL` (text)."""
        self._rows.append(rows.rename({REASON: "reason", DETAIL: "detail"}))

    def fail(self, failed: pl.DataFrame, rows: pl.DataFrame | None) -> None:
        """Refuse the rows of which a step said that they make it fail; `rows` has their cells."""
        if failed.is_empty():
            return
        broken = failed.rename({ERROR: "detail"}).with_columns(pl.lit(_FAILED).alias("reason"))
        if rows is None:
            rows = pl.DataFrame(schema={LINE: pl.Int64} | dict.fromkeys(TEMPLATE, pl.String))
        cells = rows.select(LINE, *(_as_text(name, rows.schema[name]) for name in TEMPLATE))
        whole = broken.join(cells.unique(LINE, keep="first"), on=LINE, how="left")
        self._rows.append(whole.select(_COLUMNS))

    def rows(self, name: str, context: Context, authors: Iterable[pl.Series]) -> pl.DataFrame:
        """All that was refused, by line, columns `REJECTED`; nobody is named in it.

        Args:
            name: The name to show for the file.
            context: Who the merchants are, and the key of the pseudonyms.
            authors: Those of the other rows (text), asked for where records that could not be
                read as rows might name them.
        """
        empty = pl.DataFrame(schema={LINE: pl.Int64} | dict.fromkeys(_COLUMNS[1:], pl.String))
        cells = pl.concat([empty, *(part.select(_COLUMNS) for part in self._rows)])
        records = pl.DataFrame(
            [_refusal(refusal) for refusal in self.records],
            schema={LINE: pl.Int64} | dict.fromkeys(("reason", "detail", "content"), pl.String),
            orient="row",
        )
        named = cells["author"]
        if records["content"].str.len_bytes().sum():
            named = pl.concat([named, *authors])
        rejected = pl.concat(
            [
                _safely(records, lambda some: rejects.of_records(some, named, context.merchants)),
                _safely(cells, lambda some: rejects.of_rows(some, context.merchants, context.key)),
            ]
        ).sort(LINE, maintain_order=True)
        named_rows = rejected.rename({LINE: "line"}).with_columns(pl.lit(name).alias("file"))
        return named_rows.select(REJECTED.names())


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    if isinstance(kind, pl.List):
        return pl.col(name).list.join(";")
    return pl.col(name).cast(pl.String)


def _safely(rows: pl.DataFrame, show: Callable[[pl.DataFrame], pl.DataFrame]) -> pl.DataFrame:
    """Rejected rows as they may be shown; of those that cannot be redacted, line and reason."""
    outcome = isolate(rows, show)
    nothing = pl.lit("")
    bare = rows.join(outcome.failed, on=LINE, how="semi").select(
        LINE, "reason", nothing.alias("detail"), nothing.alias("content")
    )
    return pl.concat([outcome.result, bare])


def _refusal(refusal: Refusal) -> tuple[int, str, str, str]:
    return refusal.line, refusal.reason, refusal.detail, refusal.content.strip()
