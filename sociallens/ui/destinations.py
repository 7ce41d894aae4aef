"""Addresses of views: every figure that can be clicked is a link to one."""

from collections.abc import Sequence
from dataclasses import replace

from sociallens import link
from sociallens.conditions import Is, Test
from sociallens.dimensions import ANSWERED, CHOOSABLE, DIMENSIONS, Vocabulary
from sociallens.link import View
from sociallens.metrics import COUNTS
from sociallens.selection import Selection
from sociallens.taxonomy import Taxonomy
from sociallens.ui.pages import PAGES
from sociallens.ui.state import screen

CONVERSATIONS, FICHE = "conversations", "fiche"


def address(page: str, selection: Selection, *, about: str = "") -> str:
    """The address of a page, by default the one on screen, with another selection."""
    shown = screen.get()
    name = page or shown.page
    about = about or (shown.view.about if name == shown.page else "")
    view = replace(shown.view, selection=selection, about=about, thread="", open="", page=1)
    return to(name, view)


def to(page: str, view: View) -> str:
    """The address of a page with another view."""
    path = next(each.path for each in PAGES if each.name == page)
    return f"/{path}?{link.query_string(view, screen.get().known)}"


def messages(selection: Selection) -> str:
    """The address of exactly the messages of a selection."""
    return address(CONVERSATIONS, selection)


def fiche(dimension: str, value: str) -> str:
    """The address of all about one value of a dimension; empty where its values have no fiche."""
    if not DIMENSIONS[dimension].fiche:
        return ""
    selection = screen.get().selection.without(dimension).choose(dimension, (value,))
    return address(FICHE, selection, about=dimension)


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


def counted(count: str, selection: Selection, taxonomy: Taxonomy) -> Selection | None:
    """The view narrowed to exactly the messages that a count counts; None where no filters say it.

    A filter that is set already keeps only what both allow.
    """
    conditions = dict(COUNTS[count])
    wanted = _answers(conditions)
    conditions.pop("role", None)  # figures are of customers, and so are messages
    for dimension in CHOOSABLE:
        if isinstance(dimension.values, Vocabulary) and dimension.column in conditions:
            test = conditions.pop(dimension.column)
            every = tuple(taxonomy[dimension.values.name])
            wanted[dimension.name] = every if test is Is.KNOWN else (str(test),)
    if conditions:
        return None
    for name, values in wanted.items():
        allowed = selection.values(name)
        kept = values if allowed is None else tuple(set(values) & set(allowed))
        selection = selection.choose(name, kept)
    return selection


def _answers(conditions: dict[str, Test]) -> dict[str, tuple[str, ...]]:
    """The values of `answered` that conditions on conversations allow, taken out of them."""
    if "opens" not in conditions:
        return {}
    columns = {column for case in ANSWERED.values() for column in case}
    asked = {column: conditions.pop(column) for column in columns & conditions.keys()}
    cases = (name for name, case in ANSWERED.items() if asked.items() <= case.items())
    return {"answered": tuple(cases)}
