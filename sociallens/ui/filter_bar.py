"""The filter bar: what can narrow the view, the way to share it, its language."""

from dataclasses import replace
from datetime import UTC, datetime

from sociallens.blocks import Badge, Bar, Filter, Link, Mine
from sociallens.dimensions import CHOOSABLE, Dimension, excluding
from sociallens.i18n import LANGUAGES, words
from sociallens.selection import PEER_RULES
from sociallens.ui import chips, choices, period, sheet, tour
from sociallens.ui.destinations import of_view
from sociallens.ui.state import Screen
from sociallens.ui.wording import comparison_words, fresh, months_words, small, summary

LABELS = (
    *("filters", "more", "close", "search", "nothing", "rest", "except", "clear", "reposts"),
    *("start", "end", "mine", "mine-none", "mine-help", "peers", "peers-chosen"),
    *("share", "copy", "copied", "print"),
)


def full(shown: Screen) -> None:
    """Show the bar and, below it, how many messages are in view and what narrows it."""
    bar = _bar(shown)
    bar["questions"] = questions = list(period.questions(shown))
    bar["dates"] = period.dates(shown)
    bar["mine"] = _mine(shown)
    bar["summary"] = _summary(shown)
    bar["filters"] = [each for dimension in CHOOSABLE if (each := _filter(shown, dimension))]
    bar["reposts"] = shown.selection.reposts if shown.known.reposts else None
    below: list[sheet.Row] = []
    try:
        questions.append(period.grain(shown))
        below = [[chips.chips(shown)], [tour.tour(shown)]]
    finally:  # also where its questions fail or take too long: narrowing is what helps then
        sheet.show("bar", [bar], *below)
        choices.opened(shown)


def short(shown: Screen) -> None:
    """Show the bar of pages about the whole store: link and language."""
    sheet.show("bar", [_bar(shown)])


def _bar(shown: Screen) -> Bar:
    return {
        "kind": "bar",
        "badge": _badge(shown),
        "share": {"summary": summary(shown)},
        "languages": _languages(shown),
        "labels": {label: words(f"bar-{label}", shown.language) for label in LABELS},
    }


def _summary(shown: Screen) -> str:
    """What the button says that unfolds the filters on a phone."""
    chosen = shown.selection.values("site") or ()
    preset = shown.selection.period.name
    period = words(f"period-{preset}", shown.language) if preset else months_words(shown)
    parts = [*chosen[:1], period]
    if shown.selection.compared() is not None:
        parts.append(small(comparison_words(shown)))
    return " · ".join(parts)


def _filter(shown: Screen, dimension: Dimension) -> Filter | None:
    """The menu of a dimension, unless the store has no value of it."""
    name, selection = dimension.name, shown.selection
    alone, left_out = selection.values(name), selection.values(excluding(name))
    if not (shown.known.values(name) or alone or left_out):
        return None
    menu: Filter = {
        "name": name,
        "title": words(f"filter-{name}", shown.language),
        "chosen": len(alone or left_out or ()),
    }
    if left_out:
        menu["excluding"] = True
    if dimension.prominent:
        menu["prominent"] = True
    return menu


def _mine(shown: Screen) -> Mine | None:
    """The reader's own merchant, where there is another to hold it against."""
    if len(shown.known.sites) < 2:
        return None
    view, chosen = shown.view, isinstance(shown.view.peers, tuple)
    return {
        "own": shown.known.key("site", view.mine) if view.mine else "",
        "text": shown.names.value("site", view.mine) if view.mine else "",
        "chosen": [shown.known.key("site", site) for site in view.peers] if chosen else [],
        "rule": "" if chosen else str(view.peers),
        "rules": [
            {"key": rule, "text": words(f"peers-{rule}", shown.language)} for rule in PEER_RULES
        ],
    }


def _badge(shown: Screen) -> Badge | None:
    language, manifest = shown.language, shown.engine.store.manifest
    if manifest.demo:
        title = words("demo-help", language)
        return {"text": words("demo-badge", language), "title": title, "invented": True}
    last = shown.known.last if shown.known.dated else None
    freshness = fresh(manifest, last, datetime.now(UTC), language)
    return {"text": freshness, "title": words("freshness-help", language)} if freshness else None


def _languages(shown: Screen) -> list[Link]:
    """The same view in other languages."""
    return [
        {
            "text": other,
            "href": of_view(replace(shown.view, language=other)),
            "title": words("language-switch", other),
        }
        for other in LANGUAGES
        if other != shown.language
    ]
