"""Reading on the page: it can be stopped, is not done again without need, and harms nobody."""

import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.hostile import FILES, GOOD, HEADER
from tests.importing import written
from tests.reading import reading, visit, whole
from tests.test_upload import outcome

SLOW = 30_000_000  # newlines: half a minute of one core


def upload(page: Page, address: str, *files: Path) -> None:
    visit(page, address, "data")
    page.set_input_files("input[type=file]", list(files))


def test_reading_can_be_stopped_and_begun_again(
    served: Callable[..., str], browser: Browser, tmp_path: Path
) -> None:
    slow = tmp_path / "lent.csv"
    slow.write_bytes(f"{HEADER}\n{GOOD}\n".encode() + b"\n" * SLOW)
    address = served(SOCIALLENS_DATA=str(tmp_path / "data"), SOCIALLENS_HOME=str(tmp_path / "home"))
    with reading(browser) as page:
        upload(page, address, slow)
        page.get_by_role("button", name="Annuler").click()
        expect(page.get_by_text("Lecture annulée.")).to_be_visible()
        whole(page)
        # The page says so before the run that was stopped has put its things away.
        deadline = time.monotonic() + 10
        while (left := _left(tmp_path / "data" / "work")) and time.monotonic() < deadline:
            page.wait_for_timeout(100)
        assert left == []
        page.get_by_role("button", name="Lire de nouveau").click()
        expect(page.get_by_role("button", name="Annuler")).to_be_visible()
        page.get_by_role("button", name="Annuler").click()
        expect(page.get_by_text("Lecture annulée.")).to_be_visible()


def _left(work: Path) -> list[str]:
    """What a reading has put down and not yet taken away."""
    return [path.name for path in work.iterdir() if path.name.startswith(("child-", "upload-"))]


def test_a_workbook_that_ends_its_reader_ends_nothing_else(
    served: Callable[..., str], browser: Browser, tmp_path: Path
) -> None:
    (hostile,) = [each for each in FILES["workbooks"] if each.name == "far_single.xlsx"]
    hostile.make(tmp_path / hostile.name)
    good = written(tmp_path / "bon.csv", HEADER, GOOD)
    address = served(SOCIALLENS_DATA=str(tmp_path / "data"), SOCIALLENS_HOME=str(tmp_path / "home"))
    with reading(browser) as page:
        upload(page, address, tmp_path / hostile.name, good)
        expect(page.get_by_text("far_single.xlsx : ").first).to_be_visible()
        expect(page.get_by_role("row", name="bon.csv")).to_be_visible()
        page.get_by_role("button", name="Importer", exact=True).click()
        expect(page.get_by_text("Import terminé")).to_be_visible()
        expect(outcome(page, "ajoutées")).to_have_text("1")
