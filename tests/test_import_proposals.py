"""Proposals for files that no profile knows: by the names of columns and by what they hold."""

import pickle
from pathlib import Path

import polars as pl
import pytest

from sociallens import merchants, taxonomy
from sociallens.importing import Inspection, inspect_files
from sociallens.importing.options import Options
from sociallens.importing.profiles import evidence, propose
from sociallens.importing.profiles.evidence import TESTS
from sociallens.importing.profiles.fields import FIELDS, header_words
from sociallens.importing.profiles.profile import MAPPED
from sociallens.schema import TEMPLATE
from tests.importing import KEY, NOW, written


def _inspected(path: Path, *lines: str, **said: str) -> Inspection:
    file = written(path / "unknown.csv", *lines)
    (found,) = inspect_files([file], options=Options(key=KEY, now=NOW, **said))  # type: ignore[arg-type]
    return found


def _proposed(found: Inspection) -> dict[str, str]:
    return {proposal.field: proposal.header for proposal in found.proposals}


def _guess(columns: dict[str, list[str]]) -> dict[str, str]:
    seen = evidence.observe(
        pl.DataFrame(columns), taxonomy.load(taxonomy.DEFAULT), merchants.load()
    )
    return {proposal.field: proposal.header for proposal in propose.propose(seen)}


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("publishedAtDate", ("published", "at", "date")),
        ("consumer.displayName", ("consumer", "display", "name")),
        ("userID", ("user", "id")),
        ("URLPage", ("url", "page")),
        ("DATE DE CRÉATION", ("date", "creation")),
        ("Étoiles_2", ("etoile",)),
        ("répondu-le", ("repondu",)),
        ("note/20", ("note",)),
    ],
)
def test_the_words_of_a_header(header: str, words: tuple[str, ...]) -> None:
    assert header_words(header) == words


def test_the_table_of_fields_declares_what_can_be_mapped_and_tested() -> None:
    for name, field in FIELDS.items():
        own = name.removeprefix("reply.")
        assert own in (MAPPED if own == name else TEMPLATE)
        assert field.test in TESTS
        assert field.names


def test_a_proposal_in_french(tmp_path: Path) -> None:
    found = _inspected(
        tmp_path,
        "Identifiant;Date avis;Nom du client;Verbatim client;Note /5;Lien",
        "a1;13/02/2024;Rose;La caisse était fermée à midi;4;https://a.example/1",
        "a2;14/02/2024;Marc;Un accueil charmant, merci;5;https://a.example/2",
    )
    assert _proposed(found) == {
        "id": "Identifiant",
        "published_at": "Date avis",
        "author": "Nom du client",
        "text": "Verbatim client",
        "rating": "Note /5",
        "url": "Lien",
    }
    assert found.missing == ("site", "channel")
    dated = found.proposal("published_at")
    assert dated is not None
    assert (dated.formats, dated.reads, dated.filled) == (("d/m/y",), 2, 2)
    assert dated.samples == ("13/02/2024", "14/02/2024")


def test_an_inspection_goes_to_another_process(tmp_path: Path) -> None:
    found = _inspected(tmp_path, "Date,Comment", "2024-01-02,All fine here")
    assert pickle.loads(pickle.dumps(found)) == found
