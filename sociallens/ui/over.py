"""What stands in place of a page: its reader has no access any more, or too many pages open."""

from typing import NoReturn

import streamlit as st

from sociallens import link
from sociallens.i18n import words
from sociallens.public import limit
from sociallens.ui import state
from sociallens.ui.safe import label
from sociallens.ui.server.admission import LOGIN

_HTML = '<a id="way" target="_self" hidden></a>'
_CSS = "a { font: inherit; color: var(--st-link-color); }"
_JS = """
export default function ({ data, parentElement }) {
  const way = parentElement.querySelector("#way");
  way.textContent = data.text;
  way.hidden = false; // a link without its words is none yet
  way.href = `${data.login}?to=${encodeURIComponent(location.pathname + location.search)}`;
}
"""


def show() -> NoReturn:
    """Say so, and how to sign in again."""
    language = link.language_of(state.address())
    st.warning(label(words("session-over", language)))
    component = st.components.v2.component("sign_in_again", html=_HTML, css=_CSS, js=_JS)
    component(data={"text": words("sign-in-again", language), "login": LOGIN}, key="sign-in-again")
    st.stop()


def crowded(told: str) -> NoReturn:
    """Say that there are too many pages, of the reader's own or of all."""
    language, pages = link.language_of(state.address()), limit("pages")
    hers = told == "busy-pages-each"
    key, most = ("busy-pages-each", pages.each) if hers else ("busy-pages", pages.total)
    st.warning(label(words(key, language, most=most)))
    st.stop()
