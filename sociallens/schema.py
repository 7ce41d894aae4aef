"""The columns of a contribution, declared once.

A contribution is one post, review, comment, tweet or forum message. The Arrow schema, the
import template, the facts kept in memory, the conversations table and the data dictionary
all derive from `COLUMNS`.
"""

from dataclasses import dataclass
from typing import Literal

import polars as pl
import pyarrow as pa

Group = Literal["identity", "place", "person", "content", "classified", "thread", "provenance"]

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
TIME = pa.timestamp("us")  # naive UTC: DuckDB would need pytz for a zoned one
COUNT = pa.int32()
SCORE = pa.float32()


@dataclass(frozen=True)
class Column:
    """One column: its type, whether it may be null, and which faces it has."""

    name: str
    type: pa.DataType
    group: Group
    required: bool = False
    vocabulary: str | None = None  # a vocabulary of the taxonomy that closes its values
    template: bool = False  # may stand in an import of the generic template
    fact: bool = False  # read for figures; the others are read with the verbatims only


COLUMNS: tuple[Column, ...] = (
    Column("id", TEXT, "identity", required=True, template=True, fact=True),
    Column("conversation_id", TEXT, "identity", required=True, template=True, fact=True),
    Column("parent_id", TEXT, "identity", template=True),
    Column("url", TEXT, "identity", template=True),
    Column("site", TEXT, "place", required=True, template=True, fact=True),
    Column("channel", TEXT, "place", True, "channel", template=True, fact=True),
    Column("community", TEXT, "place", template=True),
    Column("country", TEXT, "place", template=True),
    Column("published_at", TIME, "place", template=True, fact=True),
    Column("date_precision", TEXT, "place", True, "date_precision", template=True, fact=True),
    Column("language", TEXT, "place", template=True, fact=True),
    Column("role", TEXT, "person", True, "role", template=True, fact=True),
    Column("author", TEXT, "person", template=True, fact=True),
    Column("text", TEXT, "content", template=True),
    Column("rating", SCORE, "content", template=True),
    Column("topic", TEXT, "classified", False, "topic", template=True, fact=True),
    Column("topics", TEXTS, "classified", False, "topic", template=True),
    Column("causes", TEXTS, "classified", False, "cause", template=True, fact=True),
    Column("sentiment", TEXT, "classified", False, "sentiment", template=True, fact=True),
    Column("sentiment_score", SCORE, "classified", template=True),
    Column("severity", TEXT, "classified", False, "severity", template=True, fact=True),
    Column("intent", TEXT, "classified", False, "intent", template=True, fact=True),
    Column("confidence", SCORE, "classified"),
    Column("evidence", TEXTS, "classified"),
    Column("labelled_by", TEXT, "classified"),
    Column("tool_sentiment", TEXT, "classified", False, "sentiment", template=True),
    Column("opens", pa.bool_(), "thread", required=True, fact=True),
    Column("reply_observed", pa.bool_(), "thread", required=True, template=True, fact=True),
    Column("replied_at", TIME, "thread", fact=True),
    Column("contributions", COUNT, "thread", fact=True),
    Column("brand_contributions", COUNT, "thread", fact=True),
    Column("outcome", TEXT, "thread", False, "outcome", fact=True),
    Column("updated_at", TIME, "provenance", template=True),  # orders two states of one id
    Column("source", TEXT, "provenance", required=True),
    Column("import_id", TEXT, "provenance", required=True),
)

NAMES = tuple(column.name for column in COLUMNS)
TEMPLATE = tuple(column.name for column in COLUMNS if column.template)
FACTS = tuple(column.name for column in COLUMNS if column.fact)
LABELS = ("topic", "topics", "causes", "sentiment", "sentiment_score", "severity", "intent")
ADDED = ("tool_sentiment",)  # null in what was stored under the previous schema, without them
REPOST = "repost"  # the role of a share of somebody else's words, no customer's own
THREAD = ("opens", "replied_at", "contributions", "brand_contributions", "outcome")

ARROW = pa.schema(
    [pa.field(column.name, column.type, nullable=not column.required) for column in COLUMNS]
)
PREVIOUS = pa.schema([field for field in ARROW if field.name not in ADDED])
POLARS: pl.Schema = pl.Schema(ARROW)
