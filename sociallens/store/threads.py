"""Thread facts: what the row that opens a conversation says about the whole of it."""

import polars as pl

from sociallens.schema import POLARS, THREAD

NEEDED = ("id", "conversation_id", "parent_id", "role", "published_at", "sentiment", "intent")

_CUSTOMER = pl.col("role") == "customer"
_BRAND = pl.col("role") == "brand"


def facts(rows: pl.DataFrame) -> pl.DataFrame:
    """`id` and the thread facts of every row, from all rows of the conversations in `rows`.

    A conversation opens with its earliest customer contribution (of the same time or without
    times, with the one that answers nothing), or with its earliest row when no customer speaks.
    """
    opening = pl.col("conversation_id").is_first_distinct()
    ordered = rows.select(NEEDED).sort(
        ~_CUSTOMER, "published_at", pl.col("parent_id").is_not_null(), "id", nulls_last=True
    )
    return (
        ordered.with_columns(opens=opening)
        .with_columns(opened_at=_each(pl.col("published_at").filter("opens").first()))
        .with_columns(replied_at=_each(pl.col("published_at").filter(_reply()).min()))
        .with_columns(after_reply=_after_reply(ordered))
        .select(
            "id",
            "opens",
            pl.when("opens").then("replied_at").alias("replied_at"),
            pl.when("opens").then(_each(pl.len())).cast(pl.Int32).alias("contributions"),
            pl.when("opens").then(_each(_BRAND.sum())).cast(pl.Int32).alias("brand_contributions"),
            pl.when(pl.col("opens") & _each(_BRAND.any())).then(_outcome()).alias("outcome"),
        )
        .cast({name: POLARS[name] for name in THREAD})
    )


def _each(expression: pl.Expr) -> pl.Expr:
    return expression.over("conversation_id")


def _reply() -> pl.Expr:
    return _BRAND & (pl.col("published_at") >= pl.col("opened_at"))


def _after_reply(rows: pl.DataFrame) -> pl.Expr:
    """Customer rows that follow a brand reply: by their time, or because they answer one."""
    brands = rows.filter(_BRAND)["id"].implode()
    later = pl.col("published_at") > pl.col("replied_at")
    answers = pl.col("parent_id").is_in(brands)
    return _CUSTOMER & ~pl.col("opens") & (later.fill_null(False) | answers.fill_null(False))


def _outcome() -> pl.Expr:
    thanks = ((pl.col("intent") == "thanks") | (pl.col("sentiment") == "positive")).fill_null(False)
    negative = (pl.col("sentiment") == "negative").fill_null(False)
    return (
        pl.when(_each((pl.col("after_reply") & thanks).any()))
        .then(pl.lit("thanked"))
        .when(_each((pl.col("after_reply") & negative).any()))
        .then(pl.lit("still_negative"))
        .otherwise(pl.lit("quiet"))
    )
