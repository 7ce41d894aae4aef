"""What is counted, declared once.

A count is additive: what one contribution adds to it is an SQL expression over its row, and
sums over any partition of contributions add up. A metric is one count among another. Labels
and definitions are in `locales/*/metrics.ftl` under `metric-<name>`.
"""

from dataclasses import dataclass
from typing import Literal

from sociallens.taxonomy import CUSTOMER_SERVICE

Form = Literal["count", "rate", "share", "net"]
Better = Literal["more", "less", "neither"]


_CUSTOMER = "role = 'customer'"
_SERVICE = f"{_CUSTOMER} AND topic = '{CUSTOMER_SERVICE}'"
_UNHAPPY_SERVICE = f"{_SERVICE} AND sentiment = 'negative'"
# A conversation is counted by the row that opens it, and only if a customer opens it.
_OBSERVED = f"{_CUSTOMER} AND opens AND reply_observed"
_ANSWERED = f"{_OBSERVED} AND brand_contributions > 0"
_UNHAPPY_ANSWERED = f"{_ANSWERED} AND followup_observed AND sentiment = 'negative'"
_POSITIVE = f"{_CUSTOMER} AND sentiment = 'positive'"
_NEGATIVE = f"{_CUSTOMER} AND sentiment = 'negative'"

# Names stand beside the schema's columns in one table: none may be a column's.
COUNTS: dict[str, str] = {
    "messages": _CUSTOMER,
    "with_sentiment": f"{_CUSTOMER} AND sentiment IS NOT NULL",
    "negative": _NEGATIVE,
    "with_side": f"{_CUSTOMER} AND sentiment IN ('positive', 'negative')",
    "positive_less_negative": f"({_POSITIVE})::TINYINT - ({_NEGATIVE})::TINYINT",
    "with_topic": f"{_CUSTOMER} AND topic IS NOT NULL",
    "service": _SERVICE,
    "negative_service": _UNHAPPY_SERVICE,
    "service_with_severity": f"{_SERVICE} AND severity IS NOT NULL",
    "service_with_intent": f"{_SERVICE} AND intent IS NOT NULL",
    "conversations_observed": _OBSERVED,
    "conversations_answered": _ANSWERED,
    "unhappy_answered": _UNHAPPY_ANSWERED,
    "unhappy_recovered": f"{_UNHAPPY_ANSWERED} AND outcome = 'thanked'",
}


@dataclass(frozen=True)
class Metric:
    """One count among another.

    `rate`: k among n of the same cell. `share`: k of a cell among n of all cells of the
    dimension `over`. `net`: a signed k among n, shown from -100 to +100. `count`: k alone.
    """

    name: str
    k: str
    n: str
    form: Form = "rate"
    over: str = ""
    better: Better = "neither"
    overlapping: bool = False  # shares of a mix that do not add up to 1


def _mix(name: str, count: str, over: str, *, n: str = "", overlapping: bool = False) -> Metric:
    return Metric(name, count, n or count, "share", over, overlapping=overlapping)


VOLUME = Metric("volume", "messages", "messages", "count")
NEGATIVE_RATE_CUSTOMER_SERVICE = Metric(
    "negative_rate_customer_service", "negative_service", "service", better="less"
)
NET_SENTIMENT = Metric(
    "net_sentiment", "positive_less_negative", "with_sentiment", "net", better="more"
)
BRAND_PARTICIPATION = Metric(
    "brand_participation", "conversations_answered", "conversations_observed", better="more"
)
CUSTOMER_SERVICE_SHARE = Metric("customer_service_share", "service", "with_topic", better="less")
NEGATIVE_RATE = Metric("negative_rate", "negative", "with_sentiment", better="less")
RECOVERY = Metric("recovery", "unhappy_recovered", "unhappy_answered", better="more")
CHANNEL_SHARE = _mix("channel_share", "messages", "channel")
TOPIC_MIX = _mix("topic_mix", "with_topic", "topic")
SENTIMENT_MIX = _mix("sentiment_mix", "with_sentiment", "sentiment")
SHARE_OF_VOICE = _mix("share_of_voice", "messages", "site")
CAUSE_SHARE = _mix("cause_share", "negative_service", "cause", overlapping=True)
SEVERITY_MIX = _mix("severity_mix", "service_with_severity", "severity")
INTENT_MIX = _mix("intent_mix", "service_with_intent", "intent")

HEADLINE = (
    VOLUME,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    NET_SENTIMENT,
    BRAND_PARTICIPATION,
    CUSTOMER_SERVICE_SHARE,
    NEGATIVE_RATE,
    RECOVERY,
)
MIXES = (
    CHANNEL_SHARE,
    TOPIC_MIX,
    SENTIMENT_MIX,
    SHARE_OF_VOICE,
    CAUSE_SHARE,
    SEVERITY_MIX,
    INTENT_MIX,
)
METRICS: dict[str, Metric] = {metric.name: metric for metric in (*HEADLINE, *MIXES)}


@dataclass(frozen=True)
class Dimension:
    """What counts are broken down by: an SQL expression over the facts."""

    name: str
    sql: str
    vocabulary: str = ""
    many: bool = False  # a list: one row counts under each of its values
    time: bool = False  # a day, the first of its step


DIMENSIONS: dict[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        Dimension("site", "site"),
        Dimension("channel", "channel", "channel"),
        Dimension("topic", "topic", "topic"),
        Dimension("cause", "causes", "cause", many=True),
        Dimension("sentiment", "sentiment", "sentiment"),
        Dimension("severity", "severity", "severity"),
        Dimension("intent", "intent", "intent"),
        Dimension("language", "language"),
        Dimension("day", "day", time=True),
        Dimension("week", "date_trunc('week', day)::DATE", time=True),
        Dimension("month", "date_trunc('month', day)::DATE", time=True),
        Dimension("quarter", "date_trunc('quarter', day)::DATE", time=True),
    )
}
