"""`sociallens classify`: a CSV of texts in, a CSV of labels out."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from sociallens.classify import files
from sociallens.classify.files import WRITTEN, classify_csv
from sociallens.classify.terms import read_table
from sociallens.cli import main
from sociallens.errors import BadTaxonomy
from sociallens.taxonomy import FILE, load
from sociallens.taxonomy import load as taxonomy


def run(source: Path, output: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["classify", str(source), "--output", str(output), *options])


def test_the_command_writes_one_row_of_labels_per_text(tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "id,text,channel\n"
        '007,"Colis jamais reçu ;\nservice client injoignable",twitter\n'
        "=1+1,Prix imbattables,review_site\n"
        "c,,facebook\n",
        encoding="utf-8",
    )
    command = [Path(sys.executable).with_name("sociallens"), "classify", source, "--output", output]
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=True
    )
    assert "3 textes lus" in done.stderr
    assert done.stdout == ""
    labels = pl.read_csv(output, infer_schema=False)
    assert tuple(labels.columns) == WRITTEN
    assert labels["id"].to_list() == ["007", "=1+1", "c"]
    first = labels.row(0, named=True)
    assert first["topic"] == "customer_service"
    assert set(first["causes"].split(";")) == {"delivery", "contact_quality"}
    assert "jamais reçu" in first["evidence"].split(";")
    assert -1 <= float(first["sentiment_score"]) <= 1
    assert labels.row(2)[1:] == (None,) * (len(WRITTEN) - 1)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "est vide"),
        (b"id,text,channel\n", "aucun texte"),
        (b"id,texte,channel\n1,a,twitter\n", "manquante(s)\u202f: text"),
        ("id,text,channel\n1,a,twitter\n".encode("utf-16"), "UTF-8"),
        (b"id,text,channel\n1,\xe9tonnant,twitter\n", "UTF-8"),
        (b'id,text,channel\n1,"never closed,twitter\n', "guillemet"),
        (b"id,text,channel\n1,a,twitter,too,many\n", "trop de colonnes"),
    ],
    ids=["empty", "header only", "column", "UTF-16", "Latin-1", "quote", "ragged"],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(content)
    done = run(source, output)
    assert done.exit_code == 1
    assert told in done.output
    assert list(tmp_path.iterdir()) == [source]


def test_an_absent_file_and_an_absent_folder_are_told(tmp_path: Path) -> None:
    assert "introuvable" in run(tmp_path / "no.csv", tmp_path / "out.csv").output
    source = tmp_path / "in.csv"
    source.write_text("id,text,channel\n1,Merci,twitter\n", encoding="utf-8")
    assert "dossier" in run(source, tmp_path / "no" / "out.csv").output


def test_an_unknown_channel_is_labelled_all_the_same_and_told(tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(
        "id;text;channel;language\n1;Colis perdu;minitel;\n2;Ganz gut;twitter;de\n", "utf-8-sig"
    )
    done = run(source, output)
    assert done.exit_code == 0
    assert "1 avec un canal inconnu" in done.output
    assert "1 sans étiquette" in done.output
    assert pl.read_csv(output)["topic"].to_list() == ["customer_service", None]


def test_another_sector_is_chosen_by_name(tmp_path: Path) -> None:
    source, output = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("id,text,channel\n1,Plus de réseau depuis hier,twitter\n", encoding="utf-8")
    assert run(source, output, "--taxonomy", "telecom").exit_code == 0
    assert pl.read_csv(output)["causes"].to_list() == ["network"]


def test_batches_give_what_one_piece_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "in.csv"
    rows = pl.DataFrame(
        {
            "id": [str(n) for n in range(100)],
            "text": [("Colis jamais reçu", "Parfait", None)[n % 3] for n in range(100)],
            "channel": ["twitter"] * 100,
        }
    )
    rows.write_csv(source)
    whole = classify_csv(source, tmp_path / "whole.csv", load())
    monkeypatch.setattr(files, "_BATCH", 7)
    seen: list[int] = []
    parts = classify_csv(source, tmp_path / "parts.csv", load(), seen.append)
    assert parts == whole
    assert sum(seen) == 100
    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("kind,label,term\ntopic,offer,prix\n", "terms-columns"),
        ("kind,label,term,weight\ntopic,offer,prix,beaucoup\n", "terms-row"),
        ("kind,label,term,weight\ntopic,offer,,1\n", "terms-row"),
    ],
)
def test_a_bad_term_table_is_told(tmp_path: Path, table: str, key: str) -> None:
    path = tmp_path / "terms.fr.csv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(BadTaxonomy) as error:
        read_table(path)
    assert error.value.key == key


@pytest.mark.parametrize(
    ("declared", "key"),
    [
        (b"[topic", "taxonomy-unreadable"),
        (b"x = " + b"[" * 5000, "taxonomy-unreadable"),
        (b"x = '\xff'", "taxonomy-unreadable"),
        (b"[topic]", "taxonomy-no-vocabulary"),
    ],
)
def test_a_taxonomy_that_is_wrong_is_told(tmp_path: Path, declared: bytes, key: str) -> None:
    (tmp_path / FILE).write_bytes(declared)
    with pytest.raises(BadTaxonomy) as error:
        taxonomy(str(tmp_path))
    assert error.value.key == key
