"""Colours and type of charts and pages, for light and dark."""

from collections.abc import Mapping
from dataclasses import dataclass

from sociallens.taxonomy import Taxonomy

DEEPEST = 0.5  # of its colour, in a cell that holds all: texts stay legible on it
LEGIBLE = 4.5  # contrast of small type (WCAG 2.2, 1.4.3)
FONT = "Source Sans, Source Sans Pro, sans-serif"


@dataclass(frozen=True)
class Theme:
    """The colours of one mode. `index` picks from the taxonomy's pairs."""

    index: int
    text: str
    quiet: str
    line: str
    card: str
    context: str  # bars that are not the point
    accent: str
    ramp: tuple[str, str]  # from none to all, in cells
    on_ramp: tuple[str, str]  # texts on the two ends of the ramp


LIGHT = Theme(
    0,
    "#1d2733",
    "#566373",
    "#e3e7ec",
    "#ffffff",
    "#8492a2",
    "#1f5f99",
    ("#f1f4f7", "#7fa8d3"),
    ("#1d2733", "#ffffff"),
)
DARK = Theme(
    1,
    "#e8ecf1",
    "#a5b0bd",
    "#36414e",
    "#1b232d",
    "#8fa0b3",
    "#7fb2e5",
    ("#232d39", "#3d6c99"),
    ("#e8ecf1", "#0f151c"),
)


def theme(dark: bool) -> Theme:
    """The colours of the mode that the browser shows."""
    return DARK if dark else LIGHT


def colours(taxonomy: Taxonomy, vocabulary: str, mode: Theme) -> Mapping[str, str]:
    """The colour of every value of a vocabulary, the same on all pages."""
    return {key: term.colours[mode.index] for key, term in taxonomy[vocabulary].items()}


def discontent(taxonomy: Taxonomy, mode: Theme) -> str:
    """The colour of unhappy messages."""
    return colours(taxonomy, "sentiment", mode)["negative"]


def variables(taxonomy: Taxonomy, mode: Theme) -> Mapping[str, str]:
    """The colours of what the front end draws itself, by the names of its custom properties."""
    moods = colours(taxonomy, "sentiment", mode)
    chosen = mix(mode.card, mode.accent, 0.12)  # a row or a page that is; labels stand on it

    def on_tint(mood: str) -> str:
        return legible(moods[mood], mode, mix(chosen, moods[mood], 0.16))

    return {
        "text": mode.text,
        "quiet": mode.quiet,
        "line": mode.line,
        "card": mode.card,
        "context": mode.context,
        "faint": mix(mode.card, mode.context, 0.35),
        "accent": mode.accent,
        "worse": on_tint("negative"),
        "better": on_tint("positive"),
        "negative": moods["negative"],
        "positive": moods["positive"],
        "deepest": str(DEEPEST),
        "line-strong": mix(mode.card, mode.context, 0.5),
        "evidence": mix(mode.card, "#f2c230", 0.35),
    }


def printed(taxonomy: Taxonomy, mode: Theme) -> Mapping[str, str]:
    """What each colour of a mode's charts is on paper, which is light; empty for that mode."""
    if mode is LIGHT:
        return {}
    neutral = ("text", "quiet", "line", "card", "context", "accent")
    pairs = {getattr(mode, name): getattr(LIGHT, name) for name in neutral}
    for vocabulary in taxonomy.vocabularies.values():
        for term in vocabulary.values():
            here, light = term.colours[mode.index], term.colours[LIGHT.index]
            pairs |= {here: light, legible(here, mode): legible(light, LIGHT)}
    return pairs


def _luminance(colour: str) -> float:
    """Relative luminance of a hex colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two hex colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(background: str, *texts: str) -> str:
    """The text colour that stands out most on a background."""
    return max(texts, key=lambda text: contrast(background, text))


def legible(colour: str, mode: Theme, ground: str = "") -> str:
    """A colour for small type, nearer to that of texts where it would be too faint.

    `ground`: what it stands on, by default a card.
    """
    nearer = (mix(colour, mode.text, share / 10) for share in range(10))
    on = ground or mode.card
    return next((shade for shade in nearer if contrast(shade, on) >= LEGIBLE), mode.text)


def mix(low: str, high: str, share: float) -> str:
    """The colour at `share` (0 to 1) of the way from one hex colour to another."""
    pairs = ((int(low[i : i + 2], 16), int(high[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * min(max(share, 0), 1)):02x}" for a, b in pairs)
