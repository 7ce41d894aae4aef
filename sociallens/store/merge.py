"""Which state of a contribution wins when several are known."""

from dataclasses import dataclass

import polars as pl

from sociallens.schema import LABELS, NAMES, THREAD
from sociallens.store.apart import told_apart

ROW = tuple(name for name in NAMES if name not in THREAD)  # what an import brings
CLASSIFIED = (*LABELS, "confidence", "evidence", "labelled_by")
_COMPARED = tuple(name for name in ROW if name not in ("id", "import_id"))


@dataclass(frozen=True)
class Changes:
    """What an import changes, in rows: together as many as it brings."""

    added: int
    updated: int
    unchanged: int  # the same, or an older state, or repeated within the import
    clashing: int = 0  # new, under an id of their own: the source's is another contribution's


def latest(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per id: the state of the greatest time (later rows win ties, no time loses).

    Labels given by a person outlive those of a model, whichever state is newer.
    """
    time = pl.coalesce("updated_at", "published_at").alias("time")
    ordered = (
        rows.select("id", time, "labelled_by")
        .with_row_index("row")
        .sort("time", "row", nulls_last=False)
        .with_row_index("rank")
    )
    by_person = pl.col("rank").filter(pl.col("labelled_by") == "person").max()
    ranks = ordered.group_by("id").agg(state=pl.col("rank").max(), labels=by_person)
    state = ordered["row"][ranks["state"]]
    labels = ordered["row"][ranks["labels"].fill_null(ranks["state"])]
    return rows[state].with_columns(rows.select(CLASSIFIED)[labels])


def differences(
    stored: pl.DataFrame, rows: pl.DataFrame, files: pl.Series | None = None
) -> tuple[pl.DataFrame, Changes]:
    """The rows of `rows` to write, merged with the states of the same ids in `stored`.

    `files` numbers the file that each row comes from; without it all come from one.
    """
    rows, clashing = told_apart(stored, rows, files)
    final = latest(pl.concat([stored.select(ROW), rows.select(ROW)]))
    added = final.join(stored, on="id", how="anti")
    beside = final.join(stored, on="id", how="inner", suffix=":stored").with_columns(_text())
    differs = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}:stored")) for name in _COMPARED
    )
    updated = beside.filter(differs).select(ROW)
    unchanged = rows.height - added.height - updated.height
    fresh = pl.concat([added, updated])
    clashes = len(clashing)
    return fresh, Changes(added.height - clashes, updated.height, unchanged, clashes)


def _text() -> pl.Expr:
    """The text as stored, unless the new one differs in more than Unicode form and blanks."""
    old, new = pl.col("text:stored"), pl.col("text")
    plain = [each.str.normalize("NFC").str.replace_all(r"\s+", " ") for each in (old, new)]
    return pl.when((old != new) & (plain[0] == plain[1])).then(old).otherwise(new).alias("text")
