"""The frame around every page: data, language, navigation, filter bar, banners, address."""

import gc
from pathlib import Path

import streamlit as st

from sociallens import link, settings, theme
from sociallens.engine import EVERY_SITE, Engine, follow, load
from sociallens.errors import SocialLensError
from sociallens.i18n import Language, number, words
from sociallens.ui import bar, state
from sociallens.ui.safe import label
from sociallens.ui.state import Screen, screen

# Page file (and its address), in reading order, by the two groups of the sidebar.
PAGES = {
    "read": ("overview", "channels", "topics", "customer_service", "merchants", "conversations"),
    "data": ("data", "glossary", "study"),
}
ICONS = {
    "overview": "dashboard",
    "channels": "forum",
    "topics": "label",
    "customer_service": "support_agent",
    "merchants": "storefront",
    "conversations": "chat",
    "data": "database",
    "glossary": "menu_book",
    "study": "school",
}
# A file: an icon by name would be fetched from a font server.
ICON = Path(__file__).with_name("icon.svg")
UNFILTERED = ("data", "glossary")  # about the whole store: the bar would mean nothing there


@st.cache_resource(show_spinner=False)
def _freeze() -> None:
    # Streamlit collects all garbage after every run: what is loaded for good need not be looked at.
    gc.collect()
    gc.freeze()


def _navigation(language: Language) -> st.Page:
    def page(name: str) -> st.Page:
        return st.Page(
            settings.ROOT / "pages" / f"{name}.py",
            title=words(f"page-{name.replace('_', '-')}", language),
            icon=f":material/{ICONS[name]}:",
            url_path=name,
            default=name == "overview",
        )

    groups = {
        words(f"group-{group}", language): [page(n) for n in names]
        for group, names in PAGES.items()
    }
    return st.navigation(groups, expanded=True)


def _follow_address(path: Path) -> tuple[Engine, link.View]:
    """The engine and view of this run: what the address says when it speaks, else the session's."""
    pairs = state.address()
    if state.arrived(pairs):
        opening = link.parse(load(path).store.manifest.opening)
        engine, view = follow(path, pairs or opening, EVERY_SITE)
        state.show(view)
        return engine, view
    view = state.view()
    version = (("data", str(view.data)),) if view.data else ()
    return follow(path, version, EVERY_SITE)[0], view


def _banners(screen_: Screen) -> None:
    language = screen_.language
    problems = link.problems(screen_.view)
    if problems:
        with st.container(key="banner-link"):
            st.warning(
                "  \n".join(label(problem) for problem in problems), icon=":material/link_off:"
            )
            st.button(
                words("link-mend", language),
                key="mend",
                on_click=lambda: state.change(lambda s: bar.without_unknown(s)),
            )
    if screen_.engine.damages:
        lost = sum(damage.rows for damage in screen_.engine.damages)
        files = len(screen_.engine.damages)
        st.error(words("banner-damage", language, files=files, rows=number(lost, language)))
    if screen_.view.data is not None:
        st.info(words("banner-version", language, version=str(screen_.view.data)))


def main() -> None:
    """Draw the frame and run the page."""
    st.set_page_config(page_title="SocialLens", page_icon=str(ICON), layout="wide")
    st.html(Path(__file__).with_name("style.css"))
    path = settings.shown_store()
    try:
        engine, view = _follow_address(path)
    except SocialLensError as error:
        st.error(label(words(error.key, "fr", **error.details)))
        st.stop()
    here = Screen(
        engine,
        EVERY_SITE,
        engine.known(EVERY_SITE),
        view,
        theme.theme(st.context.theme.type == "dark"),
    )
    screen.set(here)
    page = _navigation(here.language)
    st.logo(Path(__file__).with_name("logo.svg"), size="large")
    if page.url_path not in UNFILTERED:
        bar.draw(here)
    else:
        bar.draw_short(here)
    _banners(here)
    state.write(link.encode(here.view, here.known))
    page.run()
    _freeze()  # after a first page: all that it needed is loaded


main()
