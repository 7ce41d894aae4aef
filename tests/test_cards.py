"""The corner of a card, its table and what is taken away, in a real browser."""

import io
from collections.abc import Callable
from csv import DictReader
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from sociallens.settings import DEMO_STORE
from tests import made
from tests.reading import card, exported, reading, takeaway, visit

VIEW = "v=1&lang=fr&period=12m&from=2025-11-01&to=2026-10-31&compare=none"
WIDE, PHONE = {"width": 1366, "height": 900}, {"width": 390, "height": 844}
DRAWN = ".plot [data-drawn=true]"


def take(chosen: Locator, action: str) -> None:
    """Open the menu of a card and choose from it."""
    takeaway(chosen).get_by_text(action, exact=True).click()


def test_a_chart_is_a_table_too_and_its_rows_lead_to_their_days(
    browser: Browser, demo: str
) -> None:
    with reading(browser, viewport=WIDE) as page:
        chosen = card(visit(page, demo, "customer_service", VIEW), "service_trend")
        expect(chosen.locator(DRAWN)).to_be_visible()
        toggle = chosen.get_by_role("button", name="Tableau")
        assert "service client" in (toggle.get_attribute("aria-label") or "")
        toggle.focus()
        page.keyboard.press("Enter")
        expect(toggle).to_have_attribute("aria-pressed", "true")
        rows = chosen.locator("tbody tr")
        expect(rows).to_have_count(12)
        expect(rows.first.locator("td").first).to_contain_text("%")
        rows.first.get_by_role("link").click()
        page.wait_for_url("**from=2025-11-01&to=2025-11-30**")


def test_a_mark_of_a_chart_narrows_to_its_days(browser: Browser, demo: str) -> None:
    with reading(browser, viewport=WIDE) as page:
        chosen = card(visit(page, demo, "overview", VIEW), "trend")
        expect(chosen.locator(DRAWN)).to_be_visible()
        bar = chosen.locator(".barlayer .point path").first.bounding_box()
        assert bar
        page.mouse.move(bar["x"] + 5, bar["y"] + bar["height"] / 2)
        expect(chosen.locator(".hoverlayer .hovertext")).to_be_visible()
        page.mouse.click(bar["x"] + 5, bar["y"] + bar["height"] / 2)
        page.wait_for_url("**from=2025-11-01&to=2025-11-30**")


@pytest.mark.parametrize(
    ("page_name", "name"),
    [("overview", "trend"), ("overview", "channels"), ("merchants", "merchants"),
     ("topics", "channel_topic")],
)  # fmt: skip
def test_a_picture_holds_the_chart_and_its_words(
    browser: Browser, demo: str, page_name: str, name: str
) -> None:
    with reading(browser, viewport=WIDE, accept_downloads=True) as page:
        chosen = card(visit(page, demo, page_name, VIEW), name)
        with page.expect_download() as saved:
            take(chosen, "Image (PNG)")
        assert saved.value.suggested_filename == f"sociallens-{name}-2025-11-01_2026-10-31.png"
        picture = Image.open(io.BytesIO(Path(saved.value.path()).read_bytes())).convert("L")
    assert picture.width == 2000
    assert 400 < picture.height < 3000
    for place, box in {
        "title": (40, 20, 900, 80),
        "subtitle": (40, 85, 900, 125),
        "chart": (500, 160, 1500, picture.height - 100),
        "source": (40, picture.height - 60, 900, picture.height),
    }.items():
        ink = sum(picture.crop(box).histogram()[:160])
        assert ink > 200, place


def test_a_table_is_copied_as_a_spreadsheet_takes_it(browser: Browser, demo: str) -> None:
    with reading(browser, viewport=WIDE, permissions=["clipboard-read", "clipboard-write"]) as page:
        chosen = card(visit(page, demo, "overview", VIEW), "causes")
        take(chosen, "Copier le tableau")
        expect(chosen.get_by_role("status")).to_have_text("Tableau copié")
        head, first, *rest = page.evaluate("navigator.clipboard.readText()").split("\n")
        assert head.split("\t")[0] == "Motifs"
        file = DictReader(io.StringIO(exported(DEMO_STORE, "causes", VIEW)), delimiter=";")
        rate = max(float(row["rate"].replace(",", ".")) for row in file)
        assert first.split("\t")[:2] == ["Livraison", f"{rate:.0%}".replace("%", "\u202f%")]
        assert len(rest) == 5
        rich = page.evaluate(
            "navigator.clipboard.read().then(([i]) => i.getType('text/html')).then(b => b.text())"
        )
        assert rich.count("<tr>") == 7


def test_full_screen_closes_with_escape_and_the_focus_returns(browser: Browser, demo: str) -> None:
    with reading(browser, viewport=WIDE) as page:
        chosen = card(visit(page, demo, "overview", VIEW), "trend")
        take(chosen, "Plein écran")
        full = page.get_by_role("dialog")
        expect(full.locator(DRAWN)).to_be_visible()
        box = full.locator(".main-svg").first.bounding_box()
        assert box
        assert box["width"] > 1200
        page.keyboard.press("Escape")
        expect(full).to_have_count(0)
        assert "Emporter" in page.evaluate("document.activeElement.ariaLabel")


def test_controls_of_a_corner_are_named_after_their_card(browser: Browser, demo: str) -> None:
    with reading(browser, viewport=WIDE) as page:
        visit(page, demo, "overview", VIEW)
        expect(card(page, "topics")).to_be_visible()
        names = page.locator(".corner :is(a, button, summary)").evaluate_all(
            "all => all.map(each => each.ariaLabel)"
        )
        assert len(names) == len(set(names))
        heading = card(page, "channels").get_by_role("heading").inner_text()
        assert [name for name in names if name.startswith("CSV") and name.endswith(heading)]


def test_a_table_is_sorted_by_its_headings_and_restored(browser: Browser, demo: str) -> None:
    with reading(browser, viewport=WIDE) as page:
        chosen = card(visit(page, demo, "merchants", VIEW), "merchants")
        chosen.get_by_role("button", name="Tableau").click()
        first = chosen.locator("tbody th").first
        before = first.inner_text()
        heading = chosen.locator("thead th").first
        assert heading.get_attribute("aria-sort") == "none"
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == "ascending"
        names = chosen.locator("tbody th").all_inner_texts()
        assert names[0] == "Belcorail"
        heading.get_by_role("button").click()
        assert chosen.locator("tbody th").all_inner_texts() == names[::-1]
        heading.get_by_role("button").click()
        assert heading.get_attribute("aria-sort") == "none"
        assert first.inner_text() == before


def test_a_long_list_folds_and_shows_all(
    browser: Browser, served: Callable[..., str], tmp_path: Path
) -> None:
    made.store(tmp_path / "store", made.random_rows(3000, sites=30))
    address = served(SOCIALLENS_STORE=str(tmp_path / "store"))
    with reading(browser, viewport=WIDE) as page:
        chosen = card(visit(page, address, "merchants", "lang=fr"), "merchant_causes")
        expect(chosen.locator("tbody tr")).to_have_count(8)
        more = chosen.get_by_role("button", name="Tout montrer (30)")
        expect(more).to_have_attribute("aria-expanded", "false")
        more.click()
        expect(chosen.locator("tbody tr")).to_have_count(30)


def test_on_a_phone_a_wide_grid_is_a_list_and_names_stand_above_the_chart(
    browser: Browser, demo: str
) -> None:
    with reading(browser, viewport=PHONE) as page:
        visit(page, demo, "topics", VIEW)
        wide = card(page, "channel_topic")
        expect(wide.locator("table")).to_be_hidden()
        expect(wide.locator(".largest li").first.locator("[data-narrow]")).to_have_count(3)
        expect(card(page, "topic_sentiment").locator("table")).to_be_visible()
        chart = card(page, "topic_trend")
        expect(chart.locator(".names span")).to_have_count(6)
        paper = chart.locator(".main-svg").first.bounding_box()
        assert paper
        assert paper["width"] > 320


def test_printed_pages_hold_charts_and_no_controls(browser: Browser, demo: str) -> None:
    with reading(browser, viewport=WIDE) as page:
        visit(page, demo, "overview", VIEW)
        expect(page.locator(DRAWN).first).to_be_visible()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 703, "height": 1000})
        for control in (".corner", ".st-key-sheet-bar", '[data-testid="stSidebar"]'):
            expect(page.locator(control).first).to_be_hidden()
        rule = page.evaluate("document.adoptedStyleSheets.flatMap(s => [...s.cssRules])[0].cssText")
        assert "Données fictives · 1 nov. 2025 – 31 oct. 2026" in rule.replace("\u00a0", " ")
        box = page.locator(".plot .main-svg").first.bounding_box()
        assert box
        assert 500 < box["width"] <= 703
