"""The access file: who may see and do what."""

from pathlib import Path

import pytest

from sociallens.access import LOCAL, NOTHING, RIGHTS, UNLIMITED, Identity, Scope
from sociallens.access.file import reader
from sociallens.errors import BadSettings

TOLD = """
[[entry]]
who = ["Anne@Example.com", "group:marketing"]
sites = ["Belverde", "Modalys"]
countries = ["FR"]
may = ["verbatims"]

[[entry]]
who = ["@agency.example"]
sites = ["Belverde"]
may = ["verbatims", "export"]

[[entry]]
who = ["chief@example.com"]
sites = "*"
may = ["verbatims", "export", "import", "correct", "erase", "administer"]

[[entry]]
who = ["nothing@example.com"]
may = ["export"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "access.toml"
    path.write_text(TOLD, encoding="utf-8")
    return path


def somebody(address: str, *groups: str) -> Identity:
    return Identity(address, frozenset(groups))


def test_an_entry_gives_its_part_and_its_rights_there_alone(file: Path) -> None:
    anne = reader(file, somebody("anne@example.com"))
    assert anne.scope() == Scope.of(site=["Belverde", "Modalys"], country=["FR"])
    assert anne.scope("verbatims") == anne.scope()
    assert anne.scope("verbatims", "export") == NOTHING
    assert not anne.may("export")


def test_several_entries_add_up_right_by_right(file: Path) -> None:
    both = reader(file, somebody("li@agency.example", "marketing"))
    assert len(both.scope().parts) == 2
    assert both.scope("export") == Scope.of(site=["Belverde"])
    assert both.scope().allows({"site": "Modalys", "country": "FR"})
    assert not both.scope("export").allows({"site": "Modalys", "country": "FR"})
    assert both.scope("export").allows({"site": "Belverde", "country": None})


@pytest.mark.parametrize("address", ["stranger@elsewhere.example", "", "agency.example"])
def test_whom_no_entry_names_sees_nothing(file: Path, address: str) -> None:
    assert reader(file, somebody(address)).scope() == NOTHING


def test_an_entry_without_sites_gives_nothing(file: Path) -> None:
    scope = reader(file, somebody("nothing@example.com")).scope()
    assert not scope.everything
    assert not scope.allows({"site": "Belverde"})


def test_every_site_is_said_by_a_star(file: Path) -> None:
    chief = reader(file, somebody("chief@example.com"))
    assert chief.scope(*RIGHTS) == UNLIMITED == LOCAL.scope(*RIGHTS)


def test_the_file_is_read_again_as_it_changes(file: Path) -> None:
    assert reader(file, somebody("anne@example.com")).may("verbatims")
    file.write_text(TOLD.replace("Anne@Example.com", "other@example.com"), encoding="utf-8")
    assert not reader(file, somebody("anne@example.com")).may()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("sites = [", "sites = "), "access-unreadable"),
        (("sites = [", "sites = " + "[" * 5000), "access-unreadable"),
        (("countries =", "country ="), "access-field"),
        (('["FR"]', "3"), "access-field"),
        (('may = ["export"]', 'may = ["read"]'), "access-right"),
        (('may = ["export"]', 'may = ["import"]'), "access-whole"),
        (("[[entry]]", "[[entries]]"), "access-field"),
    ],
)
def test_a_file_that_is_wrong_gives_nobody_anything(
    file: Path, change: tuple[str, str], key: str
) -> None:
    file.write_text(TOLD.replace(*change), encoding="utf-8")
    with pytest.raises(BadSettings) as raised:
        reader(file, somebody("chief@example.com"))
    assert raised.value.key == key


def test_without_a_file_nobody_sees_anything(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="access-absent"):
        reader(tmp_path / "none.toml", somebody("chief@example.com"))
