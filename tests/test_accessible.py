"""For everyone: what axe-core, a screen reader and a narrow screen meet on every page, in French.

A view is opened once in each colour scheme; its screen then takes every width in the light one. In
the dark one it takes one width, every second view the narrow one: what views share is met dark at
both widths, and `make soak` takes both on every view.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

import sociallens
from sociallens.access import UNLIMITED
from sociallens.engine import load
from sociallens.i18n import words
from sociallens.selection import Selection
from sociallens.settings import DEMO_STORE
from tests import lengths
from tests.audit import Violation, facts, settled, views, violations
from tests.reading import reading, visit

WIDTHS = (390, 768, 1024, 1280, 1366, 1440, 1920) if lengths.WHOLE else (390, 768, 1366, 1920)
CHECKED = (390, 1366)  # by axe-core
FICHES = ("fiche-site", "fiche-cause")  # the others are of the same template
VIEWS = {n: v for n, v in views(DEMO_STORE).items() if v[0] != "fiche" or n in FICHES}
# Faults of the framework that no style and no script of ours can mend: rule -> where, and why.
FRAMEWORK: dict[str, tuple[str, str]] = {
    "presentation-role-conflict": (
        "stFileUploader", "its drop zone has role=presentation and can have the focus"
    ),
}  # fmt: skip
# No French: the framework's own words, names of our code, what Python and scripts print.
FOREIGN = re.compile(
    r"\b(?:sort|ascending|descending|autosize|pin|column|browse|drag|drop|choose|upload|fullscreen"
    r"|help|close|open|search|date range|select|results?|next|previous|page \d+ of|show|hide"
    r"|undefined|none|null|nan|true|false|error|traceback|the|and|with|of|to)\b"
    r"|\b[a-z]+_[a-z_]+\b|\bmodel:\d|--[a-z]+|\d\.\d"
)
SPOKEN = """() => [...document.querySelectorAll('body, body *')].flatMap(part => [
    ...(part.checkVisibility() ? ['aria-label', 'title', 'placeholder', 'alt']
        .map(name => part.getAttribute(name)) : []),
    ...[...part.childNodes].filter(node => node.nodeType === Node.TEXT_NODE
        && part.checkVisibility()
        && !part.closest('svg, style, script, [data-testid="stIconMaterial"]'))
        .map(node => node.data)]).filter(Boolean)"""


@dataclass
class Looked:
    """What was met on a view: facts by width, faults, and all words."""

    facts: dict[int, dict[str, Any]] = field(default_factory=dict)
    faults: list[Violation] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def look(demo: str, browser: Browser) -> Iterator[Callable[[str], Looked]]:
    """`look(view)` opens it in both schemes, once."""
    with ExitStack() as open_pages:
        light, dark = (
            open_pages.enter_context(reading(browser, color_scheme=scheme))
            for scheme in ("light", "dark")
        )

        @cache
        def looked(view: str) -> Looked:
            met = Looked()
            one = CHECKED[list(VIEWS).index(view) % len(CHECKED)]
            for page, widths in ((light, WIDTHS), (dark, CHECKED if lengths.WHOLE else (one,))):
                page.set_viewport_size({"width": CHECKED[-1], "height": 768})
                visit(page, demo, *VIEWS[view])
                met.spoken = page.evaluate(SPOKEN)
                for width in widths:
                    _measure(page, width, met)
            return met

        yield looked


def _measure(page: Page, width: int, met: Looked) -> None:
    page.set_viewport_size({"width": width, "height": 844 if width < 500 else 768})
    settled(page)
    met.facts.setdefault(width, facts(page))
    if width in CHECKED:
        met.faults += violations(page)


each_view = pytest.mark.parametrize("view", VIEWS)
Look = Callable[[str], Looked]


def of_framework(fault: Violation) -> bool:
    where, _ = FRAMEWORK.get(fault["rule"], ("", ""))
    return bool(where) and where in fault["target"] + fault["html"]


@each_view
def test_axe_finds_nothing_of_ours(look: Look, view: str) -> None:
    ours = [fault for fault in look(view).faults if not of_framework(fault)]
    assert {(fault["rule"], fault["target"], fault["html"][:120]) for fault in ours} == set()


def test_each_exception_is_needed(look: Look) -> None:
    met = {fault["rule"] for view in VIEWS for fault in look(view).faults if of_framework(fault)}
    assert met == FRAMEWORK.keys()


@each_view
def test_a_page_says_its_language_and_its_title(look: Look, view: str) -> None:
    (fact,) = {(met["lang"], met["title"]) for met in look(view).facts.values()}
    page, _ = VIEWS[view]
    assert fact[0] == "fr"
    assert "SocialLens" in fact[1]
    if page != "fiche":
        assert words(f"page-{page}", "fr") in fact[1]


def test_no_two_pages_have_one_title(look: Look) -> None:
    titles = [look(view).facts[CHECKED[0]]["title"] for view in VIEWS]
    assert len(set(titles)) == len(titles)


@each_view
def test_headings_are_in_order(look: Look, view: str) -> None:
    for levels in {tuple(met["headings"]) for met in look(view).facts.values()}:
        assert levels[:1] == (1,)
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


@each_view
def test_nothing_is_cut_and_nothing_overflows(look: Look, view: str) -> None:
    faults = {
        width: (met["overflow"], met["cut"], met["colliding"])
        for width, met in look(view).facts.items()
        if met["overflow"] or met["cut"] or met["colliding"]
    }
    assert faults == {}


@each_view
def test_a_french_page_holds_no_english_and_no_name_of_code(look: Look, view: str) -> None:
    if view == "data":  # names of files and columns are the reader's own
        pytest.skip("test_upload.py reads it")
    texts = "\n".join(load(DEMO_STORE).contributions(Selection(), UNLIMITED)["text"].drop_nulls())
    ours = [text for text in look(view).spoken if len(text) < 30 or text.strip() not in texts]
    assert len(ours) > 30
    assert [text for text in ours if FOREIGN.search(text)] == []


def test_a_control_that_a_script_names_is_not_shown_before() -> None:
    nameless = re.compile(r"<(a|button)\b(?![^>]*\b(?:hidden|aria-label)\b)[^>]*></\1>")
    modules = sorted((Path(sociallens.__file__).parent / "ui").rglob("*.py"))
    shown = {file.name: nameless.search(file.read_text(encoding="utf-8")) for file in modules}
    assert len(shown) > 50
    assert [name for name, found in shown.items() if found] == []
