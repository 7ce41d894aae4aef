"""Observability: whether a source can show the brand's replies and customers' later messages."""

import polars as pl

from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import vocabulary
from sociallens.schema import ONCE


def with_observability(frame: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """`reply_observed` and `followup_observed` (booleans) from the row, else from the profile.

    Failing both they stay null until `of_file`.

    Args:
        frame: Both columns as text.
        profile: Its defaults.
    """
    for name in ("reply_observed", "followup_observed"):
        keys = vocabulary.lookup(frame[name].unique().to_list(), vocabulary.synonyms("yes_no"))
        meaning = {value: key == "yes" for value, key in keys.items()}
        cell = pl.col(name).replace_strict(meaning, default=None, return_dtype=pl.Boolean)
        default = pl.lit(profile.defaults.get(name), pl.Boolean)
        frame = frame.with_columns(cell.fill_null(default))
    return frame


def of_file(rows: pl.DataFrame, replies: bool, threaded: frozenset[str]) -> pl.DataFrame:
    """`rows` with `reply_observed` and `followup_observed` (booleans) filled.

    Failing other information replies are observable if the file holds one, and a customer's later
    message on a channel whose threads the file shows: it holds replies, and customers who write
    again. When in doubt it is not.

    Args:
        rows: Both columns, and `channel`.
        replies: Whether the file holds a reply.
        threaded: The channels where customers write again in a conversation.
    """
    seen = pl.col("reply_observed").fill_null(pl.lit(replies))
    again = pl.col("channel").is_in(threaded) & ~pl.col("channel").is_in(ONCE) & seen
    return rows.with_columns(seen, pl.col("followup_observed").fill_null(again))
