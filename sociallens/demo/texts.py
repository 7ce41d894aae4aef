"""Texts: a pattern of the tables, its slots filled, what people put around it, how they type."""

import re

from sociallens.demo.chance import Rng, draw, happens, pick
from sociallens.demo.noise import typed
from sociallens.demo.scene import Scene, Slots
from sociallens.demo.tables import Group, groups, replies, second_causes, words

_ELIDED = re.compile(r"\b([Qq]u|[Dd])e (?=[aeiouéèêâîôAEIOUÉÈÊ])")  # « que Épicéane »
_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_GREETING = re.compile(r"(bonjour|bonsoir|bjr|coucou|hello|salut|hi)\b", re.IGNORECASE)
_ENDS = (".", "!", "?", "»", "…")
_MORE = {"tweet": 0.3, "post": 0.45, "review": 0.5, "forum": 0.8}
_OCCASIONS = {
    "complaint": ("sorry", "sorry_{about}"),
    "negative": ("regret", "sorry_{about}"),
    "positive": ("thanks",),
    "neutral": ("answer", "answer_{about}"),
}
_ATTEMPTS = 12
_SHORT = 4  # words; shorter texts may repeat, as they do in life


class Writer:
    """Writes texts, and remembers them so that none comes twice."""

    def __init__(self, rng: Rng) -> None:
        self.rng = rng
        self._written: set[str] = set()
        self._fitting: dict[tuple[object, ...], list[tuple[Group, float]]] = {}

    def group(
        self, scene: Scene, topic: str, sentiment: str, *, cause: str = "", severity: str = ""
    ) -> Group:
        """A group of texts for this scene with these labels. Raises `LookupError` for none."""
        key = (topic, sentiment, cause, severity, scene.place, scene.tags, scene.season,
               scene.modern, scene.language, scene.crisis)  # fmt: skip
        if key not in self._fitting:
            self._fitting[key] = [
                (group, len(group.texts) * (2.5 if group.season else 1.0))
                for group in groups()
                if _fits(group, scene)
                and (group.topic, group.sentiment) == (topic, sentiment)
                and (not cause or group.causes[:1] == (cause,))
                and (not severity or group.severity == severity)
            ]
        return self._weighted(self._fitting[key], (topic, sentiment, cause, scene))

    def followup(self, kind: str, opening: Group) -> Group:
        """A group of what comes later in a thread: `thanks`, `answered`, `still` or `peer`."""
        about = opening.causes[:1] or (opening.topic,)
        candidates = [
            (g, float(len(g.texts)) * (2.5 if g.after else 1.0))
            for g in groups()
            if g.kind == kind and (not g.after or about[0] in g.after)
        ]
        return self._weighted(candidates, (kind, about))

    def _weighted(self, candidates: list[tuple[Group, float]], question: object) -> Group:
        if not candidates:
            raise LookupError(question)
        return candidates[draw(self.rng, {i: weight for i, (_, weight) in enumerate(candidates)})][
            0
        ]

    def write(self, scene: Scene, group: Group, *, second: str = "", **values: str) -> str:
        """A new text of this group; `second` is a second cause that it also complains of.

        `values` fill slots that must not be drawn.
        """
        limit = 10_000 if scene.place != "tweet" else 280 if scene.modern else 140
        for attempt in range(_ATTEMPTS):
            bare = attempt > _ATTEMPTS // 2 and limit < 1000
            text = self._text(scene, group, second, bare, values)
            if len(text) <= limit and self._new(text):
                break
        self._written.add(text)
        return text

    def reply(self, scene: Scene, group: Group, **values: str) -> str:
        """What the merchant answers to a text of this group."""
        about = group.causes[0] if group.causes else group.topic
        mood = "complaint" if group.causes and group.sentiment == "negative" else group.sentiment
        occasions = ("crisis",) if scene.crisis else _OCCASIONS[mood]
        occasions = tuple(name.format(about=about) for name in occasions)
        voice = replies()["english" if scene.language == "en" else scene.merchant.voice]
        slots = Slots(self.rng, scene)
        slots.update(values, site=scene.name)  # a merchant spells its own name right
        bodies = [body for name in occasions for body in voice.get(name, ())]
        parts = (voice["greetings"], bodies, voice["endings"])
        greeting, body, ending = (self._filled(pick(self.rng, part), slots) for part in parts)
        if not greeting.endswith(", "):
            body = body[0].upper() + body[1:]
        return (greeting + body + ending).strip()

    def _new(self, text: str) -> bool:
        return text not in self._written or len(text.split()) <= _SHORT

    def _text(
        self, scene: Scene, group: Group, second: str, bare: bool, values: dict[str, str]
    ) -> str:
        slots = Slots(self.rng, scene)
        slots.update(values)
        body = self._filled(pick(self.rng, group.texts), slots)
        sentences = [body] if bare else [body, *self._more(scene, group, slots)]
        if second:
            sentences.append(self._filled(pick(self.rng, second_causes()[second]), slots))
        text = _joined(sentences)
        if not bare and group.topic != "none" and scene.language == "fr" and not group.kind:
            text = self._framed(text, scene, group, slots)
        return typed(self.rng, text, scene, group.sentiment)

    def _more(self, scene: Scene, group: Group, slots: Slots) -> list[str]:
        chosen = [pick(self.rng, group.more)] if self._likes(_MORE[scene.place], group) else []
        complains = group.intent == "complaint" and group.causes and not group.kind
        if scene.place == "forum" and complains:
            stories = words()["stories"][group.causes[0]] if scene.language == "fr" else []
            order = self.rng.permutation(len(stories))[: int(self.rng.integers(0, 4))]
            chosen = [*(stories[i] for i in sorted(order)), *chosen]
        elif group.sentiment == "positive" and scene.place == "review" and happens(self.rng, 0.35):
            chosen.append(self._also(scene, group))
        return [self._filled(pattern, slots) for pattern in chosen if pattern]

    def _also(self, scene: Scene, group: Group) -> str:
        """A happy customer praises something else as well."""
        if group.topic not in ("customer_service", "offer") or scene.language != "fr":
            return ""
        topic = "offer" if group.topic == "customer_service" else "customer_service"
        return pick(self.rng, self.group(scene, topic, "positive").texts)

    def _likes(self, probability: float, group: Group) -> bool:
        return bool(group.more) and happens(self.rng, probability)

    def _framed(self, text: str, scene: Scene, group: Group, slots: Slots) -> str:
        place = scene.place
        grumbles = group.sentiment == "negative" and not group.causes
        mood = "grumble" if grumbles else group.sentiment
        opener = self._filled(pick(self.rng, words()["openers"][place][mood]), slots)
        closer = self._filled(pick(self.rng, words()["closers"][place][mood]), slots)
        tells = group.intent == "advice" or (mood == "neutral" and group.intent != "question")
        if group.topic == "purchase_sharing" or tells:
            opener, closer = opener if place == "forum" else "", ""
        if _GREETING.match(text):
            opener = ""
        if opener and not opener.rstrip(" ").endswith((*_ENDS, "\n")):
            text = _lowered(text, slots)
        if "erci" in closer and "erci" in text:
            closer = ""
        if closer[:2].strip().isupper() and not text.endswith(_ENDS):
            text += "."
        return opener + text + closer

    def _filled(self, pattern: str, slots: Slots) -> str:
        chosen = _CHOICE.sub(lambda match: pick(self.rng, match[1].split("|")), pattern)
        return _ELIDED.sub(r"\1'", chosen.format_map(slots).replace("  ", " "))


def _fits(group: Group, scene: Scene) -> bool:
    return (
        group.language == scene.language
        and (group.table == "crisis") == scene.crisis
        and not group.kind
        and scene.place in group.places
        and not (scene.place == "review" and group.intent == "question")
        and (not group.tags or bool(set(group.tags) & set(scene.tags)))
        and group.season in ("", scene.season)
        and group.since <= scene.when.year
    )


def _joined(sentences: list[str]) -> str:
    text = sentences[0].rstrip()
    for sentence in sentences[1:]:
        text += (" " if text.endswith(_ENDS) else ". ") + sentence
    return text


def _lowered(text: str, slots: Slots) -> str:
    names = (slots["site"], slots["prenom"], "{transporteur}".format_map(slots))
    first = text.split(" ", 1)[0]
    return text if text.startswith(names) or first.isupper() else text[0].lower() + text[1:]
