"""What a file that travels alone must say of itself: of which view, how many, when and whence."""

from collections.abc import Iterator
from datetime import date, datetime

from sociallens import link, tables
from sociallens.access import Scope
from sociallens.answers import total
from sociallens.dimensions import FILTERS
from sociallens.engine import Engine, known
from sociallens.estimates import correction, correction_words
from sociallens.i18n import day, number, words
from sociallens.link import View
from sociallens.naming import Names
from sociallens.narrowing import filter_title, listed, period_words
from sociallens.search.meaning import meaning


def about(engine: Engine, name: str, view: View, scope: Scope) -> list[tuple[str, str]]:
    """Labels and texts about a table of a view, in the reader's language. Raises `StoreError`."""
    language = view.language
    link_text = "?" + link.query_string(view, known(engine, scope))
    count = number(total(engine, view.selection, scope), language)
    columns = "conversations" if name == tables.CONVERSATIONS else "figures"
    return [
        (words("about-file-table", language), words(f"card-{name}", language)),
        *_narrowed(engine, view),
        (words("about-file-messages", language), count),
        (words("about-file-source", language), _source(engine, view)),
        (words("about-file-made", language), day(date.today(), language)),
        (words("about-file-link", language), link_text),
        (words("about-file-columns", language), words(f"about-file-{columns}", language)),
        *_corrected(engine, name, view, scope),
    ]


def _corrected(engine: Engine, name: str, view: View, scope: Scope) -> Iterator[tuple[str, str]]:
    """By which audit figures are corrected, and which columns say so."""
    if not view.selection.corrected or name == tables.CONVERSATIONS:
        return
    asked, language = correction(engine, view.selection, scope), view.language
    yield words("about-file-corrected", language), correction_words(asked, language)
    if not asked.why:
        figures = words("about-file-corrected-figures", language)
        yield words("about-file-corrected-columns", language), figures


def _narrowed(engine: Engine, view: View) -> Iterator[tuple[str, str]]:
    """The period, and all else that narrows the view."""
    selection, language = view.selection, view.language
    names = Names(engine.taxonomy, language)
    yield words("filter-period", language), period_words(selection.period, language)
    for key, values in selection.choices:
        yield filter_title(FILTERS[key], language), listed(key, values, names)
    if selection.q:
        yield words("about-file-text", language), meaning(selection.q, language)
    if selection.reposts:
        yield words("about-file-reposts", language), words("chip-reposts", language)
    for problem in link.problems(view):
        yield words("about-file-unknown", language), problem


def _source(engine: Engine, view: View) -> str:
    """Which version of which data; that they are made up, where they are."""
    manifest, language = engine.store.manifest, view.language
    parts = [words("about-file-demo", language)] if manifest.demo else []
    if manifest.imports:
        imported = day(datetime.fromisoformat(manifest.imports[-1].at).date(), language)
        version = str(manifest.version)
        parts.append(words("about-file-version", language, version=version, day=imported))
    return " ".join(parts)
