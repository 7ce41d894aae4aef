"""One contribution as a row of the import template."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import polars as pl

from sociallens.demo.habits import REPLIES_HIDDEN
from sociallens.demo.scene import Scene
from sociallens.demo.tables import Group
from sociallens.schema import LABELS, ONCE, POLARS, TEMPLATE

Row = dict[str, Any]
SCORES = {"negative": -0.7, "neutral": 0.0, "positive": 0.7}


def row(scene: Scene, text: str, author: str, *, id: str, conversation: str, **facts: Any) -> Row:
    """The row of a contribution; `facts` fill further columns."""
    return {
        "id": id,
        "conversation_id": conversation,
        "site": scene.name,
        "channel": scene.channel,
        "published_at": scene.when.replace(microsecond=0),
        "date_precision": "instant",
        "role": "customer",
        "author": author,
        "text": text,
        "reply_observed": scene.channel not in REPLIES_HIDDEN,
        "followup_observed": scene.channel not in (*REPLIES_HIDDEN, *ONCE),
        **facts,
    }


def answer(scene: Scene, text: str, when: datetime, *, id: str, conversation: str) -> Row:
    """The row of what the merchant says in a conversation."""
    return row(scene, text, scene.name, id=id, conversation=conversation) | {
        "role": "brand",
        "published_at": when.replace(microsecond=0),
    }


def labels(group: Group, causes: Sequence[str], score: float) -> Row:
    """What a person who reads the text would note."""
    return {
        "language": group.language,
        "topic": group.topic,
        "topics": [group.topic],
        "causes": list(causes),
        "sentiment": group.sentiment,
        "sentiment_score": score,
        "severity": group.severity,
        "intent": group.intent,
    }


def frame(rows: Sequence[Row], *, labelled: bool) -> pl.DataFrame:
    """The rows with the columns of the template, without labels if nobody gave any."""
    names = [name for name in TEMPLATE if labelled or name not in LABELS]
    return pl.DataFrame(list(rows), schema={name: POLARS[name] for name in names}, strict=False)
