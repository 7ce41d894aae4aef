"""Thread facts: figures of a whole conversation, stored in the row that opens it."""

from collections.abc import Callable

import polars as pl

from sociallens.schema import POLARS, REPOST, THREAD

NEEDED = ("id", "conversation_id", "parent_id", "role", "published_at", "sentiment", "intent")

_CUSTOMER = pl.col("role") == "customer"
_BRAND = pl.col("role") == "brand"
_OWN = pl.col("role") != REPOST  # a repost is not a turn of the conversation
_TIME = pl.col("published_at")
_CONVERSATION = "#conversation"


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
    ordered = (
        rows.with_row_index(_CONVERSATION)  # numbers are grouped by faster than texts
        .select(*NEEDED, _per_conversation(_CONVERSATION, pl.Expr.first, "conversation_id"))
        .sort(~_CUSTOMER, _TIME, pl.col("parent_id").is_not_null(), "id", nulls_last=True)
    )
    brands = ordered.filter(_BRAND).select(_CONVERSATION, parent_id="id", answers=True)
    beside = [_CONVERSATION, "parent_id"]
    return (
        ordered.join(brands, on=beside, how="left", maintain_order="left")
        .with_columns(
            opens=pl.col(_CONVERSATION).is_first_distinct(),
            opened_at=_per_conversation("published_at", pl.Expr.first),
            contributions=_OWN.cast(pl.Int32),
            brand_contributions=_BRAND.cast(pl.Int32),
        )
        .with_columns(replied_at=pl.when(_BRAND & (pl.col("opened_at") <= _TIME)).then(_TIME))
        .with_columns(
            _per_conversation("replied_at", pl.Expr.min),
            _per_conversation("contributions", pl.Expr.sum),
            _per_conversation("brand_contributions", pl.Expr.sum),
        )
        .with_columns(_attitudes())
        .with_columns(_per_conversation(name, pl.Expr.max) for name in ("thanks", "negative"))
        .with_columns(outcome=pl.when(pl.col("brand_contributions") > 0).then(_outcome()))
        .select("id", "opens", *(pl.when("opens").then(name).alias(name) for name in THREAD[1:]))
        .cast({name: POLARS[name] for name in THREAD})
    )


def _per_conversation(
    name: str, value: Callable[[pl.Expr], pl.Expr], conversation: str = _CONVERSATION
) -> pl.Expr:
    """The value of a whole column: of an expression it would be computed group by group."""
    return value(pl.col(name)).over(conversation)


def _attitudes() -> list[pl.Expr]:
    """Whether a message shows that its customer was thankful or negative after a brand reply.

    Such messages are later than the reply or answer it. Numbers: the greatest of them counts.
    """
    later = (pl.col("replied_at") < _TIME).fill_null(False) | pl.col("answers").fill_null(False)
    after = _CUSTOMER & ~pl.col("opens") & later
    thanks = (pl.col("intent") == "thanks") | (pl.col("sentiment") == "positive")
    by_name = {"thanks": thanks, "negative": pl.col("sentiment") == "negative"}
    return [
        (after & shown.fill_null(False)).cast(pl.Int8).alias(name)
        for name, shown in by_name.items()
    ]


def _outcome() -> pl.Expr:
    """The customer's attitude after a brand reply."""
    return (
        pl.when(pl.col("thanks") > 0)
        .then(pl.lit("thanked"))
        .when(pl.col("negative") > 0)
        .then(pl.lit("still_negative"))
        .otherwise(pl.lit("quiet"))
    )
