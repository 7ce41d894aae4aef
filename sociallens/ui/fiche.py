"""One template for all about one value of a dimension: what distinguishes it from the others.

The fiche is the view narrowed to the value; charts of its own dimension leave that filter out, as
everywhere, so its peers stand beside it.
"""

from sociallens import charts, marks
from sociallens.blocks import Block, Card, Column, Heading, Link, Table, TableCell, TableRow
from sociallens.dimensions import excluding
from sociallens.findings import Told
from sociallens.i18n import LOCALES, number, percent
from sociallens.marks.replies import TOLD, Replies
from sociallens.metrics import (
    BRAND_PARTICIPATION,
    FIRST_REPLY,
    NEGATIVE_RATE,
    NEGATIVE_RATE_CUSTOMER_SERVICE,
    NET_SENTIMENT,
    REPLY_TIME,
    VOLUME,
)
from sociallens.selection import Selection
from sociallens.ui import numbers, plots, reader, sheet, tell
from sociallens.ui.cards import definition, stack
from sociallens.ui.destinations import address
from sociallens.ui.questions import answer, total
from sociallens.ui.state import screen
from sociallens.ui.wording import say
from sociallens.waits import Waited, waited

# Dimension -> the page that lists its values, the table that holds its peers.
PEERS = {
    "site": ("merchants", "merchants"),
    "channel": ("channels", "channels"),
    "topic": ("topics", "topics"),
    "cause": ("customer_service", "causes"),
    "community": ("channels", "communities"),
}
ABOUT = {"causes": "cause", "topics": "topic", "channels": "channel"}  # table -> its dimension


def show() -> None:
    """Show the fiche that the address names, or say which value it wants."""
    subject = screen.get().about
    if subject is None:
        sheet.heading(say("fiche-none"), say("fiche-none-about"))
        return
    about, value = subject
    sheet.of_view("answer", lambda: _answer(about, value))
    sheet.of_view("figures", lambda: _rows(about, _named(about, value), _others(about, value)))


def _answer(about: str, value: str) -> list[list[Block | None]]:
    """What distinguishes the value, and its numbers beside those of the others."""
    told = tell.value(about, value)
    service = answer("summary").figure(NEGATIVE_RATE_CUSTOMER_SERVICE).n
    negative = NEGATIVE_RATE_CUSTOMER_SERVICE if service else NEGATIVE_RATE
    strip = numbers.strip(
        VOLUME, negative, NET_SENTIMENT, BRAND_PARTICIPATION, others=_others(about, value)
    )
    return [[_heading(about, value, told)], [tell.facts(4, told)], [strip]]


def _others(about: str, value: str) -> Selection | None:
    """The same view of all other values; None where there is no other."""
    rest = screen.get().selection.without(about).choose(excluding(about), (value,))
    return rest if total(rest) else None


def _named(about: str, value: str) -> str:
    return screen.get().names.value(about, value)


def _heading(about: str, value: str, told: Told) -> Heading:
    """The value's name, and the main thing that is told of it."""
    shown = screen.get()
    page, _ = PEERS[about]
    crumb: Link = {
        "text": say(f"page-{page}"),
        "href": address(page, shown.selection.without(about)),
    }
    name = _named(about, value)
    answered: Heading = {**tell.title(told, name), "crumbs": [crumb]}
    if told.findings:
        return answered
    return {**answered, "text": name, "detail": f"{answered['text']} {answered.get('detail', '')}"}


def _rows(about: str, name: str, others: Selection | None) -> list[list[Block | None]]:
    """The cards of the fiche: how it went, what it is about, what is written, its peers."""
    cards = [
        plots.bars(table, others=others, negative=table == "causes") for table in _about(about)
    ]
    peers, below = _peers(about), _who(about)
    if about == "site":  # all merchants: too long to stand beside the messages
        below = peers
    else:
        cards.append(peers)
    return [
        [plots.layers("trend", span=3), {**cards[0], "span": 2}],
        [stack(_messages(), _replies(name, others), span=3), stack(*cards[1:], span=2)],
        [below],
    ]


def _who(about: str) -> Card | None:
    """Which merchants do better there; None where the fiche is of one, or none can be told."""
    if about in ("site", "cause") or not answer("merchants").rows["n"].sum():
        return None
    return plots.intervals("merchants")


def _messages() -> Card:
    """The messages that tell most, and the way to all of them."""
    return {
        "kind": "card",
        "name": "messages",
        "title": say("card-messages"),
        "subtitle": say("about-messages"),
        "body": reader.few(screen.get().selection),
    }


def _about(about: str) -> list[str]:
    """The tables that say what the messages are about: those of other dimensions with a choice."""
    tables = [table for table, by in ABOUT.items() if by != about]
    return [table for table in tables if answer(table).rows.height > 1]


def _peers(about: str) -> Card:
    _, table = PEERS[about]
    return plots.intervals(table) if about == "site" else plots.bars(table)


def _replies(name: str, others: Selection | None) -> Card | None:
    """How soon customers get a first reply, beside the others; None where none can be seen."""
    shown = screen.get()
    clock = marks.replies(
        name, _waits(shown.selection), _waits(others) if others else None, shown.names, shown.theme
    )
    if clock is None:
        return None
    figure = charts.curves(
        clock.hours, clock.curves, TOLD[1:], shown.theme, LOCALES[shown.language]
    )
    return {
        "kind": "card",
        "name": "replies",
        "title": say("card-replies"),
        "subtitle": clock.subtitle,
        "help": definition(REPLY_TIME),
        "body": {"kind": "plot", "figure": figure, "alt": clock.alt, "table": _told(clock)},
    }


def _told(clock: Replies) -> Table:
    """The shares after some hours, a column a curve."""
    language = screen.get().language
    columns: list[Column] = [{"key": "hours", "text": say("column-waited")}]
    columns += [{"key": curve.name, "text": curve.name, "numeric": True} for curve in clock.curves]
    rows: list[TableRow] = []
    for told in TOLD:
        place = clock.hours.index(told)
        cells: list[TableCell] = [{"text": say("hours", hours=number(told, language))}]
        cells += [{"text": percent(c.values[place] / 100, language)} for c in clock.curves]
        rows.append({"key": str(told), "cells": cells})
    return {"kind": "table", "columns": columns, "rows": rows, "empty": ""}


def _waits(selection: Selection) -> Waited:
    """How long customers of a view wait for a first reply."""
    shown = screen.get()
    rows = shown.engine.waits(FIRST_REPLY, [], selection, shown.scope)
    return waited(rows)
