"""What a file is, is told by its content: other programs' files, JSON, XLSX, Parquet, bombs."""

import json
import random
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sociallens.classify import VERSION
from sociallens.i18n import words
from sociallens.importing import read_files
from sociallens.importing.options import Options
from sociallens.importing.report import Reading
from tests.importing import EXPORTS, KEY, NOW, written
from tests.workbooks import workbook


def _read(*files: Path, names: dict[Path, str] | None = None, **said: Any) -> Reading:
    return read_files(files, options=Options(key=KEY, now=NOW, **said), names=names)


def _problem(path: Path) -> str:
    problem = _read(path).files[0].problem
    assert problem is not None
    return problem.key


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "import-empty"),
        (b"\n \n\n", "import-empty"),
        (b"site,channel,text\n", "import-header-only"),
        (b"%PDF-1.7\n1 0 obj", "import-foreign"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "import-foreign"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 40, "import-foreign"),
        (b"MZ\x90\0\x03\0\0\0", "import-foreign"),
        (bytes(range(1, 32)) * 40, "import-binary"),
        (b"PK\x03\x04 torn", "import-xlsx-broken"),
        (b"PAR1 torn PAR1", "import-parquet-broken"),
        (b'{"data": [{"id": 1},', "import-json-broken"),
        (b"[1, 2, 3]", "import-json-records"),
        (b"[" * 100_000, "import-json-deep"),
        (b'[{"a":' + b'{"a":' * 80 + b"1" + b"}" * 81 + b"]", "import-json-deep"),
    ],
)
def test_what_is_no_export_is_told_clearly(tmp_path: Path, content: bytes, key: str) -> None:
    file = tmp_path / "export.csv"
    file.write_bytes(content)
    assert _problem(file) == key


def test_a_bad_file_keeps_no_other_out(tmp_path: Path) -> None:
    bad = tmp_path / "a.csv"
    bad.write_bytes(b"%PDF-1.7")
    good = written(tmp_path / "b.csv", "site,channel,text", "Fnac,avis,Bien")
    reading = _read(bad, good)
    assert reading.rows.height == 1
    assert [file.problem is None for file in reading.files] == [False, True]


def test_a_zip_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("lisez-moi.txt", "bonjour")
    assert _problem(tmp_path / "a.xlsx") == "import-foreign"


def test_json_of_template_records(tmp_path: Path) -> None:
    records = [
        {"id": 7, "site": "Fnac", "channel": "avis", "text": "Bien",
         "causes": ["livraison", "product"], "topic": "customer_service", "rating": 4},
        {"id": 9007199254740993, "site": "Fnac", "channel": "avis", "text": "Moitié \ud83d"},
    ]  # fmt: skip
    file = tmp_path / "a.txt"
    file.write_text(json.dumps(records), encoding="utf-8")
    rows = _read(file).rows
    assert rows["id"].to_list() == ["7", "9007199254740993"]
    assert rows["causes"][0].to_list() == ["delivery", "product"]
    assert rows["text"][1] == "Moitié ?"


def test_json_lines_keep_their_line_numbers(tmp_path: Path) -> None:
    file = written(
        tmp_path / "a.csv",
        '{"site": "Fnac", "channel": "avis", "text": "Bien"}',
        '{"site": "Fnac", "channel": "zut", "text": "Bien"}',
        '{"site": "Fnac", "channel": ',
        '{"text": "Tard venu", "site": "Fnac", "channel": "avis", "url": "https://x.com/i/status/7"}',
    )
    reading = _read(file)
    assert reading.rows["url"].to_list() == [None, "https://x.com/i/status/7"]
    assert reading.rejected.select("line", "reason").rows() == [
        (2, "import-unknown-channel"),
        (3, "import-json-line"),
    ]


def test_workbooks(tmp_path: Path) -> None:
    file = workbook(
        tmp_path / "export.bin",
        ["Un titre"],
        ["site", "channel", "text", "rating"],
        ["Fnac", "avis", "Rien à dire <3", 4.0],
        ["Fnac", "zut", "Bien", 5.0],
        sheets=["<sheetData/>"],
    )
    reading = _read(file)
    assert reading.rows.select("text", "rating").rows() == [("Rien à dire <3", 4.0)]
    assert reading.rejected["line"].to_list() == [4]


def test_a_workbook_that_inflates_out_of_proportion_is_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", ["text"], sheets=["<!--" + " " * 30_000_000 + "-->"])
    assert file.stat().st_size < 100_000
    assert _problem(file) == "import-xlsx-bomb"


def test_a_cell_far_outside_is_refused(tmp_path: Path) -> None:
    corner = '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    file = workbook(tmp_path / "a.xlsx", ["text"], sheets=[corner])
    assert _problem(file) == "import-xlsx-bomb"


def test_parquet_of_conversations_that_others_classified(tmp_path: Path) -> None:
    times = [datetime(2024, 3, 1, 10, tzinfo=UTC), datetime(2024, 3, 2, tzinfo=UTC)]
    table = pl.DataFrame(
        {
            "id": ["a", "b"],
            "site": ["Fnac", "Fnac"],
            "channel": ["twitter", "review_site"],
            "published_at": times,
            "date_precision": ["instant", "day"],
            "text": ["Colis perdu", "Parfait"],
            "topic": ["customer_service", None],
            "topics": [["customer_service", "offer"], None],
            "causes": [["delivery"], None],
            "sentiment": ["negative", None],
            "rating": [1, None],
        }
    )
    table.write_parquet(tmp_path / "a.csv")
    rows = _read(tmp_path / "a.csv").rows
    assert rows["published_at"].to_list() == [datetime(2024, 3, 1, 10), datetime(2024, 3, 2)]
    assert rows["date_precision"].to_list() == ["instant", "day"]
    assert rows["topics"][0].to_list() == ["customer_service", "offer"]
    assert rows["sentiment_by"].to_list() == ["person", f"model:{VERSION}"]
    assert rows["rating"].to_list() == [1.0, None]


def test_parquet_without_a_column_of_text_is_refused(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array([{"a": 1}])}), tmp_path / "a.parquet")
    assert _problem(tmp_path / "a.parquet") == "import-parquet-columns"


def test_parquet_that_inflates_out_of_proportion_is_refused(tmp_path: Path) -> None:
    same = pa.array(["x" * 40_000]).dictionary_encode()
    many = pa.DictionaryArray.from_arrays(pa.array([0] * 200_000, pa.int32()), same.dictionary)
    pq.write_table(pa.table({"text": many}), tmp_path / "a")
    assert (tmp_path / "a").stat().st_size < 200_000
    assert _problem(tmp_path / "a") == "import-too-big"


def test_dates_of_parquet_are_days(tmp_path: Path) -> None:
    table = pl.DataFrame(
        {"site": "Fnac", "channel": "blog", "text": "Oui", "published_at": [date(2024, 3, 1)]}
    )
    table.write_parquet(tmp_path / "a")
    assert _read(tmp_path / "a").rows["date_precision"].to_list() == ["day"]


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".git").mkdir()
    line = ("site,channel,text", "Fnac,avis,Bien")
    for name in ("b.csv", "a.csv", "sub/c.csv", ".git/d.csv", ".e.csv"):
        written(tmp_path / name, *line)
    written(tmp_path / "README.md", "# Notes")
    reading = _read(tmp_path)
    assert [file.name for file in reading.files] == ["README.md", "a.csv", "b.csv", "sub/c.csv"]
    assert [file.scanned for file in reading.files] == [True] * 4


def test_uploads_keep_the_names_that_their_reader_knows(tmp_path: Path) -> None:
    file = written(tmp_path / "tmp8f3", "text", "Ma box redémarre seule")
    reading = _read(file, names={file: "tweets-free.csv"}, channel="X")
    assert reading.files[0].name == "tweets-free.csv"
    assert reading.rows.select("site", "channel").rows() == [("Free", "twitter")]


def _damaged(content: bytes, chance: random.Random) -> bytes:
    """`content` with one to twenty bytes changed, lost or added."""
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        place = chance.randrange(len(damaged))
        taken, given = chance.choice(((1, 1), (9, 0), (0, 5)))
        damaged[place : place + taken] = chance.randbytes(given)
    return bytes(damaged)


@pytest.mark.parametrize("kind", ["xlsx", "parquet", "json", "csv"])
def test_damaged_files_give_rows_or_a_clear_message(tmp_path: Path, kind: str) -> None:
    rows = {"site": ["Fnac"] * 50, "channel": ["avis"] * 50, "text": ["Bien"] * 50}
    if kind == "xlsx":
        workbook(tmp_path / kind, list(rows), *([values[0] for values in rows.values()],) * 9)
    elif kind == "parquet":
        pl.DataFrame(rows | {"topics": [["offer"]] * 50}).write_parquet(tmp_path / kind)
    else:
        name = {"json": "x_api/input.json", "csv": "template/input.csv"}[kind]
        (tmp_path / kind).write_bytes((EXPORTS / name).read_bytes())
    sound = (tmp_path / kind).read_bytes()
    # What is still read costs thirty times what is refused.
    for seed in range(10 if kind == "csv" else 40):
        file = tmp_path / "damaged"
        file.write_bytes(_damaged(sound, random.Random(seed)))
        report = _read(file, site="Fnac").files[0]
        assert report.problem is None or words(
            report.problem.key, "fr", **report.problem.details
        ), seed
