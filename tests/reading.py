"""A reader at the dashboard: opens addresses, waits until a page is whole, reads its figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from click.testing import CliRunner
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from sociallens.cli import main
from sociallens.ui.pages import PAGES

PATIENCE = 60_000  # milliseconds; a busy machine is no reason to fail
WHOLE = (
    '[data-testid="stApp"][data-test-script-state="notRunning"]'
    ':has([data-testid="stMain"]:not([aria-busy]))'
)
# Elements that are loaded when they are first drawn leave a skeleton in their place until then.
PAINTED = """() => !document.querySelector('[data-testid="stSkeleton"]')
    && [...document.querySelectorAll('.sheet')].every(sheet => sheet.firstElementChild)
    && [...document.querySelectorAll('.plot > [role="img"]')].every(plot => plot.dataset.drawn)"""
FILTERED = tuple(page.name for page in PAGES if page.filtered)
UNFILTERED = tuple(page.name for page in PAGES if not page.filtered)
# Streamlit looks for itself in two places before it finds the server; the browser tells each 404.
PROBES = ("/_stcore/health", "/_stcore/host-config")

expect.set_options(timeout=PATIENCE)


@contextmanager
def reading(browser: Browser, **options: Any) -> Iterator[Page]:
    """A page in a browser context of its own.

    At the end: no request left the origin, no script failed, no error was told on the console.
    """
    context = browser.new_context(**{"locale": "fr-FR", **options})
    context.set_default_timeout(PATIENCE)
    told: list[str] = []
    watch(context, told)
    try:
        page = context.new_page()
        yield page
        here = urlsplit(page.url).netloc
        asked = [line for line in told if not line.startswith(f"request {here}/")]
        assert not asked, asked
    finally:
        context.close()


def watch(context: BrowserContext, told: list[str]) -> None:
    """Note every request, every error on the console and every failed script."""

    def request(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob"):
            told.append(f"request {parts.netloc}{parts.path}")

    def console(kind: str, text: str, place: str) -> None:
        if kind == "error" and not urlsplit(place).path.endswith(PROBES):
            told.append(f"console {text} ({place})")

    context.on("request", lambda asked: request(asked.url))
    context.on("console", lambda line: console(line.type, line.text, line.location["url"]))
    context.on("weberror", lambda failed: told.append(f"script {failed.error}"))


def visit(page: Page, server: str, name: str, query: str = "") -> Page:
    """Open a page by its address and wait until it is whole."""
    path = "" if name == PAGES[0].name else name
    page.goto(f"{server}/{path}?{query}" if query else f"{server}/{path}")
    return whole(page)


def whole(page: Page) -> Page:
    """Wait until the run of the script is over without an exception, and all it shows is drawn."""
    expect(page.locator("[data-bar]")).to_be_visible()
    expect(page.locator(WHOLE)).to_be_attached()
    expect(page.get_by_test_id("stException")).to_have_count(0)
    page.wait_for_function(PAINTED, timeout=PATIENCE)
    return page


def total(page: Page) -> Locator:
    """The sentence above the page that says how many messages are in view."""
    return page.locator("[data-total]")


def digits(text: str) -> int:
    """The whole number in a text: `1 234 messages` is 1234."""
    return int("".join(sign for sign in text if sign.isdecimal()))


def figure(page: Page, metric: str) -> Locator:
    """The value of a headline number."""
    return page.locator(f'[data-figure="{metric}"] .value')


def figures(page: Page) -> list[str]:
    """The total and the headline numbers, as they are written."""
    return [total(page).inner_text(), *page.locator("[data-figure] .value").all_inner_texts()]


def card(page: Page, name: str) -> Locator:
    """The card of a table."""
    return page.locator(f'[data-card="{name}"]')


def takeaway(card: Locator) -> Locator:
    """The menu of what can be taken away of a card, opened."""
    card.locator(".corner > details:has(.takeaway) > summary").click()
    return card.locator(".takeaway")


@dataclass(frozen=True)
class Row:
    """A row of a ranked list, as it is written."""

    label: str
    value: str
    count: str
    selected: bool


def ranked(page: Page, name: str) -> list[Row]:
    """The rows of a card's ranked list, from the top."""
    rows = card(page, name).locator(".ranked > li")
    expect(rows.first).to_be_visible()
    return [_row(row) for row in rows.all()]


def _row(row: Locator) -> Row:
    label, value, count = (
        row.locator(f".{part}").inner_text() for part in ("label", "value", "count")
    )
    is_selected = row.locator('.mark[aria-current="true"]').count() == 1
    return Row(label, value, count, is_selected)


def mark(page: Page, name: str, label: str = "") -> Locator:
    """What narrows to a value in a card's ranked list: of the first row, or of this one."""
    rows = card(page, name).locator(".ranked > li")
    return (rows.filter(has=page.get_by_text(label, exact=True)) if label else rows).first.locator(
        ".mark"
    )


def exported(store: Path, table: str, query: str) -> str:
    """What `sociallens export` writes for a link."""
    arguments = ["export", table, "--link", query, "--store", str(store)]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.stderr
    return done.stdout_bytes.decode("utf-8-sig")


def summary(store: Path, query: str) -> dict[str, list[str]]:
    """Metric -> k, n, rate, low, high as the file writes them (French: `;`)."""
    lines = exported(store, "summary", query).splitlines()[1:]
    cells = [[cell.strip('"') for cell in line.split(";")] for line in lines]
    return {cell[0]: cell[1:] for cell in cells}
