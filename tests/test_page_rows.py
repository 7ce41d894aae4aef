"""A page is one row: what is declared and what stands in the folder are the same."""

from pathlib import Path

import pytest
from streamlit.material_icon_names import ALL_MATERIAL_ICONS

from sociallens.i18n import LANGUAGES, words
from sociallens.ui.pages import PAGES, Page, groups

FOLDER = Path(__file__).parents[1] / "pages"
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def test_every_script_has_a_row_and_every_row_a_script() -> None:
    assert sorted(page.name for page in PAGES) == sorted(path.stem for path in FOLDER.glob("*.py"))


@each_page
def test_a_row_is_whole(page: Page) -> None:
    assert page.script.is_file()
    assert page.icon in ALL_MATERIAL_ICONS
    for language in LANGUAGES:
        assert words(page.title, language)
        assert words(f"group-{page.group}", language)


def test_groups_keep_the_order_of_the_rows() -> None:
    listed = [page for page in PAGES if page.listed]
    assert [page for members in groups().values() for page in members] == listed
