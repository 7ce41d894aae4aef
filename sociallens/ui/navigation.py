"""The pages in the sidebar: real links, in groups; and what the document says of the page."""

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from sociallens import theme
from sociallens.blocks import Entry, Nav
from sociallens.i18n import number, words
from sociallens.ui import sheet
from sociallens.ui.destinations import of_view
from sociallens.ui.pages import Page, groups, open_to
from sociallens.ui.server.admission import LOGOUT
from sociallens.ui.state import Screen


def show(
    shown: Screen,
    page: Page,
    address: str,
    waiting: Callable[[Page], int | None] = lambda page: None,
) -> None:
    """Show the pages, each with how many messages are `waiting` there, where that is known.

    `address`: the query that the browser's shall be put right to; empty where it is right.
    """
    language = shown.language
    nav: Nav = {
        "kind": "nav",
        "page": page.name,
        "label": words("nav-pages", language),
        "language": language,
        "colours": theme.variables(shown.engine.taxonomy, shown.theme),
        "paper": theme.variables(shown.engine.taxonomy, theme.LIGHT),
        "printed": theme.printed(shown.engine.taxonomy, shown.theme),
        "groups": [
            {
                "title": words(f"group-{group}", language),
                "items": [
                    _entry(shown, each, waiting(each), here=each is page) for each in members
                ],
            }
            for group, members in groups(open_to(shown.reader)).items()
        ],
    }
    if shown.reader.name:
        nav["account"] = {
            "text": shown.reader.name,
            "title": words("sign-out", language),
            "href": f"{LOGOUT}?lang={language}",
        }
    if address:
        nav["address"] = address
    with st.sidebar:
        sheet.show("nav", [nav])


def _entry(shown: Screen, page: Page, count: int | None, *, here: bool) -> Entry:
    view = replace(shown.view, thread="", open="", page=1)
    entry: Entry = {
        "text": words(page.title, shown.language),
        "href": of_view(view, page.name),
    }
    if here:
        entry["here"] = True
    if count:
        entry["count"] = number(count, shown.language)
    return entry
