"""The course of a figure, small enough to stand under it.

An image of our own: Streamlit's would load a second chart library, a tenth of the first visit.
"""

from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 160, 36, 2


def sparkline(values: Sequence[float], colour: str) -> str:
    """An SVG line from the first value to the last, from the smallest to the largest."""
    low, high = min(values), max(values)
    spread = (high - low) or 1.0
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    tall = HEIGHT - 2 * EDGE
    points = " ".join(
        f"{EDGE + place * step:.1f},{HEIGHT - EDGE - (value - low) / spread * tall:.1f}"
        for place, value in enumerate(values)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' width="{WIDTH}" height="{HEIGHT}" preserveAspectRatio="none">'
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="1.6"'
        ' stroke-linejoin="round" vector-effect="non-scaling-stroke"/></svg>'
    )
