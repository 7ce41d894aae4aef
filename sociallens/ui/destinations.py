"""Addresses of views: every figure that can be clicked is a link to one."""

from collections.abc import Sequence
from dataclasses import replace

from sociallens import link
from sociallens.selection import Selection
from sociallens.ui.pages import PAGES
from sociallens.ui.state import screen

CONVERSATIONS = "conversations"


def address(page: str, selection: Selection) -> str:
    """The address of a page, by default the one on screen, with another selection."""
    view = replace(screen.get().view, selection=selection, thread="", open="", page=1)
    return of_view(view, page)


def of_view(view: link.View, page: str = "") -> str:
    """The address of a page, by default the one on screen, with another view."""
    shown = screen.get()
    path = next(each.path for each in PAGES if each.name == (page or shown.page))
    return f"/{path}?{link.query_string(view, shown.known)}"


def messages(selection: Selection) -> str:
    """The address of exactly the messages of a selection."""
    return address(CONVERSATIONS, selection)


def narrowed(dimensions: Sequence[str], values: Sequence[str]) -> Selection:
    """The view narrowed to these values; lifted again where it was narrowed to just these."""
    selection = screen.get().selection
    chosen = all(
        selection.values(name) == (value,) for name, value in zip(dimensions, values, strict=True)
    )
    for name, value in zip(dimensions, values, strict=True):
        selection = selection.without(name)
        if not chosen:
            selection = selection.choose(name, (value,))
    return selection
