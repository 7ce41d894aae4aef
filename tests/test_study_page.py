"""The published study stands on a page of its own, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import made
from tests.reading import reading, visit

STUDY = "étude e-Acticall"
ORDINARY = ("overview", "channels", "topics", "customer_service", "merchants")


@pytest.fixture(scope="module")
def server(served: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("study-page") / "store"
    made.store(path, made.random_rows(1500, sites=4))
    return served(SOCIALLENS_STORE=str(path))


def naming(page: Page) -> int:
    """How many cards name the study: as whose tick they show, or as their source."""
    expect(page.locator(".sheet h1")).to_be_visible()
    return page.locator(".card .head", has_text=STUDY).count()


def test_no_ordinary_page_has_the_studys_tick(browser: Browser, server: str) -> None:
    with reading(browser) as page:
        for name in ORDINARY:
            assert naming(visit(page, server, name)) == 0, name


def test_its_page_has_its_figures_beside_ones_own(browser: Browser, server: str) -> None:
    with reading(browser) as page:
        assert naming(visit(page, server, "study")) == 5  # channels, causes, topics; two tables
        rate = page.locator("[data-figure=negative_rate_customer_service]")
        expect(rate).to_contain_text("étude : 90\u202f%".replace(" :", "\u00a0:"))
        expect(rate).to_contain_text("600 conversations")
        expect(rate.locator(".counted")).to_contain_text(" sur ")
        share = page.locator("[data-figure=customer_service_share]")
        expect(share).to_contain_text("10\u202f%")
        sources = page.locator(".card", has_text="les chiffres publiés")
        expect(sources).to_have_count(2)
        expect(sources.last).to_contain_text("15 janvier 2012")


def test_another_vocabulary_is_not_held_against_it(
    served: Callable[..., str], browser: Browser, tmp_path: Path
) -> None:
    made.store(tmp_path / "store", made.random_rows(200, sites=2), taxonomy="telecom")
    with reading(browser) as page:
        assert naming(visit(page, served(SOCIALLENS_STORE=str(tmp_path / "store")), "study")) == 2
        expect(page.locator("[data-passage=vocabulary]")).to_contain_text("Télécoms")
        expect(page.locator("[data-figure]")).to_have_count(0)
        expect(page.locator(".card table")).to_have_count(2)  # the study's own figures
