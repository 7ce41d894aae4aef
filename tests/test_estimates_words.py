"""What marks and pages say of corrected figures, in French and in English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sociallens import export, marks
from sociallens.about import about
from sociallens.access import LOCAL, UNLIMITED
from sociallens.answers import answer
from sociallens.engine import Engine
from sociallens.i18n import LANGUAGES, Language
from sociallens.link import View
from sociallens.metrics import METRICS
from sociallens.naming import Names
from sociallens.phrases import figure_words
from sociallens.selection import Selection
from sociallens.tables import TABLES
from sociallens.theme import LIGHT
from tests import audited
from tests.test_estimates import CORRECTED, mistaken, rows

NARROW = "\u202f"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    path = tmp_path_factory.mktemp("audited") / "store"
    return audited.store(path, rows(1_500), mistaken, size=300)


@pytest.fixture(scope="module")
def store(engine: Engine) -> Path:
    return engine.store.path


def told(engine: Engine, table: str, view: Selection, language: Language = "fr") -> marks.Bars:
    names = Names(engine.taxonomy, language)
    return marks.bars(answer(engine, TABLES[table], view, UNLIMITED), None, names)


def test_bars_show_the_corrected_share_and_say_the_raw_one(engine: Engine) -> None:
    raw, now = told(engine, "topics", Selection()), told(engine, "topics", CORRECTED)
    assert raw.subtitle in now.subtitle
    assert now.subtitle.endswith("corrigé par l’audit")
    before = {row["key"]: row for row in raw.rows}
    for row in now.rows:
        assert row["count"] == before[row["key"]]["count"]  # messages that can be opened
        assert f"{before[row['key']]['value']} brut → {row['value']} corrigé, entre" in row["hover"]
        assert row["bar"] != before[row["key"]]["bar"]
    shares = [row["bar"] or 0 for row in now.rows]
    assert shares == sorted(shares, reverse=True)
    assert "corrected by the audit" in told(engine, "topics", CORRECTED, "en").subtitle


def test_bars_that_stay_raw_say_so_where_labels_matter(engine: Engine) -> None:
    tiny = CORRECTED.choose("site", ["Site 1"]).choose("topic", ["offer"])
    assert (
        told(engine, "channels", CORRECTED).subtitle
        == told(engine, "channels", Selection()).subtitle
    )
    few = told(engine, "causes", tiny)
    assert not few.rows or "trop peu de messages audités" in few.subtitle
    grid = marks.grid(
        answer(engine, TABLES["topic_sentiment"], CORRECTED, UNLIMITED),
        Names(engine.taxonomy, "fr"),
    )
    hovers = [cell["hover"] for row in grid.rows for cell in row["cells"] if cell["value"]]
    assert any("corrigé" in hover for hover in hovers)
    trend = marks.layers(
        answer(engine, TABLES["trend"], CORRECTED, UNLIMITED),
        Names(engine.taxonomy, "fr"),
        LIGHT,
    )
    assert trend is not None
    assert "chiffres bruts" in trend.subtitle


def test_a_figure_in_words_is_the_corrected_one(engine: Engine) -> None:
    figure = answer(engine, TABLES["summary"], CORRECTED, UNLIMITED).figure(
        METRICS["customer_service_share"]
    )
    assert figure.rate is not None
    assert figure_words(figure, "fr") == f"{round(figure.rate * 100)}{NARROW}%"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_says_by_which_audit(engine: Engine, language: Language) -> None:
    view = View(CORRECTED, language)
    csv = b"".join(export.stream(engine, "topics", view, LOCAL)).decode("utf-8-sig")
    assert {"raw_rate", "labels"} <= set(
        csv.splitlines()[0].replace('"', "").replace(";", ",").split(",")
    )
    lines = dict(about(engine, "topics", view, UNLIMITED))
    assert any("audit" in text and "300" in text for text in lines.values())
    assert any("raw_rate" in text for text in lines.values())
    plain = dict(about(engine, "topics", View(language=language), UNLIMITED))
    assert not any("raw_rate" in text for text in plain.values())


@pytest.fixture(params=[(390, "light"), (1366, "dark")], ids=["phone", "wide"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def test_a_switch_corrects_the_page_its_link_and_its_files(
    page: Page, server: str, engine: Engine
) -> None:
    page.goto(f"{server}/?period=all&lang=fr")
    offer = page.locator("[data-offer]")
    expect(offer).to_have_text("Corriger par l’audit (300\u00a0messages)", timeout=30_000)
    rate = page.locator("[data-figure=negative_rate_customer_service]")
    raw = rate.locator(".value").inner_text()
    offer.focus()
    page.keyboard.press("Enter")
    chip = page.locator("[data-chip=corrected]")
    expect(chip).to_contain_text("corrigé par l’audit du", timeout=30_000)
    assert "corrected=1" in page.url
    expect(rate.locator(".counted")).to_contain_text("corrigé, entre")
    expect(rate.locator(".counted")).to_contain_text(f"brut {raw}")
    expect(page.get_by_text("Ces constats comparent les chiffres bruts")).to_be_visible()
    figure = answer(engine, TABLES["summary"], CORRECTED, UNLIMITED).figure(
        METRICS["negative_rate_customer_service"]
    )
    expect(rate.locator(".value")).to_have_text(figure_words(figure, "fr"))
    file = page.locator("a[href*='/export/topics.csv'][href*='corrected=1']").first
    file.wait_for(state="attached", timeout=30_000)
    files = file.get_attribute("href")
    assert files is not None
    assert "raw_rate" in page.request.get(f"{server}{files}").text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    chip.focus()
    page.keyboard.press("Enter")
    expect(offer).to_be_visible(timeout=30_000)
    expect(rate.locator(".value")).to_have_text(raw)
    assert "corrected" not in page.url


def test_without_an_audit_nothing_is_offered(page: Page, demo: str) -> None:
    page.goto(f"{demo}/?period=all&lang=fr")
    expect(page.locator("[data-total]")).to_be_visible(timeout=30_000)
    assert page.locator("[data-offer]").count() == 0
    page.goto(f"{demo}/?period=all&lang=fr&corrected=1")
    chip = page.locator("[data-chip=corrected]")
    expect(chip).to_contain_text("aucun audit n’a assez de réponses", timeout=30_000)
