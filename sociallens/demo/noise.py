"""How people really type: haste, phones, missing accents, emojis."""

import re
from functools import cache

from sociallens.demo.chance import Rng, happens, pick
from sociallens.demo.scene import Scene, plain
from sociallens.demo.tables import words

# probability of: SMS spelling, no capitals nor accents, a slip, an emoji
_HABITS = {
    "tweet": (0.07, 0.13, 0.16, 0.22),
    "post": (0.08, 0.14, 0.20, 0.30),
    "review": (0.03, 0.12, 0.20, 0.04),
    "forum": (0.02, 0.07, 0.16, 0.05),
}
_SHOUTED = 140  # characters; nobody keeps it up for longer


@cache
def _shorthand() -> tuple[dict[str, str], re.Pattern[str]]:
    short = dict(words()["noise"]["sms"])
    longest = sorted(short, key=len, reverse=True)
    return short, re.compile(rf"\b({'|'.join(map(re.escape, longest))})\b")


def typed(rng: Rng, text: str, scene: Scene, sentiment: str) -> str:
    """The text as someone would have typed it there."""
    sms, careless, slip, emoji = _HABITS[scene.place]
    if happens(rng, sms) and scene.language == "fr":
        text = _sms(rng, text.lower())
    elif happens(rng, careless):
        text = plain(text).lower()
    elif happens(rng, slip) and scene.language == "fr":
        text = _slipped(rng, text)
    text = _punctuated(rng, text, scene, sentiment)
    if happens(rng, emoji * (1.8 if scene.channel == "instagram" else 1)):
        text = f"{text} {_mood(rng, scene, sentiment)}"
    return text


def _sms(rng: Rng, text: str) -> str:
    short, pattern = _shorthand()
    return pattern.sub(lambda m: short[m[0]] if happens(rng, 0.75) else m[0], text)


def _slipped(rng: Rng, text: str) -> str:
    slips = [slip for slip in words()["noise"]["slips"] if slip[0] in text]
    for _ in range(int(rng.integers(1, 3))):
        if slips:
            right, wrong = pick(rng, slips)
            text = text.replace(right, wrong, 1)
    return text


def _punctuated(rng: Rng, text: str, scene: Scene, sentiment: str) -> str:
    if happens(rng, 0.25):
        text = text.replace("'", "’")  # phones do that
    if sentiment == "negative" and happens(rng, 0.08):
        text = text.replace(". ", " !! ", 1)
    if text.endswith("!") and happens(rng, 0.3):
        text += "!" * int(rng.integers(1, 4))
    if text.endswith(".") and scene.place != "forum" and happens(rng, 0.35):
        text = text[:-1] + pick(rng, ("", "", "...", " !", "!!"))
    if sentiment == "negative" and len(text) < _SHOUTED and happens(rng, 0.03):
        text = text.upper()
    return text


def _mood(rng: Rng, scene: Scene, sentiment: str) -> str:
    signs = words()["noise"]["emojis" if scene.modern else "smileys"][sentiment]
    sign: str = pick(rng, signs)
    return sign * int(rng.integers(1, 4)) if scene.modern and happens(rng, 0.35) else sign
