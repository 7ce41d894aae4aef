"""The answer on top of a page: its findings as a title and as facts, each clause a link."""

from sociallens import findings
from sociallens.blocks import Fact, Facts, Heading, Link
from sociallens.estimates import correction
from sociallens.findings import Speaker, Told
from sociallens.findings.wording import Line, Part
from sociallens.ui.cards import heading
from sociallens.ui.destinations import address, is_open
from sociallens.ui.state import screen
from sociallens.ui.wording import say, small


def title(told: Told | None = None, name: str = "") -> Heading:
    """The page's main finding or, where no difference is proven, which one could have been seen.

    By its figure on a page that is all about what has this `name`.
    """
    speaker = _speaker(told or page())
    shown = screen.get()
    corrected = (
        shown.selection.corrected and not correction(shown.engine, shown.selection, shown.scope).why
    )
    raw = say("estimate-findings") if corrected else ""
    details = (speaker.nothing(), speaker.too_few(), raw)
    text = speaker.headline(name) if name else speaker.title()
    return heading(text, " ".join(filter(None, details)))


def facts(most: int = 5, told: Told | None = None) -> Facts | None:
    """What one must know of the page, the weightiest first; None where nothing is proven."""
    lines = _speaker(told or page()).lines()[:most]
    if not lines:
        return None
    items = [_fact(str(place), line) for place, line in enumerate(lines)]
    return {"kind": "facts", "title": say("facts-title"), "items": items}


def page() -> Told:
    """What the figures of the page on screen answer."""
    shown = screen.get()
    return findings.told(
        shown.engine, shown.page, shown.selection, shown.scope, mine=shown.view.mine
    )


def value(dimension: str, value: str) -> Told:
    """What distinguishes one value of a dimension, and what changed about it."""
    shown = screen.get()
    return findings.told_about(
        shown.engine, dimension, value, shown.selection, shown.scope, mine=shown.view.mine
    )


def _speaker(told: Told) -> Speaker:
    return Speaker(told, screen.get().names)


def _fact(key: str, line: Line) -> Fact:
    clauses: list[Link] = []
    for part in line.rest:
        clauses += [{"text": part.joint}, _link(part)]
    fact: Fact = {
        "key": key,
        "tone": line.tone,
        "lead": _link(line.lead),
        "clauses": [*clauses, {"text": "."}],
        "detail": line.detail,
    }
    if is_open(line.lead.page):
        page = small(say(f"page-{line.lead.page}"))
        fact["more"] = {"text": page, "href": address(line.lead.page, line.lead.selection)}
    return fact


def _link(part: Part) -> Link:
    return {"text": part.text, "href": address(part.page, part.selection)}
