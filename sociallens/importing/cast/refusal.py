"""Refusal of rows: the first reason that applies stands in two columns beside the row."""

import polars as pl

REASON, DETAIL = "#reason", "#detail"
NOTHING = pl.lit("")  # the detail of a reason that needs none


def refuse(frame: pl.DataFrame, wrong: pl.Expr, reason: str, detail: pl.Expr) -> pl.DataFrame:
    """Mark the rows that are `wrong` with the message key `reason`, unless they have one already.

    `detail` is the value at fault; its first 60 characters are kept.
    """
    first = pl.col(REASON).is_null() & wrong.fill_null(False)
    if not frame.select(first.any()).item():
        return frame
    return frame.with_columns(
        pl.when(first).then(pl.lit(reason)).otherwise(REASON).alias(REASON),
        pl.when(first).then(detail.str.slice(0, 60)).otherwise(DETAIL).alias(DETAIL),
    )
