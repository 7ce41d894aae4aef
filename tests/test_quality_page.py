"""The page on quality: what it says with and without an audit, and with a tool's moods."""

from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, expect

from sociallens import tables
from sociallens.access import UNLIMITED
from sociallens.annotations.entries import Decision
from sociallens.annotations.writing import annotate
from sociallens.audits.drawing import draw
from sociallens.blocks import Card
from sociallens.engine import load
from sociallens.metrics import NEGATIVE_RATE_CUSTOMER_SERVICE
from tests import made
from tests.blocks_of import blocks, cards, numbers, title
from tests.reading import card, exported, reading, takeaway, visit
from tests.test_pages import shown
from tests.test_quality_audited import LABELS, MODEL
from tests.test_quality_sources import FRENCH, SPANISH

ALWAYS = (
    "label_quality", "model_bias", "label_confusions", "label_confidence", "unlike_months",
    "unlike_channels",
)  # fmt: skip


def rows(**row: object) -> list[dict[str, object]]:
    return [
        {**LABELS, **MODEL, "id": f"c{n}", "text": f"{FRENCH} {n}", "channel": "twitter",
         "published_at": datetime(2026, n % 6 + 1, 3, 12), **row}
        for n in range(60)
    ]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


def audited(store: Path) -> None:
    """An audit of forty messages in which ten moods were wrong."""
    audit = draw(load(store), UNLIMITED, size=40, who="Ana", seed=1)
    said = {"topic": "customer_service", "causes": "delivery", "intent": "complaint"}
    decisions = [Decision(id, task, (value,)) for id in audit.ids for task, value in said.items()]
    for place, id in enumerate(audit.ids):
        mood = "neutral" if place < 10 else "negative"
        decisions.append(Decision(id, "sentiment", (mood,)))
        if mood == "negative":
            decisions.append(Decision(id, "severity", ("medium",)))
    annotate(store, decisions, who="Ana", audit=audit.name)


def texts(of: Card) -> list[list[str]]:
    """The cells of a card's table, as they are written."""
    body = of["body"]
    assert body["kind"] == "table"
    return [[cell["text"] for cell in row["cells"]] for row in body["rows"]]


def hints(name: str = "quality") -> set[str]:
    return {block["name"] for block in blocks(shown(name, {})) if block["kind"] == "passage"}


def test_without_an_audit_it_speaks_of_our_texts(store: Path) -> None:
    made.store(store, rows())
    app = shown("quality", {})
    assert not app.exception
    assert title(app).startswith("Sur nos textes d’essai")
    assert tuple(cards(app)) == ALWAYS
    assert list(numbers(app)) == ["topic", "causes", "sentiment", "severity", "intent"]
    assert all("sur" in item["counted"] for item in numbers(app).values())
    assert hints() == {"missing-tool", "missing-audit"}
    for row in texts(cards(app)["label_quality"]):
        assert all("sur" in cell and "entre" in cell for cell in row[1:] if cell)


def test_causes_of_a_sector_that_has_others_were_not_measured(store: Path) -> None:
    made.store(store, rows(causes=["network"]), taxonomy="telecom")
    app = shown("quality", {})
    assert not app.exception
    assert list(numbers(app)) == ["topic", "sentiment", "severity", "intent"]
    told = [row[0] for row in texts(cards(app)["label_confusions"])]
    assert told
    assert not any("_" in text or "delivery" in text for text in told)


def test_with_an_audit_it_speaks_of_the_readers_own(store: Path) -> None:
    made.store(store, rows())
    audited(store)
    app = shown("quality", {})
    assert title(app).startswith("Sur vos messages audités")
    assert "100\u202f%" in title(app)
    assert "75\u202f%" in title(app)
    mood = numbers(app)["sentiment"]
    assert mood["value"] == "75\u202f%"
    assert mood["counted"].startswith("30 sur 40")
    assert "nos textes d’essai" in mood["lines"][-1]["text"]
    assert hints() == {"missing-tool"}
    ranked = cards(app)["label_confidence"]["body"]
    assert ranked["kind"] == "ranked"
    assert all("nos textes d’essai" in row["verdict"]["text"] for row in ranked["rows"])
    body = cards(app)["label_confusions"]["body"]
    assert body["kind"] == "table"
    (first, *_) = body["rows"]
    assert [cell["text"] for cell in first["cells"]] == [
        "«\u00a0Neutre\u00a0» pris pour «\u00a0Négatif\u00a0»", "Humeur", "10 sur 10",
        "compté négatif à tort", "voir un de vos messages",
    ]  # fmt: skip
    query = parse_qs(urlsplit(first["cells"][-1]["href"]).query)
    assert query["thread"] == query["open"]


def test_once_an_audit_is_answered_the_headline_says_nothing_of_our_texts(store: Path) -> None:
    made.store(store, rows())
    name = NEGATIVE_RATE_CUSTOMER_SERVICE.name
    before = numbers(shown("overview", {}))[name]
    assert any("textes d’essai" in line["text"] for line in before["lines"])
    audited(store)
    after = numbers(shown("overview", {}))[name]
    assert not any("textes d’essai" in line["text"] for line in after["lines"])


def test_a_tool_is_held_against_the_model_and_against_people(store: Path) -> None:
    made.store(store, rows(tool_sentiment="negative"))
    app = shown("quality", {})
    assert tuple(cards(app)) == (*ALWAYS, "tool_sentiment")
    assert hints() == {"missing-tool-audit"}
    assert "60 sur 60" in cards(app)["tool_sentiment"]["subtitle"]
    audited(store)
    contest = cards(shown("quality", {}))["tool_contest"]
    assert "Aucun écart établi" in contest["subtitle"]
    assert texts(contest)[0][1].startswith("75\u202f% (30 sur 40")


def test_a_channel_that_is_new_to_the_model_is_told_on_top(store: Path) -> None:
    unread = {
        "channel": "blog",
        "text": SPANISH,
        "language": "es",
        "published_at": datetime(2026, 5, 1),
    }
    made.store(store, [*rows(), *({**unread, "id": f"e{n}"} for n in range(40))])
    app = shown("quality", {})
    (warned,) = [
        block for block in blocks(app) if block["kind"] == "passage" and block["name"] == "unlike"
    ]
    assert "Un canal ne ressemble pas" in warned["title"]
    assert "Blogs" in warned["paragraphs"][0]
    assert "100\u202f%" in warned["paragraphs"][0]
    verdicts = {row[0]: row[-1] for row in texts(cards(app)["unlike_channels"])}
    assert verdicts["Blogs"] != verdicts["Twitter / X"]
    assert "unlike" not in {
        block.get("name") for block in blocks(shown("quality", {"channel": "twitter"}))
    }


def test_every_table_of_the_page_is_a_file_with_the_same_figures(store: Path) -> None:
    made.store(store, rows(tool_sentiment="negative"))
    audited(store)
    app = shown("quality", {})
    for name in tables.QUALITY:
        head, *lines = exported(store, name, "v=1&lang=fr").splitlines()
        assert lines, name
        assert '"k"' in head or '"told_k"' in head
        assert cards(app)[name]["exports"][0]["href"].startswith(f"/export/{name}.csv?")
    whole = exported(store, "label_quality", "v=1&lang=fr")
    assert '"yours";"";"";"sentiment";30;40' in whole


def test_a_reader_meets_it_on_a_phone_and_takes_a_table_away(browser: Browser, demo: str) -> None:
    with reading(browser, viewport={"width": 390, "height": 844}) as page:
        visit(page, demo, "quality", "v=1&lang=fr")
        confusions = card(page, "label_confusions")
        expect(confusions.get_by_text("entre à tort dans le service client").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        menu = takeaway(card(page, "model_bias"))
        with page.expect_download() as taken:
            menu.get_by_role("link", name="CSV").click()
        assert taken.value.suggested_filename == "sociallens-model_bias.csv"
