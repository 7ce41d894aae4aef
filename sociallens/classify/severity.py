"""Severity: how much is at stake for the customer who wrote.

High: fraud, legal threat, safety, boycott, money withheld without an answer, a month unresolved,
repeated contacts unanswered. Medium: a definite problem. Low: a remark, or nothing to solve.
"""

import polars as pl


def severity() -> pl.Expr:
    """The severity of a text from its `sentiment`, `sentiment_score` and the severity signs."""

    def has(reason: str) -> pl.Expr:
        return pl.col(f"severity.{reason}") > 0

    unhappy = pl.col("sentiment") == "negative"
    grave = has("fraud") | has("legal") | has("safety") | has("boycott")
    stuck = has("withheld") & (has("unanswered") | has("month") | has("repeated"))
    unresolved = has("month") & (has("definite") | has("money"))
    ignored = has("repeated") & has("unanswered")
    high = unhappy & (grave | (has("money") & stuck) | unresolved | ignored)
    definite = has("definite") | has("theft") | has("unanswered")
    remark = has("mild") & ~definite
    medium = unhappy & ~remark
    return (
        pl.when(high)
        .then(pl.lit("high"))
        .when(medium)
        .then(pl.lit("medium"))
        .otherwise(pl.lit("low"))
    )
