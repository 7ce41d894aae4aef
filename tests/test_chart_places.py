"""Where marks and words of charts stand in a real browser, at the widths that people have."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from sociallens.settings import DEMO_STORE
from tests.reading import reading, visit

COMPARED = "v=1&lang=fr&period=12m&from=2025-11-01&to=2026-10-31&compare=previous"
BOXES = """card => {
    const box = mark => {
        const {left, right, top, bottom} = mark.getBoundingClientRect()
        return {left, right, top, bottom}
    }
    const all = (within, what) => [...within.querySelectorAll(what)].map(box)
    return {
        paper: box(card.querySelector('.main-svg')),
        words: all(card, '.scatterlayer .text text'),
        ticks: all(card, '.scatterlayer .points path'),
        bars: all(card.querySelector('.barlayer .trace'), '.point path'),
        columns: all(card, '.xtick text'),
    }
}"""
Box = dict[str, float]


@pytest.fixture(scope="module")
def server(served: Callable[..., str]) -> str:
    return served(SOCIALLENS_STORE=str(DEMO_STORE))


def boxes(
    browser: Browser, server: str, width: int, address: tuple[str, str], *cards: str
) -> dict[str, Any]:
    """The boxes of what is drawn in cards of a page, in pixels."""
    drawn = {}
    with reading(browser, viewport={"width": width, "height": 900}) as page:
        visit(page, server, *address)
        for name in cards:
            card = page.locator(f".st-key-card-{name}")
            expect(card.locator(".barlayer .point path").first).to_be_attached()
            drawn[name] = card.evaluate(BOXES)
    return drawn


def cross(one: Box, other: Box) -> bool:
    return (
        min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.5
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
    )


def inside(one: Box, paper: Box) -> bool:
    return one["left"] >= paper["left"] - 1 and one["right"] <= paper["right"] + 1


@pytest.mark.parametrize("width", [320, 768, 1024, 1440])
def test_no_tick_crosses_a_value_and_each_value_stands_at_its_bar(
    browser: Browser, server: str, width: int
) -> None:
    drawn = boxes(browser, server, width, ("study", COMPARED), "channels", "causes")
    for card, marks in drawn.items():
        assert marks["words"], card
        assert marks["ticks"], card  # of the study and of the period compared with
        assert len(marks["words"]) == len(marks["bars"])
        for words in marks["words"]:
            assert inside(words, marks["paper"]), (card, words)
            assert not [tick for tick in marks["ticks"] if cross(words, tick)], (card, words)
        for words, bar in zip(marks["words"], marks["bars"], strict=True):
            assert abs(words["left"] - bar["left"]) < 4
            assert -1 <= bar["top"] - words["bottom"] < 8


@pytest.mark.parametrize("width", [320, 1024])
def test_no_name_of_a_grid_is_cut_and_no_number_covers_another(
    browser: Browser, server: str, width: int
) -> None:
    one_row = ("channels", f"{COMPARED}&channel=blog")
    drawn = boxes(browser, server, width, one_row, "channel_topic", "channel_sentiment")
    for marks in drawn.values():
        assert len(marks["columns"]) > 1
        for name in marks["columns"]:
            assert inside(name, marks["paper"])
            assert name["top"] >= marks["paper"]["top"] - 1
        for place, words in enumerate(marks["words"]):
            assert inside(words, marks["paper"])
            assert not [other for other in marks["words"][:place] if cross(words, other)]
