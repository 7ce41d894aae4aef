"""The invented people who write: few write often, most once or twice."""

from dataclasses import dataclass

from sociallens.demo.chance import Rng, happens, pick
from sociallens.demo.scene import plain
from sociallens.demo.tables import words


@dataclass(frozen=True)
class Author:
    """A handle, and the gender in which its owner writes."""

    handle: str
    feminine: bool


class Crowd:
    """People by channel, drawn so that a small part of them writes a large part."""

    def __init__(self, rng: Rng, size: int) -> None:
        self.rng, self.size = rng, size
        self._known: dict[tuple[str, int], Author] = {}

    def one(self, channel: str) -> Author:
        """Somebody who writes there."""
        index = int(self.size * self.rng.random() ** 2)
        if (channel, index) not in self._known:
            self._known[channel, index] = self._author(channel)
        return self._known[channel, index]

    def _author(self, channel: str) -> Author:
        feminine = happens(self.rng, 0.58)
        first = pick(self.rng, words()["people"]["women" if feminine else "men"])
        surname = pick(self.rng, words()["people"]["surnames"])
        number = int(self.rng.integers(1, 99))
        nick = pick(self.rng, words()["people"]["nicknames"])
        short = plain(first).lower()
        styles = {
            "twitter": (f"{short}_{plain(surname).lower().replace(' ', '')}", f"{nick}{number}",
                        f"{short}{number}", f"{short[:3]}{nick}"),
            "facebook": (f"{first} {surname}",),
            "review_site": (f"{first} {surname[0]}.", f"{first} {surname}", f"{short}{number}"),
            "instagram": (f"{short}.{nick}", f"{nick}_{number}", f"{short}.{surname.lower()}"),
        }  # fmt: skip
        common = (f"{nick}{number}", f"{first}{number}", f"{first}{surname[:2]}", nick)
        return Author(pick(self.rng, styles.get(channel, common)), feminine)
