"""Thread facts: figures of a whole conversation, stored in the row that opens it."""

import polars as pl

from sociallens.schema import POLARS, REPOST, THREAD

NEEDED = ("id", "conversation_id", "parent_id", "role", "published_at", "sentiment", "intent")

_CUSTOMER = pl.col("role") == "customer"
_BRAND = pl.col("role") == "brand"
_OWN = pl.col("role") != REPOST  # a repost is not a turn of the conversation
_TIME = pl.col("published_at")


def facts(rows: pl.DataFrame) -> pl.DataFrame:
    """The thread facts of every row.

    A conversation opens with its earliest customer contribution, or with its earliest row when no
    customer writes. Among rows with equal or missing times, one that answers nothing comes first.

    Args:
        rows: All rows of the conversations in question; columns `NEEDED`.

    Returns:
        `id` (text), `opens` (boolean) and, null unless the row opens a conversation: `replied_at`
        (UTC time), `outcome` (text), `contributions` and `brand_contributions` (integers).
    """
    ordered = rows.select(NEEDED).sort(
        ~_CUSTOMER, _TIME, pl.col("parent_id").is_not_null(), "id", nulls_last=True
    )
    brands = ordered.filter(_BRAND).select("conversation_id", parent_id="id", answers=True)
    opened_at = _per_conversation(_TIME.first())
    answered = _per_conversation(_BRAND.any())
    return (
        ordered.join(brands, on=["conversation_id", "parent_id"], how="left", maintain_order="left")
        .with_columns(opens=pl.col("conversation_id").is_first_distinct())
        .with_columns(
            replied_at=_per_conversation(_TIME.filter(_BRAND & (opened_at <= _TIME)).min())
        )
        .with_columns(outcome=pl.when(answered).then(_outcome()))
        .with_columns(
            contributions=_per_conversation(_OWN.sum()),
            brand_contributions=_per_conversation(_BRAND.sum()),
        )
        .select("id", "opens", *(pl.when("opens").then(name).alias(name) for name in THREAD[1:]))
        .cast({name: POLARS[name] for name in THREAD})
    )


def _per_conversation(expression: pl.Expr) -> pl.Expr:
    return expression.over("conversation_id")


def _outcome() -> pl.Expr:
    """The customer's attitude after a brand reply: in messages later than it or answering it."""
    later = (pl.col("replied_at") < _TIME).fill_null(False) | pl.col("answers").fill_null(False)
    after = _CUSTOMER & ~pl.col("opens") & later
    thanks = ((pl.col("intent") == "thanks") | (pl.col("sentiment") == "positive")).fill_null(False)
    negative = (pl.col("sentiment") == "negative").fill_null(False)
    return (
        pl.when(_per_conversation((after & thanks).any()))
        .then(pl.lit("thanked"))
        .when(_per_conversation((after & negative).any()))
        .then(pl.lit("still_negative"))
        .otherwise(pl.lit("quiet"))
    )
