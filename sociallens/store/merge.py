"""Which state of a contribution wins when several are known."""

from dataclasses import dataclass

import polars as pl

from sociallens.schema import LABELS, NAMES, THREAD

ROW = tuple(name for name in NAMES if name not in THREAD)  # what an import brings
CLASSIFIED = (*LABELS, "confidence", "evidence", "labelled_by")
_COMPARED = tuple(name for name in ROW if name not in ("id", "import_id"))
_STATE = pl.coalesce("updated_at", "published_at")


@dataclass(frozen=True)
class Changes:
    """What an import changes, in rows: together as many as it brings."""

    added: int
    updated: int
    unchanged: int  # the same, or an older state, or repeated within the import


def latest(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per id: the state of the greatest time (later rows win ties, no time loses).

    Labels given by a person outlive those of a model, whichever state is newer.
    """
    ordered = rows.sort(_STATE, nulls_last=False, maintain_order=True)
    final = ordered.unique("id", keep="last", maintain_order=True)
    by_person = ordered.filter(pl.col("labelled_by") == "person").unique("id", keep="last")
    kept = final.select("id").join(
        by_person.select("id", *CLASSIFIED), on="id", how="left", maintain_order="left"
    )
    has_person = kept["labelled_by"].is_not_null()
    return final.with_columns(
        pl.when(has_person).then(kept[name]).otherwise(pl.col(name)).alias(name)
        for name in CLASSIFIED
    )


def differences(stored: pl.DataFrame, rows: pl.DataFrame) -> tuple[pl.DataFrame, Changes]:
    """The rows of `rows` to write, merged with the states of the same ids in `stored`."""
    final = latest(pl.concat([stored.select(ROW), rows.select(ROW)]))
    known = stored.select("id", *_COMPARED).with_columns(known=True)
    beside = final.join(known, on="id", how="left", suffix=":stored", maintain_order="left")
    is_known = pl.col("known").fill_null(False)
    differs = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}:stored")) for name in _COMPARED
    )
    fresh = beside.filter(~is_known | differs)
    updated = int(fresh["known"].sum() or 0)
    added = fresh.height - updated
    return fresh.select(ROW), Changes(added, updated, rows.height - added - updated)
