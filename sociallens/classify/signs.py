"""The signs that all labels are read from: the weights of the terms found, summed per text."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from sociallens.classify.terms import POINTS, names_in, tally

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
    "agent.brand",
)


def signs(found: pl.DataFrame, rows: int, about: Sequence[str]) -> pl.DataFrame:
    """One row per text: the summed weights of `SIGNS` and of the topics and causes `about`.

    Zero where nothing was found. `about` are names like `cause.delivery`.
    """
    names = [*SIGNS, *about]
    spoken = names_in(found)
    places = spoken.replace_strict(names, range(len(names)), default=None, return_dtype=pl.UInt8)
    sign = places.gather(found["name"].to_physical()).alias("sign")
    known = found.with_columns(sign).drop_nulls("sign")
    sums = tally(known, rows, len(names)) / POINTS
    return pl.DataFrame(np.asfortranarray(sums), names, orient="row")
