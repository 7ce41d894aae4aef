"""Messages are read beside their list: what is open, marked, sorted and narrowed is in the link."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from sociallens import backlog
from sociallens.access import UNLIMITED
from sociallens.classify import VERSION
from sociallens.engine import load
from sociallens.i18n import words
from sociallens.selection import Selection
from tests import made
from tests.reading import digits, exported, reading, visit

ALL = "v=1&lang=fr&period=all&compare=none"
WIDE = {"width": 1366, "height": 800}
PHONE = {"width": 390, "height": 844}
START = datetime(2026, 3, 1, 9)
COMPLAINT = {
    "topic": "customer_service", "topics": ["customer_service"], "causes": ["delivery"],
    "sentiment": "negative", "severity": "medium", "intent": "complaint", "language": "fr",
    "reply_observed": True, "followup_observed": True, "confidence": 0.9,
    **made.by(f"model:{VERSION}"),
}  # fmt: skip
GRAVE = "Colis jamais reçu depuis un mois, je porte plainte.\n\nJ’attends."


def complaint(number: int, **said: object) -> dict[str, object]:
    at = START + timedelta(days=number)
    return {"id": f"m{number}", "text": f"Réclamation {number}, rien reçu", "published_at": at,
            **COMPLAINT, **said}  # fmt: skip


def turn(name: str, hours: int, **said: object) -> dict[str, object]:
    at = START + timedelta(hours=hours)
    return {"id": name, "conversation_id": "m0", "published_at": at, "reply_observed": True, **said}


ROWS = [
    complaint(0, text=GRAVE, severity="high", evidence=["jamais recu", "porte plainte"],
              author="ada", url="https://forum.exemple/t/1"),
    turn("r", 41, role="brand", text="Bonjour, nous cherchons votre colis."),
    turn("f", 60, text="Toujours rien recu", author="ada", sentiment="negative",
         **made.by("person", "sentiment")),
    turn("o", 61, text="Moi aussi !", author="bob"),
    *(complaint(number) for number in range(1, 36)),
    complaint(36, severity="high", rating=1.0, channel="review_site", confidence=0.4),
    complaint(37, topic="offer", topics=["offer"], causes=None, sentiment="positive",
              severity="low", text="Belle promotion"),
]  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reader") / "store"
    made.store(path, ROWS)
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with reading(browser, viewport=WIDE) as opened:
        yield opened


def said(page: Page, /, **expected: str | None) -> None:
    """Wait until the address says this of these keys; None: nothing."""

    def says(url: str) -> bool:
        found = parse_qs(urlsplit(url).query)
        return all(found.get(k) == (None if v is None else [v]) for k, v in expected.items())

    page.wait_for_url(says, wait_until="commit")


def test_a_click_opens_a_message_beside_the_list_and_back_returns(page: Page, server: str) -> None:
    visit(page, server, "conversations", ALL)
    rows = page.locator(".excerpts li")
    expect(rows).to_have_count(30)
    expect(rows.first.locator("a")).to_have_attribute("aria-current", "true")
    expect(page.locator(".pane .whole")).to_have_text("Belle promotion")
    rows.nth(1).locator("a").click()
    said(page, open="m36", thread="m36")
    expect(page.locator(".pane .whole")).to_have_text("Réclamation 36, rien reçu")
    expect(rows.nth(1).locator("a")).to_have_attribute("aria-current", "true")
    expect(rows.first.locator("a")).not_to_have_attribute("aria-current", "true")
    page.go_back(wait_until="commit")
    said(page, open=None)
    expect(page.locator(".pane .whole")).to_have_text("Belle promotion")


def opened(page: Page, name: str) -> None:
    """Wait until a message is open: the address says so at once, the page once it is there."""
    said(page, open=name)
    current = page.locator(".excerpts a[aria-current]")
    expect(current).to_have_attribute("href", re.compile(rf"[?&]open={name}(?:&|$)"))


def test_keys_go_from_message_to_message_but_not_amid_typing(page: Page, server: str) -> None:
    visit(page, server, "conversations", ALL)
    expect(page.locator(".pane .whole")).to_be_visible()
    for key, name in (("j", "m36"), ("j", "m35"), ("k", "m36")):
        page.keyboard.press(key)
        opened(page, name)
    page.get_by_role("searchbox").fill("jk")
    page.keyboard.press("k")
    expect(page.get_by_role("searchbox")).to_have_value("jkk")
    opened(page, "m36")


def test_order_and_page_are_in_the_link(page: Page, server: str) -> None:
    visit(page, server, "conversations", ALL)
    page.get_by_role("link", name=re.compile(words("reader-next", "fr"))).click()
    said(page, page="2")
    expect(page.locator(".excerpts li")).to_have_count(10)
    expect(page.locator(".turning")).to_contain_text(re.compile(r"31 à 40 sur 40"))
    page.locator(".reader .corner summary").first.click()
    page.get_by_role("link", name=words("order-oldest", "fr")).click()
    said(page, order="oldest", page=None)
    expect(page.locator(".excerpts li").first).to_contain_text("Colis jamais reçu")
    for order, first in (("gravest", "Colis jamais"), ("confidence", "Réclamation 36")):
        visit(page, server, "conversations", f"{ALL}&order={order}")
        expect(page.locator(".excerpts li").first).to_contain_text(first)
    visit(page, server, "conversations", f"{ALL}&page=99")  # of a time when there were more
    expect(page.locator(".excerpts li")).to_have_count(10)


def test_each_way_to_narrow_lists_as_many_as_it_says(page: Page, server: str) -> None:
    visit(page, server, "conversations", ALL)
    expect(page.locator(".choice")).to_have_count(6)
    texts = page.locator(".choice").all_inner_texts()
    assert [digits(text) for text in texts] == [2, 35, 1, 37, 1, 1]
    for nth in range(6):
        choice = page.locator(".choice").nth(nth)
        choice.click()
        expect(choice).to_have_attribute("aria-current", "true")
        expect(page.locator(".turning")).to_contain_text(re.compile(rf"sur {digits(texts[nth])}\b"))
        choice.click()  # which lifts it again
        expect(choice).not_to_have_attribute("aria-current", "true")


def test_hits_and_deciding_terms_are_marked(page: Page, server: str) -> None:
    visit(page, server, "conversations", ALL)
    box = page.get_by_role("searchbox", name=words("search-label", "fr"))
    box.fill("JAMAIS RECU DEPUIS")
    box.press("Enter")
    said(page, q="JAMAIS RECU DEPUIS")
    expect(page.locator(".excerpts mark.hit")).to_have_text(["jamais reçu depuis"])
    expect(page.locator(".pane .whole mark.hit")).to_have_text(["jamais reçu depuis"])
    expect(page.locator(".pane .whole mark.evidence")).to_have_text(["porte plainte"])
    whole = page.locator(".pane .whole")
    assert whole.evaluate("one => one.innerText") == GRAVE
    box.fill("")
    box.press("Enter")
    said(page, q=None)


def test_a_message_says_why_and_what_was_answered(page: Page, server: str) -> None:
    visit(page, server, "conversations", f"{ALL}&thread=m0")
    pane = page.locator(".pane")
    expect(pane).to_contain_text(
        "Grave : le texte évoque suites juridiques, argent retenu, problème qui dure."
    )
    expect(pane).to_contain_text(f"Le programme, version {VERSION}, sûr à 90 %")
    expect(pane).not_to_contain_text("model:")
    source = pane.locator("a.source")
    expect(source).to_have_attribute("href", "https://forum.exemple/t/1")
    assert {"noopener", "noreferrer"} <= set((source.get_attribute("rel") or "").split())
    turns = pane.locator(".exchange li")
    expect(turns).to_have_count(4)
    sides = turns.evaluate_all("all => all.map(one => one.className.split(' ')[0])")
    assert sides == ["customer", "brand", "customer", "customer"]
    expect(turns.nth(0)).to_contain_text(words("reader-this", "fr"))
    expect(turns.nth(1)).to_contain_text(re.compile(r"Modalys · .* après 41\sh"))
    expect(turns.nth(3)).to_contain_text(words("reader-other-customer", "fr"))
    left, right = (turns.nth(n).bounding_box() for n in (0, 1))
    assert left
    assert right
    assert left["x"] < right["x"]
    visit(page, server, "conversations", f"{ALL}&thread=m0&open=f")
    expect(page.locator(".pane .whole")).to_have_text("Toujours rien recu")
    expect(page.locator(".pane")).to_contain_text("Par une personne, dans le fichier importé")
    visit(page, server, "conversations", f"{ALL}&thread=nowhere&open=zzz")
    expect(page.locator(".pane")).to_contain_text(words("thread-gone", "fr"))


def test_a_phone_shows_the_list_then_the_message(browser: Browser, server: str) -> None:
    with reading(browser, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        visit(page, server, "conversations", ALL)
        expect(page.locator(".excerpts li").first).to_be_visible()
        expect(page.locator(".pane")).to_be_hidden()
        page.locator(".excerpts a").nth(1).click()
        expect(page.locator(".pane .whole")).to_be_visible()
        expect(page.locator(".excerpts")).to_be_hidden()
        page.get_by_role("link", name=words("thread-back", "fr")).click()
        said(page, open=None)
        expect(page.locator(".excerpts li").first).to_be_visible()


def test_density_is_a_habit_and_no_part_of_the_link(page: Page, server: str) -> None:
    visit(page, server, "conversations", ALL)
    switch = page.get_by_role("button", name=words("front-dense", "fr"))
    switch.click()
    expect(page.locator(".reader.dense")).to_be_visible()
    address = page.url
    page.reload()
    expect(page.locator(".reader.dense")).to_be_visible()
    assert page.url == address
    switch.click()
    expect(page.locator(".reader.dense")).to_have_count(0)


def test_what_waits_is_listed_the_gravest_first(page: Page, server: str, store: Path) -> None:
    visit(page, server, "todo", ALL)
    waiting = backlog.backlog(load(store), Selection(), UNLIMITED)
    assert (waiting.messages, waiting.grave, waiting.days) == (36, 1, 36)
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("36 réclamations attendent une réponse, dont une grave.")
    expect(page.locator(".heading")).to_contain_text("la plus ancienne a 36 jours")
    expect(page.locator(".excerpts li").first).to_contain_text("1 j")  # m36, a day before the last
    expect(page.locator(".turning")).to_contain_text("sur 36")
    link = page.locator(".tools a[download]").first.get_attribute("href") or ""
    file = page.request.get(server + link).body().decode("utf-8-sig")
    assert file == exported(store, "conversations", urlsplit(link).query)
    assert len(file.splitlines()) == 37
    visit(page, server, "todo", f"{ALL}&severity=medium")  # the page's filters apply on top
    expect(title).to_have_text("35 réclamations attendent une réponse, aucune grave.")


def test_nothing_to_answer_is_told_from_nothing_to_be_seen(
    browser: Browser, served: Callable[..., str], server: str, tmp_path: Path
) -> None:
    made.store(tmp_path / "unseen", [complaint(0, reply_observed=False)])
    unseen = served(SOCIALLENS_STORE=str(tmp_path / "unseen"))
    for address, view, told in ((server, f"{ALL}&sentiment=positive", "todo-none"),
                                (unseen, ALL, "todo-unseen")):  # fmt: skip
        with reading(browser) as page:
            visit(page, address, "todo", view)
            title = page.get_by_role("heading", level=1)
            expect(title).to_have_text(words(told, "fr"))
            expect(page.locator(".reader")).to_have_count(0)
