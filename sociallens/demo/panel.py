"""The panel: two years of 24 invented merchants, all channels, threads, seasons, one crisis."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from sociallens.demo.chance import Rng, draw, happens
from sociallens.demo.habits import (
    CAUSES,
    CHANNELS,
    CRISIS_CAUSES,
    HOURS,
    MONTHS,
    MOODS,
    RATINGS,
    TOPICS,
    WEEKDAYS,
)
from sociallens.demo.people import Author, Crowd
from sociallens.demo.rows import Row, frame, row
from sociallens.demo.scene import Scene
from sociallens.demo.tables import Group, Merchant, merchants, words
from sociallens.demo.texts import Writer
from sociallens.demo.threads import Thread
from sociallens.taxonomy import CUSTOMER_SERVICE

START, END = datetime(2024, 11, 1), datetime(2026, 11, 1)
RENAMED = datetime(2025, 11, 3)
OPENINGS = 18_300  # with what follows in the threads: about 20,000 contributions of customers
CRISIS = ("Maisolune", datetime(2026, 3, 9), datetime(2026, 3, 28))
CRISIS_FACTOR = 6  # its volume during the crisis, against what is usual
_ENGLISH = 0.03
_DAYS_ONLY = {"app_store": 1.0, "blog": 1.0, "other_forum": 0.3}


def panel(rng: Rng) -> pl.DataFrame:
    """The contributions of the panel as rows of the template, without labels."""
    writer, crowd = Writer(rng), Crowd(rng, 2_600)
    rows: list[Row] = []
    for number, (author, scene) in enumerate(_scenes(rng, crowd)):
        group, second = _group(rng, writer, scene)
        text = writer.write(scene, group, second=second)
        facts = _facts(rng, scene, group)
        thread = Thread(rng, writer, crowd, scene, group, f"p{number:05}")
        first = row(scene, text, author.handle, id=thread.id, conversation=thread.id, **facts)
        where = {"community": facts.get("community")}
        rows += [first, *(late | where for late in thread.goes_on(author, until=END))]
    rows.sort(key=lambda row: (row["published_at"], row["id"]))
    return frame(rows, labelled=False)


def _scenes(rng: Rng, crowd: Crowd) -> Iterator[tuple[Author, Scene]]:
    sized = [m for m in merchants() if m.size]
    share = np.array([m.size for m in sized]) / sum(m.size for m in sized)
    for index, when in zip(rng.choice(len(sized), OPENINGS, p=share), _moments(rng), strict=True):
        yield _scene(rng, crowd, sized[index], when)
    name, first, last = CRISIS
    hit = next(m for m in sized if m.name == name)
    usual = OPENINGS * hit.size / sum(m.size for m in sized) * (last - first) / (END - START)
    for _ in range(round(usual * (CRISIS_FACTOR - 1))):
        when = first + (last - first) * float(rng.beta(1.4, 2.4))
        yield _scene(rng, crowd, hit, _at_some_hour(rng, when), crisis=True)


def _moments(rng: Rng) -> list[datetime]:
    """Times of all openings: by month, weekday and hour; slightly more from year to year."""
    days = [START + timedelta(days=d) for d in range((END - START).days)]
    weights = np.array([MONTHS[d.month] * WEEKDAYS[d.weekday()] * _event(d) for d in days])
    weights *= np.linspace(0.9, 1.15, len(days))
    chosen = rng.choice(len(days), OPENINGS, p=weights / weights.sum())
    return [_at_some_hour(rng, days[i]) for i in sorted(chosen)]


def _event(day: datetime) -> float:
    """The last week of November, and the parcels that are late for Christmas."""
    if day.month == 11 and day.day >= 24:
        return 1.7
    return 1.35 if _parcel_rush(day) else 1.0


def _parcel_rush(day: datetime) -> bool:
    return (day.month == 12 and day.day >= 16) or (day.month == 1 and day.day <= 6)


def _at_some_hour(rng: Rng, day: datetime) -> datetime:
    hour = int(rng.choice(24, p=np.array(HOURS) / sum(HOURS)))
    midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(hours=hour, seconds=int(rng.integers(3600)))


def _scene(
    rng: Rng, crowd: Crowd, merchant: Merchant, when: datetime, *, crisis: bool = False
) -> tuple[Author, Scene]:
    shares = {"twitter": 0.42, "facebook": 0.25, "consumer_forum": 0.33} if crisis else CHANNELS
    channel = draw(rng, shares)
    author = crowd.one(channel)
    name = merchant.old[0] if merchant.old and when < RENAMED else merchant.name
    language = "en" if not crisis and happens(rng, _ENGLISH) else "fr"
    return author, Scene(merchant, name, channel, when, author.feminine, language, crisis)


def _group(rng: Rng, writer: Writer, scene: Scene) -> tuple[Group, str]:
    """What is said: topic by channel, mood by merchant, cause by season; and a second cause."""
    topic = _topic(rng, scene)
    mood = _mood(rng, scene, topic)
    if topic != CUSTOMER_SERVICE or mood != "negative":
        return _nearest(writer, scene, topic, mood), ""
    cause = draw(rng, _causes(scene))
    severity = "high" if happens(rng, 0.22 if scene.crisis else 0.11) else "medium"
    group = _nearest(writer, scene, topic, mood, cause=cause, severity=severity)
    other = draw(rng, {c: w for c, w in CAUSES.items() if c != group.causes[0]})
    places = ("post", "review", "forum") if scene.channel != "app_store" else ()
    speaks_twice = scene.language == "fr" and not scene.crisis and scene.place in places
    return group, other if speaks_twice and happens(rng, 0.28) else ""


def _nearest(writer: Writer, scene: Scene, topic: str, mood: str, **labels: str) -> Group:
    """The group asked for; where nobody says such a thing, one that is less precise."""
    for some in (labels, {k: v for k, v in labels.items() if k == "cause"}, {}):
        try:
            return writer.group(scene, topic, mood, **some)
        except LookupError:
            continue
    return writer.group(scene, topic, "negative" if scene.crisis else "positive")


def _topic(rng: Rng, scene: Scene) -> str:
    if scene.crisis:
        return draw(rng, {CUSTOMER_SERVICE: 0.88, "reputation_advice": 0.12})
    return draw(rng, TOPICS[scene.channel])


def _mood(rng: Rng, scene: Scene, topic: str) -> str:
    if scene.crisis:
        return "negative" if topic != CUSTOMER_SERVICE or happens(rng, 0.94) else "neutral"
    if topic != CUSTOMER_SERVICE:
        return draw(rng, MOODS[topic])
    merchant = scene.merchant
    negative = merchant.negative + merchant.drift * ((scene.when - START) / (END - START) - 0.5)
    negative = min(0.99, negative + (0.06 if _parcel_rush(scene.when) else 0.0))
    neutral = 0.0 if scene.place == "review" else (1 - negative) * 0.45
    return draw(rng, {"negative": negative, "neutral": neutral, "positive": 1 - negative - neutral})


def _causes(scene: Scene) -> dict[str, float]:
    if scene.crisis:
        return CRISIS_CAUSES
    if scene.channel == "app_store":
        return {"website_app": 0.8, "contact_quality": 0.1, "order_payment": 0.1}
    rush = 2.2 if _parcel_rush(scene.when) else 1.0
    back = 1.7 if scene.when.month == 1 else 1.0
    return CAUSES | {
        "delivery": CAUSES["delivery"] * rush,
        "return_refund": CAUSES["return_refund"] * back,
    }


def _facts(rng: Rng, scene: Scene, group: Group) -> Row:
    facts: Row = {}
    if scene.place == "review":
        facts["rating"] = draw(rng, RATINGS[group.sentiment])
    if scene.channel in words()["communities"]:
        names = words()["communities"][scene.channel]
        facts["community"] = names[int(len(names) * rng.random() ** 1.5)]
    abroad = {"GB": 0.5, "IE": 0.2, "DE": 0.1, "FR": 0.2}
    at_home = {"FR": 0.93, "BE": 0.045, "CH": 0.02, "LU": 0.005}
    facts["country"] = draw(rng, abroad if scene.language == "en" else at_home)
    if happens(rng, _DAYS_ONLY.get(scene.channel, 0.0)):
        facts["date_precision"] = "day"
    return facts
