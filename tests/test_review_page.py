"""People correct and check labels in the browser: by keyboard, and by thumb on a phone."""

import re
import shutil
from collections.abc import Callable, Iterator
from csv import DictReader
from io import StringIO
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sociallens.access import UNLIMITED
from sociallens.annotations.entries import Decision
from sociallens.annotations.log import read
from sociallens.annotations.writing import annotate
from sociallens.audits import Audit, progress
from sociallens.audits.drawing import draw
from sociallens.engine import load
from sociallens.i18n import words
from sociallens.selection import Selection
from sociallens.settings import DEMO_STORE
from tests.audit import violations
from tests.reading import exported, reading, summary, visit, whole
from tests.test_accessible import of_framework

VIEW = "lang=fr&v=1&period=12m&compare=none"
WIDE = {"width": 1366, "height": 800}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LEAST = 40  # pixels of what a finger meets
BOXES = """targets => targets.map(each => [each, each.getBoundingClientRect()])
    .map(([{innerText}, {height, left, right}]) => [innerText, height, left, right])"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "store"
    shutil.copytree(DEMO_STORE, path, ignore=shutil.ignore_patterns("annotations", "audits"))
    return path


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with reading(browser, viewport=WIDE) as opened:
        yield opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with reading(browser, **PHONE) as opened:
        yield opened


def say(key: str, /, **arguments: object) -> str:
    return words(key, "fr", **arguments)


def sign(page: Page, name: str = "Anne") -> None:
    """Give the name that is asked for at the first correction."""
    page.locator("dialog.asking input").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator("dialog.asking")).to_have_count(0)


def saved(page: Page, text: str) -> None:
    """Wait until it is told that this was saved."""
    expect(page.locator(".saved")).to_contain_text(text)
    whole(page)


def faultless(page: Page) -> None:
    """axe-core finds nothing of ours."""
    assert [fault for fault in violations(page) if not of_framework(fault)] == []


def button(page: Page, key: str) -> Locator:
    return page.get_by_role("button", name=say(key), exact=True)


def fits(targets: Locator) -> None:
    """Each is large enough for a finger, and within the screen."""
    boxes = targets.evaluate_all(BOXES)
    assert boxes
    assert [box for box in boxes if box[1] < LEAST or box[2] < 0 or box[3] > 390] == []


def service(store: Path) -> tuple[str, str]:
    """k and n of the headline as a file has them."""
    k, n, *_ = summary(store, VIEW)["negative_rate_customer_service"]
    return k, n


def test_a_label_is_corrected_by_keyboard_and_taken_back(
    page: Page, server: str, store: Path
) -> None:
    query = f"{VIEW}&topic=customer_service&sentiment=negative&severity=high"
    visit(page, server, "conversations", query)
    before = service(store)
    first = page.locator(".excerpts li").first
    text = first.locator(".words").inner_text()
    expect(page.locator(".pane .whole")).to_be_visible()
    page.keyboard.press("e")
    expect(page.locator('.choosing .pick[aria-pressed="true"]').first).to_be_focused()
    page.keyboard.press("Digit1")
    sign(page)
    saved(page, "Offres")
    topic = page.locator('.pane .correct [data-task="topic"]')
    expect(topic).to_contain_text("Offres")
    expect(topic).to_contain_text(say("mark-corrected"))
    expect(topic).to_be_focused()
    expect(page.locator(".pane .why")).to_contain_text("Anne")
    expect(first.locator(".words")).not_to_have_text(text)  # it is none of these any more
    assert "open=" in page.url  # but stays open
    after = service(store)
    assert [int(b) - int(a) for a, b in zip(after, before, strict=True)] == [1, 1]
    (identity,) = parse_qs(urlsplit(page.url).query)["open"]
    link = page.locator('.tools a[download][href*=".csv"]').get_attribute("href") or ""
    assert identity not in page.request.get(server + link).text()

    page.keyboard.press("u")
    saved(page, say("undone"))
    expect(topic).to_contain_text("Service client")
    expect(topic).not_to_contain_text(say("mark-corrected"))
    expect(first.locator(".words")).to_have_text(text)
    assert service(store) == before
    assert identity in page.request.get(server + link).text()


def test_arrows_escape_and_reasons(page: Page, server: str, store: Path) -> None:
    visit(page, server, "conversations", f"{VIEW}&topic=customer_service&sentiment=negative")
    intent = page.locator('.pane .correct [data-task="intent"]')
    intent.click()
    page.keyboard.press("Escape")
    expect(page.locator(".choosing")).to_have_count(0)
    expect(intent).to_be_focused()
    intent.click()
    page.locator(".because input").fill("demande un <b>conseil</b>")
    page.locator(".pick").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    sign(page)
    saved(page, "Question")
    expect(page.locator(".pane .why")).to_contain_text("demande un <b>conseil</b>")
    causes = page.locator('.pane .correct [data-task="causes"]')
    causes.click()
    page.keyboard.press("Digit6")
    saved(page, say("label-causes"))
    expect(page.locator('.pick[data-key="website_app"]')).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("u")
    saved(page, say("undone"))
    expect(page.locator('.pick[data-key="website_app"]')).to_have_attribute("aria-pressed", "false")
    assert read(store).corrections["task"].to_list() == ["intent"]


def test_several_are_corrected_at_once_in_the_work_list(
    page: Page, server: str, store: Path
) -> None:
    visit(page, server, "todo", VIEW)
    boxes = page.locator(".picks-it input")
    told = page.locator("h1").inner_text()
    page.keyboard.press("x")
    expect(boxes.first).to_be_checked()
    for nth in (1, 2):
        boxes.nth(nth).check()
    expect(page.locator(".several")).to_contain_text("3")
    faultless(page)
    page.locator('.several [data-task="sentiment"]').click()
    page.locator('.several .pick[data-key="neutral"]').click()
    sign(page, "Bruno")
    saved(page, "3")
    expect(page.locator("h1")).not_to_have_text(told)
    by_bruno = read(store).corrections.filter(who="Bruno")
    assert by_bruno.select("task", "values").rows() == [("sentiment", ["neutral"])] * 3
    page.locator(".saved [data-undo]").click()
    saved(page, say("undone"))
    expect(page.locator("h1")).to_have_text(told)


def test_on_a_phone_a_label_is_corrected_by_thumb(phone: Page, server: str) -> None:
    visit(phone, server, "conversations", f"{VIEW}&topic=customer_service&sentiment=negative")
    phone.locator(".excerpts a").first.tap()
    labels = phone.locator(".pane .correct .labels button")
    expect(labels.first).to_be_visible()
    fits(labels)
    labels.first.tap()
    fits(phone.locator(".choosing button"))
    phone.locator('.pick[data-key="none"]').tap()
    sign(phone)
    saved(phone, "Sans sujet")
    faultless(phone)
    phone.locator(".saved [data-undo]").tap()
    saved(phone, say("undone"))


def test_ten_are_reviewed_on_a_phone(phone: Page, server: str, store: Path) -> None:
    held = read(store).corrections.height
    visit(phone, server, "review", VIEW)
    button(phone, "queue-begin").tap()
    sign(phone)
    seen = set()
    for nth in range(10):
        labelling = phone.locator(".labelling")
        expect(labelling).to_be_visible()
        seen.add(labelling.get_attribute("data-message"))
        fits(labelling.locator(".questions button"))
        if nth == 4:
            labelling.locator('[data-task="intent"]').tap()
            fits(labelling.locator(".pick"))
            labelling.locator('.pick[data-key="question"]').tap()
            button(phone, "front-sign").tap()
        else:
            button(phone, "front-is-right").tap()
        expect(phone.locator(".progress")).to_contain_text(say("queue-progress", count=nth + 1))
    assert len(seen) == 10
    faultless(phone)
    phone.locator(".saved [data-undo]").tap()
    expect(phone.locator(".progress")).to_contain_text(say("queue-progress", count=9))
    assert read(store).corrections.height > held
    phone.get_by_role("link", name=say("queue-stop")).tap()
    expect(phone.locator("[data-card=effect]")).to_be_visible()
    expect(phone.locator("[data-card=decisions] tbody tr").first).to_be_visible()
    faultless(phone)


@pytest.fixture
def audit(store: Path) -> Iterator[Audit]:
    yield draw(load(store), UNLIMITED, size=12, who="Anne", seed=7)
    shutil.rmtree(store / "audits")


def test_an_audit_is_labelled_by_keyboard_to_its_end(
    page: Page, server: str, store: Path, audit: Audit
) -> None:
    visit(page, server, "review", f"{VIEW}&part=audit")
    expect(page.locator(".whole-message mark")).to_have_count(0)
    expect(page.locator(".labelling .answered")).to_have_count(0)
    for nth, identity in enumerate(audit.ids):
        labelling = page.locator(f'.labelling[data-message="{identity}"]')
        expect(labelling).to_be_visible()
        expect(labelling.locator(".progress")).to_contain_text(re.compile(rf"^{nth} sur 12"))
        if nth == 3:
            page.keyboard.press("s")
            continue
        service = nth % 2
        keys = ["Digit3", "Digit2", "Enter", "Digit1", "Digit2", "Digit1"] if service else [
            "Digit1", "Backspace", "Digit2", "Digit3", "Digit4"]  # fmt: skip
        for key in keys:
            page.keyboard.press(key)
        if nth == 0:
            sign(page)
    expect(page.locator(".panel").first).to_contain_text("11 messages étiquetés")
    expect(page.locator(".panel").first).to_contain_text("30")
    faultless(page)
    done = progress(audit, read(store).answers(audit.name))
    assert (len(done.done), len(done.skipped), len(done.left)) == (11, 1, 0)
    answers = read(store).answers(audit.name).filter(id=audit.ids[1])
    assert dict(answers.select("task", "values").iter_rows()) == {
        "topic": ["customer_service"], "causes": ["return_refund"], "sentiment": ["negative"],
        "severity": ["medium"], "intent": ["complaint"],
    }  # fmt: skip


def test_an_audit_is_drawn_on_a_phone_and_goes_on_later(
    phone: Page, server: str, store: Path, browser: Browser
) -> None:
    visit(phone, server, "review", f"{VIEW}&part=audit")
    fits(phone.locator(".panel button"))
    phone.get_by_role("button", name=re.compile("^50 messages")).tap()
    sign(phone)
    labelling = phone.locator(".labelling")
    first = labelling.get_attribute("data-message")
    for key in ("none", "neutral", "other"):
        fits(labelling.locator(".picks button"))
        labelling.locator(f'.pick[data-key="{key}"]').tap()
    expect(labelling).not_to_have_attribute("data-message", first or "")
    faultless(phone)
    with reading(browser, viewport=WIDE) as later:
        visit(later, server, "review", f"{VIEW}&part=audit")
        expect(later.locator(".progress")).to_contain_text("1 sur 50")
    shutil.rmtree(store / "audits")


def test_an_audit_leads_to_the_corrected_headline(
    page: Page, served: Callable[..., str], tmp_path: Path
) -> None:
    store = tmp_path / "store"
    shutil.copytree(DEMO_STORE, store, ignore=shutil.ignore_patterns("annotations", "audits"))
    server = served(SOCIALLENS_STORE=str(store))
    audit = draw(load(store), UNLIMITED, size=31, who="Anne", seed=8)
    said = load(store).named(audit.ids[:-1], UNLIMITED).rows(named=True)
    given = {"topic": ("customer_service",), "causes": (), "severity": ("low",),
             "intent": ("other",)}  # fmt: skip
    decisions = [
        Decision(row["id"], task, values)
        for nth, row in enumerate(said)
        for task, values in {**given, "sentiment": (("neutral", "negative")[nth % 3 == 0],)}.items()
    ]
    annotate(store, decisions, who="Anne", audit=audit.name)
    visit(page, server, "review", f"{VIEW}&part=audit")
    expect(page.locator(".progress")).to_contain_text("30 sur 31")
    for key in ("Digit3", "Enter", "Digit2"):
        page.keyboard.press(key)
    page.locator('.pick[data-key="other"]').click()
    sign(page)
    expect(page.locator(".panel").first).to_contain_text("31 messages")
    page.get_by_role("link", name=say("audit-headline")).click()
    page.wait_for_url(re.compile("corrected=1"), wait_until="commit")
    whole(page)
    query = urlsplit(page.url).query
    file = DictReader(StringIO(exported(store, "summary", query)), delimiter=";")
    rate = {row["metric"]: row for row in file}["negative_rate_customer_service"]
    assert rate["labels"] == "31"
    shown, raw = (f"{float(rate[name].replace(',', '.')):.0%}" for name in ("rate", "raw_rate"))
    assert shown != raw
    told = page.locator('[data-figure="negative_rate_customer_service"]').inner_text()
    assert {shown[:-1], raw[:-1]} <= set(re.findall(r"\d+", told))


def test_what_was_corrected_is_listed_and_taken_back_as_a_whole(
    page: Page, server: str, store: Path
) -> None:
    for identity in load(store).contributions(Selection(), UNLIMITED, limit=2)["id"]:
        annotate(store, [Decision(identity, "intent", ("question",))], who="Chloé")
    visit(page, server, "review", f"{VIEW}&part=corrections")
    expect(page.locator("[data-card=effect] tbody tr")).to_have_count(3)
    rows = page.locator("[data-card=decisions] tbody tr")
    count = rows.count()
    rows.first.get_by_role("button", name=say("decided-undo"), exact=True).click()
    sign(page)
    expect(rows).to_have_count(count - 1)
    button(page, "files-revert").click()
    expect(page.locator(".sure")).to_contain_text(say("files-revert-sure"))
    page.locator(".sure .main").click()
    saved(page, say("reverted"))
    expect(page.locator("h1")).to_have_text(say("decided-none"))
    assert read(store).corrections.height == 0
