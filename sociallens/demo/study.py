"""The study's two editions, with the proportions that were published, labelled by hand.

What was not published (channels of the second edition, sentiment by topic, the rest of the
topics) is made up within reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import polars as pl

from sociallens.demo.chance import Rng, draw, pick, shuffled
from sociallens.demo.people import Crowd
from sociallens.demo.rows import SCORES, Row, answer, frame, labels, row
from sociallens.demo.scene import Scene
from sociallens.demo.tables import Group, Merchant, merchants
from sociallens.demo.texts import Writer
from sociallens.demo.threads import after_open_hours, is_addressed
from sociallens.taxonomy import CUSTOMER_SERVICE

Causes = tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """An edition of the study: how many of what, exactly."""

    name: str
    start: datetime
    days: int
    channels: Mapping[str, int]
    topics: Mapping[str, int]
    causes: Mapping[Causes, int]  # of the negative customer-service contributions, main first
    answered: int  # conversations with a reply of the brand
    sentiments: Mapping[str, int] = field(default_factory=dict)  # the other customer service

    @property
    def replies_observed(self) -> bool:
        """Whether this edition looked at the merchants' replies at all."""
        return self.answered > 0


CONTACT, RETURN, DELIVERY = ("contact_quality",), ("return_refund",), ("delivery",)
PRODUCT = ("product",)

# Published: 600; Twitter 32 %, Facebook 31 %, consumer forums 29 %, other forums 8 %; customer
# service 10 %, 90 % of it negative: contact 43 %, return 30 %, delivery 27 % (they overlap).
FIRST = Edition(
    name="A",
    start=datetime(2011, 6, 1),
    days=92,
    channels={"twitter": 192, "facebook": 186, "consumer_forum": 174, "other_forum": 48},
    topics={"offer": 228, "brand_communication": 144, CUSTOMER_SERVICE: 60,
            "reputation_advice": 72, "purchase_sharing": 54, "none": 42},
    causes={CONTACT: 15, CONTACT + RETURN: 1, CONTACT + DELIVERY: 1, CONTACT + PRODUCT: 1,
            RETURN: 13, RETURN + CONTACT: 2, DELIVERY: 10, DELIVERY + CONTACT: 3,
            DELIVERY + PRODUCT: 1, PRODUCT: 7},
    sentiments={"neutral": 3, "positive": 3},
    answered=0,
)  # fmt: skip

# Published: 1,660; offers 35 %, brand communication 28 %, customer service 13 %; the merchant
# takes part in 10 % of the exchanges.
SECOND = Edition(
    name="B",
    start=datetime(2011, 12, 1),
    days=46,
    channels={"twitter": 581, "facebook": 614, "consumer_forum": 332, "other_forum": 133},
    topics={"offer": 581, "brand_communication": 465, CUSTOMER_SERVICE: 216,
            "reputation_advice": 183, "purchase_sharing": 133, "none": 82},
    causes={DELIVERY: 52, DELIVERY + CONTACT: 16, DELIVERY + PRODUCT: 5, CONTACT: 40,
            CONTACT + RETURN: 7, CONTACT + DELIVERY: 6, RETURN: 28, RETURN + CONTACT: 8,
            PRODUCT: 14, ("order_payment",): 10, ("website_app",): 4},
    sentiments={"neutral": 15, "positive": 11},
    answered=166,
)  # fmt: skip
EDITIONS = (FIRST, SECOND)

# How much more than elsewhere a topic is talked about on a channel.
_AT_HOME = {
    ("facebook", "brand_communication"): 2.0,
    ("facebook", "purchase_sharing"): 1.8,
    ("facebook", "none"): 2.0,
    ("twitter", CUSTOMER_SERVICE): 1.6,
    ("twitter", "brand_communication"): 1.3,
    ("consumer_forum", CUSTOMER_SERVICE): 1.8,
    ("consumer_forum", "reputation_advice"): 3.0,
    ("consumer_forum", "none"): 0.3,
    ("other_forum", "reputation_advice"): 2.5,
    ("other_forum", "offer"): 1.4,
}
_MOODS = {
    "offer": {"positive": 0.36, "neutral": 0.40, "negative": 0.24},
    "brand_communication": {"positive": 0.36, "neutral": 0.46, "negative": 0.18},
    "reputation_advice": {"positive": 0.36, "neutral": 0.30, "negative": 0.34},
    "purchase_sharing": {"positive": 0.72, "neutral": 0.22, "negative": 0.06},
    "none": {"positive": 0.40, "neutral": 0.45, "negative": 0.15},
}


def edition(rng: Rng, published: Edition) -> pl.DataFrame:
    """The contributions of an edition, as rows of the template with all labels."""
    writer, crowd = Writer(rng), Crowd(rng, 900)
    service = _service(rng, published)
    rows: list[Row] = []
    replies: list[Row] = []
    for number, (channel, topic) in enumerate(_topics(rng, published)):
        author = crowd.one(channel)
        scene = Scene(*_merchant(rng), channel, _moment(rng, published), author.feminine)
        mood, causes = service.pop() if topic == CUSTOMER_SERVICE else (_mood(rng, topic), ())
        group = _group(writer, scene, topic, mood, causes)
        text = writer.write(scene, group, second=causes[1] if len(causes) > 1 else "")
        id = f"{published.name}{number:04}"
        score = round(SCORES[mood] + 0.2 * float(rng.random()) - 0.1, 2)
        label_columns = labels(group, causes or group.causes, score)
        observed = {"reply_observed": published.replies_observed, "followup_observed": False}
        rows.append(
            row(scene, text, author.handle, id=id, conversation=id, **label_columns, **observed)
        )
        if is_addressed(group):
            replies.append(_reply(rng, writer, scene, group, id))
    answered = rng.permutation(len(replies))[: published.answered]
    return frame([*rows, *(replies[i] for i in answered)], labelled=True)


def _merchant(rng: Rng) -> tuple[Merchant, str]:
    merchant = draw(rng, {m: 1 / (rank + 3) for rank, m in enumerate(merchants())})
    return merchant, (merchant.old or (merchant.name,))[0]


def _moment(rng: Rng, published: Edition) -> datetime:
    day = timedelta(days=int(rng.integers(published.days)))
    return published.start + day + timedelta(seconds=int(rng.integers(8 * 3600, 22 * 3600)))


def _mood(rng: Rng, topic: str) -> str:
    return draw(rng, _MOODS[topic])


def _service(rng: Rng, published: Edition) -> list[tuple[str, Causes]]:
    """Mood and causes of the customer-service contributions, exactly as counted."""
    counts: dict[tuple[str, Causes], int] = {
        ("negative", causes): count for causes, count in published.causes.items()
    }
    counts |= {(mood, ()): count for mood, count in published.sentiments.items()}
    return shuffled(rng, counts)


def _topics(rng: Rng, published: Edition) -> list[tuple[str, str]]:
    """Channel and topic of each contribution: both exactly as counted, topics where at home."""
    left, pairs = dict(published.topics), []
    for channel in shuffled(rng, published.channels):
        topic = draw(rng, {t: n * _AT_HOME.get((channel, t), 1.0) for t, n in left.items()})
        left[topic] -= 1
        pairs.append((channel, topic))
    return pairs


def _group(writer: Writer, scene: Scene, topic: str, mood: str, causes: Causes) -> Group:
    severity = ""
    if topic == CUSTOMER_SERVICE and mood == "negative":
        grave = ("contact_quality", "return_refund", "delivery", "order_payment")
        high = causes[0] in grave and writer.rng.random() < 0.16
        severity = "high" if high else "medium"
    return writer.group(scene, topic, mood, cause=causes[0] if causes else "", severity=severity)


def _reply(rng: Rng, writer: Writer, scene: Scene, group: Group, id: str) -> Row:
    when = after_open_hours(scene.when, float(rng.exponential(pick(rng, (1, 3, 12)))))
    reply = answer(scene, writer.reply(scene, group), when, id=f"{id}-r", conversation=id)
    return reply | {"parent_id": id, "reply_observed": True, "followup_observed": False}
