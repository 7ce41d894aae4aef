"""The course of a figure, small enough to stand under it.

An image of our own: Streamlit's would load a second chart library, a tenth of the first visit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sociallens.theme import Theme

WIDTH, HEIGHT, EDGE = 160, 36, 2
FIXED = 'vector-effect="non-scaling-stroke"'  # the image is stretched, its lines are not


@dataclass(frozen=True)
class Sparkline:
    """An image, and what it shows in words."""

    image: str
    alt: str


def sparkline(
    strokes: Sequence[Sequence[tuple[float, float]]],
    places: int,
    scale: tuple[float, float],
    mode: Theme,
) -> str:
    """An SVG of a line over `places` time steps, between the two ends of `scale`.

    `strokes`: points (place, value) that the line joins; between two strokes is a gap. A faint
    line is zero.
    """
    low, high = scale
    spread = (high - low) or 1.0

    def across(place: float) -> float:
        return EDGE + place * (WIDTH - 2 * EDGE) / max(places - 1, 1)

    def down(value: float) -> float:
        return HEIGHT - EDGE - (value - low) / spread * (HEIGHT - 2 * EDGE)

    paths = "".join(
        f'<path d="M{" L".join(f"{across(x):.1f},{down(y):.1f}" for x, y in stroke)}'
        # A point by itself is a line of no length, which its round ends make a dot.
        f'{" h0" if len(stroke) == 1 else ""}" stroke="{mode.context}" stroke-width="1.8" {FIXED}/>'
        for stroke in strokes
    )
    zero = f'<path d="M0,{down(0):.1f} H{WIDTH}" stroke="{mode.line}" {FIXED}/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" preserveAspectRatio="none" fill="none"'
        ' stroke-linejoin="round" stroke-linecap="round"'
        f">{zero}{paths}</svg>"
    )
