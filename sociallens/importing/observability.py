"""Observability: whether a source can show the brand's replies and customers' later messages."""

import polars as pl

from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import vocabulary
from sociallens.schema import ONCE


def with_observability(frame: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """`reply_observed` and `followup_observed` (booleans) from the row, else from the profile.

    Failing both, replies count as observable if the file holds one; `followup_observed` stays
    null until `by_threads`.

    Args:
        frame: Both columns as text, and `role`.
        profile: Its defaults, and whether it reads replies.
    """
    for name in ("reply_observed", "followup_observed"):
        keys = vocabulary.lookup(frame[name].unique().to_list(), vocabulary.synonyms("yes_no"))
        meaning = {value: key == "yes" for value, key in keys.items()}
        cell = pl.col(name).replace_strict(meaning, default=None, return_dtype=pl.Boolean)
        default = pl.lit(profile.defaults.get(name), pl.Boolean)
        frame = frame.with_columns(cell.fill_null(default))
    replies = bool((frame["role"] == "brand").any()) or bool(profile.reply)
    return frame.with_columns(pl.col("reply_observed").fill_null(pl.lit(replies)))


def by_threads(rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` with `followup_observed` (boolean) filled: could a customer's later message be seen?

    Failing other information it could on a channel whose threads the file shows: it holds replies,
    and customers who write again. When in doubt it could not.
    """
    customers = (pl.col("role") == "customer").sum().over("conversation_id")
    threaded = rows.with_columns((customers > 1).alias("#threaded"))
    visible = pl.col("#threaded").any().over("channel") & pl.col("reply_observed")
    once = pl.col("channel").is_in(ONCE)
    followups = pl.col("followup_observed").fill_null(visible & ~once)
    return threaded.with_columns(followups).drop("#threaded")
