"""A view with nothing in it: why, and what to relax."""

from collections.abc import Iterator
from dataclasses import replace

import streamlit as st

from sociallens.blocks import Link, Passage
from sociallens.dimensions import FILTERS
from sociallens.i18n import number
from sociallens.selection import EVERYTHING, Selection
from sociallens.ui import cards, search, sheet
from sociallens.ui.destinations import address
from sociallens.ui.questions import total
from sociallens.ui.state import Screen, screen
from sociallens.ui.wording import filter_title, say


def advice() -> None:
    """Say why no message is in view, unless the banner about the link says it."""
    shown = screen.get()
    if shown.selection.matches_nothing:
        return
    with st.container(key="empty"):
        sheet.show("answer", [cards.heading(say("empty-title"))])
        if shown.selection.q and shown.reader.may("verbatims"):
            search.box()
        elif shown.selection.q:
            st.text(say("texts-withheld"))
        sheet.show("relaxations", [_ways(shown)])


def _ways(shown: Screen) -> Passage:
    if not total(Selection()):
        link: Link = {"text": say("page-data"), "href": address("data", shown.selection)}
        return _passage(say("empty-store"), [link])
    offers = [offer for each in _relaxations(shown) if (offer := _offer(shown, *each))]
    return _passage(say("empty-advice") if offers else say("empty-nothing-alone"), offers)


def _passage(text: str, links: list[Link]) -> Passage:
    return {"kind": "passage", "name": "ways", "paragraphs": [text], "links": links}


def _offer(shown: Screen, what: str, relaxed: Selection) -> Link | None:
    """The link to the view without one of its filters, with what it would show."""
    count = total(relaxed)
    if not count:
        return None
    text = say("empty-without", what=what, count=count, n=number(count, shown.language))
    return {"text": text, "href": address("", relaxed)}


def _relaxations(shown: Screen) -> Iterator[tuple[str, Selection]]:
    selection = shown.selection
    if selection.period.bounded:
        yield say("filter-period"), replace(selection, period=EVERYTHING)
    for key, _ in selection.choices:
        yield filter_title(shown, FILTERS[key]), selection.choose(key, None)
    if selection.q:
        yield say("filter-q"), replace(selection, q="")
