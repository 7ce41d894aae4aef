"""Importing on the page: what is recognised goes in, an unknown file is mapped and remembered."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from sociallens.store.manifest import open_store
from tests.reading import reading, visit, whole

KNOWN = "site,channel,published_at,role,text\nBelverde,X,2026-03-01,customer,Colis jamais reçu\n"
UNKNOWN = 'Quand;Quoi;Qui\n13/03/2026;"Super service, merci";Ana\n14/03/2026;"Colis perdu";Léo\n'


def chosen(page: Page, label: str, value: str) -> None:
    box = page.get_by_role("combobox", name=label, exact=False).first
    box.click()
    box.fill(value)
    box.press("Enter")
    whole(page)


def test_an_upload_is_previewed_mapped_imported_and_shown(
    served: Callable[..., str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "connu.csv").write_text(KNOWN, encoding="utf-8")
    (tmp_path / "inconnu.csv").write_text(UNKNOWN, encoding="utf-8")
    (tmp_path / "faux.csv").write_bytes(b"%PDF-1.4 rien")
    data, home = tmp_path / "data", tmp_path / "home"
    address = served(SOCIALLENS_DATA=str(data), SOCIALLENS_HOME=str(home))
    with reading(browser) as page:
        visit(page, address, "data")
        expect(page.locator(".st-key-bar").get_by_text("Données fictives").first).to_be_visible()
        names = ("connu.csv", "inconnu.csv", "faux.csv")
        page.set_input_files("input[type=file]", [tmp_path / name for name in names])
        expect(page.get_by_text("connu.csv : les colonnes").first).to_be_visible()
        expect(page.get_by_text("inconnu.csv : format non reconnu").first).to_be_visible()
        expect(page.get_by_text("faux.csv : ce n’est pas un export").first).to_be_visible()
        whole(page)
        page.get_by_text("Dire quelle colonne est quoi").click()
        page.get_by_label("Nom de ce format").fill("essai")
        page.get_by_label("Nom de ce format").press("Enter")
        chosen(page, "Texte", "Quoi")
        chosen(page, "Date", "Quand")
        page.get_by_role("button", name="Garder ce format").click()
        expect(page.get_by_text("inconnu.csv : les colonnes").first).to_be_visible()
        whole(page)
        page.get_by_role("textbox", name="Enseigne, si le fichier").fill("Kaliora")
        page.get_by_role("textbox", name="Enseigne, si le fichier").press("Enter")
        whole(page)
        chosen(page, "Canal, si le fichier", "Facebook")
        page.get_by_role("button", name="Importer", exact=True).click()
        expect(page.get_by_text("Import terminé")).to_be_visible()
        expect(page.get_by_text("3 contributions lues = 3 ajoutées").first).to_be_visible()
        whole(page)
        expect(page.locator(".st-key-bar").get_by_text("Données fictives")).to_have_count(0)
    assert sum(segment.rows for segment in open_store(data / "own").manifest.segments) == 3
    assert (home / "profiles" / "essai.toml").is_file()
