"""The filters as a reader without a mouse uses them, and a post's link."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import made
from tests.reading import digits, reading, summary, total, visit, whole

ALL = "v=1&lang=fr&period=all"
WIDE = {"width": 1366, "height": 768}
POSTS = {
    "Colis perdu": "https://www.forum.exemple/t/12?p=2#c",
    "Colis ouvert": "javascript:alert(document.domain)",
    "Colis en retard": "data:text/html,<script>alert(1)</script>",
    "Colis refusé": "//forum.exemple/t/13",
    "Colis masqué": "masked:0a1b2c",
    "Colis rendu": None,
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filters") / "store"
    posts = [{"text": text, "url": url, "site": "Modalys"} for text, url in POSTS.items()]
    made.store(path, [*made.random_rows(400, sites=3), *posts])
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with reading(browser, viewport=WIDE) as opened:
        yield opened


def address(page: Page, **expected: list[str]) -> None:
    """Wait until the address names these values, and no others, of the filters."""
    filters = {"topic", "not-topic", "severity", "not-severity"}

    def says(url: str) -> bool:
        pairs = parse_qs(urlsplit(url).query)
        return {key: pairs[key] for key in pairs.keys() & filters} == {
            key.replace("_", "-"): values for key, values in expected.items()
        }

    page.wait_for_url(says, wait_until="commit")
    whole(page)


def test_values_are_chosen_and_left_out_by_keyboard(page: Page, server: str, store: Path) -> None:
    visit(page, server, "overview", ALL)
    everything = digits(total(page).inner_text())
    menu = page.locator("details[data-filter=topic]")
    menu.locator("> summary").focus()
    page.keyboard.press("Enter")
    for name, topics in (
        ("Offres", ["offer"]),
        ("Communication", ["brand_communication", "offer"]),
    ):
        value = menu.get_by_label(name)
        value.focus()
        page.keyboard.press("Space")
        address(page, topic=topics)
        expect(value).to_be_focused()
    chip = page.locator("[data-chip=topic]")
    expect(chip).to_have_text(re.compile("Communication, Offres"))
    alone = digits(total(page).inner_text())

    switch = menu.get_by_role("switch")
    switch.focus()
    page.keyboard.press("Space")
    address(page, not_topic=["brand_communication", "offer"])
    left_out = page.locator("[data-chip=not-topic]")
    expect(left_out).to_have_text(re.compile("sauf Communication, Offres"))
    expect(chip).to_have_count(0)
    expect(switch).to_be_checked()
    kept = digits(total(page).inner_text())
    assert kept == int(summary(store, urlsplit(page.url).query)["volume"][0])
    assert alone + kept <= everything  # messages without a topic are in neither

    page.keyboard.press("Escape")
    expect(menu.locator("> summary")).to_be_focused()
    address(page, not_topic=["brand_communication", "offer"])
    page.go_back(wait_until="commit")
    address(page, topic=["brand_communication", "offer"])
    expect(chip).to_have_text(re.compile("Communication, Offres"))
    assert digits(total(page).inner_text()) == alone


def test_only_a_web_address_becomes_a_link(page: Page, server: str) -> None:
    visit(page, server, "conversations", f"{ALL}&site=modalys")
    rows, pane = page.locator(".excerpts li"), page.locator(".pane")
    expect(rows).to_have_count(len(POSTS))
    for text in POSTS:
        rows.filter(has_text=text).locator("a").click()
        expect(pane.locator(".whole")).to_have_text(text)
        expect(pane.locator("a[target]")).to_have_count(1 if text == "Colis perdu" else 0)
    rows.filter(has_text="Colis perdu").locator("a").click()
    post = pane.locator("a[target]")
    expect(post).to_have_text("forum.exemple ↗")
    expect(post).to_have_attribute("href", "https://www.forum.exemple/t/12?p=2#c")
    expect(post).to_have_attribute("target", "_blank")
    assert {"noopener", "noreferrer"} <= set((post.get_attribute("rel") or "").split())
