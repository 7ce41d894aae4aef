"""What is printed is light, whatever the screen; and a phone's bar says what it holds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from sociallens import theme
from tests.reading import reading, visit

PAINTED = """() => [...document.querySelectorAll(".plot svg :is(text, path)")]
    .flatMap((mark) => [mark.style.fill, mark.style.stroke]).filter((colour) => colour)"""


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


@pytest.fixture(scope="module")
def demo(served: Callable[..., str]) -> str:
    return served()


def test_a_dark_page_is_printed_in_the_colours_of_the_light_one(
    browser: Browser, demo: str
) -> None:
    quiet, paper = rgb(theme.DARK.quiet), rgb(theme.LIGHT.quiet)
    with reading(browser, color_scheme="dark") as page:
        visit(page, demo, "overview", "v=1&lang=fr")
        expect(page.locator(".plot .paper").first).to_have_attribute("data-drawn", "true")
        assert quiet in page.evaluate(PAINTED)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        printed = page.evaluate(PAINTED)
        assert paper in printed
        assert quiet not in printed
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert quiet in page.evaluate(PAINTED)
        page.emulate_media(media="print", color_scheme="dark")
        colour = page.locator(".card h2").first.evaluate("(each) => getComputedStyle(each).color")
        assert colour == rgb(theme.LIGHT.text)


def test_the_button_of_a_phone_says_what_the_view_is(browser: Browser, demo: str) -> None:
    with reading(browser, viewport={"width": 390, "height": 844}) as page:
        query = "v=1&lang=fr&period=12m&from=2025-11-01&to=2026-10-31&compare=year&site=maisolune"
        visit(page, demo, "overview", query)
        button = page.locator("[data-bar] .all")
        expect(button).to_have_text("Maisolune · 12 derniers mois · un an plus tôt")
        button.click()
        expect(page.locator("[data-bar] .filters")).to_be_visible()
