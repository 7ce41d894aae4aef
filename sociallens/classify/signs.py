"""The signs that sentiment, severity and intent are read from, summed per text."""

import numpy as np
import polars as pl

from sociallens.classify.terms import POINTS, tally

REASONS = (
    "fraud", "theft", "legal", "safety", "boycott", "money", "withheld", "month",
    "unanswered", "repeated", "mild", "definite",
)  # fmt: skip
SIGNS = (
    *(f"complaint.{how}" for how in ("strong", "plain", "problem", "mild", "irony")),
    *(f"complaint.not_{how}" for how in ("strong", "plain", "problem", "mild")),
    *(f"praise.{how}" for how in ("strong", "plain", "reservation", "not_strong", "not_plain")),
    *(f"intent.{what}" for what in ("thanks", "question", "advice", "request", "solved")),
    *(f"tone.{what}" for what in ("negation", "narrative", "laugh", "greeting", "contrast")),
    *(f"severity.{reason}" for reason in REASONS),
    "polarity.word",
    "polarity.not_word",
    "polarity.words",
    "agent.brand",
    "service",  # all that is said about customer service
)


def signs(found: pl.DataFrame, rows: int) -> pl.DataFrame:
    """The summed weights of each of `SIGNS`, one row per text, zero where nothing was found."""
    sign = (pl.col("kind") + "." + pl.col("label")).cast(pl.Enum(SIGNS), strict=False)
    coded = found.with_columns(sign=sign.to_physical()).filter(pl.col("sign").is_not_null())
    polar = found.filter(pl.col("kind") == "polarity").select(
        "row", _as("polarity.words"), points=pl.lit(POINTS)
    )
    service = found.filter(pl.col("kind") == "cause").select("row", _as("service"), "points")
    sums = sum(tally(part, rows, len(SIGNS)) for part in (coded, polar, service))
    return pl.DataFrame(np.asfortranarray(sums / POINTS), schema=list(SIGNS))


def _as(sign: str) -> pl.Expr:
    return pl.lit(SIGNS.index(sign)).alias("sign")
