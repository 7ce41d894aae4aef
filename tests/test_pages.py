"""Every page runs, whatever the view: full, narrow, without messages, in English, without data.

Streamlit's own AppTest runs the frame and its pages in this process. It knows no address: what
links, clicks and charts do is tested in a browser (`test_journeys.py`).
"""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sociallens.blocks import Bar
from sociallens.settings import PACKAGE, ROOT
from sociallens.store.write import create
from tests import made
from tests.blocks_of import blocks
from tests.reading import FILTERED, UNFILTERED

FRAME = PACKAGE / "ui" / "frame.py"
VIEWS: dict[str, dict[str, str | list[str]]] = {
    "everything": {},
    "in English": {"lang": "en"},
    "compared": {"from": "2025-06-01", "to": "2026-05-31", "compare": "year"},
    "few": {"from": "2025-06-01", "to": "2025-06-02"},
    "two merchants": {"site": ["site-0", "site-1"]},
    "a topic": {"topic": "offer"},
    "no customer service": {"topic": ["offer", "none"], "sentiment": "positive"},
    "no message": {"from": "1999-01-01", "to": "1999-12-31"},
    "unknown site": {"site": "nulle-part"},
    "unknown key": {"couleur": "bleu"},
    "searched": {"q": "inventé"},
    "a thread": {"thread": "c0"},
    "no such thread": {"thread": "zzz"},
}
each_page = pytest.mark.parametrize("name", [*FILTERED, *UNFILTERED])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pages") / "store"
    made.store(path, made.random_rows(1500, sites=4), demo=True)
    return path


def shown(name: str, query: dict[str, str | list[str]]) -> AppTest:
    """The page `name` as a link opens it."""
    app = AppTest.from_file(FRAME, default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.run()
    if name != "overview":
        app.switch_page(str(ROOT / "pages" / f"{name}.py")).run()
    return app


@each_page
@pytest.mark.parametrize("view", VIEWS)
def test_page_runs(monkeypatch: pytest.MonkeyPatch, store: Path, name: str, view: str) -> None:
    monkeypatch.setenv("SOCIALLENS_STORE", str(store))
    app = shown(name, VIEWS[view])
    assert [error.message for error in app.exception] == []
    if name in FILTERED:
        assert [*blocks(app), *app.subheader, *app.warning]


@each_page
def test_page_runs_without_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    create(tmp_path / "empty")
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "empty"))
    assert list(shown(name, {}).exception) == []


def test_missing_store_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "nowhere"))
    app = shown("overview", {})
    assert list(app.exception) == []
    assert len(app.error) == 1


def test_reposts_are_asked_for_where_there_are_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    shared = {"id": "shared", "role": "repost", "text": "Colis perdu", "tool_sentiment": "negative"}
    stars = {"id": "stars", "rating": 5.0, "sentiment": "positive", "sentiment_by": "stars"}
    made.store(tmp_path / "reposts", [{"text": "Bien", **made.by("model:1")}, shared, stars])
    monkeypatch.setenv("SOCIALLENS_STORE", str(store))
    assert bar(shown("overview", {}))["reposts"] is None
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "reposts"))
    assert bar(shown("overview", {}))["reposts"] is False
    counted = shown("overview", {"reposts": "with"})
    assert not counted.exception
    assert bar(counted)["reposts"] is True
    narrowed = [chip["key"] for block in blocks(counted) if block["kind"] == "chips"
                for chip in block["chips"]]  # fmt: skip
    assert "reposts" in narrowed


def bar(app: AppTest) -> Bar:
    return next(block for block in blocks(app) if block["kind"] == "bar")
