"""The menus of the days in view, of the step of time and of what is compared with."""

from collections.abc import Iterator, Sequence

from sociallens.answers import grains_offered, step
from sociallens.blocks import Dates, Question, State
from sociallens.i18n import words
from sociallens.selection import COMPARISONS, PRESETS
from sociallens.ui.state import Screen
from sociallens.ui.wording import comparison_words, months_words


def questions(shown: Screen) -> Iterator[Question]:
    """The menus, in their order."""
    language, selection = shown.language, shown.selection
    yield {
        "name": "period",
        "act": "preset",
        "title": words("filter-period", language),
        "text": months_words(shown),
        "choices": _choices(shown, "period", PRESETS, selection.period.name or _all(shown)),
    }
    comparison: Question = {
        "name": "compare",
        "act": "compare",
        "title": words("filter-compare", language),
        "text": comparison_words(shown),
        "choices": _choices(shown, "compare", COMPARISONS, selection.compare),
    }
    if selection.compare != "none" and selection.compared() is None:
        comparison["note"] = words("compare-needs-period", language)
    yield comparison


def grain(shown: Screen) -> Question:
    """The step of time, within the menu of the period: those that are not too fine to see."""
    asked = shown.engine, shown.selection, shown.scope
    drawn = step(*asked) if shown.selection.grain else ""
    return {
        "name": "grain",
        "act": "grain",
        "title": words("filter-grain", shown.language),
        "text": "",
        "choices": [
            {
                "key": name,
                "text": words(f"grain-{name or 'suited'}", shown.language),
                "chosen": name == drawn,
            }
            for name in ("", *grains_offered(*asked))
        ],
    }


def dates(shown: Screen) -> Dates:
    """The days in view."""
    period = shown.selection.period
    return {"start": str(period.start or ""), "end": str(period.end or "")}


def _all(shown: Screen) -> str:
    return "" if shown.selection.period.bounded else "all"


def _choices(shown: Screen, kind: str, names: Sequence[str], chosen: str) -> list[State]:
    return [
        {
            "key": name,
            "text": words(f"{kind}-{name.replace('_', '-')}", shown.language),
            "chosen": name == chosen,
        }
        for name in names
    ]
