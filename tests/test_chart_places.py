"""Where names, marks and numbers of charts stand in a real browser, at the widths people have."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sociallens.settings import DEMO_STORE
from tests.reading import card, reading, visit

COMPARED = "v=1&lang=fr&period=12m&from=2025-11-01&to=2026-10-31&compare=previous"
# Of each row or cell of an element: the boxes of the words in it, and how much of them is cut off.
WORDS = """element => [...element.querySelectorAll('li, tr')].map(row =>
    [...row.querySelectorAll('.label, .value, .count, th, td')].map(part => {
        const range = document.createRange()
        range.selectNodeContents(part)
        const {left, right, top, bottom} = range.getBoundingClientRect()
        return {text: part.innerText, left, right, top, bottom,
                cut: Math.max(part.scrollWidth - part.clientWidth, 0)}
    }).filter(part => part.text.trim()))"""
MARKS = """element => [...element.querySelectorAll('li')].map(row => {
    const box = part => {
        const found = row.querySelector(part)
        if (!found) return null
        const {left, right, top, bottom} = found.getBoundingClientRect()
        return {left, right, top, bottom}
    }
    return {track: box('.track'), bar: box('.bar'), tick: box('.tick'), value: box('.value')}
})"""
Box = dict[str, Any]


@pytest.fixture(scope="module")
def server(served: Callable[..., str]) -> str:
    return served(SOCIALLENS_STORE=str(DEMO_STORE))


def cross(one: Box, other: Box) -> bool:
    return bool(
        min(one["right"], other["right"]) - max(one["left"], other["left"]) > 0.5
        and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 0.5
    )


def legible(page: Page, name: str) -> None:
    """Assert that no words in a card are cut, cover others of their row or leave the screen."""
    shown = card(page, name)
    expect(shown).to_be_visible()
    rows = shown.evaluate(WORDS)
    assert len(rows) > 1, name
    wide = page.evaluate("document.documentElement.clientWidth")
    for row in rows:
        assert not [part["text"] for part in row if part["cut"] > 1], name
        assert not [part["text"] for part in row if part["right"] > wide + 1], name
        crossing = [pair for pair in combinations(row, 2) if cross(*pair)]
        assert not crossing, (name, crossing)


@pytest.mark.parametrize("width", [320, 768, 1024, 1440])
def test_no_mark_crosses_a_value_and_no_name_is_cut(
    browser: Browser, server: str, width: int
) -> None:
    with reading(browser, viewport={"width": width, "height": 900}) as page:
        visit(page, server, "study", COMPARED)
        for name in ("channels", "causes"):
            legible(page, name)
            marks = card(page, name).evaluate(MARKS)
            assert any(mark["tick"] for mark in marks), name  # of the study
            for mark in marks:
                for drawn in filter(None, (mark["bar"], mark["tick"])):
                    assert not cross(drawn, mark["value"]), (name, mark)
                    assert mark["track"]["left"] - 1 <= drawn["left"]
                    assert drawn["right"] <= mark["track"]["right"] + 2


@pytest.mark.parametrize("width", [320, 1024])
def test_no_name_of_a_grid_is_cut_and_no_number_covers_another(
    browser: Browser, server: str, width: int
) -> None:
    one_row = ("channels", f"{COMPARED}&channel=blog")
    with reading(browser, viewport={"width": width, "height": 900}) as page:
        visit(page, server, *one_row)
        for name in ("channel_topic", "channel_sentiment"):
            legible(page, name)
