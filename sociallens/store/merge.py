"""Which state of a contribution wins when several are known."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sociallens.schema import CLASSIFIED, IMPORTED, PARTS, PERSON, PROVENANCE
from sociallens.store.apart import ZONE, told_apart

# Rows as imported to the same rows, their labels in agreement with those that a person gave.
Label = Callable[[pl.DataFrame], pl.DataFrame]
_COMPARED = tuple(name for name in IMPORTED if name not in ("id", "import_id"))


@dataclass(frozen=True)
class Changes:
    """What an import changes, in rows: together as many as it brings."""

    added: int
    updated: int
    unchanged: int  # the same, or an older state, or repeated within the import
    clashing: int = 0  # new, under an id of their own: the source's is another contribution's


def latest(rows: pl.DataFrame) -> pl.DataFrame:
    """One row per id: the state of the greatest `updated_at`, none being the least.

    Later rows win ties, but one without a date no dated one. Whichever state wins, the earliest
    time, an author and, label by label, what a person said last are those of the contribution.
    """
    several = rows.select("id").is_duplicated()
    if not several.any():
        return rows
    states = rows.filter(several)
    ordered = (
        states.select(
            "id", "updated_at", *PROVENANCE.values(), dated=pl.col("published_at").is_not_null()
        )
        .with_row_index("row")
        .sort("updated_at", "dated", "row", nulls_last=False)
        .with_row_index("rank")
    )
    rank = pl.col("rank")
    ranks = ordered.group_by("id").agg(
        rank.max(),
        **{by: rank.filter(pl.col(by) == PERSON).max() for by in PROVENANCE.values()},
    )
    final = states[ordered["row"][ranks["rank"]]]
    for name, by in PROVENANCE.items():
        told = states[ordered["row"][ranks[by].fill_null(ranks["rank"])]]
        final = final.with_columns(told.select(by, *PARTS[name]))
    return pl.concat([rows.filter(~several), _completed(final, states)])


def _completed(final: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """`final` with what any of the `states` knows of when it was published and by whom."""
    by_day = pl.col("date_precision") == "day"
    local = pl.col("published_at").dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE)
    day = pl.when(by_day).then(pl.col("published_at").dt.date()).otherwise(local.dt.date())
    dated = states.filter(pl.col("published_at").is_not_null()).sort(day, by_day, "published_at")
    when = dated.unique("id", keep="first", maintain_order=True).select(
        "id", time="published_at", precision="date_precision"
    )
    signed = states.filter(pl.col("author").is_not_null()).group_by("id").agg(
        signed=pl.col("author").max()
    )  # fmt: skip
    beside = final.join(when, on="id", how="left").join(signed, on="id", how="left")
    return beside.with_columns(
        published_at=pl.coalesce("time", "published_at"),
        date_precision=pl.coalesce("precision", "date_precision"),
        author=pl.coalesce("author", "signed"),
    ).select(final.columns)


def differences(
    stored: pl.DataFrame,
    rows: pl.DataFrame,
    files: pl.Series | None = None,
    label: Label = lambda rows: rows,
) -> tuple[pl.DataFrame, Changes]:
    """The rows of `rows` to write, merged with the states of the same ids in `stored`.

    `files` numbers the file that each row comes from; without it all come from one. `label` gives
    the other labels anew where those of a person changed, or those of a model beside hers.
    """
    rows, clashing = told_apart(stored, rows, files)
    final = latest(pl.concat([stored.select(IMPORTED), rows.select(IMPORTED)]))
    added = final.join(stored, on="id", how="anti")
    twice = pl.col("id").is_in(rows["id"].filter(rows["id"].is_duplicated()).implode())
    added = pl.concat([added.filter(~twice), _agreeing(added.filter(twice), label)])
    beside = _kept_words(final.join(stored, on="id", how="inner", suffix=":stored"))
    differs = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}:stored")) for name in _COMPARED
    )
    updated = _agreeing(beside.filter(differs), label).filter(differs).select(IMPORTED)
    unchanged = rows.height - added.height - updated.height
    fresh = pl.concat([added, updated])
    clashes = len(clashing)
    return fresh, Changes(added.height - clashes, updated.height, unchanged, clashes)


def _agreeing(rows: pl.DataFrame, label: Label) -> pl.DataFrame:
    """`rows`, those that a person labelled in part with other labels that agree with hers."""
    by = [pl.col(name) for name in PROVENANCE.values()]
    mixed = pl.any_horizontal(each == PERSON for each in by) & pl.any_horizontal(
        each != PERSON for each in by
    )
    hers = rows.filter(mixed)
    if hers.is_empty():
        return rows
    fresh = label(hers.select(IMPORTED))
    beside = [fresh.select(IMPORTED), hers.drop(IMPORTED)]
    others = rows.filter(mixed.not_().fill_null(True))
    return pl.concat([others, pl.concat(beside, how="horizontal").select(rows.columns)])


def _kept_words(beside: pl.DataFrame) -> pl.DataFrame:
    """The texts as stored, with their labels, that differ in Unicode form or blanks only."""
    old, new = pl.col("text:stored"), pl.col("text")
    other = (old != new).fill_null(False)
    plain = [each.str.normalize("NFC").str.replace_all(r"\s+", " ") for each in (old, new)]
    changed = beside.filter(other)
    same = changed.select(same=plain[0] == plain[1])["same"]
    if not same.any():
        return beside
    changed = changed.with_columns(same)
    by_same = [pl.col(by).eq_missing(pl.col(f"{by}:stored")) for by in PROVENANCE.values()]
    alike = pl.all_horizontal("same", *by_same)
    kept = {"text": pl.col("same")} | dict.fromkeys(("language", *CLASSIFIED), alike)
    changed = changed.with_columns(
        pl.when(keep).then(pl.col(f"{name}:stored")).otherwise(pl.col(name)).alias(name)
        for name, keep in kept.items()
    )
    return pl.concat([beside.filter(~other), changed.drop("same")])
