"""Ratings and scores of text to numbers."""

from collections import Counter

import polars as pl

from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import ratings


def parse_numbers(frame: pl.DataFrame, profile: Profile, notes: Counter[str]) -> pl.DataFrame:
    """`rating` (1 to 5) and `sentiment_score` (-1 to 1) as floats; others are null and counted."""
    score = pl.col("sentiment_score").str.replace(",", ".").cast(pl.Float32, strict=False)
    readings = {
        "rating": ratings.read(pl.col("rating"), profile.scale),
        "sentiment_score": pl.when(score.is_between(-1, 1)).then(score),
    }
    for name, reading in readings.items():
        cells = frame[name]
        values = _each_once(cells, reading)
        unreadable = values.null_count() - cells.null_count()
        notes += Counter({f"import-note-{name.replace('_', '-')}": unreadable})
        frame = frame.with_columns(values)
    return frame


def _each_once(cells: pl.Series, reading: pl.Expr) -> pl.Series:
    """What `reading` makes of `cells`, asked once for each different one: there are few."""
    different = cells.drop_nulls().unique()
    values = different.to_frame().select(reading).to_series()
    return cells.replace_strict(different, values, default=None, return_dtype=pl.Float32)
