"""Rejected rows are saved out of the page: they have no address that others could ask."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, expect

from tests.reading import reading, visit, whole

SECRET = "Ma commande n’est jamais arrivée ; appelez-moi, signé Zénobie"
FILE = f"""\
site,channel,published_at,role,text
Belverde,X,2026-03-01,customer,Colis jamais reçu
Belverde,X,2026-13-45,customer,{SECRET}
Belverde,X,le mois dernier,customer,=1+1
"""


def test_rejected_rows_are_saved_by_their_reader_alone(
    served: Callable[..., str], browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "avis.csv").write_text(FILE, encoding="utf-8")
    data, home = tmp_path / "data", tmp_path / "home"
    address = served(SOCIALLENS_DATA=str(data), SOCIALLENS_HOME=str(home))
    answers: list[str] = []
    with reading(browser, viewport={"width": 1366, "height": 900}) as page:
        page.on("response", lambda answer: answers.append(answer.url))
        visit(page, address, "data")
        page.set_input_files("input[type=file]", tmp_path / "avis.csv")
        expect(page.get_by_role("button", name="Importer", exact=True)).to_be_visible()
        whole(page)
        page.get_by_role("button", name="Importer", exact=True).click()
        expect(page.get_by_text("Import terminé")).to_be_visible()
        whole(page)
        button = page.get_by_role("button", name="Télécharger les lignes refusées (CSV)")
        for _ in range(2):
            with page.expect_download() as saved:
                button.click()
            assert saved.value.suggested_filename == "sociallens-rejets.csv"
            whole(page)
            text = saved.value.path().read_bytes()
            assert text.startswith(b"\xef\xbb\xbf")  # what Excel knows UTF-8 by
            lines = text.decode("utf-8-sig").splitlines()
            assert len(lines) == 3
        assert "le mois dernier" in lines[2]
        later: list[object] = []
        page.on("download", lambda download: later.append(download))
        page.locator(".language").click()
        expect(page.get_by_role("button", name="Download the rejected rows")).to_be_visible()
        whole(page)
        page.wait_for_timeout(500)
        assert later == []  # another run of the page saves nothing again
    paths = [urlsplit(url).path for url in answers]
    assert [path for path in paths if path.startswith("/media/") and path.endswith("csv")] == []
