"""Merging new rows with the stored states of the same contributions."""

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from sociallens.schema import CLASSIFIED, IMPORTED, PARTS, PERSON, PROVENANCE
from sociallens.store.apart import ZONE, tell_apart

# Rows (columns `schema.IMPORTED`) to the same rows with labels that agree with a person's.
Label = Callable[[pl.DataFrame], pl.DataFrame]
_COMPARED = tuple(name for name in IMPORTED if name not in ("id", "import_id"))


@dataclass(frozen=True)
class Changes:
    """The rows of an import by what they change; the counts add up to all its rows."""

    added: int
    updated: int
    unchanged: int  # equal to the stored state, older than it, or repeated within the import
    clashing: int = 0  # added under a new id, as the source's belongs to another contribution
    suppressed: int = 0  # erased before, and kept out

    def __add__(self, other: "Changes") -> "Changes":
        return Changes(
            self.added + other.added,
            self.updated + other.updated,
            self.unchanged + other.unchanged,
            self.clashing + other.clashing,
            self.suppressed + other.suppressed,
        )


def latest(rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` reduced to one per id: the state with the greatest `updated_at`, null counting least.

    In a tie the later row wins, unless it lacks `published_at` and an earlier row has it. From all
    states the result takes the earliest time, an author and, label by label, a person's last one.

    Args:
        rows: The states, oldest first; columns `schema.IMPORTED`.
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
        winners = states[ordered["row"][ranks[by].fill_null(ranks["rank"])]]
        final = final.with_columns(winners.select(by, *PARTS[name]))
    return pl.concat([rows.filter(~several), _completed(final, states)])


def _completed(final: pl.DataFrame, states: pl.DataFrame) -> pl.DataFrame:
    """`final` with the earliest time and an author of any of the `states` of the same id."""
    by_day = pl.col("date_precision") == "day"
    local = pl.col("published_at").dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE)
    day = pl.when(by_day).then(pl.col("published_at").dt.date()).otherwise(local.dt.date())
    dated = states.filter(pl.col("published_at").is_not_null()).sort(day, by_day, "published_at")
    when = dated.unique("id", keep="first", maintain_order=True).select(
        "id", time="published_at", precision="date_precision"
    )
    authors = states.filter(pl.col("author").is_not_null()).group_by("id").agg(
        signed=pl.col("author").max()
    )  # fmt: skip
    joined = final.join(when, on="id", how="left").join(authors, on="id", how="left")
    return joined.with_columns(
        published_at=pl.coalesce("time", "published_at"),
        date_precision=pl.coalesce("precision", "date_precision"),
        author=pl.coalesce("author", "signed"),
    ).select(final.columns)


def differences(
    stored: pl.DataFrame,
    rows: pl.DataFrame,
    files: pl.Series | None = None,
    label: Label = lambda rows: rows,
) -> tuple[pl.DataFrame, Changes, pl.Series]:
    """The rows to write, merged with the stored states of the same ids, and what they change.

    Also returned are the ids that `rows` are stored under, in their order.

    Args:
        stored: The stored states of the ids in `rows`; columns `schema.IMPORTED`.
        rows: The new rows; columns `schema.IMPORTED`.
        files: The file number of each new row (integer); None when all come from one file.
        label: Predicts the other labels again where a person labelled a row in part.
    """
    rows, clashing = tell_apart(stored, rows, files)
    final = latest(pl.concat([stored.select(IMPORTED), rows.select(IMPORTED)]))
    added = final.join(stored, on="id", how="anti")
    repeated = pl.col("id").is_in(rows["id"].filter(rows["id"].is_duplicated()).implode())
    added = pl.concat([added.filter(~repeated), _agreeing(added.filter(repeated), label)])
    pairs = _keep_stored_texts(final.join(stored, on="id", how="inner", suffix=":stored"))
    differs = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}:stored")) for name in _COMPARED
    )
    updated = _agreeing(pairs.filter(differs), label).filter(differs).select(IMPORTED)
    unchanged = rows.height - added.height - updated.height
    fresh = pl.concat([added, updated])
    clashes = len(clashing)
    changes = Changes(added.height - clashes, updated.height, unchanged, clashes)
    return fresh, changes, rows["id"]


def _agreeing(rows: pl.DataFrame, label: Label) -> pl.DataFrame:
    """`rows`, with the other labels predicted again in those that a person labelled in part."""
    makers = [pl.col(name) for name in PROVENANCE.values()]
    is_mixed = pl.any_horizontal(each == PERSON for each in makers) & pl.any_horizontal(
        each != PERSON for each in makers
    )
    hers = rows.filter(is_mixed)
    if hers.is_empty():
        return rows
    fresh = label(hers.select(IMPORTED))
    halves = [fresh.select(IMPORTED), hers.drop(IMPORTED)]
    others = rows.filter(is_mixed.not_().fill_null(True))
    return pl.concat([others, pl.concat(halves, how="horizontal").select(rows.columns)])


def _keep_stored_texts(pairs: pl.DataFrame) -> pl.DataFrame:
    """`pairs` with the stored text and labels where texts differ in Unicode form or spaces only.

    `pairs` holds the merged row and, in columns ending in `:stored`, the stored one.
    """
    old, new = pl.col("text:stored"), pl.col("text")
    other = (old != new).fill_null(False)
    plain = [each.str.normalize("NFC").str.replace_all(r"\s+", " ") for each in (old, new)]
    changed = pairs.filter(other)
    same = changed.select(same=plain[0] == plain[1])["same"]
    if not same.any():
        return pairs
    changed = changed.with_columns(same)
    by_same = [pl.col(by).eq_missing(pl.col(f"{by}:stored")) for by in PROVENANCE.values()]
    alike = pl.all_horizontal("same", *by_same)
    keep_stored = {"text": pl.col("same")} | dict.fromkeys(("language", *CLASSIFIED), alike)
    changed = changed.with_columns(
        pl.when(keep).then(pl.col(f"{name}:stored")).otherwise(pl.col(name)).alias(name)
        for name, keep in keep_stored.items()
    )
    return pl.concat([pairs.filter(~other), changed.drop("same")])
