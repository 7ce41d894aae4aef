"""Pictures of every page and its facts, into a folder: `make audit`.

`STORE=path` shows another store than the embedded data, `OUT=path` writes elsewhere than to
`build/audit`. The facts are in `audit.json` and, a row a screen, in `audit.md`.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypedDict

from playwright.sync_api import Browser, Page

from sociallens import settings
from sociallens.access import UNLIMITED
from sociallens.answers import choices
from sociallens.dimensions import SUBJECTS
from sociallens.engine import load
from sociallens.selection import Selection
from sociallens.ui.pages import PAGES
from tests import programs
from tests.pictures import STILL, small
from tests.reading import PATIENCE, visit
from tests.serving import ROOT, serve

SCREENS = ((390, 844), (1366, 768), (1440, 900))
SCHEMES = ("light", "dark")
TALLEST = 9000  # pixels of a picture
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async () => (await axe.run(document, {resultTypes: ['violations']})).violations
    .flatMap(({id, impact, nodes}) => nodes.map(
        ({target, html}) => ({rule: id, impact, target: target.join(' '), html})))"""
# What a screen shows. Cut: words that end outside the screen, or outside a box that hides what
# is too wide for it. Colliding: words of charts that cover each other.
FACTS = """() => {
    const main = document.querySelector('[data-testid="stMain"]')
    const words = node => node.nodeType === Node.TEXT_NODE && node.data.trim()
    const boxes = part => [...part.childNodes].filter(words).map(node => {
        const range = document.createRange()
        range.selectNodeContents(node)
        return range.getBoundingClientRect()
    })
    const seen = part => [...part.childNodes].some(words) && part.checkVisibility()
        && !part.closest('.unseen')
    const cut = part => {
        const left = Math.min(...boxes(part).map(box => box.left))
        const right = Math.max(...boxes(part).map(box => box.right))
        for (let around = part; around && around !== main; around = around.parentElement) {
            const {overflowX} = getComputedStyle(around)
            if (overflowX === 'auto' || overflowX === 'scroll') return false
            const edge = around.getBoundingClientRect()
            if (edge.width <= 1 || edge.height <= 1) return false  // for screen readers alone
            const outside = right > edge.right + 1 || left < edge.left - 1
            if (overflowX !== 'visible' && outside) return true
        }
        return right > innerWidth + 1 || left < -1
    }
    const ink = text => {  // without the room of a line above and below its letters
        const {left, right, top, bottom, height} = text.getBoundingClientRect()
        return {left, right, top: top + height / 4, bottom: bottom - height / 4}
    }
    const cross = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1
    const colliding = [...main.querySelectorAll('.plot')].flatMap(plot => {
        const texts = [...plot.querySelectorAll('svg text')].filter(part => part.checkVisibility())
        return texts.filter((text, place) =>
            texts.slice(0, place).some(other => cross(ink(text), ink(other))))
    })
    const headings = [...main.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    return {
        lang: document.documentElement.lang,
        title: document.title,
        headings: headings.filter(heading => heading.checkVisibility())
            .map(heading => Number(heading.tagName[1])),
        tall: main.scrollHeight,
        overflow: Math.max(main.scrollWidth - main.clientWidth,
                           document.scrollingElement.scrollWidth - innerWidth, 0),
        cut: [...main.querySelectorAll('*')].filter(seen).filter(cut)
            .map(part => part.textContent.trim()),
        colliding: colliding.map(text => text.textContent),
        words: main.innerText.split(/\\s+/).length,
    }
}"""
SHAPE = """() => [...document.querySelectorAll('svg, .sheet')]
    .map(part => part.getBoundingClientRect()).map(({width, height}) => [width, height])"""


class Violation(TypedDict):
    """A fault that axe-core found, one element each."""

    rule: str
    impact: str
    target: str
    html: str


def views(store: Path) -> dict[str, tuple[str, str]]:
    """What there is to look at: every page, and a fiche of each dimension that has one.

    Name -> the page and what its address says.
    """
    engine = load(store)
    everything = {page.name: (page.name, "lang=fr") for page in PAGES if page.listed}
    for name in SUBJECTS:
        counted = choices(engine, name, Selection(), UNLIMITED)
        if counted:
            largest = max(counted, key=lambda value: counted[value])
            everything[f"fiche-{name}"] = ("fiche", f"lang=fr&about={name}&{name}={largest}")
    return everything


def settled(page: Page) -> Page:
    """Wait until nothing on the page changes its size any more."""
    before = None
    while (shape := page.evaluate(SHAPE)) != before:
        before = shape
        page.wait_for_timeout(200)
    return page


def received(page: Page) -> list[int]:
    """The sizes of the messages that the server sends to a page, as they come."""
    sizes: list[int] = []
    page.on(
        "websocket", lambda wire: wire.on("framereceived", lambda data: sizes.append(len(data)))
    )
    return sizes


def facts(page: Page) -> dict[str, Any]:
    """What can be counted on the screen as it is."""
    shown: dict[str, Any] = page.evaluate(FACTS)
    return shown


def violations(page: Page) -> list[Violation]:
    """What axe-core finds on the screen as it is."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found: list[Violation] = page.evaluate(VIOLATIONS)
    return found


def screens(
    browser: Browser, address: str, shown: Mapping[str, tuple[str, str]], folder: Path
) -> Iterator[dict[str, Any]]:
    """The facts of every view on every screen, whose pictures are written on the way."""
    for scheme in SCHEMES:
        for width, height in SCREENS:
            context = browser.new_context(
                viewport={"width": width, "height": height},
                locale="fr-FR",
                timezone_id="Europe/Paris",
                color_scheme=scheme,  # type: ignore[arg-type]
                reduced_motion="reduce",
            )
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            messages = received(page)
            for name, (page_name, query) in shown.items():
                messages.clear()
                settled(visit(page, address, page_name, query))
                found = facts(page)
                told = {"view": name, "width": width, "scheme": scheme, "messages": len(messages)}
                told |= found | {"axe": violations(page)}
                picture(page, folder / f"{name}-{width}-{scheme}.png", found["tall"])
                yield told
            context.close()


def picture(page: Page, file: Path, tall: int) -> None:
    """Write what a reader sees from top to bottom."""
    size = page.viewport_size or {"width": 0, "height": 0}
    style = page.add_style_tag(content=STILL)
    page.set_viewport_size({"width": size["width"], "height": min(tall + 40, TALLEST)})
    file.write_bytes(small(settled(page).screenshot()))
    page.set_viewport_size(size)
    style.evaluate("style => style.remove()")


def table(told: list[dict[str, Any]]) -> str:
    """The facts as a table in Markdown, a row a screen."""
    columns = ("view", "width", "scheme", "lang", "title", "tall", "overflow", "cut", "colliding",
               "axe", "words", "messages")  # fmt: skip
    lines = [" | ".join(columns), " | ".join("---" for _ in columns)]
    for row in told:
        cells = [row[column] for column in columns]
        sizes = [len(cell) if isinstance(cell, list) else cell for cell in cells]
        lines.append(" | ".join(map(str, sizes)))
    return "\n".join(f"| {line} |" for line in lines) + "\n"


def main() -> None:
    """Take all pictures, and write the facts beside them."""
    path = programs.browser()
    if path is None:
        sys.exit("no Chromium or Chrome: run python -m tests.programs")
    store = Path(os.environ.get("STORE") or settings.DEMO_STORE).absolute()
    folder = Path(os.environ.get("OUT") or ROOT / "build" / "audit")
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as home,
        serve(SOCIALLENS_STORE=str(store), SOCIALLENS_HOME=home) as address,
        programs.chromium(path) as browser,
    ):
        told = []
        for row in screens(browser, address, views(store), folder):
            told.append(row)
            print(table([row]).splitlines()[-1], flush=True)
    (folder / "audit.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), "utf-8")
    (folder / "audit.md").write_text(table(told), "utf-8")
    print(folder)


if __name__ == "__main__":
    main()
