"""The columns of a contribution, declared once.

A contribution is one post, review, comment, tweet or forum message. The Arrow schema, the
import template, the conversations table, the data dictionary, and the way a store of a former
edition is read all derive from `COLUMNS`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl
import pyarrow as pa

Group = Literal[
    "identity", "place", "person", "content", "classified", "opinion", "thread", "provenance"
]

# Data of a person, by kind; the record of processing is made from it.
PERSONAL = {
    "identifier": "tells a message or a conversation; hidden where it names somebody",
    "address": "opens a message on its platform, in a form that names nobody",
    "pseudonym": "a keyed hash of the author's name on a platform",
    "words": "what somebody wrote, with names, addresses and numbers masked",
    "moment": "when she wrote, or was answered",
    "opinion": "what she gave as a mark, or a listening tool as her mood",
    "assessment": "what the classifier, or a person, takes her words to mean",
}

TEXT = pa.string()
TEXTS = pa.list_(pa.string())
TIME = pa.timestamp("us")  # naive UTC: DuckDB would need pytz for a zoned one
COUNT = pa.int32()
SCORE = pa.float32()

# A label and the columns that say it: whoever gives the one gives the others.
PARTS: Mapping[str, tuple[str, ...]] = {
    "topic": ("topic", "topics"),
    "causes": ("causes",),
    "sentiment": ("sentiment", "sentiment_score"),
    "severity": ("severity",),
    "intent": ("intent",),
}
# A label and the column that says who or what decided it, even that there is none: one of these,
# or a model with its version (`model:3`). Null where nobody did.
PERSON, STARS = "person", "stars"  # the stars of a rating without text
MODEL = "model:"  # begins what says that a version of the classifier did
PROVENANCE: Mapping[str, str] = {label: f"{label}_by" for label in PARTS}
ONCE = ("app_store", "review_site")  # channels where a customer speaks once: no follow-up is seen
_EDITION = 2  # of the schema; stores of the former ones are read too


@dataclass(frozen=True)
class Copied:
    """What another column of that edition said, null where it said `unless`."""

    column: str
    unless: str = ""


@dataclass(frozen=True)
class NoneOf:
    """Whether a column has none of these values."""

    column: str
    values: tuple[str, ...]


Formerly = Copied | NoneOf
_NOT_BY_STARS = Copied("labelled_by", unless=STARS)


@dataclass(frozen=True)
class Column:
    """One column: its type, whether it may be null, and which faces it has."""

    name: str
    type: pa.DataType
    group: Group
    required: bool = False
    vocabulary: str | None = None  # a vocabulary of the taxonomy that closes its values
    template: bool = False  # may stand in an import of the generic template
    since: int = 0  # the first edition that has it
    until: int = _EDITION  # the last one
    formerly: Formerly | None = None  # what it is in rows of an edition that lacks it
    told: str = ""  # the kind of personal data (`PERSONAL`); that of labels is said by their group

    @property
    def personal(self) -> str:
        """The kind of personal data that it holds, "" for none."""
        return self.told or ("assessment" if self.group == "classified" else "")


_EVERY: tuple[Column, ...] = (
    Column("id", TEXT, "identity", required=True, template=True, told="identifier"),
    Column("conversation_id", TEXT, "identity", required=True, template=True, told="identifier"),
    Column("parent_id", TEXT, "identity", template=True, told="identifier"),
    Column("url", TEXT, "identity", template=True, told="address"),
    Column("site", TEXT, "place", required=True, template=True),
    Column("channel", TEXT, "place", True, "channel", template=True),
    Column("community", TEXT, "place", template=True),
    Column("country", TEXT, "place", template=True),
    Column("published_at", TIME, "place", template=True, told="moment"),
    Column("date_precision", TEXT, "place", True, "date_precision", template=True),
    Column("language", TEXT, "place", template=True),
    Column("role", TEXT, "person", True, "role", template=True),
    Column("author", TEXT, "person", template=True, told="pseudonym"),
    Column("text", TEXT, "content", template=True, told="words"),
    Column("rating", SCORE, "content", template=True, told="opinion"),
    Column("topic", TEXT, "classified", False, "topic", template=True),
    Column("topics", TEXTS, "classified", False, "topic", template=True),
    Column("causes", TEXTS, "classified", False, "cause", template=True),
    Column("sentiment", TEXT, "classified", False, "sentiment", template=True),
    Column("sentiment_score", SCORE, "classified", template=True),
    Column("severity", TEXT, "classified", False, "severity", template=True),
    Column("intent", TEXT, "classified", False, "intent", template=True),
    Column("confidence", SCORE, "classified"),
    Column("evidence", TEXTS, "classified"),
    Column("labelled_by", TEXT, "classified", until=1),
    Column("topic_by", TEXT, "classified", since=2, formerly=_NOT_BY_STARS),
    Column("causes_by", TEXT, "classified", since=2, formerly=_NOT_BY_STARS),
    Column("sentiment_by", TEXT, "classified", since=2, formerly=Copied("labelled_by")),
    Column("severity_by", TEXT, "classified", since=2, formerly=_NOT_BY_STARS),
    Column("intent_by", TEXT, "classified", since=2, formerly=_NOT_BY_STARS),
    Column("tool_sentiment", TEXT, "opinion", False, "sentiment", True, since=1, told="opinion"),
    Column("opens", pa.bool_(), "thread", required=True),
    Column("reply_observed", pa.bool_(), "thread", required=True, template=True),
    Column(
        "followup_observed",
        pa.bool_(),
        "thread",
        required=True,
        template=True,
        since=2,
        formerly=NoneOf("channel", ONCE),
    ),
    Column("replied_at", TIME, "thread", told="moment"),
    Column("contributions", COUNT, "thread"),
    Column("brand_contributions", COUNT, "thread"),
    Column("outcome", TEXT, "thread", False, "outcome", told="assessment"),
    Column(
        "updated_at", TIME, "provenance", template=True, told="moment"
    ),  # orders two states of one id
    Column("source", TEXT, "provenance", required=True),
    Column("import_id", TEXT, "provenance", required=True),
)

COLUMNS = tuple(column for column in _EVERY if column.until == _EDITION)
NAMES = tuple(column.name for column in COLUMNS)
TEMPLATE = tuple(column.name for column in COLUMNS if column.template)
LABELS = tuple(name for parts in PARTS.values() for name in parts)
CLASSIFIED = tuple(column.name for column in COLUMNS if column.group == "classified")
REPOST = "repost"  # the role of a share of somebody else's words, no customer's own
THREAD = ("opens", "replied_at", "contributions", "brand_contributions", "outcome")
IMPORTED = tuple(name for name in NAMES if name not in THREAD)  # the others derive from these


def _arrow(columns: Iterable[Column]) -> pa.Schema:
    return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in columns])


def _edition(number: int) -> pa.Schema:
    return _arrow(column for column in _EVERY if column.since <= number <= column.until)


ARROW = _edition(_EDITION)
FORMER = tuple(_edition(number) for number in reversed(range(_EDITION)))  # the latest first
ANY_EDITION = _arrow(_EVERY)
"""The columns of all editions: rows of any fit in, null where theirs lacks a column."""
FORMERLY: Mapping[str, Formerly] = {
    column.name: column.formerly for column in COLUMNS if column.formerly
}
"""The columns of today whose values a former edition told otherwise."""
POLARS: pl.Schema = pl.Schema(ARROW)
