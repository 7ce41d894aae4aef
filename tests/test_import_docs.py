"""What docs/importing.md says is what the declarations say."""

import re
from pathlib import Path

import pytest

from sociallens.errors import BadExport
from sociallens.importing.profiles import profile
from sociallens.importing.values.date_forms import FORMATS
from sociallens.schema import TEMPLATE

DOCS = Path(__file__).parents[1] / "docs" / "importing.md"


def _between(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n(.*)<!-- /{mark} -->", DOCS.read_text("utf-8"), re.S)
    assert found is not None
    return found[1]


def _profiles_table() -> str:
    rows = [f"| `{p.name}` | {p.titles['en']} | {p.basis['en']} |" for p in profile.shipped()]
    return "\n".join(["| profile | export | based on |", "|---|---|---|", *rows, ""])


def _dates_table() -> str:
    rows = [f"| `{form.words}` | `{name}` | {form.example} |" for name, form in FORMATS.items()]
    return "\n".join(["| form | in a profile | example |", "|---|---|---|", *rows, ""])


def test_every_form_of_dates_is_documented_with_an_example() -> None:
    assert _between("dates") == _dates_table()


def test_every_column_of_the_template_is_documented_in_order() -> None:
    assert re.findall(r"^\| `(\w+)` \|", _between("template"), re.M) == list(TEMPLATE)


def test_every_profile_is_documented_with_its_basis() -> None:
    assert _between("profiles") == _profiles_table()


@pytest.mark.parametrize("text", ["title = [", "needs = []", "title = 1\nbasis = 2\nneeds = 3"])
def test_a_broken_profile_is_told(text: str) -> None:
    with pytest.raises(BadExport) as caught:
        profile.parse("mien", text)
    assert caught.value.key == "import-profile-unreadable"
