"""Importing on the page: what is recognised goes in, an unknown file is mapped and remembered."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sociallens.store.manifest import open_store
from tests import lengths
from tests.reading import reading, visit, whole

KNOWN = "site,channel,published_at,role,text\nBelverde,X,2026-03-01,customer,Colis jamais reçu\n"
UNKNOWN = """\
feedbackId,writerName,sentOn,messageBody,starRating,ownerAnswer,ownerAnsweredOn,mood
f1,Ana,13/03/2026 09:15,"Super service, merci",5,Merci Ana !,2026-03-13T10:00:00Z,positive
f2,Léo,14 mars 2026,"Colis perdu depuis trois semaines, aucune réponse",1,,,negative
f3,Zoé,1773585000,Toujours pas remboursée,2,Nous regardons,15/03/2026 18:00,negative
f4,Tom,16/03/2026,Livraison rapide et soignée,5,,,positive
"""
# What is no French: the framework's own words, names of our code, tracebacks.
ENGLISH = re.compile(
    r"\b(?:browse|drag|drop|choose|options?|files?|limit|per|error|traceback|none|null|undefined"
    r"|published_at|the|and|with|upload|uploading|results?|select)\b",
    re.IGNORECASE,
)


def chosen(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("combobox", name=label, exact=False).first
    box.click()
    box.fill(value)
    box.press("Enter")
    whole(page)


def outcome(page: Page, name: str) -> Locator:
    """How many contributions an import's report gives for one outcome."""
    rows = page.locator("[data-card=report] tbody tr")
    return rows.filter(has_text=name).locator("td").first


def _words(page: Page, *names: str) -> str:
    """The words on screen, without those of the files and those that the style sheet replaces."""
    replaced = page.get_by_test_id("stFileUploaderDropzone").all_inner_texts()
    text = page.get_by_test_id("stMain").inner_text()
    for name in (*replaced, *names):
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("width", [390, 1366] if lengths.WHOLE else [390])
def test_an_unknown_export_goes_from_upload_to_the_dashboard_in_french(
    served: Callable[..., str], browser: Browser, tmp_path: Path, width: int
) -> None:
    (tmp_path / "avis.csv").write_text(UNKNOWN, encoding="utf-8")
    data, home = tmp_path / "data", tmp_path / "home"
    address = served(SOCIALLENS_DATA=str(data), SOCIALLENS_HOME=str(home))
    with reading(browser, viewport={"width": width, "height": 900}) as page:
        visit(page, address, "data")
        page.set_input_files("input[type=file]", tmp_path / "avis.csv")
        expect(page.get_by_text("Il manque seulement l’enseigne et le canal")).to_be_visible()
        whole(page)
        headers = UNKNOWN.splitlines()[0].split(",")
        assert ENGLISH.findall(_words(page, *headers)) == []
        page.get_by_text("un outil", exact=True).click()
        whole(page)
        page.get_by_role("textbox", name="Enseigne, si le fichier").fill("Kaliora")
        page.get_by_role("textbox", name="Enseigne, si le fichier").press("Enter")
        whole(page)
        chosen(page, "Canal, si le fichier", "Sites d’avis")
        page.get_by_text("Rien d’indispensable ne manque").wait_for()
        page.get_by_role("button", name="Utiliser ces colonnes").click()
        expect(page.get_by_role("row", name="avis.csv").first).to_be_visible()
        whole(page)
        page.get_by_role("button", name="Importer", exact=True).click()
        expect(page.get_by_text("Import terminé")).to_be_visible()
        expect(outcome(page, "ajoutées")).to_have_text("6")
        expect(outcome(page, "lues en tout")).to_have_text("6")
        whole(page)
        assert ENGLISH.findall(_words(page, *headers)) == []
        page.get_by_role("link", name="Ouvrir le tableau de bord").click()
        expect(page.locator("[data-figure=volume] .value")).to_have_text("4")
        whole(page)
    stored = open_store(data / "own")
    assert sum(segment.rows for segment in stored.manifest.segments) == 6
    assert [path.stem for path in (home / "profiles").glob("*.toml")] == ["avis"]


def test_what_is_known_goes_in_and_what_is_no_export_is_told(
    served: Callable[..., str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "connu.csv").write_text(KNOWN, encoding="utf-8")
    (tmp_path / "faux.csv").write_bytes(b"%PDF-1.4 rien")
    data, home = tmp_path / "data", tmp_path / "home"
    address = served(
        SOCIALLENS_DATA=str(data), SOCIALLENS_HOME=str(home), SOCIALLENS_SERVER_FILES="2"
    )
    with reading(browser) as page:
        visit(page, address, "data")
        expect(page.locator("[data-bar]").get_by_text("Données fictives").first).to_be_visible()
        names = ("connu.csv", "faux.csv")
        page.set_input_files("input[type=file]", [tmp_path / name for name in names])
        expect(page.get_by_role("row", name="connu.csv")).to_be_visible()
        expect(page.get_by_text("faux.csv : ce n’est pas un export").first).to_be_visible()
        whole(page)
        page.get_by_role("button", name="Importer", exact=True).click()
        expect(page.get_by_text("Import terminé")).to_be_visible()
        whole(page)
        expect(page.locator("[data-bar]").get_by_text("Données fictives")).to_have_count(0)
        # What was imported takes no room any more.
        page.set_input_files("input[type=file]", tmp_path / "connu.csv")
        expect(page.get_by_role("button", name="Importer", exact=True)).to_be_visible()
        whole(page)
    assert sum(segment.rows for segment in open_store(data / "own").manifest.segments) == 1


def test_the_folder_is_read_again_when_somebody_asks(
    served: Callable[..., str], browser: Browser, tmp_path: Path
) -> None:
    folder, data = tmp_path / "exports", tmp_path / "data"
    folder.mkdir()
    (folder / "connu.csv").write_text(KNOWN, encoding="utf-8")
    address = served(
        SOCIALLENS_DATA=str(data),
        SOCIALLENS_HOME=str(tmp_path / "home"),
        SOCIALLENS_WATCH=str(folder),
    )
    with reading(browser) as page:
        visit(page, address, "data")
        page.wait_for_timeout(2_500)  # a file that has just been written may not be whole yet
        page.get_by_role("button", name="Relire le dossier").click()
        expect(outcome(page, "ajoutées")).to_have_text("1")
        whole(page)
        page.get_by_role("button", name="Relire le dossier").click()
        expect(page.get_by_text("Aucun nouveau fichier").first).to_be_visible()
    assert sum(segment.rows for segment in open_store(data / "own").manifest.segments) == 1
