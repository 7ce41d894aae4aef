"""The frame around every page: data, language, navigation, filter bar, banners, address."""

from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import streamlit as st

from sociallens import damage, link, settings, theme
from sociallens.access import Entry, Reader
from sociallens.annotations.log import altered
from sociallens.backlog import backlog
from sociallens.engine import Engine, follow, known, load
from sociallens.errors import SocialLensError
from sociallens.i18n import Language, number, words
from sociallens.ui import (
    chips,
    destinations,
    empty,
    filter_bar,
    garbage,
    navigation,
    over,
    reading,
    runs,
    state,
    turns,
)
from sociallens.ui.pages import PAGES, Page, open_to
from sociallens.ui.questions import total
from sociallens.ui.safe import label
from sociallens.ui.state import Departure, Screen, screen

# A file: an icon by name would be fetched from a font server.
NAME = "SocialLens"
SIDEBAR = 208  # pixels
WATCH = 20  # seconds between two looks at a reader's rights, where nothing else happens
ICON = Path(__file__).with_name("icon.svg")


def _navigation(language: Language, reader: Reader) -> tuple[Page, dict[Page, st.Page]]:
    """Return the reader's page, and all of hers as Streamlit runs them; their links are ours."""
    entries = {
        page: st.Page(
            page.script,
            title=words(page.title, language),
            url_path=page.name,
            default=page is PAGES[0],
            visibility="visible" if page.listed else "hidden",
        )
        for page in open_to(reader)
    }
    current = st.navigation(list(entries.values()), position="hidden")
    return next(page for page in entries if entries[page].url_path == current.url_path), entries


def _follow_address(
    path: Path, departure: Departure | None, reader: Reader
) -> tuple[Engine, link.View]:
    """The engine and view of this run: a followed link's, the address's, else the session's."""
    pairs = departure.pairs if departure else state.address()
    if departure or state.arrived(pairs):
        engine, view = follow(path, pairs or _opening(load(path), reader), reader.scope())
        state.arrive(view, pairs)
        if not departure:
            state.quietly()
        return engine, view
    view = state.view()
    version = (("data", str(view.data)),) if view.data else ()
    return follow(path, version, reader.scope())[0], view


def _opening(engine: Engine, reader: Reader) -> link.Pairs:
    """The first view of a store: what it declares, else the last twelve months that hold data."""
    dated = known(engine, reader.scope()).dated
    return link.parse(engine.store.manifest.opening or ("period=12m" if dated else ""))


def _banners(shown: Screen) -> None:
    language = shown.language
    problems = link.problems(shown.view)
    if problems:
        with st.container(key="banner-link"):
            st.warning(
                "  \n".join(label(problem) for problem in problems), icon=":material/link_off:"
            )
            st.button(
                words("link-mend", language),
                key="mend",
                on_click=lambda: state.change(lambda s: chips.without_unknown(s)),
            )
    if shown.engine.damages:
        damages = shown.engine.damages
        rows = number(damage.rows(damages), language)
        if shown.reader.scope().everything:
            st.error(words("banner-damage", language, files=len(damages), rows=rows))
        else:  # how many rows there are is not hers to know
            st.error(words("banner-damage-part", language))
    if error := altered(shown.engine.annotations):
        st.error(label(words(error.key, language, **error.details)))
    if shown.view.data is not None:
        st.info(words("banner-version", language, version=str(shown.view.data)))


def main() -> None:
    """Show who may read her page, once it is her turn."""
    st.set_page_config(page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR)
    st.html(Path(__file__).with_name("style.css"))
    st.html(Path(__file__).with_name("labels.css"))
    st.html(Path(__file__).with_name("vocabulary.css"))
    st.html(Path(__file__).with_name("print.css"))
    try:
        reader = reading.reader()
    except SocialLensError as error:
        _failed(error)
    if not reader.may():
        over.show()
    if told := reading.crowded():
        over.crowded(told)
    with turns.taken(reader.name):
        _show(reader)


def _show(reader: Reader) -> None:
    """Show the frame and run the page."""
    path = settings.shown_store()
    departure = state.departure()
    try:
        engine, view = _follow_address(path, departure, reader)
        store_known = known(engine, reader.scope())
    except SocialLensError as error:
        _failed(error)
    page, entries = _navigation(view.language, reader)
    runs.shows(page.name)
    if departure and departure.path != page.path:
        target = next((each for each in entries if each.path == departure.path), PAGES[0])
        state.switch(entries[target], link.encode(view, store_known))
    mode = theme.theme(st.context.theme.type == "dark")
    shown = Screen(engine, reader, store_known, view, mode, page.name)
    state.enter(shown)
    st.set_page_config(page_title=f"{_title(shown, page)} · {NAME}")
    try:
        _page(shown, page, entries[page])
    except SocialLensError as error:  # what was read is gone or does not answer any more
        st.error(label(words(error.key, shown.language, **error.details)))


def _failed(error: SocialLensError) -> NoReturn:
    """Say why there is no page."""
    language = link.language_of(state.address())
    st.set_page_config(page_title=NAME)
    st.error(label(words(error.key, language, **error.details)))
    st.stop()


@st.fragment(run_every=WATCH)
def _watch(entries: tuple[Entry, ...]) -> None:
    """Show the page anew once the reader's rights or session are others: pages stay open."""
    if reading.reader().entries != entries:
        st.rerun()


def _title(shown: Screen, page: Page) -> str:
    """What the browser calls the page: a fiche by its subject."""
    if page.name == destinations.FICHE and shown.about:
        return shown.names.value(*shown.about)
    return words(page.title, shown.language)


def _waiting(page: Page) -> int | None:
    """How many messages wait on the page that lists them."""
    shown = screen.get()
    if page.name != "todo":
        return None
    with suppress(SocialLensError):  # a page can be reached without; it tells itself why
        return backlog(shown.engine, shown.selection, shown.scope).messages
    return None


def _page(shown: Screen, page: Page, script: st.Page) -> None:
    st.logo(Path(__file__).with_name("logo.svg"), size="large")
    navigation.show(shown, page, state.write(link.encode(shown.view, shown.known)), _waiting)
    (filter_bar.full if page.filtered else filter_bar.short)(shown)
    _banners(shown)
    if page.filtered and not total():
        empty.advice()
    else:
        script.run()
    if shown.reader.name:
        _watch(shown.reader.entries)
    garbage.set_apart(shown.engine.store.digest)  # after a page: all that it needed is loaded


with runs.run():
    main()
