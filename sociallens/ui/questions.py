"""Declared tables for the view on screen."""

from sociallens import answers
from sociallens.answers import Answer
from sociallens.selection import Selection
from sociallens.tables import TABLES
from sociallens.ui.state import screen


def answer(table: str, selection: Selection | None = None) -> Answer:
    """A declared table for the view on screen, or for another selection of the same reader."""
    shown = screen.get()
    narrowed = shown.selection if selection is None else selection
    return answers.answer(shown.engine, TABLES[table], narrowed, shown.scope)


def before(table: str) -> Answer | None:
    """The same table for the period to compare with, or None where there is none."""
    compared = screen.get().selection.compared()
    return None if compared is None else answer(table, compared)


def total(selection: Selection | None = None) -> int:
    """How many contributions of customers are in view, or in another selection."""
    shown = screen.get()
    narrowed = shown.selection if selection is None else selection
    return answers.total(shown.engine, narrowed, shown.scope)


def only(dimension: str) -> bool:
    """Whether exactly one value of a dimension is in view, so that a page can show it in detail."""
    return len(screen.get().selection.values(dimension) or ()) == 1
