"""Figures and sentences of pages on small stores, where a rate or a plural would be false."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sociallens.metrics import NEGATIVE_RATE_CUSTOMER_SERVICE
from tests import made
from tests.blocks_of import blocks, cards, numbers, title
from tests.test_pages import shown


def test_no_rate_of_few_messages_in_the_table_of_merchants(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = datetime(2026, 1, 5, 12)
    question = {"reply_observed": True, "sentiment": "positive", "published_at": start}
    rows: list[dict[str, object]] = []
    for site, count in (("Modalys", 12), ("Voltarive", 3)):
        for number in range(count):
            thread = f"{site}{number}"
            rows.append({**question, "site": site, "id": thread, "conversation_id": thread})
            reply = {"role": "brand", "published_at": start + timedelta(hours=1)}
            rows.append({**reply, "site": site, "id": f"{thread}-r", "conversation_id": thread})
    made.store(tmp_path / "store", rows)
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    app = shown("merchants", {})
    assert not app.exception
    body = cards(app)["merchants-table"]["body"]
    assert body["kind"] == "table"
    places = {column["key"]: place for place, column in enumerate(body["columns"])}
    rows = {row["key"]: row["cells"] for row in body["rows"]}
    for name in ("column-net", "column-replies", "column-within"):
        assert rows["Modalys"][places[name]].get("value") == pytest.approx(1)
        few = rows["Voltarive"][places[name]]
        assert few.get("value") is None
        assert "%" not in few["text"]


def test_a_view_without_a_negative_message_is_not_called_too_small(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    praise = {"topic": "customer_service", "topics": ["customer_service"], "sentiment": "positive"}
    made.store(tmp_path / "store", [praise] * 20)
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    app = shown("overview", {})
    assert "Service client" in title(app)
    assert "trop peu" not in title(app).lower()
    assert numbers(app)[NEGATIVE_RATE_CUSTOMER_SERVICE.name]["value"] == "0\u202f%"


def test_one_merchant_is_not_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made.store(tmp_path / "store", [{"text": "Bien"}])
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    assert "trop peu de messages" in title(shown("merchants", {})).lower()


def test_one_message_is_singular(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made.store(tmp_path / "store", [{"text": "Bien", "channel": "blog"}])
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    shown_blocks = blocks(shown("overview", {"channel": "facebook"}))
    totals = [block["total"]["text"] for block in shown_blocks if block["kind"] == "chips"]
    assert totals == ["0 message de client"]
    ways = [block["links"] for block in shown_blocks if block["kind"] == "passage"]
    assert [link["text"].endswith(": 1 message") for links in ways for link in links] == [True]
