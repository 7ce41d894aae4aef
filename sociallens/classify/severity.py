"""Severity: how much is at stake for the customer who wrote.

High: fraud, legal threat, safety, boycott, money withheld without an answer, a month unresolved,
repeated contacts unanswered. Medium: a definite problem. Low: a remark, or nothing to solve.
"""

import polars as pl

from sociallens.taxonomy import CUSTOMER_SERVICE

_HEATED = 2.0  # weight of strong complaints that is more than a remark


def severity() -> pl.Expr:
    """The severity of a text from its `sentiment`, its `topics` and the severity signs."""

    def has(reason: str) -> pl.Expr:
        return pl.col(f"severity.{reason}") > 0

    unhappy = pl.col("sentiment") == "negative"
    grave = has("fraud") | has("legal") | has("safety") | has("boycott")
    stuck = has("withheld") & (has("unanswered") | has("month") | has("repeated"))
    waiting = has("definite") | has("money") | has("withheld") | has("unanswered")
    unresolved = has("month") & waiting
    ignored = has("repeated") & has("unanswered")
    high = unhappy & (grave | (has("money") & stuck) | unresolved | ignored)
    heated = pl.col("complaint.strong") >= _HEATED
    definite = has("definite") | has("theft") | has("unanswered") | heated
    remark = (has("mild") | (pl.col("complaint.mild") > 0)) & ~definite
    broken = definite & (pl.col("complaint.problem") > 0)
    to_solve = pl.col("topics").list.contains(CUSTOMER_SERVICE) | broken
    return (
        pl.when(high)
        .then(pl.lit("high"))
        .when(unhappy & to_solve & ~remark)
        .then(pl.lit("medium"))
        .otherwise(pl.lit("low"))
    )
