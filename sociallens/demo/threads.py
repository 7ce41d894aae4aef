"""What follows an opening: other customers, the brand's replies, the customer's last word."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

from sociallens.demo.chance import Rng, draw, happens
from sociallens.demo.habits import REPLIES_HIDDEN
from sociallens.demo.people import Author, Crowd
from sociallens.demo.rows import Row, answer, row
from sociallens.demo.scene import Scene
from sociallens.demo.tables import Group
from sociallens.demo.texts import Writer
from sociallens.taxonomy import CUSTOMER_SERVICE

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
    return group.topic != "none" and (group.sentiment != "neutral" or group.intent == "question")


class Thread:
    """One conversation of the panel."""

    def __init__(
        self, rng: Rng, writer: Writer, crowd: Crowd, scene: Scene, group: Group, id: str
    ) -> None:
        self.rng, self.writer, self.crowd = rng, writer, crowd
        self.scene, self.group, self.id = scene, group, id
        self._count = 0

    def goes_on(self, author: Author, *, until: datetime) -> list[Row]:
        """The rows after the opening, up to `until`."""
        rows = [*self._peers(), *self._exchange(author)]
        return [made for made in rows if made["published_at"] < until]

    def _peers(self) -> Iterator[Row]:
        """Other customers who join in: on forums often, under a brand's post sometimes."""
        likely = {"consumer_forum": 0.34, "other_forum": 0.3, "facebook": 0.05, "twitter": 0.02}
        if self.group.topic not in (CUSTOMER_SERVICE, "reputation_advice"):
            return
        if self.group.sentiment != "negative" or self.scene.language != "fr":
            return
        while happens(self.rng, likely.get(self.scene.channel, 0.0)):
            when = self.scene.when + timedelta(hours=float(self.rng.exponential(14)))
            other = self.crowd.one(self.scene.channel)
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
        if kind:
            when += timedelta(hours=float(self.rng.exponential(9)), minutes=4)
            yield self._says(kind, author, when)
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
        bad = self.scene.merchant.negative
        if self.group.sentiment == "neutral":
            return draw(self.rng, {"thanks": 0.3, "": 0.7})
        return draw(self.rng, {"thanks": 0.42 * (1.25 - bad), "still": 0.34 * bad, "": 0.5})

    def _says(self, kind: str, author: Author, when: datetime) -> Row:
        scene = replace(self.scene, when=when, feminine=author.feminine, crisis=False)
        text = self.writer.write(scene, self.writer.followup(kind, self.group))
        return row(scene, text, author.handle, id=self._next(), conversation=self.id) | {
            "parent_id": self.id
        }

    def _answers(self, when: datetime) -> Row:
        text = self.writer.reply(self.scene, self.group)
        made = answer(self.scene, text, when, id=self._next(), conversation=self.id)
        return made | {"parent_id": self.id}

    def _next(self) -> str:
        self._count += 1
        return f"{self.id}-{self._count}"
