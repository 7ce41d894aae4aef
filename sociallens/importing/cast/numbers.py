"""Ratings and scores of text to numbers."""

from collections import Counter

import polars as pl

from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import ratings


def parse_numbers(frame: pl.DataFrame, profile: Profile, notes: Counter[str]) -> pl.DataFrame:
    """`rating` (1 to 5) and `sentiment_score` (-1 to 1) as floats; others are null and counted."""
    rating = ratings.read(pl.col("rating"), profile.scale)
    score = pl.col("sentiment_score").str.replace(",", ".").cast(pl.Float32, strict=False)
    score = pl.when(score.is_between(-1, 1)).then(score)
    for name, value in (("rating", rating), ("sentiment_score", score)):
        unreadable = frame.select((pl.col(name).is_not_null() & value.is_null()).sum()).item()
        notes += Counter({f"import-note-{name.replace('_', '-')}": unreadable})
    return frame.with_columns(rating=rating, sentiment_score=score)
