"""A reader of one merchant, in a real browser: of the others there is no trace."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sociallens.i18n import words
from tests import doors, made
from tests.doors import Served

CANARY = "zibeline"  # stands in all that a reader may not see, and nowhere else
PAGES = (
    "", "channels", "topics", "customer_service", "merchants", "study", "conversations", "fiche",
    "todo", "review", "quality", "vocabulary", "data", "glossary",
)  # fmt: skip
WITHHELD = ("review", "vocabulary")  # that Lise has no right to


def rows() -> list[dict[str, object]]:
    """Of one merchant in four nothing is secret."""
    made_up = made.random_rows(1200, sites=4)
    for number, row in enumerate(made_up):
        if row["site"] != "Site 0":
            row["site"] = f"{CANARY} {row['site']}"
            row["community"] = f"{CANARY} forum"
            row["country"] = "MC"
            row["id"] = row["conversation_id"] = f"{CANARY}-{number}"
        row["text"] = f"colis {'perdu' if row['site'] == 'Site 0' else CANARY} {number}"
    return made_up


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("restricted")
    made.store(folder / "store", rows())
    with doors.opened(folder, folder / "store", ["Site 0"], ["Site 0"]) as running:
        yield running


@pytest.fixture
def told() -> list[bytes]:
    """All that crossed the wire to the browser."""
    return []


def signed_in(context: BrowserContext, served: Served, who: str, told: list[bytes]) -> Page:
    page = context.new_page()

    def frames(socket: Any) -> None:
        socket.on("framereceived", lambda got: told.append(_bytes(got)))

    page.on("websocket", frames)
    page.goto(f"{served.address}/?v=1&lang=fr")
    page.get_by_role("link", name=who, exact=True).click()
    expect(page.locator(".account")).to_contain_text(who)
    return page


def _bytes(got: str | bytes) -> bytes:
    return got.encode() if isinstance(got, str) else got


def settle(page: Page) -> None:
    expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=60_000)
    page.wait_for_timeout(300)


def test_a_restricted_reader_finds_no_trace_of_others(
    browser: Browser, served: Served, told: list[bytes]
) -> None:
    with browser.new_context() as context:
        page = signed_in(context, served, "lise", told)
        for name in PAGES:
            link = f"{served.address}/{name}?v=1&lang=fr&period=all"
            more = "&about=site&site=zibeline-site-1" if name == "fiche" else ""
            page.goto(link + more)
            settle(page)
            expect(page.locator(".account")).to_contain_text("lise")
            assert CANARY not in page.inner_text("body") or more, name
            titles = page.locator("nav.pages a").all_inner_texts()
            assert words("page-overview", "fr") in titles
            for withheld in WITHHELD:
                assert words(f"page-{withheld}", "fr") not in titles
        crossed = b"".join(told)
        for table in ("summary", "merchants", "conversations", "communities"):
            answer = context.request.get(
                f"{served.address}/export/{table}.csv?v=1&lang=fr&site={CANARY}-site-1"
            )
            assert answer.ok
            assert CANARY.encode() not in answer.body().replace(b"zibeline-site-1", b"")
    # What she wrote into the address herself comes back as what it is: unknown.
    crossed = crossed.replace(b"\\-", b"-").replace(b"zibeline-site-1", b"")
    at = crossed.find(CANARY.encode())
    assert at < 0, crossed[max(0, at - 300) : at + 100]
    assert b"Site 0" in crossed


def test_a_merchant_of_others_reads_like_none_at_all(
    browser: Browser, served: Served, told: list[bytes]
) -> None:
    seen = []
    with browser.new_context() as context:
        page = signed_in(context, served, "lise", told)
        for site in (f"{CANARY}-site-1", "no-such-shop"):
            page.goto(f"{served.address}/channels?v=1&lang=fr&period=all&site={site}")
            expect(page.get_by_text("que ces données ne connaissent pas").first).to_be_visible()
            settle(page)
            seen.append(page.inner_text("[data-testid=stMain]").replace(site, "…"))
    assert seen[0] == seen[1]


def test_who_sees_figures_alone_finds_no_text_and_no_file(
    browser: Browser, served: Served, told: list[bytes]
) -> None:
    with browser.new_context() as context:
        page = signed_in(context, served, "marc", told)
        for name in PAGES[::3]:
            page.goto(f"{served.address}/{name}?v=1&lang=fr&period=all")
            settle(page)
            assert page.locator("a[href^='/export/']").count() == 0, name
        titles = page.locator("nav.pages a").all_inner_texts()
        assert words("page-conversations", "fr") not in titles
    assert b"colis perdu" not in b"".join(told)


def test_an_open_page_loses_what_its_reader_lost(
    browser: Browser, served: Served, told: list[bytes]
) -> None:
    sound = served.access.read_text()
    with browser.new_context() as context:
        page = signed_in(context, served, "lise", told)
        settle(page)
        expect(page.locator(".card").first).to_be_visible()
        try:
            served.access.write_text(sound.replace("lise@", "other@"))
            over = page.get_by_text(words("session-over", "fr"))
            expect(over).to_be_visible(timeout=60_000)  # nobody touches the page meanwhile
            assert page.locator(".card").count() == 0
        finally:
            served.access.write_text(sound)
        page.get_by_role("link", name=words("sign-in-again", "fr")).click()
        expect(page.locator(".account")).to_contain_text("lise")


def test_signing_out_leads_out(browser: Browser, served: Served, told: list[bytes]) -> None:
    with browser.new_context() as context:
        page = signed_in(context, served, "anne", told)
        page.locator(".account a").click()
        expect(page.locator("h1")).to_have_text(words("signed-out-title", "fr"))
        page.go_back()
        page.reload()
        expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
