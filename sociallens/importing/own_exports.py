"""Rows that SocialLens itself exported: they keep their ids, labels, pseudonyms and sources.

A file may only claim to be ours. Texts are therefore redacted once more, which leaves redacted
ones unchanged, and authors that are no pseudonyms become pseudonyms.
"""

import polars as pl

from sociallens.importing.formats.table import LINE, Table
from sociallens.importing.privacy.pseudonyms import Key, pseudonyms
from sociallens.schema import PROVENANCE
from sociallens.spreadsheet import plain
from sociallens.store.scan import of_any_edition

RESTORED = ("date_precision", "confidence", "evidence", *PROVENANCE.values(), "source")
_LABELLED_BY = "labelled_by"  # of every label at once, in exports of former versions
_PSEUDONYM = r"^[0-9a-f]{32}$"
_NAME = r"^[a-z][\w.:-]{0,60}$"  # who labelled, or a profile


def unescape(table: Table) -> pl.DataFrame:
    """The cells without the marks that keep spreadsheets from reading them as formulas (text)."""
    return table.frame.with_columns(plain(pl.col(pl.String)))


def restore(rows: pl.DataFrame, frame: pl.DataFrame) -> pl.DataFrame:
    """`rows` with the columns `RESTORED` read from the exported cells.

    Args:
        rows: Typed rows with `LINE`.
        frame: The export: `LINE` (integer) and its columns as text.

    Returns:
        `rows` with `confidence` as a float from 0 to 1, `evidence` as a list of texts and the
        other columns as text; null where a cell makes no sense.
    """
    absent = [name for name in (*RESTORED, _LABELLED_BY) if name not in frame.columns]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in absent)
    cells = {name: pl.col(name).str.strip_chars() for name in (*RESTORED, _LABELLED_BY)}
    names = [
        pl.when(cells[name].str.contains(_NAME)).then(cells[name]).alias(name)
        for name in ("date_precision", *PROVENANCE.values(), _LABELLED_BY, "source")
    ]
    score = cells["confidence"].str.replace(",", ".", literal=True)
    restored = frame.select(
        LINE,
        *names,
        score.cast(pl.Float32, strict=False).alias("confidence"),
        pl.when(cells["evidence"] != "").then(cells["evidence"].str.split("|")).alias("evidence"),
    )
    restored = restored.with_columns(map(of_any_edition, PROVENANCE.values())).drop(_LABELLED_BY)
    return rows.drop(RESTORED, strict=False).join(
        restored, on=LINE, how="left", maintain_order="left"
    )


def authors(rows: pl.DataFrame, key: Key | None, readable: pl.Expr) -> pl.Expr:
    """The column `author` (text): pseudonyms stay, any other author becomes one."""
    is_pseudonym = pl.col("author").str.contains(_PSEUDONYM)
    return pl.when(is_pseudonym).then("author").otherwise(pseudonyms(rows, key, readable))
