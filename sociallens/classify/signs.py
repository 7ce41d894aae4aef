"""The signs that all labels are read from: the weights of the terms in a text, added up."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from sociallens.classify.terms import POINTS, names_in, tally

REASONS = (
    "fraud", "accused", "theft", "legal", "safety", "boycott", "money", "withheld", "month",
    "unanswered", "repeated", "mild", "definite",
)  # fmt: skip
SIGNS = (
    *(f"complaint.{how}" for how in ("strong", "plain", "problem", "mild", "irony")),
    *(f"complaint.not_{how}" for how in ("strong", "plain", "problem", "mild")),
    *(f"praise.{how}" for how in ("strong", "plain", "reservation", "not_strong", "not_plain")),
    *(f"intent.{what}" for what in ("thanks", "question", "advice", "request", "solved")),
    *(f"tone.{what}" for what in ("negation", "narrative", "laugh", "greeting", "contrast")),
    *(f"severity.{reason}" for reason in REASONS),
    "agent.brand",
)


def signs(matches: pl.DataFrame, rows: int, about: Sequence[str]) -> pl.DataFrame:
    """One row for each text, with a float column for each of `SIGNS` and of `about`.

    Each is the sum of the weights of the matching terms, 0 where none matches. `about` are the
    names of topics and causes, like `cause.delivery`.
    """
    names = [*SIGNS, *about]
    categories = names_in(matches)
    places = categories.replace_strict(
        names, range(len(names)), default=None, return_dtype=pl.UInt8
    )
    sign = places.gather(matches["name"].to_physical()).alias("sign")
    counted = matches.with_columns(sign).drop_nulls("sign")
    sums = tally(counted, rows, len(names)) / POINTS
    return pl.DataFrame(np.asfortranarray(sums), names, orient="row")
