"""The view on screen: one value in the session, which the address and every widget mirror."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urlencode, urlsplit

import streamlit as st

from sociallens import link, settings
from sociallens.access import Reader, Scope
from sociallens.engine import Engine
from sociallens.engine.cache import look
from sociallens.engine.patience import limit
from sociallens.i18n import Language
from sociallens.link import View
from sociallens.naming import Names
from sociallens.selection import Selection
from sociallens.theme import Theme

_VIEW = "view"
_WRITTEN = "written"
_DEPARTURE = "departure"
_QUIET = "quiet"


@dataclass(frozen=True)
class Screen:
    """What this run of the script shows, to whom and on which data."""

    engine: Engine
    reader: Reader
    known: link.Known
    view: View
    theme: Theme
    page: str  # its name

    @property
    def scope(self) -> Scope:
        """What the reader may see figures of in this view."""
        return self.scope_of(self.selection)

    def scope_of(self, selection: Selection) -> Scope:
        """What the reader may see figures of in another view."""
        return self.reader.figures(words=bool(selection.q))

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.view.language

    @property
    def names(self) -> Names:
        """What messages and values are called for the reader."""
        return Names(self.engine.taxonomy, self.language)

    @property
    def selection(self) -> Selection:
        """What the view is narrowed to."""
        return self.view.selection

    @property
    def about(self) -> tuple[str, str] | None:
        """The dimension and the value of a fiche; None where the view has no single such value."""
        values = self.selection.values(self.view.about) if self.view.about else None
        return (self.view.about, values[0]) if values and len(values) == 1 else None


screen: ContextVar[Screen] = ContextVar("screen")


def enter(shown: Screen) -> None:
    """Make `shown` what this thread shows, whose questions take as long as a reader waits."""
    screen.set(shown)
    limit(settings.patience())
    look(shown.engine)


def address() -> link.Pairs:
    """The pairs in the browser's address."""
    return tuple((key, value) for key in st.query_params for value in st.query_params.get_all(key))


def arrived(pairs: link.Pairs) -> bool:
    """Whether the address is not the one this session wrote: a link, a reload, Back.

    A page switch arrives with an empty address: then the session's view goes on.
    """
    if _VIEW not in st.session_state:
        return True
    return bool(pairs) and sorted(pairs) not in st.session_state.get(_WRITTEN, ())


@dataclass(frozen=True)
class Departure:
    """Where a link on the page leads: a path without slashes and the pairs of its address."""

    path: str
    pairs: link.Pairs


def go(href: str) -> None:
    """Follow a link of our own at the next run, within this session."""
    parts = urlsplit(href)
    st.session_state[_DEPARTURE] = Departure(parts.path.strip("/"), link.parse(parts.query))


def departure() -> Departure | None:
    """The link that the reader just followed, told once."""
    followed: Departure | None = st.session_state.pop(_DEPARTURE, None)
    return followed


def view() -> View:
    """The view of this session."""
    current: View = st.session_state[_VIEW]
    return current


def show(new: View) -> None:
    """Make `new` the view of this session; the widgets and the address follow."""
    st.session_state[_VIEW] = new


def arrive(new: View, pairs: link.Pairs) -> None:
    """Make `new`, which an address of these pairs names, the view of this session."""
    show(new)
    # Noted with the view, not when all is shown: the next Back may end this run before.
    st.session_state[_WRITTEN] = (sorted(pairs),)


def quietly() -> None:
    """Let the next address be no step of the browser's history."""
    st.session_state[_QUIET] = True


def write(pairs: link.Pairs) -> str:
    """Put a view's pairs into the address, unless they stand there.

    Streamlit makes each a step of the browser's history. Where it shall be none, returns the query
    that a script puts there instead; Streamlit then still tells the old one, which is no arrival.
    """
    quiet, told = st.session_state.pop(_QUIET, False), sorted(address())
    st.session_state[_WRITTEN] = (sorted(pairs), told) if quiet else (sorted(pairs),)
    if told == sorted(pairs):
        return ""
    if quiet:
        return urlencode(pairs)
    st.query_params.from_dict(listed(pairs))
    return ""


def switch(page: st.Page, pairs: link.Pairs) -> NoReturn:
    """Run another page, whose address holds a view; the script that followed the link wrote it."""
    st.session_state[_WRITTEN] = (sorted(pairs),)
    st.switch_page(page, query_params=listed(pairs))


def listed(pairs: link.Pairs) -> dict[str, list[str]]:
    """The values of each key."""
    lists: dict[str, list[str]] = {}
    for key, value in pairs:
        lists.setdefault(key, []).append(value)
    return lists


def change(edit: Callable[[Selection], Selection]) -> None:
    """Change the selection. What was open is closed: it may be out of view now."""
    old = view()
    show(old.of(edit(old.selection)))


def forget() -> None:
    """Drop the view and its address: the next run opens the store's first view."""
    st.session_state.pop(_VIEW, None)
    st.query_params.clear()
