"""One journey without a mouse: filter a merchant, read its fiche, open what waits for an answer,
export it, copy its link; and how many Tabs that takes."""

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.blocks_of import NUMBER
from tests.reading import digits, reading, total, visit, whole

MERCHANT = "Maisolune"
FOCUSED = """selector => {
    const here = document.activeElement
    return here.matches(selector) && here.checkVisibility() && here.matches(':focus-visible')
}"""


class Keyboard:
    """The keys of a reader, and how many Tabs were pressed for each thing."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tabs: dict[str, int] = {}

    def reach(self, what: str, selector: str, most: int, key: str = "Tab") -> None:
        """Press Tab until the element that is meant has the focus and shows it."""
        for pressed in range(1, most + 1):
            self.page.keyboard.press(key)
            if self.page.evaluate(FOCUSED, selector):
                self.tabs[what] = pressed
                return
        pytest.fail(f"{most} times {key} did not reach {what}: {self.tabs}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)


def arrive(page: Page, path: str, **pairs: str) -> None:
    """Wait until the address is this page under these filters."""

    def there(url: str) -> bool:
        parts = urlsplit(url)
        said = parse_qs(parts.query)
        return parts.path == path and all(said.get(k) == [v] for k, v in pairs.items())

    page.wait_for_url(there, wait_until="commit")
    whole(page)


def test_a_complaint_is_found_and_taken_away_by_keyboard(
    browser: Browser, demo: str, record_property: Callable[[str, object], None]
) -> None:
    with reading(browser, viewport={"width": 1366, "height": 768}) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit(page, demo, "merchants", "lang=fr")
        keys = Keyboard(page)

        keys.reach("the way past the menu", '[data-testid="stSkipToContent"]', 1)
        keys.press("Enter")
        keys.reach("the filter of merchants", "[data-filter=site] > summary", 6)
        keys.press("Enter")
        expect(page.locator("[data-filter=site] input[type=search]")).to_be_visible()
        keys.reach("its search", "[data-filter=site] input[type=search]", 2)
        page.keyboard.type(MERCHANT)
        expect(page.locator("[data-filter=site] .options .option")).to_have_count(1)
        keys.reach("its value", "[data-filter=site] .options input", 2)
        keys.press("Space")
        arrive(page, "/merchants", site="maisolune")
        expect(page.locator("[data-live]")).to_have_text(total(page).inner_text())
        keys.press("Escape")
        assert page.evaluate(FOCUSED, "[data-filter=site] > summary")

        keys.reach("the fiche", f'.chip a[href^="/fiche?"][href*="site={MERCHANT.lower()}"]', 20)
        keys.press("Enter")
        arrive(page, "/fiche", about="site", site="maisolune")
        expect(page.get_by_role("heading", level=1)).to_contain_text(MERCHANT)

        keys.reach("what waits for an answer", 'a[href^="/todo?"]', 20)
        keys.press("Enter")
        arrive(page, "/todo", site="maisolune")
        counted = NUMBER.search(page.get_by_role("heading", level=1).inner_text())
        assert counted, page.get_by_role("heading", level=1).inner_text()
        waiting = digits(counted.group())

        keys.reach("CSV", 'a[download][href*=".csv"]', 20)
        with page.expect_download() as downloading:
            keys.press("Enter")
        file = Path(downloading.value.path()).read_text("utf-8-sig")
        rows = list(csv.reader(StringIO(file, newline=""), delimiter=";"))
        assert len(rows) == 1 + waiting

        keys.reach("the way to share", ".share > summary", 20, "Shift+Tab")
        keys.press("Enter")
        keys.reach("copying the link", ".share button", 2)
        keys.press("Enter")
        expect(page.locator(".share [role=status]")).not_to_have_text("")
        assert page.evaluate("navigator.clipboard.readText()").endswith(page.url)
    record_property("tabs", keys.tabs)
    print(f"{sum(keys.tabs.values())} Tabs: {keys.tabs}")
    assert sum(keys.tabs.values()) <= 49
