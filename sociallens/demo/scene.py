"""Who writes about whom, where and when, and the words that follow from it (French grammar)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sociallens.demo.chance import Rng, happens, pick
from sociallens.demo.tables import Merchant, merchants, words

FAILED_CARRIER = "FlècheNord"
PLACES = {
    "twitter": "tweet",
    "facebook": "post",
    "instagram": "post",
    "youtube": "post",
    "other": "post",
    "consumer_forum": "forum",
    "other_forum": "forum",
    "blog": "forum",
    "review_site": "review",
    "app_store": "review",
}
MODERN = 2024  # from this year on people use emojis, and 280 characters
_ACCENTS = str.maketrans("àâäéèêëîïôöùûüçÀÂÉÈÊÎÔÛÇ", "aaaeeeeiioouuucAAEEEIOUC")


def plain(text: str) -> str:
    """The text without its accents."""
    return text.translate(_ACCENTS)


@dataclass(frozen=True)
class Scene:
    """One contribution before it has words."""

    merchant: Merchant
    name: str  # the name by which the merchant goes at the time
    channel: str
    when: datetime
    feminine: bool = False  # the one who speaks
    language: str = "fr"
    crisis: bool = False

    @property
    def place(self) -> str:
        """The kind of place: tweet, post, forum or review."""
        return PLACES[self.channel]

    @property
    def modern(self) -> bool:
        """Whether people already use emojis and long tweets."""
        return self.when.year >= MODERN

    @property
    def tags(self) -> tuple[str, ...]:
        """What the merchant's products are like."""
        return tuple(words()["sectors"][self.merchant.sector]["tags"])

    @property
    def season(self) -> str:
        """The season that people mention: sales, november, december or none."""
        seasons = {1: "sales", 7: "sales", 11: "november", 12: "december"}
        return seasons.get(self.when.month, "")


class Slots(dict[str, str]):
    """The words for the braces of one text; each is drawn once, so that a text is consistent."""

    def __init__(self, rng: Rng, scene: Scene) -> None:
        super().__init__()
        self.rng, self.scene = rng, scene
        self.update(_product(rng, scene), **_speaker(scene))

    def __missing__(self, key: str) -> str:
        if key[0].isupper():
            value = self[key.lower()]
            return value[:1].upper() + value[1:]
        way = _WAYS.get(key)
        value = way(self) if way else str(pick(self.rng, words()["words"][key]))
        self[key] = value
        return value

    def other(self, key: str) -> str:
        """Another word than the one drawn for `key`."""
        return str(pick(self.rng, [word for word in words()["words"][key] if word != self[key]]))


def _product(rng: Rng, scene: Scene) -> dict[str, str]:
    first, second = (pick(rng, _sector(scene)["products"]) for _ in range(2))
    article, noun = first.split(" ", 1)
    feminine, vowel = article == "une", noun[0] in "aeiouyhéèêâîô"
    return {
        "un": first,
        "un_b": second,
        "nom": noun,
        "le": f"l'{noun}" if vowel else f"{'la' if feminine else 'le'} {noun}",
        "mon": f"{'ma' if feminine and not vowel else 'mon'} {noun}",
        "ce": f"{'cette' if feminine else 'cet' if vowel else 'ce'} {noun}",
        "du": f"de l'{noun}" if vowel else f"{'de la' if feminine else 'du'} {noun}",
        **{key: forms[feminine] for key, forms in _AGREEMENT.items()},
    }


_AGREEMENT = {
    "e": ("", "e"),
    "ne": ("", "ne"),
    "il": ("il", "elle"),
    "x_se": ("x", "se"),
    "f_ve": ("f", "ve"),
    "beau": ("beau", "belle"),
    "cher": ("cher", "chère"),
    "celui": ("celui", "celle"),
    "lequel": ("lequel", "laquelle"),
}


def _speaker(scene: Scene) -> dict[str, str]:
    f = scene.feminine
    return {"f": "e" * f, "r_se": "se" if f else "r", "au_lle": "lle" if f else "au",
            "un_client": "une cliente" if f else "un client"}  # fmt: skip


def _sector(scene: Scene) -> dict[str, Any]:
    sector: dict[str, Any] = words()["sectors"][scene.merchant.sector]
    return sector


def _site(slots: Slots) -> str:
    """The merchant as people write it there."""
    rng, scene = slots.rng, slots.scene
    mention, tag, lower = {"tweet": (0.4, 0.08, 0.2), "post": (0.06, 0.0, 0.15)}.get(
        scene.place, (0.0, 0.0, 0.12)
    )
    roll = rng.random()
    if roll < mention:
        return "@" + plain(scene.name)
    if roll < mention + tag:
        return "#" + plain(scene.name)
    return scene.name.lower() if roll < mention + tag + lower else scene.name


def _amount(slots: Slots) -> str:
    low, high = _sector(slots.scene)["price"]
    return _written(slots.rng, low * (high / low) ** slots.rng.random())


def _written(rng: Rng, amount: float) -> str:
    cents = pick(rng, (",90 €", ",99 €", "€", " €", " euros", ".90€", " balles", "€"))
    return f"{int(amount)}{cents}"


def _past(slots: Slots, least: int, most: int) -> str:
    when = slots.scene.when - timedelta(days=int(slots.rng.integers(least, most)))
    if happens(slots.rng, 0.3):
        return f"{when:%d/%m}"
    return f"{'1er' if when.day == 1 else when.day} {words()['months']['names'][when.month - 1]}"


def _signature(slots: Slots) -> str:
    people = words()["people"]["women" if slots.scene.feminine else "men"]
    return str(pick(slots.rng, people))


def _month(slots: Slots) -> str:
    names: list[str] = words()["months"]["names"]
    return names[(slots.scene.when.month + int(slots.rng.integers(0, 3))) % 12]


def _days(slots: Slots) -> str:
    return pick(slots.rng, ("3 jours", "4 jours", "cinq jours", "6 jours", "8 jours", "une semaine",
                            "dix jours", "10 jours", "12 jours", "plus d'une semaine"))  # fmt: skip


def _weeks(slots: Slots) -> str:
    return pick(slots.rng, ("deux semaines", "trois semaines", "2 semaines", "3 semaines",
                            "quinze jours", "près de trois semaines", "4 semaines"))  # fmt: skip


def _months(slots: Slots) -> str:
    return pick(slots.rng, ("deux mois", "2 mois", "trois mois", "3 mois", "quatre mois"))


def _number(slots: Slots) -> str:
    return str(slots.rng.integers(3, 8))


def _rival(slots: Slots) -> str:
    merchant = slots.scene.merchant
    return pick(
        slots.rng, [m.name for m in merchants() if m.sector == merchant.sector and m != merchant]
    )


def _day_after(slots: Slots) -> str:
    """A day soon after `{jour}`."""
    days: list[str] = words()["words"]["jour"]
    return days[(days.index(slots["jour"]) + int(slots.rng.integers(1, 3))) % len(days)]


def _other_range(slots: Slots) -> str:
    ranges = [sector["rayon"] for sector in words()["sectors"].values()]
    return str(pick(slots.rng, [name for name in ranges if name != slots["rayon"]]))


def _feast(slots: Slots) -> str:
    feasts: list[str] = words()["months"]["feasts"]
    return feasts[slots.scene.when.month - 1]


_WAYS: dict[str, Callable[[Slots], str]] = {
    "site": _site,
    "site_mot": lambda slots: plain(slots.scene.name).lower(),
    "rayon": lambda slots: str(_sector(slots.scene)["rayon"]),
    "rayon_b": _other_range,
    "rival": _rival,
    "signature": _signature,
    "montant": _amount,
    "montant_b": _amount,
    "petit_montant": lambda slots: _written(slots.rng, int(slots.rng.integers(3, 15))),
    "date": lambda slots: _past(slots, 5, 20),
    "date_loin": lambda slots: _past(slots, 40, 100),
    "mois_nom": _month,
    "jours": _days,
    "semaines": _weeks,
    "mois": _months,
    "n": _number,
    "n_b": _number,
    "km": lambda slots: str(slots.rng.integers(8, 40)),
    "fete": _feast,
    "jour_b": _day_after,
    "prenom_b": lambda slots: slots.other("prenom"),
    # What the import takes out again. The number range is reserved for fiction.
    "numero": lambda slots: str(slots.rng.integers(10_000_000, 99_999_999)),
    "telephone": lambda slots: (
        f"06 39 98 {slots.rng.integers(10, 99)} {slots.rng.integers(10, 99)}"
    ),
    "mail": lambda slots: f"{plain(slots['prenom']).lower()}.{slots['n']}@exemple.fr",
    "agent": lambda slots: pick(slots.rng, words()["words"]["prenom"]),
    "failli": lambda slots: FAILED_CARRIER,
}
