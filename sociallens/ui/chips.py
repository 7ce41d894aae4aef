"""What the view is narrowed to, as a sentence with a cross on each part."""

from collections.abc import Iterator
from dataclasses import replace

from sociallens.blocks import ActiveFilter, Chips, Link
from sociallens.dimensions import SUBJECTS
from sociallens.estimates import correction
from sociallens.i18n import days, number, words
from sociallens.search.meaning import meaning
from sociallens.selection import CORRECTED, REPOSTS, Period, Selection
from sociallens.ui import destinations, edits
from sociallens.ui.questions import total
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import chosen, corrected, period_words

LABELS = ("drop",)


def chips(shown: Screen) -> Chips:
    """How many messages are in view, then everything that narrows it."""
    language, count = shown.language, total()
    parts = [_active(*part) for part in _parts(shown)]
    narrowed = any(part["key"] != CORRECTED for part in parts) or shown.selection.unknown
    everything = Selection(corrected=shown.selection.corrected)
    reset = destinations.address("", everything) if narrowed else None
    return {
        "kind": "chips",
        "total": {
            "text": words("chips-total", language, count=count, n=number(count, language)),
            "href": destinations.messages(shown.selection),
        },
        "chips": parts,
        "reset": {"text": words("chips-reset", language), "href": reset} if reset else None,
        "offer": _offer(shown),
        "labels": {label: words(f"chip-{label}", language) for label in LABELS},
    }


def _offer(shown: Screen) -> Link | None:
    """The same view corrected by the store's audit, where one can correct it and does not yet."""
    if shown.selection.corrected:
        return None
    offered = correction(shown.engine, shown.selection, shown.scope)
    if offered.why:
        return None
    n = number(offered.labels, shown.language)
    return {
        "text": words("estimate-offer", shown.language, count=offered.labels, n=n),
        "href": destinations.address("", replace(shown.selection, corrected=True)),
        "title": words("estimate-offer-help", shown.language),
    }


def _active(key: str, text: str, without: Selection) -> ActiveFilter:
    part: ActiveFilter = {"key": key, "text": text, "href": destinations.address("", without)}
    values = screen.get().selection.values(key) if key in SUBJECTS else None
    if values and len(values) == 1:
        part["page"] = destinations.fiche(key, values[0])
    return part


def _parts(shown: Screen) -> Iterator[tuple[str, str, Selection]]:
    """Key, words and the selection without it, of everything that narrows the view."""
    language, selection = shown.language, shown.selection
    if selection.period.bounded:
        yield "period", period_words(shown), edits.to_period(selection, Period())
    compared = selection.compared()
    if compared is not None and compared.period.start and compared.period.end:
        before = days(compared.period.start, compared.period.end, language)
        text = words("chip-compare", language, period=before)
        yield "compare", text, replace(selection, compare="none")
    for name, values in selection.choices:
        if values:
            yield name, chosen(shown, name, values), edits.to_values(selection, name, ())
    if selection.q:
        yield "q", meaning(selection.q, language), replace(selection, q="")
    if selection.reposts:
        text = words("chip-reposts", language)
        yield REPOSTS, text, edits.with_reposts(selection, counted=False)
    if selection.corrected:
        yield CORRECTED, corrected(shown), selection.raw


def without_unknown(selection: Selection) -> Selection:
    """The selection without what nobody knew of its link; filters left empty are lifted."""
    kept = tuple((name, values) for name, values in selection.choices if values)
    return replace(selection, unknown=(), choices=kept)
