"""The filters as a reader without a mouse and a reader on a phone use them, and a post's link."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import made
from tests.reading import digits, reading, summary, total, visit, whole

ALL = "v=1&lang=fr&period=all"
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
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
    made.store(path, made.random_rows(400, sites=3))
    return path


@pytest.fixture(scope="module")
def server(served: Callable[..., str], store: Path) -> str:
    return served(SOCIALLENS_STORE=str(store))


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
    opener = page.locator(".st-key-pop-topic button").first
    opener.focus()
    page.keyboard.press("Enter")
    field = page.locator(".st-key-bar-topic input")
    expect(field).to_be_visible()
    expect(opener).to_be_focused()

    field.focus()
    for typed, topics in (("Offres", ["offer"]), ("Communi", ["brand_communication", "offer"])):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        address(page, topic=topics)
        expect(field).to_be_focused()
    chip = page.locator(".st-key-chip-topic")
    expect(chip).to_have_text(re.compile("Communication, Offres"))
    alone = digits(total(page).inner_text())

    page.keyboard.press("Escape")  # closes the list of values
    switch = page.locator(".st-key-bar-not-topic input")
    switch.focus()
    page.keyboard.press("Space")
    address(page, not_topic=["brand_communication", "offer"])
    expect(page.locator(".st-key-chip-not-topic")).to_have_text(
        re.compile("sauf Communication, Offres")
    )
    expect(chip).to_have_count(0)
    expect(switch).to_be_checked()
    kept = digits(total(page).inner_text())
    assert kept == int(summary(store, urlsplit(page.url).query)["volume"][0])
    assert alone + kept <= everything  # messages without a topic are in neither

    page.go_back(wait_until="commit")
    address(page, topic=["brand_communication", "offer"])
    expect(chip).to_have_text(re.compile("Communication, Offres"))
    assert digits(total(page).inner_text()) == alone


def test_escape_keeps_the_choice_and_one_popover_is_open_at_a_time(page: Page, server: str) -> None:
    visit(page, server, "overview", f"{ALL}&topic=offer")
    page.locator(".st-key-pop-topic button").first.click()
    field = page.locator(".st-key-bar-topic input")
    field.click()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".st-key-pop-channel button").first.click()
    expect(page.locator(".st-key-bar-channel input")).to_be_visible()
    expect(field).to_have_count(0)
    address(page, topic=["offer"])


def test_a_phone_has_all_filters_on_one_sheet(browser: Browser, server: str) -> None:
    with reading(browser, viewport=PHONE) as page:
        visit(page, server, "overview", ALL)
        page.locator(".st-key-pop-phone button").first.click()
        field = page.locator(".st-key-phone-severity input")
        expect(field).to_be_attached()
        field.scroll_into_view_if_needed()
        field.click()
        page.get_by_role("option", name=re.compile("^Grave")).click()
        address(page, severity=["high"])
        page.keyboard.press("Escape")
        switch = page.locator(".st-key-phone-not-severity")
        switch.scroll_into_view_if_needed()
        switch.locator("label").click()
        address(page, not_severity=["high"])
        expect(page.locator(".st-key-chip-not-severity")).to_have_text(re.compile("sauf Grave"))
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
        page.go_back(wait_until="commit")
        address(page, severity=["high"])


def test_only_a_web_address_becomes_a_link(
    page: Page, served: Callable[..., str], tmp_path: Path
) -> None:
    made.store(tmp_path / "store", [{"text": text, "url": url} for text, url in POSTS.items()])
    visit(page, served(SOCIALLENS_STORE=str(tmp_path / "store")), "conversations", ALL)
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
