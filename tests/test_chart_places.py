"""Where marks and words of cards stand in a real browser, at the widths that people have."""

from itertools import combinations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import lengths
from tests.reading import reading, visit

COMPARED = "v=1&lang=fr&period=12m&from=2025-11-01&to=2026-10-31&compare=year"
WIDTHS = (320, 390, 768, 1024, 1280, 1440, 1920)
BOXES = """(what) => [...document.querySelectorAll(what)].map(each => {
    const {left, right, top, bottom} = each.getBoundingClientRect()
    const within = each.closest('.card').getBoundingClientRect()
    return {left, right, top, bottom, from: within.left, to: within.right,
        card: each.closest('.card').dataset.card, text: each.textContent}
}).filter(box => box.right > box.left)"""
# Words that nothing may cover or cut, and what they must not touch.
VALUES = ".ranked li:not(.above, .below) :is(.label, .value, .count, .verdict)"
NAMES, LABELS = ".plot .annotation-text", ".plot .xtick text"
Box = dict[str, float]


def boxes(page: Page, what: str) -> list[Box]:
    """The boxes of what is drawn, in pixels, with the sides of its card."""
    found: list[Box] = page.evaluate(BOXES, what)
    return found


def cross(one: Box, other: Box) -> bool:
    return bool(
        min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.5
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
    )


@pytest.mark.parametrize("width", lengths.some(WIDTHS, 2))
def test_no_word_is_cut_or_covered(browser: Browser, demo: str, width: int) -> None:
    with reading(browser, viewport={"width": width, "height": 900}) as page:
        for name in ("overview", "topics"):
            visit(page, demo, name, COMPARED)
            for plot in page.locator(".plot .paper").all():
                expect(plot).to_have_attribute("data-drawn", "true")
            values, ticks = boxes(page, VALUES), boxes(page, ".ranked .tick")
            assert values
            assert ticks
            shown = [*values, *boxes(page, NAMES), *boxes(page, LABELS), *boxes(page, ".grid a")]
            cut = [box for box in shown if box["left"] < box["from"] or box["right"] > box["to"]]
            assert not cut, cut
            struck = [box for box in values if any(cross(box, tick) for tick in ticks)]
            assert not struck, struck
            for words in (values, boxes(page, NAMES), boxes(page, LABELS)):
                covered = [pair for pair in combinations(words, 2) if cross(*pair)]
                assert not covered, covered[:3]
            main = page.get_by_test_id("stMain")
            assert main.evaluate("main => main.scrollWidth <= main.clientWidth")


@pytest.mark.parametrize("width", [390, 1024])
def test_values_stand_in_a_column_of_their_own(browser: Browser, demo: str, width: int) -> None:
    with reading(browser, viewport={"width": width, "height": 900}) as page:
        visit(page, demo, "overview", COMPARED)
        expect(page.locator(".ranked").first).to_be_visible()
        values = boxes(page, '[data-card="channels"] .value')
        bars = boxes(page, '[data-card="channels"] .bar')
        assert len({round(box["right"]) for box in values}) == 1
        assert len({round(box["left"]) for box in bars}) == 1
        assert max(box["right"] for box in bars) <= min(box["left"] for box in values)
