"""What a source can show at all: the brand's replies, a customer's later messages."""

import polars as pl

from sociallens.importing.profiles.profile import Profile
from sociallens.importing.values import vocabulary
from sociallens.schema import ONCE


def with_observability(frame: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """`reply_observed` and `followup_observed` as the row says, else as the profile does.

    Where neither does, replies can be seen in a file that holds one; about follow-ups only the
    threads can tell, once they are known.
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
    """`rows` that say whether a later message of their customer could be seen.

    Where nothing else says so it could on a channel of which the file shows the threads: the
    replies, and customers who write again. What is doubtful is not observed.
    """
    customers = (pl.col("role") == "customer").sum().over("conversation_id")
    threaded = rows.with_columns((customers > 1).alias("#threaded"))
    visible = pl.col("#threaded").any().over("channel") & pl.col("reply_observed")
    once = pl.col("channel").is_in(ONCE)
    followups = pl.col("followup_observed").fill_null(visible & ~once)
    return threaded.with_columns(followups).drop("#threaded")
