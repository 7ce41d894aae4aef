"""What follows an opening: other customers, the brand's replies, the customer's last word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from sociallens.demo.chance import Rng, draw, happens, pick
from sociallens.demo.habits import REPLIES_HIDDEN
from sociallens.demo.people import Author, Crowd
from sociallens.demo.rows import Row, answer, row
from sociallens.demo.scene import Scene
from sociallens.demo.tables import Group, words
from sociallens.demo.texts import Writer
from sociallens.taxonomy import CUSTOMER_SERVICE

_DAYS_LATER = {"thanks": (0, 3), "answered": (0, 1), "still": (2, 9)}
_NOT_FOR_THEM = ("purchase_sharing", "negative")  # a thing sold on, a regret
# Opening hours of the merchants' teams, from Monday on.
_OPEN = (*[(time(9), time(19))] * 5, (time(10), time(17)), None)


def after_open_hours(start: datetime, hours: float) -> datetime:
    """The time when a team has had `hours` of its opening hours since `start`."""
    left, now = timedelta(hours=hours), start
    while True:
        opening = _OPEN[now.weekday()]
        if opening:
            begin = max(now, datetime.combine(now, opening[0]))
            close = datetime.combine(now, opening[1])
            if begin + left <= close:
                return begin + left
            left -= max(timedelta(0), close - begin)
        now = datetime.combine(now + timedelta(days=1), time(0))


def is_addressed(group: Group) -> bool:
    """Whether there is anything for a merchant to answer."""
    if group.sentiment == "neutral":
        return group.intent == "question"
    return group.topic != "none" and (group.topic, group.sentiment) != _NOT_FOR_THEM


class Thread:
    """One conversation of the panel."""

    def __init__(
        self, rng: Rng, writer: Writer, crowd: Crowd, scene: Scene, group: Group, id: str
    ) -> None:
        self.rng, self.writer, self.crowd = rng, writer, crowd
        self.scene, self.group, self.id = scene, group, id
        self.agent = pick(rng, words()["words"]["prenom"])
        self._count = 0

    def goes_on(self, author: Author, *, until: datetime) -> list[Row]:
        """The rows after the opening, up to `until`."""
        rows = [*self._peers(author), *self._exchange(author)]
        return [later for later in rows if later["published_at"] < until]

    def _peers(self, author: Author) -> Iterator[Row]:
        """Other customers who join in: on forums often, under a brand's post sometimes."""
        likely = {"consumer_forum": 0.34, "other_forum": 0.3, "facebook": 0.05, "twitter": 0.02}
        if self.group.topic not in (CUSTOMER_SERVICE, "reputation_advice"):
            return
        if self.group.sentiment != "negative" or self.scene.language != "fr":
            return
        while happens(self.rng, likely.get(self.scene.channel, 0.0)):
            when = self.scene.when + timedelta(hours=float(self.rng.exponential(14)))
            other = self.crowd.one(self.scene.channel)
            if other != author:
                yield self._says("peer", other, when)

    def _exchange(self, author: Author) -> Iterator[Row]:
        if not self._is_answered():
            return
        merchant, when = self.scene.merchant, self.scene.when
        hours = merchant.hours * float(self.rng.lognormal(0.0, 1.0))
        when = after_open_hours(when, hours * (8 if self.scene.crisis else 1))
        yield self._answers(when)
        if self.scene.language == "en":
            return
        kind = self._reaction()
        if not kind:
            return
        days = int(self.rng.integers(*_DAYS_LATER[kind]))
        when += timedelta(days=days, hours=float(self.rng.exponential(7)), minutes=4)
        yield self._says(kind, author, when, prenom=self.agent, jours=f"{days} jours")
        if kind == "still" and happens(self.rng, 0.4):
            yield self._answers(after_open_hours(when, merchant.hours))

    def _is_answered(self) -> bool:
        scene, group = self.scene, self.group
        if scene.channel in REPLIES_HIDDEN or not is_addressed(group):
            return False
        weight = 1.3 if group.topic == CUSTOMER_SERVICE else 0.8
        weight *= {"consumer_forum": 0.25, "app_store": 0.8, "facebook": 1.2}.get(scene.channel, 1)
        weight *= 0.1 if scene.crisis else 1.0
        return happens(self.rng, min(0.92, scene.merchant.replies * weight))

    def _reaction(self) -> str:
        """Whether the customer thanks, is still unhappy, or says nothing more."""
        if self.scene.place == "review" or self.group.sentiment == "positive":
            return ""
        if self.group.sentiment == "neutral":
            return draw(self.rng, {"answered": 0.35, "": 0.65})
        if self.group.topic != CUSTOMER_SERVICE:
            return ""
        bad = self.scene.merchant.negative
        return draw(self.rng, {"thanks": 0.55 * (1.25 - bad), "still": 0.38 * bad, "": 0.45})

    def _says(self, kind: str, author: Author, when: datetime, **slots: str) -> Row:
        scene = replace(self.scene, when=when, feminine=author.feminine, crisis=False)
        text = self.writer.write(scene, self.writer.followup(kind, self.group), **slots)
        return row(scene, text, author.handle, id=self._next(), conversation=self.id) | {
            "parent_id": self.id
        }

    def _answers(self, when: datetime) -> Row:
        text = self.writer.reply(self.scene, self.group, agent=self.agent)
        reply = answer(self.scene, text, when, id=self._next(), conversation=self.id)
        return reply | {"parent_id": self.id}

    def _next(self) -> str:
        self._count += 1
        return f"{self.id}-{self._count}"
