"""The published study stands on a page of its own, and nowhere else."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests import made
from tests.blocks_of import cards
from tests.test_pages import shown

TICK = "trait bleu"
ORDINARY = ("overview", "channels", "topics", "customer_service", "merchants")


def subtitles(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(card.get("subtitle", "") for card in cards(app).values())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("study-page") / "store"
    made.store(path, made.random_rows(1500, sites=4))
    return path


@pytest.mark.parametrize("name", ORDINARY)
def test_no_ordinary_page_has_the_studys_tick(
    monkeypatch: pytest.MonkeyPatch, store: Path, name: str
) -> None:
    monkeypatch.setenv("SOCIALLENS_STORE", str(store))
    assert TICK not in subtitles(shown(name, {}))


def test_its_page_has_its_figures_beside_ones_own(
    monkeypatch: pytest.MonkeyPatch, store: Path
) -> None:
    monkeypatch.setenv("SOCIALLENS_STORE", str(store))
    app = shown("study", {})
    assert subtitles(app).count(TICK) == 2  # channels and causes
    beside = "\n".join(line.value for line in app.markdown)
    assert "étude 90\u202f%, vous " in beside
    assert "étude 10\u202f%, vous " in beside
    assert " sur " in beside
    app.session_state["study-edition"] = 1
    app.run()
    assert subtitles(app).count(TICK) == 1  # topics
    assert "15 janvier 2012" in "\n".join(caption.value for caption in app.caption)


def test_another_vocabulary_is_not_held_against_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made.store(tmp_path / "store", made.random_rows(200, sites=2), taxonomy="telecom")
    monkeypatch.setenv("SOCIALLENS_STORE", str(tmp_path / "store"))
    app = shown("study", {})
    assert TICK not in subtitles(app)
    assert ["« Télécoms »" in info.value.replace("\u00a0", " ") for info in app.info] == [True]
    assert len(app.dataframe) == 1  # the study's own figures
