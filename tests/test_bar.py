"""The bar, the chips and the navigation as a reader meets them: keyboard, history, phone, words."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sociallens.i18n import words
from tests import made
from tests.reading import digits, reading, total, visit, whole

ALL = "v=1&lang=fr&period=all&compare=none"
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
FOCUSED = "document.activeElement"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bar") / "store"
    rows = made.random_rows(600, sites=12)
    for row in rows:
        row["site"] = str(row["site"]).replace("Site 11", "Épicéane")
    made.store(path, rows, demo=True)
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with reading(browser, viewport=WIDE) as opened:
        yield opened


def menu(page: Page, name: str) -> Locator:
    return page.locator(f"details[data-filter={name}]")


def unfold(page: Page, name: str) -> Locator:
    """Open a menu of the bar; its values."""
    menu(page, name).locator("> summary").click()
    return menu(page, name).locator(".option input[value]")


def said(page: Page, **expected: list[str] | None) -> None:
    """Wait until the address says this of these keys, and the page is whole."""

    def says(url: str) -> bool:
        found = parse_qs(urlsplit(url).query)
        return all(found.get(key.replace("_", "-")) == value for key, value in expected.items())

    page.wait_for_url(says, wait_until="commit")
    whole(page)


def chosen(page: Page) -> Mapping[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_a_keyboard_reaches_the_merchants_in_twelve_tabs(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.textContent") == words("framework-skip-to-main-content", "fr")
    page.keyboard.press("Enter")
    tabs = 1
    while not page.evaluate(f"{FOCUSED}.matches('[data-filter=site] > summary')"):
        page.keyboard.press("Tab")
        tabs += 1
        assert tabs <= 12
    page.keyboard.press("Enter")
    expect(menu(page, "site").locator(".option input[value]").first).to_be_visible()
    while not page.evaluate(f"{FOCUSED}.matches('[data-filter=site] .option input')"):
        page.keyboard.press("Tab")
        tabs += 1
        assert tabs <= 12
    page.keyboard.press("Space")
    page.wait_for_url(re.compile("[?&]site="), wait_until="commit")
    whole(page)
    assert page.evaluate(f"{FOCUSED}.matches('[data-filter=site] .option input')")  # still there
    page.keyboard.press("Escape")
    assert page.evaluate(f"{FOCUSED}.matches('[data-filter=site] > summary')")
    expect(menu(page, "site").locator(".option").first).to_be_hidden()


def test_one_menu_is_open_at_a_time(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    expect(unfold(page, "site").first).to_be_visible()
    expect(unfold(page, "channel").first).to_be_visible()
    expect(menu(page, "site").locator(".option").first).to_be_hidden()


def test_values_have_their_count_and_add_up(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    everything = digits(total(page).inner_text())
    options = unfold(page, "site")
    expect(options).to_have_count(12)
    counts = [digits(text) for text in menu(page, "site").locator(".count").all_inner_texts()]
    assert sum(counts) == everything
    assert counts == sorted(counts, reverse=True)
    options.nth(0).check()
    page.wait_for_url(re.compile("[?&]site="), wait_until="commit")
    expect(total(page)).to_have_text(re.compile(rf"^{counts[0]}\b"))
    options.nth(1).check()
    expect(total(page)).to_have_text(re.compile(rf"^{counts[0] + counts[1]}\b"))
    menu(page, "site").get_by_label(words("bar-except", "fr")).check()
    page.wait_for_url(re.compile("[?&]not-site="), wait_until="commit")
    whole(page)
    assert digits(total(page).inner_text()) == everything - counts[0] - counts[1]
    menu(page, "site").get_by_role("button", name=words("bar-clear", "fr")).click()
    said(page, site=None, not_site=None)
    assert digits(total(page).inner_text()) == everything


def test_a_value_is_found_without_its_accents(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    options = unfold(page, "site")
    expect(options).to_have_count(12)
    menu(page, "site").get_by_role("searchbox").fill("epice")
    expect(options).to_have_count(1)
    expect(menu(page, "site").locator(".option span").first).to_have_text("Épicéane")
    options.check()
    page.wait_for_url(re.compile("[?&]site=%C3%A9pic"), wait_until="commit")


def test_the_focus_goes_to_the_next_chip(page: Page, server: str) -> None:
    visit(page, server, "overview", f"{ALL}&channel=twitter&sentiment=negative&topic=offer")
    for left in (["sentiment", "topic"], ["topic"]):
        page.locator("[data-chip]").first.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-chip]")).to_have_count(len(left))
        expect(page.locator(f"[data-chip={left[0]}]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-chip]")).to_have_count(0)
    expect(page.locator("[data-bar] summary").first).to_be_focused()


def test_the_new_total_is_said_and_a_choice_can_be_undone(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    everything = total(page).inner_text()
    live = page.locator("[data-live]")
    expect(live).to_have_text("")
    unfold(page, "topic").first.check()
    page.wait_for_url(re.compile("[?&]topic="), wait_until="commit")
    expect(live).to_have_text(re.compile(r"\d"))
    assert live.inner_text() == total(page).inner_text() != everything
    page.get_by_role("link", name=words("front-undo", "fr")).click()
    said(page, topic=None)
    expect(total(page)).to_have_text(everything)


def test_every_step_is_one_of_the_history(page: Page, server: str) -> None:
    page.goto("about:blank")
    before = page.evaluate("history.length")
    visit(page, server, "overview")
    said(page, v=["1"])
    views = [page.url]

    def step(act: Callable[[], Any]) -> None:
        act()
        page.wait_for_function("before => location.href !== before", arg=views[-1])
        whole(page)
        page.wait_for_timeout(500)  # what a late message would write
        views.append(page.url)
        assert page.evaluate("history.length") == before + len(views)

    step(lambda: unfold(page, "channel").first.check())
    step(lambda: page.get_by_role("link", name="Canaux", exact=True).click())
    step(lambda: page.locator("[data-card=channels] [data-narrow]").nth(1).click())
    step(lambda: page.get_by_role("link", name="Sujets", exact=True).click())
    step(lambda: page.locator("[data-chip]").last.click())
    step(lambda: page.locator(".language").click())
    for url in reversed(views[:-1]):
        page.go_back(wait_until="commit")
        arrives(page, url)
    for url in views[1:]:
        page.go_forward(wait_until="commit")
        arrives(page, url)


def arrives(page: Page, url: str) -> None:
    """Wait until an address and the page that it names are there."""
    page.wait_for_url(url, wait_until="commit")
    parts = urlsplit(url)
    language = parse_qs(parts.query)["lang"][0]
    name = parts.path.strip("/") or "overview"
    expect(page).to_have_title(f"{words(f'page-{name}', language)} · SocialLens")
    expect(page.locator(f"html[lang={language}]")).to_be_attached()
    whole(page)
    page.wait_for_timeout(500)  # what a late message would write


def test_days_and_grain(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    unfold(page, "period")
    inside = menu(page, "period")
    inside.get_by_role("button", name="Mois", exact=True).click()
    said(page, grain=["month"])
    start, end = inside.locator("input[type=date]").all()
    end.fill("2025-03-31")
    start.fill("2025-03-01")
    start.press("Enter")
    said(page, **{"from": ["2025-03-01"], "to": ["2025-03-31"], "grain": ["month"]})
    inside.get_by_role("button", name=words("period-all", "fr")).click()
    said(page, **{"from": None, "period": ["all"]})


def test_the_own_merchant_is_remembered_and_lifted(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    unfold(page, "mine")
    select = menu(page, "mine").locator("select")
    expect(select.locator("option")).to_have_count(13)
    select.select_option(index=2)
    page.wait_for_url(re.compile("[?&]mine="), wait_until="commit")
    whole(page)
    (mine,) = chosen(page)["mine"]
    other = select.locator("option").nth(5).get_attribute("value") or ""
    visit(page, server, "channels", ALL)  # another visit of the same browser
    said(page, mine=[mine])
    visit(page, server, "channels", f"{ALL}&mine={other}")
    page.wait_for_timeout(1000)
    said(page, mine=[other])
    unfold(page, "mine")
    expect(select.locator("option")).to_have_count(13)
    select.select_option(index=0)
    said(page, mine=None)
    visit(page, server, "channels", ALL)
    page.wait_for_timeout(1000)
    said(page, mine=None)


def test_a_phone_has_all_filters_on_one_sheet(browser: Browser, server: str) -> None:
    with reading(browser, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        visit(page, server, "overview", ALL)
        expect(menu(page, "site")).to_be_hidden()
        opener = page.get_by_role("button", name=words("bar-filters", "fr"))
        opener.click()
        unfold(page, "more")
        unfold(page, "severity").first.check()
        page.wait_for_url(re.compile("[?&]severity="), wait_until="commit")
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0
        page.get_by_role("button", name=words("bar-close", "fr")).click()
        expect(menu(page, "more")).to_be_hidden()
        expect(opener).to_be_focused()


def test_the_menu_of_a_phone_closes_behind_a_link(browser: Browser, server: str) -> None:
    with reading(browser, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        visit(page, server, "overview", ALL)
        page.get_by_role("button", name=words("framework-expand-sidebar", "fr")).click()
        page.get_by_role("link", name="Canaux", exact=True).click()
        page.wait_for_url("**/channels?**", wait_until="commit")
        whole(page)
        expect(page.locator(".stSidebar[aria-expanded=true]")).to_have_count(0)


def test_the_frame_has_no_english_of_the_framework(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    spoken = page.evaluate(
        """() => [...document.querySelectorAll('button, a, img, [aria-label]')].map(each =>
            `${each.getAttribute('aria-label')} ${each.getAttribute('alt')} ${each.textContent}`)"""
    )
    english = re.compile(r"\b(skip|sidebar|menu options|collapse|expand|running|stop)\b", re.I)
    assert [text for text in spoken if english.search(text)] == []


def test_the_tour_is_offered_once(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    page.get_by_role("button", name=words("tour-start", "fr")).click()
    tour = page.get_by_role("dialog", name=words("tour-start", "fr"))
    for step in ("bar", "answer", "card", "act"):
        expect(tour).to_contain_text(words(f"tour-{step}", "fr"))
        expect(page.locator(".toured")).to_have_count(1)
        expect(tour.get_by_role("button").first).to_be_focused()
        page.keyboard.press("Enter")
    expect(tour).to_have_count(0)
    expect(page.locator(".toured")).to_have_count(0)
    page.reload()
    whole(page)
    expect(page.locator(".offer")).to_have_count(0)
