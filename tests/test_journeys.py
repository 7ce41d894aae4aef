"""What a reader does, in a real browser: open a link, filter, go back, copy, click, search."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sociallens.i18n import words
from sociallens.phrases import rate
from sociallens.store.write import create
from tests import made
from tests.reading import (
    FILTERED,
    UNFILTERED,
    card,
    counts,
    digits,
    exported,
    figure,
    figures,
    mark,
    ranked,
    reading,
    summary,
    takeaway,
    total,
    visit,
    whole,
)
from tests.serving import serve

# Streamlit reads these when it is imported, which is too late to ask ui.frame for its PAGES.
EVERY_PAGE = (*FILTERED, *UNFILTERED)
LINK = urlencode(
    {"v": 1, "lang": "fr", "from": "2025-01-01", "to": "2025-12-31", "channel": "twitter"}
)
REPLY = "Bonjour, votre remboursement part aujourd’hui."
ALL = "v=1&lang=fr&period=all"
WIDE = {"width": 1440, "height": 900}
FIGURES = "[data-figure], [data-card] li, [data-card] td, .plot"
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = made.random_rows(3000, sites=6)
    rows[0] |= {"text": "Colis perdu, aiguillage introuvable", "reply_observed": True}
    reply = rows[0] | {"id": "reply", "conversation_id": "c0", "role": "brand", "text": REPLY}
    unlabelled = dict.fromkeys(("topic", "topics", "causes", "sentiment", "severity", "intent"))
    rows.append(reply | unlabelled)
    path = tmp_path_factory.mktemp("journeys") / "store"
    made.store(path, rows, demo=True)
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with reading(browser, viewport=WIDE) as opened:
        yield opened


def query(page: Page) -> str:
    return urlsplit(page.url).query


def said(page: Page, **expected: str | list[str] | None) -> None:
    """Wait until the address says this of these keys; None: nothing."""

    def says(url: str) -> bool:
        found = parse_qs(urlsplit(url).query)
        return all(
            found.get(key) == ([value] if isinstance(value, str) else value)
            for key, value in expected.items()
        )

    page.wait_for_url(says, wait_until="commit")
    whole(page)


def choose(page: Page, name: str, label: str) -> None:
    """Choose a value of a filter in the bar."""
    menu = page.locator(f"details[data-filter={name}]")
    menu.locator("> summary").click()
    menu.get_by_label(label).check()


def back(page: Page) -> None:
    page.go_back(wait_until="commit")
    said(page, v="1")


def go(page: Page, label: str) -> None:
    page.get_by_role("navigation").get_by_role("link", name=label, exact=True).click()


def click(page: Page, point: Locator) -> None:
    """Click the middle of a chart's mark; Plotly listens on a layer above the marks."""
    expect(point).to_be_visible()
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".hoverlayer .hovertext").first).to_be_visible()  # it knows where it is
    page.mouse.down()
    page.mouse.up()


def volume(store: Path, link: str) -> int:
    return int(summary(store, link)["volume"][0])


def test_deep_link_is_first_request(browser: Browser, store: Path) -> None:
    with serve(SOCIALLENS_STORE=str(store)) as fresh, reading(browser, viewport=WIDE) as page:
        visit(page, fresh, "topics", LINK)
        expect(page.locator("[data-chip=channel]")).to_contain_text("Twitter / X")
        assert digits(total(page).inner_text()) == volume(store, LINK)


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_link_opens_its_page_and_filters(
    browser: Browser, server: str, store: Path, name: str
) -> None:
    with reading(browser, viewport=WIDE) as page:
        visit(page, server, name, LINK)
        if name != "fiche":  # which links lead to, not the navigation
            title = words(f"page-{name}", "fr")
            here = page.get_by_role("navigation").locator('[aria-current="page"]')
            expect(here).to_have_text(re.compile(re.escape(title)))
        said(page, channel="twitter", **{"from": "2025-01-01", "to": "2025-12-31"})
        if name in UNFILTERED:
            expect(page.locator("[data-filter=period]")).to_have_count(0)
            return
        expect(page.locator("[data-filter=period]")).to_be_visible()
        expect(page.locator("[data-chip=channel]")).to_contain_text("Twitter / X")
        expect(page.locator("[data-chip=period]")).to_contain_text("2025")
        expected = summary(store, LINK)
        assert digits(total(page).inner_text()) == int(expected["volume"][0])
        for metric, (k, n, *_) in expected.items():
            number = figure(page, metric)
            if number.count() and metric not in ("volume", "net_sentiment") and n != "0":
                assert number.inner_text() == rate(int(k), int(n), "fr")
                counted = page.locator(f'[data-figure="{metric}"] .counted').inner_text()
                assert re.search(
                    rf"\b{digits(k)}\D+{digits(n)}\b", re.sub(r"(?<=\d)\s(?=\d)", "", counted)
                )


def test_filters_survive_pages_reload_and_back(page: Page, server: str, store: Path) -> None:
    visit(page, server, "overview", ALL)
    said(page, v="1", lang="fr", period="all", channel=None)
    everything = total(page).inner_text()
    choose(page, "channel", "Facebook")
    said(page, channel="facebook", period="all")
    page.keyboard.press("Escape")
    counts(page, volume(store, query(page)))
    narrowed = total(page).inner_text()
    assert digits(narrowed) < digits(everything)

    go(page, "Sujets")
    page.wait_for_url("**/topics?**", wait_until="commit")
    said(page, channel="facebook")
    expect(total(page)).to_have_text(narrowed)
    page.reload()
    said(page, channel="facebook")
    expect(total(page)).to_have_text(narrowed)
    back(page)
    expect(figure(page, "volume")).to_be_visible()
    said(page, channel="facebook")
    expect(total(page)).to_have_text(narrowed)
    back(page)
    said(page, channel=None, period="all")
    expect(total(page)).to_have_text(everything)
    page.go_forward(wait_until="commit")
    said(page, channel="facebook")
    expect(total(page)).to_have_text(narrowed)


def test_copied_link_shows_the_same_to_a_colleague(
    page: Page, browser: Browser, server: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, server, "customer_service", LINK)
    page.locator(".share summary").click()
    page.get_by_role("button", name="Copier le lien").click()
    expect(page.get_by_role("button", name="Lien copié")).to_be_visible()
    line, address = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert "Données fictives" in line
    assert "2025" in line
    assert "Twitter / X" in line
    assert address == page.url
    with reading(browser, viewport=WIDE) as other:
        other.goto(address)
        whole(other)
        assert len(figures(other)) == 5
        assert figures(other) == figures(page)


def test_link_to_unknown_site_shows_no_figure_until_mended(
    page: Page, server: str, store: Path
) -> None:
    visit(page, server, "overview", "v=1&lang=fr&period=all&site=nulle-part")
    expect(page.locator(".st-key-banner-link")).to_contain_text("nulle-part")
    expect(page.locator(".st-key-empty")).to_be_visible()
    expect(page.locator(FIGURES)).to_have_count(0)
    assert digits(total(page).inner_text()) == 0
    page.get_by_role("button", name="Retirer du lien").click()
    said(page, site=None)
    expect(page.locator(".st-key-banner-link")).to_have_count(0)
    counts(page, volume(store, ""))


def test_click_on_a_bar_narrows_and_its_chip_undoes_it(
    page: Page, server: str, store: Path
) -> None:
    visit(page, server, "overview")
    everything = total(page).inner_text()
    before = ranked(page, "topics")
    mark(page, "topics").click()
    chip = page.locator("[data-chip=topic]")
    expect(chip).to_be_visible()
    counts(page, volume(store, query(page)))
    assert digits(total(page).inner_text()) < digits(everything)
    assert len(parse_qs(query(page))["topic"]) == 1
    after = ranked(page, "topics")
    assert [row.selected for row in after] == [True] + [False] * (len(before) - 1)
    assert [replace(row, selected=False) for row in after] == before  # the others stay
    chip.click()
    said(page, topic=None)
    expect(total(page)).to_have_text(everything)
    whole(page)
    mark(page, "topics").click()  # a second time
    expect(chip).to_be_visible()
    whole(page)
    mark(page, "topics").click()  # what is chosen lets go
    said(page, topic=None)
    expect(total(page)).to_have_text(everything)


def test_the_way_back_stands_where_a_click_narrowed(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    everything = total(page).inner_text()
    mark(page, "channels").click()
    expect(page.locator("[data-chip=channel]")).to_be_visible()
    whole(page)
    card(page, "channels").get_by_role("link", name=words("front-undo", "fr")).click()
    said(page, channel=None)
    expect(total(page)).to_have_text(everything)


def test_a_number_opens_exactly_its_messages(page: Page, server: str) -> None:
    visit(page, server, "overview", ALL)
    for name in ("causes", "channels", "topics"):
        count = card(page, name).locator("a.count").first
        expected = digits(count.inner_text())
        count.click()
        page.wait_for_url("**/conversations?**", wait_until="commit")
        counts(page, expected)
        page.go_back(wait_until="commit")
        expect(card(page, name)).to_be_visible()
        whole(page)


def test_click_on_a_cell_narrows_by_both(page: Page, server: str, store: Path) -> None:
    visit(page, server, "channels", ALL)
    card(page, "channel_topic").locator("td a").nth(3).click()
    expect(page.locator("[data-chip=topic]")).to_be_visible()
    expect(page.locator("[data-chip=channel]")).to_be_visible()
    whole(page)
    link = parse_qs(query(page))
    assert (len(link["channel"]), len(link["topic"])) == (1, 1)
    row = next(
        line.split(";")
        for line in exported(store, "channel_topic", "").splitlines()
        if line.startswith(f'"{link["channel"][0]}";"{link["topic"][0]}"')
    )
    counts(page, int(row[2]))


def test_click_on_a_moment_narrows_to_its_days(page: Page, server: str, store: Path) -> None:
    visit(page, server, "overview", ALL)
    click(page, card(page, "trend").locator(".bars .point path").nth(4))
    said(page, **{"from": "2025-03-01", "to": "2025-03-31"})
    counts(page, volume(store, query(page)))


def test_click_on_a_merchant_narrows(page: Page, server: str, store: Path) -> None:
    visit(page, server, "merchants")
    mark(page, "merchants").click()
    expect(page.locator("[data-chip=site]")).to_be_visible()
    whole(page)
    assert len(parse_qs(query(page))["site"]) == 1
    counts(page, volume(store, query(page)))


def test_language_is_in_the_link(page: Page, server: str) -> None:
    visit(page, server, "overview", LINK)
    french = total(page).inner_text()
    page.locator(".language").click()
    said(page, lang="en", channel="twitter")
    expect(page.locator(".share summary")).to_have_text("Share")
    assert digits(total(page).inner_text()) == digits(french)
    assert total(page).inner_text() != french
    page.reload()
    expect(page.get_by_role("link", name="Overview")).to_be_visible()


def test_csv_is_the_same_from_page_address_and_command(
    page: Page, server: str, store: Path
) -> None:
    visit(page, server, "channels", LINK)
    link = takeaway(card(page, "channels")).get_by_role("link", name=re.compile("CSV"))
    with page.expect_download() as downloading:
        link.click()
    file = Path(downloading.value.path()).read_bytes()
    assert downloading.value.suggested_filename == "sociallens-channels.csv"
    address = page.request.get(f"{server}/export/channels.csv?{query(page)}")
    assert address.body() == file
    assert exported(store, "channels", LINK) == file.decode("utf-8-sig")


def test_search_message_and_its_link(page: Page, browser: Browser, server: str) -> None:
    visit(page, server, "conversations", ALL)
    box = page.get_by_label("Chercher dans les messages")
    box.fill("AIGUILLAGE")
    box.press("Enter")
    said(page, q="AIGUILLAGE")
    found = page.locator(".excerpts a", has_text="Colis perdu, aiguillage introuvable")
    expect(found).to_be_visible()
    counts(page, 1)
    found.click()
    said(page, thread="c0", open="c0", q="AIGUILLAGE")
    expect(page.locator(".exchange")).to_contain_text(REPLY)
    with reading(browser) as other:
        other.goto(page.url)
        whole(other)
        expect(other.locator(".exchange")).to_contain_text(REPLY)
    back(page)
    said(page, thread=None, q="AIGUILLAGE")


def test_phone_folds_the_bar_and_nothing_overflows(browser: Browser, server: str) -> None:
    with reading(browser, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        for name in EVERY_PAGE:
            visit(page, server, name, LINK)
            if name in FILTERED:
                expect(page.locator("[data-bar] .all")).to_be_visible()
                expect(page.locator("[data-filter=site]")).to_be_hidden()
            width = "document.scrollingElement.scrollWidth - window.innerWidth"
            assert page.evaluate(width) <= 0, name
            main = "document.querySelector('[data-testid=stMain]')"
            assert page.evaluate(f"{main}.scrollWidth - {main}.clientWidth") <= 0, name


def test_keyboard_reaches_the_filters_and_charts_have_words(page: Page, server: str) -> None:
    visit(page, server, "overview")
    expect(page.locator("[data-bar] .all")).to_be_hidden()
    focused = "!!document.activeElement.closest('[data-filter=period]')"
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate(focused):
            break
    else:
        pytest.fail("30 times Tab did not reach the first filter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-filter=period] .choices").first).to_be_visible()
    page.keyboard.press("Escape")
    for name in ("overview", "channels", "topics", "customer_service", "merchants"):
        go(page, words(f"page-{name}", "fr"))
        if name != "overview":
            page.wait_for_url(f"**/{name}?**", wait_until="commit")
        whole(page)
        expect(page.locator("[data-card]").first).to_be_visible()
        named = page.get_by_role("img", name=re.compile(r"\d"))  # with its figures
        assert named.count() == page.locator(".plot").count(), name
        unnamed = page.locator(".ranked .mark:not([aria-label]), .grid td a:not([aria-label])")
        expect(unnamed).to_have_count(0)


@pytest.fixture(scope="module")
def empty(served: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("journeys") / "empty"
    create(path)
    return served(SOCIALLENS_STORE=str(path))


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_empty_store_says_so(page: Page, empty: str, name: str) -> None:
    visit(page, empty, name)
    if name in FILTERED:
        expect(page.locator(".st-key-empty")).to_contain_text(words("empty-store", "fr"))
    elif name == "data":
        expect(page.locator("[data-card=imports]")).to_contain_text(words("imports-none", "fr"))


def test_view_without_messages_says_what_to_relax(page: Page, server: str, store: Path) -> None:
    nothing = "v=1&lang=fr&from=1999-01-01&to=1999-12-31&channel=twitter&q=zzz"
    for name in EVERY_PAGE:
        visit(page, server, name, nothing)
        if name in FILTERED:
            empty_card = page.locator(".st-key-empty")
            expect(empty_card).to_contain_text(words("empty-title", "fr"))
            expect(page.locator(FIGURES)).to_have_count(0)
    visit(page, server, "overview", "v=1&lang=fr&from=1999-01-01&to=1999-12-31&channel=twitter")
    without = volume(store, "v=1&lang=fr&period=all&channel=twitter")
    way = page.get_by_role("link", name="sans « Période »")
    expect(way).to_be_visible()
    assert digits(way.inner_text()) == without
