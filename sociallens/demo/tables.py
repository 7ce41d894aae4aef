"""The tables of the demo: what is said, with which words, by whom, about which merchants."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TEXTS = ("service", "offer", "communication", "reputation", "sharing", "crisis")


@dataclass(frozen=True)
class Group:
    """Texts that mean the same: their labels, and where and when they may be used."""

    language: str
    table: str
    topic: str
    sentiment: str
    severity: str
    intent: str
    texts: tuple[str, ...]
    more: tuple[str, ...]  # a sentence that may follow any of the texts
    causes: tuple[str, ...] = ()
    places: tuple[str, ...] = ("tweet", "post", "review", "forum")
    tags: tuple[str, ...] = ()  # of the sectors it suits; none: any sector
    season: str = ""
    since: int = 0  # year before which nobody wrote so
    kind: str = ""  # of a follow-up: thanks, answered, still, peer
    after: tuple[str, ...] = ()  # causes or topics of the opening that a follow-up suits; none: any


@dataclass(frozen=True)
class Merchant:
    """An invented merchant. Those without a size are in the study only."""

    name: str
    sector: str
    old: tuple[str, ...] = ()
    size: float = 0.0
    negative: float = 0.85  # share of negative aimed at within customer service
    drift: float = 0.0  # what `negative` gains over the two years of the panel
    replies: float = 0.1  # share of conversations that it answers
    hours: float = 12.0  # median time to its first reply, in opening hours
    voice: str = "formal"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _fixed(declared: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in declared.items()}


def _groups(name: str, table: str, language: str) -> list[Group]:
    return [
        Group(
            language=language,
            table=table,
            more=tuple(declared.pop("more", ())),
            **_fixed(declared),
        )
        for declared in _read(name)["group"]
    ]


@cache
def groups() -> tuple[Group, ...]:
    """All groups of texts, follow-ups included."""
    french = [g for table in TEXTS for g in _groups(f"texts_{table}.fr.toml", table, "fr")]
    followups = _groups("followups.fr.toml", "followups", "fr")
    return (*french, *followups, *_groups("texts.en.toml", "english", "en"))


@cache
def second_causes() -> dict[str, list[str]]:
    """Sentences that add a second cause to a complaint."""
    declared: dict[str, list[str]] = _read("texts_service.fr.toml")["second"]
    return declared


@cache
def replies() -> dict[str, dict[str, list[str]]]:
    """What brands answer, by voice and occasion."""
    return _read("replies.fr.toml")


@cache
def words() -> dict[str, Any]:
    """Products, places, people and manners of writing."""
    return _read("words.fr.toml")


@cache
def merchants() -> tuple[Merchant, ...]:
    """All merchants, in their declared order."""
    return tuple(Merchant(name, **_fixed(facts)) for name, facts in _read("merchants.toml").items())
