"""How much a store holds of each kind, for a reader's scope."""

from dataclasses import dataclass
from datetime import date

import polars as pl

from sociallens.access import Scope
from sociallens.dimensions import DIMENSIONS
from sociallens.engine import Engine
from sociallens.selection import Selection

_COUNTS = (
    "contributions", "messages", "brand_messages", "threads", "conversations",
    "conversations_observed", "undated", "with_sentiment",
)  # fmt: skip


@dataclass(frozen=True)
class Holdings:
    """Numbers of contributions, and the days of the customers' among them."""

    contributions: int  # reposts among them
    messages: int  # customers' own
    brand_messages: int
    reposts: int
    threads: int
    conversations: int  # threads that a customer opened
    unobserved: int  # those of them whose replies cannot be seen
    undated: int  # of `messages`
    unlabelled: int  # of `messages`
    span: tuple[date, date] | None


def holdings(engine: Engine, scope: Scope) -> Holdings:
    """What the store holds."""
    every = Selection(reposts=True)
    own = engine.counts(_COUNTS, [], Selection(), scope).row(0, named=True)
    contributions = engine.counts(["contributions"], [], every, scope).item()
    return Holdings(
        contributions,
        own["messages"],
        own["brand_messages"],
        contributions - own["contributions"],
        own["threads"],
        own["conversations"],
        own["conversations"] - own["conversations_observed"],
        own["undated"],
        own["messages"] - own["with_sentiment"],
        engine.span(every, scope),
    )


def sources(engine: Engine, scope: Scope) -> pl.DataFrame:
    """Each channel, most messages first: customers' messages, conversations, those observed."""
    counts = ["messages", "conversations", "conversations_observed"]
    counted = engine.counts(counts, [DIMENSIONS["channel"]], Selection(), scope)
    return counted.sort("messages", "channel", descending=[True, False])
