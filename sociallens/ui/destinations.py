"""Addresses of views: every figure that can be clicked is a link to one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sociallens import link
from sociallens.behind import behind
from sociallens.dimensions import DIMENSIONS
from sociallens.figures import SITE
from sociallens.link import View
from sociallens.selection import Selection
from sociallens.ui.pages import PAGES, open_to
from sociallens.ui.state import screen

CONVERSATIONS, FICHE, REVIEW = "conversations", "fiche", "review"
_ANY = "\0any\0"  # stands for a merchant: no name holds these characters


def address(page: str, selection: Selection, *, about: str = "") -> str:
    """The address of a page, by default the one on screen, with another selection."""
    shown = screen.get()
    name = page or shown.page
    about = about or (shown.view.about if name == shown.page else "")
    return of_view(replace(shown.view.of(selection), about=about), name)


def is_open(page: str) -> bool:
    """Whether there is such a page for the reader."""
    return any(each.name == page for each in open_to(screen.get().reader))


def of_view(view: View, page: str = "") -> str:
    """The address of a page, by default the one on screen, with another view.

    Also of the one on screen where the reader has no such page: a figure still narrows it.
    """
    shown = screen.get()
    name = page if page and is_open(page) else shown.page
    path = next(each.path for each in PAGES if each.name == name)
    view = view if name == REVIEW else replace(view, part="")
    return f"/{path}?{link.query_string(view, shown.known)}"


def messages(selection: Selection) -> str:
    """The address of exactly the messages of a selection."""
    return address(CONVERSATIONS, selection)


def fiche(dimension: str, value: str) -> str:
    """The address of all about one value of a dimension; empty where its values have no fiche."""
    if not DIMENSIONS[dimension].fiche:
        return ""
    selection = screen.get().selection.without(dimension).choose(dimension, (value,))
    return address(FICHE, selection, about=dimension)


def for_each(dimension: str, make: Callable[[str], str]) -> Callable[[str], str]:
    """`make`, which gives an address for a value of a dimension, made quick for many merchants.

    Of hundreds, addresses differ by the merchant's key alone: what stands around it is worked out
    once. Those that the view is narrowed to are worked out one by one: they may be lifted again.
    """
    if dimension != SITE:
        return make
    known, chosen = screen.get().known, screen.get().selection.values(SITE) or ()
    before, *after = make(_ANY).split(link.quoted(_ANY))
    if len(after) != 1:  # none of its own, or words searched for that look like it
        return make

    def quick(site: str) -> str:
        if site in chosen:
            return make(site)
        return f"{before}{link.quoted(known.key(SITE, site))}{after[0]}"

    return quick


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


def counted(count: str, cell: Mapping[str, str] | None = None) -> str:
    """The address of exactly the messages that a count counts in a cell; empty where none is."""
    shown = screen.get()
    selection = behind(shown.selection, count, shown.engine.taxonomy, cell)
    return "" if selection is None else messages(selection)
