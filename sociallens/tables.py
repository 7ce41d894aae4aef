"""The tables that pages show and files hold, declared once.

A table is a question: metrics broken down by dimensions. Cards, CSV files, the export address
and the command line all run the same declaration, so their figures are the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sociallens import metrics as m
from sociallens.metrics import Form, Metric

TIME = "time"  # stands for the step that suits the period in view
GRAINS = {"day": 31, "week": 210, "month": 1100}  # the longest period, in days, for each step
FIGURES = ("k", "n", "rate", "low", "high")
SELECTED = "selected"  # whether a view narrows to a row
# Beside corrected figures: the raw ones, and the labels that the correction rests on.
RAW = {"rate": "raw_rate", "low": "raw_low", "high": "raw_high"}
LABELS = "labels"
# Where the figures of a metric that is not a table's first stand, {} being its name.
BESIDE = {"k": "{}_k", "n": "{}_n", "rate": "{}"}
RATE: Mapping[Form, str] = {"median": "{}_median"}  # other names for what its `rate` is


@dataclass(frozen=True)
class Table:
    """Metrics by dimensions."""

    name: str
    metrics: tuple[Metric, ...]
    by: tuple[str, ...] = ()

    @property
    def metric(self) -> Metric:
        """The metric whose k, n and rate the table is about."""
        return self.metrics[0]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Its dimensions but for time: those whose filters a view can hold."""
        return tuple(name for name in self.by if name != TIME)

    def columns(self, metric: Metric) -> Mapping[str, str]:
        """Where the figures of a metric stand: those of the first under their own names."""
        if metric == self.metric:
            return {name: name for name in FIGURES}
        beside = BESIDE | {"rate": RATE.get(metric.form, BESIDE["rate"])}
        return {figure: column.format(metric.name) for figure, column in beside.items()}


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("summary", m.HEADLINE),
        Table("channels", (m.CHANNEL_SHARE,), ("channel",)),
        Table("topics", (m.TOPIC_MIX,), ("topic",)),
        Table("channel_topic", (m.TOPIC_MIX,), ("channel", "topic")),
        Table("channel_sentiment", (m.SENTIMENT_MIX,), ("channel", "sentiment")),
        Table("topic_sentiment", (m.SENTIMENT_MIX,), ("topic", "sentiment")),
        Table("trend", (m.SENTIMENT_MIX,), (TIME, "sentiment")),
        Table(
            "headline_trend",
            (
                m.NEGATIVE_RATE_CUSTOMER_SERVICE,
                m.VOLUME,
                m.NET_SENTIMENT,
                m.BRAND_PARTICIPATION,
            ),
            (TIME,),
        ),
        Table("topic_trend", (m.TOPIC_MIX,), (TIME, "topic")),
        Table("service_trend", (m.NEGATIVE_RATE_CUSTOMER_SERVICE,), (TIME,)),
        Table("causes", (m.CAUSE_SHARE,), ("cause",)),
        Table("severity", (m.SEVERITY_MIX,), ("severity",)),
        Table("intents", (m.INTENT_MIX,), ("intent",)),
        Table(
            "merchants",
            (
                m.NEGATIVE_RATE_CUSTOMER_SERVICE,
                m.SHARE_OF_VOICE,
                m.NET_SENTIMENT,
                m.BRAND_PARTICIPATION,
                m.RECOVERY,
                m.REPLY_TIME,
                m.REPLY_WITHIN_TARGET,
            ),
            ("site",),
        ),
        Table("communities", (m.COMMUNITY_SHARE,), ("community",)),
        Table("merchant_causes", (m.CAUSE_SHARE,), ("site", "cause")),
    )
}
CONVERSATIONS = "conversations"
NAMES = (*TABLES, CONVERSATIONS)


def grain(start: date, end: date) -> str:
    """The time step that gives a readable number of points between two days."""
    length = (end - start).days + 1
    return next((step for step, most in GRAINS.items() if length <= most), "quarter")
