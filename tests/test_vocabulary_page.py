"""The page of the vocabulary: a term is tried, saved, moves the headline, and is taken back."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sociallens.importing.relabel import announce, relabel_store
from sociallens.own import read
from sociallens.own.terms import own_table
from sociallens.store.manifest import open_store
from tests.made import by
from tests.made import store as made
from tests.reading import reading, visit, whole

HOSTILE = "zorglub <b>et</b> <img src=x onerror=alert(1)>"


def rows() -> list[dict[str, object]]:
    texts = [f"La livraison du colis {n} a eu lieu ce matin" for n in range(20)]
    texts += [f"La livraison du colis {n} ce matin, zorglub" for n in range(12)]
    texts += [HOSTILE]
    return [
        {"id": f"m{n}", "text": text, "language": "fr",
         "published_at": datetime(2024, 3, 1 + n % 28), **by("model:0")}
        for n, text in enumerate(texts)
    ]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = made(tmp_path / "store", rows()).path
    relabel_store(path)
    return path


def attempt(page: Page, term: str, says: str = "complaint.strong") -> None:
    form = page.locator("[data-card=term-add]")
    form.locator("[name=term]").fill(term)
    form.locator("[name=says]").select_option(says)
    form.get_by_role("button").click()


def figures(text: str) -> list[str]:
    """Each "k sur n" of a text."""
    return re.findall(r"\d+ sur \d+", text)


def test_a_term_from_trial_to_headline_and_back(
    served: Callable[..., str], browser: Browser, store: Path
) -> None:
    address = served(SOCIALLENS_STORE=str(store))
    with reading(browser, viewport={"width": 390, "height": 900}) as page:
        visit(page, address, "vocabulary", "lang=fr&period=all")
        attempt(page, "la")
        expect(page.get_by_role("alert")).to_contain_text("au moins 3 lettres")
        attempt(page, "zorglub")
        trial = page.locator("[data-card=trial]")
        expect(trial).to_contain_text("sur 13 qui contiennent ce terme")
        whole(page)
        assert own_table(read(store)).is_empty()  # nothing is saved by looking
        assert trial.locator("img, b").count() == 0
        expect(trial.locator("li").first).to_contain_text("Négatif")
        was, now = figures(trial.inner_text())[-2:]
        assert was != now
        for width in (1366, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        trial.get_by_role("button", name="Enregistrer et reclasser").click()
        done = page.locator("[data-passage=vocabulary-done]")
        expect(done).to_contain_text("Version")
        whole(page)
        assert figures(done.inner_text())[-2:] == [was, now]
        assert own_table(read(store))["term"].to_list() == ["zorglub"]
        version = open_store(store).manifest.version
        mine = page.locator("[data-card=terms] tbody tr")
        expect(mine).to_have_count(1)
        expect(mine).to_contain_text("mécontentement fort")
        page.get_by_role("button", name="Reprendre la version 1").click()
        expect(mine).to_have_count(0)
        whole(page)
        assert own_table(read(store)).is_empty()
        assert open_store(store).manifest.version == version + 1


def test_what_was_interrupted_is_told_and_finished(
    served: Callable[..., str], browser: Browser, store: Path
) -> None:
    announce(store)
    with reading(browser) as page:
        visit(page, served(SOCIALLENS_STORE=str(store)), "vocabulary")
        page.get_by_role("button", name="Terminer").click()
        expect(page.locator("[data-passage=vocabulary-done]")).to_contain_text("Rien n’a changé")
        whole(page)
        expect(page.locator("[data-card=unfinished]")).to_have_count(0)


def test_terms_are_looked_up_and_the_demo_is_not_written_to(demo: str, browser: Browser) -> None:
    with reading(browser) as page:
        visit(page, demo, "vocabulary", "lang=fr")
        form = page.locator("[data-card=terms-look]")
        form.locator("[name=q]").fill("remboursé")
        form.locator("[name=says]").select_option("cause.return_refund")
        form.get_by_role("button").click()
        found = page.locator("[data-card=terms] tbody tr")
        expect(found.first).to_contain_text("rembours")
        whole(page)
        assert {"votre secteur"} == {row.locator("td").nth(2).inner_text() for row in found.all()}
        href = found.locator("a").first.get_attribute("href")
        count = found.locator("a").first.inner_text()
        attempt(page, "zorglub")
        trial = page.locator("[data-card=trial]")
        expect(trial).to_contain_text("données de démonstration")
        expect(trial.get_by_role("button", name="Enregistrer")).to_have_count(0)
        page.goto(f"{demo}{href}")
        whole(page)
        expect(page.locator(".turning").first).to_contain_text(count)
