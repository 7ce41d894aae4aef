"""What docs/importing.md says is what the declarations say; proposals for unknown files."""

import re
from pathlib import Path

import polars as pl
import pytest

from sociallens.errors import BadExport
from sociallens.importing import read_files
from sociallens.importing.formats.table import LINE
from sociallens.importing.options import Options
from sociallens.importing.profiles import profile, propose
from sociallens.schema import TEMPLATE
from tests.importing import KEY, NOW, written

DOCS = Path(__file__).parents[1] / "docs" / "importing.md"


def _between(mark: str) -> str:
    found = re.search(rf"<!-- {mark} -->\n(.*)<!-- /{mark} -->", DOCS.read_text("utf-8"), re.S)
    assert found is not None
    return found[1]


def _profiles_table() -> str:
    rows = [f"| `{p.name}` | {p.titles['en']} | {p.basis['en']} |" for p in profile.shipped()]
    return "\n".join(["| profile | export | based on |", "|---|---|---|", *rows, ""])


def test_every_column_of_the_template_is_documented_in_order() -> None:
    assert re.findall(r"^\| `(\w+)` \|", _between("template"), re.M) == list(TEMPLATE)


def test_every_profile_is_documented_with_its_basis() -> None:
    assert _between("profiles") == _profiles_table()


def test_a_guess_prefers_exact_names_and_uses_each_header_once() -> None:
    headers = ["Identifiant", "Date avis", "Nom du client", "Verbatim client", "Note /5", "Lien"]
    guess = propose.propose(headers)
    assert guess == {
        "id": "Identifiant",
        "published_at": "Date avis",
        "author": "Nom du client",
        "text": "Verbatim client",
        "rating": "Note /5",
        "url": "Lien",
    }


def test_the_longest_texts_are_the_text_where_no_name_says_so() -> None:
    sample = pl.DataFrame(
        {"Q1": ["oui"], "Q12": ["Un long récit de ma commande perdue"], LINE: [2]}
    )
    assert propose.propose(["Q1", "Q12"], sample) == {"text": "Q12"}


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["03/04/2026", "13/04/2026"], ("d/m/y",)),
        (["03/04/2026", "04/13/2026"], ("m/d/y",)),
        (["03/04/2026"], ("d/m/y", "m/d/y")),
        (["2026-04-03", ""], ("iso",)),
        (["hier"], ()),
        ([], ()),
    ],
)
def test_the_formats_that_read_all_dates(values: list[str], formats: tuple[str, ...]) -> None:
    assert propose.date_formats(pl.Series(values, dtype=pl.String)) == formats


def test_a_saved_profile_reads_the_file_it_was_made_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOCIALLENS_HOME", str(tmp_path / "home"))
    file = written(tmp_path / "a.csv", 'Quand,"Dit ""client""",Où', "13/04/2026,Colis perdu,Fnac")
    mapping = {"published_at": "Quand", "text": 'Dit "client"', "site": "Où"}
    defaults = {"channel": "review_site", "reply_observed": False}
    propose.save("mon-export", mapping, formats=["d/m/y"], defaults=defaults)
    reading = read_files([file], options=Options(key=KEY, now=NOW))
    assert reading.files[0].profile == "mon-export"
    assert reading.rows.select("site", "channel", "text").rows() == [
        ("Fnac", "review_site", "Colis perdu")
    ]


@pytest.mark.parametrize(
    ("name", "mapping", "key"),
    [
        ("../x", {"text": "a"}, "import-profile-name"),
        ("Été", {"text": "a"}, "import-profile-name"),
        ("template", {"text": "a"}, "import-profile-taken"),
        ("brandwatch", {"text": "a"}, "import-profile-taken"),
        ("mien", {"texte": "a"}, "import-profile-column"),
    ],
)
def test_what_cannot_be_saved(tmp_path: Path, name: str, mapping: dict[str, str], key: str) -> None:
    with pytest.raises(BadExport) as caught:
        propose.save(name, mapping, tmp_path)
    assert caught.value.key == key
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("text", ["title = [", "needs = []", "title = 1\nbasis = 2\nneeds = 3"])
def test_a_broken_profile_is_told(text: str) -> None:
    with pytest.raises(BadExport) as caught:
        profile.parse("mien", text)
    assert caught.value.key == "import-profile-unreadable"
