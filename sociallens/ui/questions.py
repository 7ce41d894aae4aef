"""Declared tables for the view on screen."""

from collections.abc import Mapping

from sociallens import answers
from sociallens.access import Scope
from sociallens.answers import Answer
from sociallens.peers import Median, chosen, peers
from sociallens.selection import Selection
from sociallens.tables import TABLES
from sociallens.ui.state import screen


def answer(table: str, selection: Selection | None = None) -> Answer:
    """A declared table for the view on screen, or for another selection of the same reader."""
    shown = screen.get()
    narrowed = shown.selection if selection is None else selection
    return answers.answer(shown.engine, TABLES[table], narrowed, shown.scope_of(narrowed))


def before(table: str) -> Answer | None:
    """The same table for the period to compare with, or None where there is none."""
    compared = screen.get().selection.compared()
    return None if compared is None else answer(table, compared)


def subject() -> str:
    """The one merchant that the page is about: one's own, or that of a fiche; empty where none."""
    shown = screen.get()
    if shown.about and shown.about[0] == "site":
        return shown.about[1]
    own = (shown.view.mine,)
    return shown.view.mine if shown.selection.values("site") == own else ""


def usual(table: str) -> Mapping[str, Median]:
    """The medians of the peers of the page's merchant; none where the page is about no single one.

    By value for a table of one dimension, by metric for the summary.
    """
    shown, site = screen.get(), subject()
    if not site:
        return {}
    return peers(shown.engine, TABLES[table], shown.selection, shown.scope, site, shown.view.peers)


def held_against() -> frozenset[str] | None:
    """The peers of the merchant that the page is about, or of one's own; None where there is none.

    Raises `StoreError`.
    """
    shown = screen.get()
    site = subject() or shown.view.mine
    if not site:
        return None
    return chosen(shown.engine, shown.selection, shown.scope, site, shown.view.peers)


def readable(selection: Selection) -> int:
    """How many of the contributions of customers in a selection the reader may read."""
    shown = screen.get()
    return _count(selection, shown.reader.texts())


def total(selection: Selection | None = None) -> int:
    """How many contributions of customers are in view, or in another selection."""
    shown = screen.get()
    selection = shown.selection if selection is None else selection
    return _count(selection, shown.scope_of(selection))


def _count(selection: Selection, scope: Scope) -> int:
    """How many contributions of customers: those in view are told by the headline's counts."""
    shown = screen.get()
    counted = answers.total if selection == shown.selection else answers.listed
    return counted(shown.engine, selection, scope)
