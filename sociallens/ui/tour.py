"""A tour of the page, offered at the first visit of invented data."""

from sociallens.blocks import State, Tour
from sociallens.i18n import words
from sociallens.ui.pages import PAGES
from sociallens.ui.state import Screen

# Step -> what it points at.
STEPS = {
    "bar": "[data-bar]",
    "answer": ".heading",
    "card": "[data-card] .ranked",
    "act": '.pages a[href^="/todo"]',
}
LABELS = ("start", "refuse", "next", "end")


def tour(shown: Screen) -> Tour | None:
    """The tour, on the first page alone."""
    language = shown.language
    if not shown.engine.store.manifest.demo or shown.page != PAGES[0].name:
        return None
    steps: list[State] = [
        {"key": place, "text": words(f"tour-{step}", language)} for step, place in STEPS.items()
    ]
    return {
        "kind": "tour",
        "offer": words("tour-offer", language),
        "steps": steps,
        "labels": {label: words(f"tour-{label}", language) for label in LABELS},
    }
