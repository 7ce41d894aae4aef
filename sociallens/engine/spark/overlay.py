"""The labels that people gave, and what follows from them for the messages concerned."""

from collections.abc import Callable, Sequence

import polars as pl

from sociallens.annotations.log import Log
from sociallens.annotations.merging import CHECKED, LABELLED, merged
from sociallens.store import threads

OVERLAID = (*LABELLED, "outcome", CHECKED)


def overlaid(log: Log, stored: Callable[[str, Sequence[str]], pl.DataFrame]) -> pl.DataFrame:
    """The messages that show something else than what is stored: `id` and `OVERLAID`.

    `stored`: contributions as they are stored, and `checked`, by the values of a column.
    """
    corrected = log.corrections["id"].unique().to_list()
    if not corrected:
        return pl.DataFrame(schema={"id": pl.String})
    rows = stored("id", corrected)
    several = ~pl.col("opens") | (pl.col("contributions") > 1)
    turns = rows.filter(several)["conversation_id"].unique()
    if len(turns):  # the outcome of a conversation follows from what is said in it
        rows = pl.concat([rows, stored("conversation_id", turns.to_list())]).unique("id")
    labels = merged(rows, log)
    after = pl.concat([labels, rows.join(labels, on="id", how="anti")])
    outcomes = threads.facts(after.filter(pl.col("conversation_id").is_in(turns.implode())))
    moved = (
        after.join(outcomes.select("id", now="outcome", told=True), on="id", how="left")
        .join(rows.select("id", was="outcome"), on="id")
        .with_columns(outcome=pl.when("told").then("now").otherwise("outcome"))
        .filter(pl.col(CHECKED).is_not_null() | pl.col("outcome").ne_missing(pl.col("was")))
    )
    return moved.select("id", *OVERLAID)
