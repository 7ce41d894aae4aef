"""What is counted, declared once.

A count is additive: a contribution adds 1 to it where its conditions hold, and sums over any
partition of contributions add up. A metric is one count among another, or a time waited. Labels
and definitions are in `locales/*/metrics.ftl` under `metric-<name>`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sociallens.conditions import Conditions, Is
from sociallens.taxonomy import CUSTOMER_SERVICE

Form = Literal["count", "rate", "share", "net", "median", "within"]
Better = Literal["more", "less", "neither"]

_CUSTOMER: Conditions = {"role": "customer"}
_SERVICE: Conditions = {**_CUSTOMER, "topic": CUSTOMER_SERVICE}
_UNHAPPY_SERVICE: Conditions = {**_SERVICE, "sentiment": "negative"}
# A conversation is counted by the row that opens it, and only if a customer opens it.
_OPENS: Conditions = {**_CUSTOMER, "opens": True}
_OBSERVED: Conditions = {**_OPENS, "reply_observed": True}
_ANSWERED: Conditions = {**_OBSERVED, "brand_contributions": Is.POSITIVE}
_UNHAPPY_ANSWERED: Conditions = {**_ANSWERED, "sentiment": "negative"}
_FOLLOWED: Conditions = {**_UNHAPPY_ANSWERED, "followup_observed": True}

UNANSWERED = "service_unanswered"  # complaints where a reply could be seen, and none is

# Names stand beside the dimensions' in one table: none may be one of theirs.
COUNTS: Mapping[str, Conditions] = {
    "contributions": {},
    "messages": _CUSTOMER,
    "framed": {**_CUSTOMER, "text": Is.KNOWN, "topic": Is.KNOWN},  # what audits draw from
    "brand_messages": {"role": "brand"},
    "undated": {**_CUSTOMER, "published_at": Is.UNKNOWN},
    "with_sentiment": {**_CUSTOMER, "sentiment": Is.KNOWN},
    "negative": {**_CUSTOMER, "sentiment": "negative"},
    "positive": {**_CUSTOMER, "sentiment": "positive"},
    "with_topic": {**_CUSTOMER, "topic": Is.KNOWN},
    "service": _SERVICE,
    "negative_service": _UNHAPPY_SERVICE,
    "service_with_severity": {**_SERVICE, "severity": Is.KNOWN},
    "service_with_intent": {**_SERVICE, "intent": Is.KNOWN},
    "in_community": {**_CUSTOMER, "community": Is.KNOWN},
    "threads": {"opens": True},
    "conversations": _OPENS,
    "conversations_observed": _OBSERVED,
    "conversations_answered": _ANSWERED,
    "unhappy_answered": _UNHAPPY_ANSWERED,
    "unhappy_followed": _FOLLOWED,
    "unhappy_recovered": {**_FOLLOWED, "outcome": "thanked"},
    UNANSWERED: {
        **_UNHAPPY_SERVICE,
        "opens": True,
        "reply_observed": True,
        "brand_contributions": Is.ZERO,
    },
}


@dataclass(frozen=True)
class Wait:
    """Hours from one time of a contribution to another, or until observation ended without it.

    Only over contributions of which `among` holds; the others, and those that ended at an
    unknown time, are left out.
    """

    name: str
    start: str
    end: str
    among: Conditions
    open: Conditions  # what says that the end has not come
    target: float  # hours


FIRST_REPLY = Wait(
    "first_reply",
    "published_at",
    "replied_at",
    {**_OBSERVED, "date_precision": "instant"},
    {"brand_contributions": Is.ZERO},
    target=3.0,  # what the quickest merchants of the trade press aim at
)
WAITS = {wait.name: wait for wait in (FIRST_REPLY,)}


@dataclass(frozen=True)
class Metric:
    """One count among another, or a time waited.

    `rate`: k among n of the same cell. `share`: k of a cell among n of all cells of the
    dimension `over`. `net`: k less `minus`, among n, shown from -100 to +100. `count`: k alone.
    `median`: the hours after which half of n have ended. `within`: the share of n that has
    ended within the target of the wait.
    """

    name: str
    k: str = ""
    n: str = ""
    form: Form = "rate"
    over: str = ""
    better: Better = "neither"
    overlapping: bool = False  # shares of a mix that do not add up to 1
    minus: str = ""
    possible: str = ""  # what n would be if every source showed what the metric asks for
    wait: Wait | None = None


def _mix(name: str, count: str, over: str, *, overlapping: bool = False) -> Metric:
    return Metric(name, count, count, "share", over, overlapping=overlapping)


VOLUME = Metric("volume", "messages", "messages", "count")
NEGATIVE_RATE_CUSTOMER_SERVICE = Metric(
    "negative_rate_customer_service", "negative_service", "service", better="less"
)
NET_SENTIMENT = Metric(
    "net_sentiment", "positive", "with_sentiment", "net", better="more", minus="negative"
)
BRAND_PARTICIPATION = Metric(
    "brand_participation",
    "conversations_answered",
    "conversations_observed",
    better="more",
    possible="conversations",
)
CUSTOMER_SERVICE_SHARE = Metric("customer_service_share", "service", "with_topic", better="less")
NEGATIVE_RATE = Metric("negative_rate", "negative", "with_sentiment", better="less")
RECOVERY = Metric(
    "recovery",
    "unhappy_recovered",
    "unhappy_followed",
    better="more",
    possible="unhappy_answered",
)
REPLY_TIME = Metric(
    "reply_time",
    n="conversations_observed",
    form="median",
    better="less",
    possible="conversations",
    wait=FIRST_REPLY,
)
REPLY_WITHIN_TARGET = Metric(
    "reply_within_target",
    n="conversations_observed",
    form="within",
    better="more",
    possible="conversations",
    wait=FIRST_REPLY,
)
CHANNEL_SHARE = _mix("channel_share", "messages", "channel")
TOPIC_MIX = _mix("topic_mix", "with_topic", "topic")
SENTIMENT_MIX = _mix("sentiment_mix", "with_sentiment", "sentiment")
SHARE_OF_VOICE = _mix("share_of_voice", "messages", "site")
COMMUNITY_SHARE = _mix("community_share", "in_community", "community")
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
TIMES = (REPLY_TIME, REPLY_WITHIN_TARGET)
MIXES = (
    CHANNEL_SHARE,
    TOPIC_MIX,
    SENTIMENT_MIX,
    SHARE_OF_VOICE,
    COMMUNITY_SHARE,
    CAUSE_SHARE,
    SEVERITY_MIX,
    INTENT_MIX,
)
METRICS: dict[str, Metric] = {metric.name: metric for metric in (*HEADLINE, *TIMES, *MIXES)}
