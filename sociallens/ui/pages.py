"""The pages of the dashboard, a row each, in reading order; the first is the one that opens.

A page is its row here, its script `pages/<name>.py` and its title `page-<name>` in each language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sociallens import settings
from sociallens.access import Reader, Right


@dataclass(frozen=True)
class Page:
    """One page, at the address `/<name>`."""

    name: str
    icon: str  # of the Material Symbols that Streamlit ships
    group: str  # of the navigation: `group-<group>`
    filtered: bool = True  # no filter bar where the page is about the whole store
    listed: bool = True  # in the navigation; others are reached by links
    needs: tuple[Right, ...] = ()  # rights without which it is as if there were no such page

    @property
    def script(self) -> Path:
        """The file that Streamlit runs."""
        return settings.ROOT / "pages" / f"{self.name}.py"

    @property
    def path(self) -> str:
        """Its path without slashes: the first page stands at the root."""
        return "" if self is PAGES[0] else self.name

    @property
    def title(self) -> str:
        """The key of its title."""
        return f"page-{self.name}"


PAGES = (
    Page("overview", "dashboard", "read"),
    Page("channels", "forum", "read"),
    Page("topics", "label", "read"),
    Page("customer_service", "support_agent", "read"),
    Page("merchants", "storefront", "read"),
    Page("study", "school", "read"),
    Page("conversations", "chat", "read", needs=("verbatims",)),
    Page("fiche", "info", "read", listed=False),
    Page("todo", "task_alt", "act", needs=("verbatims",)),
    Page("review", "fact_check", "labels", needs=("verbatims", "correct")),
    Page("quality", "verified", "labels"),
    Page("vocabulary", "menu_book", "labels", needs=("verbatims", "administer")),
    Page("data", "database", "data", filtered=False),
    Page("glossary", "menu_book", "data", filtered=False),
)


@lru_cache(maxsize=1000)  # each of the hundreds of links of a page asks
def open_to(reader: Reader) -> tuple[Page, ...]:
    """The pages that there are for a reader."""
    return tuple(page for page in PAGES if reader.may(*page.needs))


def groups(pages: Sequence[Page] = PAGES) -> dict[str, list[Page]]:
    """The pages of each group in the navigation, groups in the order of their first page."""
    members: dict[str, list[Page]] = {}
    for page in pages:
        if page.listed:
            members.setdefault(page.group, []).append(page)
    return members
