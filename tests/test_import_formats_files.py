"""Workbooks sheet by sheet, odd Parquet columns, archives and their members."""

import gzip
import io
import os
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sociallens.i18n import words
from sociallens.importing import read_files
from sociallens.importing.formats.detect import load
from sociallens.importing.options import Options
from sociallens.importing.profiles.profile import TEMPLATE_PROFILE
from sociallens.importing.report import Reading
from sociallens.importing.report_text import file_lines
from tests.importing import KEY, NOW, written
from tests.workbooks import MAIN, rows_xml, write_workbook

HEAD = ["site", "channel", "text"]
CSV = b"site,channel,text\nFnac,avis,Bien\nFnac,avis,Mal\n"


def _read(*files: Path, **said: Any) -> Reading:
    return read_files(files, options=Options(key=KEY, now=NOW, **said))


def _problem(file: Path) -> str:
    problem = _read(file).files[0].problem
    assert problem is not None
    return problem.key


def test_every_sheet_that_fits_is_read_and_the_others_are_named(tmp_path: Path) -> None:
    sheets = {
        "Lisez-moi": rows_xml([["Export du 1er février"], ["Données de la semaine"]]),
        "Janvier": rows_xml([HEAD, ["Fnac", "avis", "Bien"]]),
        "Codes": rows_xml([["code", "sens"], ["1", "oui"]]),
        "Février": rows_xml([["Titre"], HEAD, ["Fnac", "avis", "Mal"], ["Fnac", "avis", "Bof"]]),
        "Mars": rows_xml([HEAD]),
    }
    write_workbook(tmp_path / "a.xlsx", sheets)
    reading = _read(tmp_path / "a.xlsx")
    assert reading.rows["text"].to_list() == ["Bien", "Mal", "Bof"]
    assert [file.name for file in reading.files] == ["a.xlsx › Janvier", "a.xlsx › Février"]
    assert reading.files[0].unread == {"import-unread-sheets": ("Lisez-moi", "Codes")}
    assert "  feuilles non lues\xa0: Lisez-moi, Codes" in list(file_lines(reading.files[0], "fr"))


def test_a_cover_sheet_is_not_what_is_mapped(tmp_path: Path) -> None:
    rows = [["Date", "Commentaire", "Note"]]
    rows += [["2024-02-01", "Un avis assez long sur la livraison", "4"]] * 3
    cover = [["Export généré pour vous, à lire avec soin avant de commencer"]] * 30
    write_workbook(tmp_path / "a.xlsx", {"Lisez-moi": rows_xml(cover), "Données": rows_xml(rows)})
    table, _ = load(tmp_path / "a.xlsx", (), TEMPLATE_PROFILE)
    assert table.headers == rows[0]
    assert table.frame.height == 3
    assert table.unread == {"import-unread-sheets": ("Lisez-moi",)}


_STYLES = f"""<styleSheet xmlns="{MAIN}">
<numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/>
<numFmt numFmtId="165" formatCode="[Red]0.0&quot; jours&quot;"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>
</styleSheet>"""


@pytest.mark.parametrize(
    ("style", "number", "shown"),
    [
        (1, "44593", "2022-02-01"),
        (2, "44593.4375", "2022-02-01T10:30:00"),
        (1, "59", "1900-02-28"),
        (2, "0.4375", "10:30:00"),
        (0, "44593", "44593"),
        (3, "4.5", "4.5"),
        (0, "4.0", "4"),
        (0, "4.0999999999999996", "4.1"),
        (0, "1.73845838584E+18", "1.73845838584E+18"),
        (1, "9e99", "9e99"),
    ],
)
def test_numbers_and_dates_of_a_workbook(
    tmp_path: Path, style: int, number: str, shown: str
) -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1" t="str"><v>x</v></c></row>'
        f'<row r="2"><c r="A2" s="{style}"><v>{number}</v></c></row></sheetData>'
    )
    write_workbook(tmp_path / "a", {"s": sheet}, {"styles": _STYLES})
    assert load(tmp_path / "a", (), TEMPLATE_PROFILE)[0].frame["x"].to_list() == [shown]


def test_strings_of_a_workbook(tmp_path: Path) -> None:
    strings = (
        f'<sst xmlns="{MAIN}" count="2" uniqueCount="2"><si><t>text</t></si><si><r><t>gras</t></r>'
        '<r><t xml:space="preserve"> et_x000A_maigre</t></r><rPh><t>non</t></rPh></si></sst>'
    )
    sheet = (
        '<x:sheetData xmlns:x="a"><row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>'
        '<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c r="D3" s="0"/></row></x:sheetData>'
    )
    write_workbook(tmp_path / "a", {"s": sheet}, {"sharedStrings": strings})
    frame = load(tmp_path / "a", (), TEMPLATE_PROFILE)[0].frame
    assert frame["text"].to_list() == ["gras et\nmaigre", "true"]


def test_a_merged_cell_stands_for_its_rows(tmp_path: Path) -> None:
    merged = '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="B2:B1048576"/></mergeCells>'
    xml = rows_xml([HEAD, ["Fnac", "avis", "Bien"], ["", "", "Mal"], ["", "", "Bof"]], merged)
    write_workbook(tmp_path / "a", {"s": xml})
    reading = _read(tmp_path / "a", channel="avis")
    assert reading.rows["site"].to_list() == ["Fnac"] * 3


_FAR = "<sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='{row}'><c r='{place}'>"


@pytest.mark.parametrize(
    ("sheet", "parts", "key"),
    [
        (_FAR + "<v>1</v></c></row></sheetData>", {}, "import-xlsx-bomb"),
        (_FAR + "</c></row></sheetData>", {}, "import-header-only"),
        ("<dimension ref='A1:XFD1048576'/>" + rows_xml([["a"], ["b"]]), {}, "import-no-profile"),
        (rows_xml([["a"], ["b"]]), {"sharedStrings": f'<sst xmlns="{MAIN}" count="4294967295"'
         ' uniqueCount="4294967295"><si><t>a</t></si></sst>'}, "import-no-profile"),
        ("<sheetData><row><c r='1A'><v>1</v></c></row></sheetData>", {}, "import-xlsx-broken"),
        ("<sheetData><row r='x'><c><v>1</v></c></row></sheetData>", {}, "import-xlsx-broken"),
        ("<sheetData><row>", {}, "import-xlsx-broken"),
        (rows_xml([["a"]]), {"sharedStrings": '<!DOCTYPE s [<!ENTITY a "b">]><s>&a;</s>'},
         "import-xlsx-broken"),
    ],
)  # fmt: skip
def test_what_a_workbook_declares_is_not_believed(
    tmp_path: Path, sheet: str, parts: dict[str, str], key: str
) -> None:
    for row, place in (("1048576", "XFD1048576"), ("9", "ZZZZZZ9"), ("999999999", "A999999999")):
        body = sheet.replace("{row}", row).replace("{place}", place)
        write_workbook(tmp_path / "a.xlsx", {"s": body}, parts)
        assert _problem(tmp_path / "a.xlsx") == key


def test_one_string_in_a_million_cells_is_refused(tmp_path: Path) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><t>{"Bien " * 9_000}</t></si></sst>'
    noise = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, 15_000))
    write_workbook(
        tmp_path / "a", {"s": f"<sheetData>{noise}</sheetData>"}, {"sharedStrings": strings}
    )
    assert _problem(tmp_path / "a") == "import-too-big"


def test_odd_columns_of_parquet_are_read_as_text_or_left_out_and_named(tmp_path: Path) -> None:
    table = pa.table(
        {
            "site": ["Fnac"], "channel": [b"avis"], "text": ["Bien"],
            "rating": pa.array([Decimal("4.00")], pa.decimal128(5, 2)),
            "topics": pa.array([["offer"]]),
            "#line": [7],
            "lieu": [{"ville": "Lyon"}],
            "image": [b"\xff\xfe"],
        }
    )  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    reading = _read(tmp_path / "a.parquet")
    assert reading.rows.select("text", "rating").rows() == [("Bien", 4.0)]
    assert reading.files[0].unread == {"import-unread-columns": ("lieu",)}
    assert reading.files[0].unused == ("#line (2)", "image")
    table, _ = load(tmp_path / "a.parquet", (), TEMPLATE_PROFILE)
    assert table.unread == {"import-unread-columns": ("lieu", "image")}
    assert table.frame.height == 1


def test_columns_without_use_cost_no_memory(tmp_path: Path) -> None:
    heavy = pa.array(["x" * 40_000]).dictionary_encode().take(pa.array([0] * 20_000))
    light = {name: [name] * 20_000 for name in ("site", "channel", "text")}
    pq.write_table(pa.table({**light, "heavy": heavy}), tmp_path / "a")
    file = _read(tmp_path / "a", site="Fnac", channel="avis").files[0]
    assert file.problem is None
    assert file.unused == ("heavy",)


def _zip(path: Path, **contents: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return path


def test_members_of_an_archive_are_files_of_their_own(tmp_path: Path) -> None:
    book = io.BytesIO()
    write_workbook(book, {"s": rows_xml([HEAD, ["Darty", "forum", "Bof"]])})
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as inner:
        inner.writestr("a.csv", CSV)
    contents = {
        "avis/2024.csv": CSV,
        "../../etc/x\n.xlsx": book.getvalue(),
        "avis/.cache": CSV,
        "__MACOSX/avis/._2024.csv": b"\0\5\x16\7",
        "logo.png": b"\x89PNG\r\n\x1a\n",
        "n.zip": nested.getvalue(),
    }
    file = _zip(tmp_path / "export.zip", **contents)
    before = set(tmp_path.iterdir())
    reading = _read(file)
    assert reading.rows["text"].to_list() == ["Bien", "Mal", "Bof"]
    told = [(file.name, file.problem and file.problem.key, file.scanned) for file in reading.files]
    assert told == [
        ("export.zip › avis/2024.csv", None, False),
        ("export.zip › etc/x.xlsx", None, False),
        ("export.zip › logo.png", "import-foreign", True),
        ("export.zip › n.zip", "import-archive-nested", True),
    ]
    assert set(tmp_path.iterdir()) == before


def test_an_archive_of_one_unknown_table_is_asked_about(tmp_path: Path) -> None:
    unknown = b"Quand,Avis\n2024-02-01,Un avis assez long sur la livraison\n"
    file = _zip(tmp_path / "a.zip", **{"LISEZMOI.txt": b"Bonjour,\n\nvoici.\n", "b.csv": unknown})
    files = _read(file).files
    assert ("a.zip › b.csv", "import-no-profile") in [
        (each.name, each.problem.key if each.problem else "") for each in files
    ]
    assert not any(each.scanned for each in files)
    assert load(file, (), TEMPLATE_PROFILE)[0].headers == ["Quand", "Avis"]


def test_gzip_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(CSV))
    reading = _read(tmp_path / "a.csv.gz")
    assert reading.rows.height == 2
    assert reading.files[0].name == "a.csv.gz"
    (tmp_path / "b").write_bytes(gzip.compress(gzip.compress(CSV)))
    assert _problem(tmp_path / "b") == "import-archive-nested"
    (tmp_path / "c").write_bytes(gzip.compress(CSV)[:-12])
    assert _problem(tmp_path / "c") == "import-archive-broken"


def test_archives_out_of_proportion_are_refused(tmp_path: Path) -> None:
    blank = CSV + b" " * 50_000_000
    (tmp_path / "a.gz").write_bytes(gzip.compress(blank))
    assert _problem(tmp_path / "a.gz") == "import-archive-bomb"
    assert _problem(_zip(tmp_path / "b.zip", a=blank)) == "import-archive-bomb"
    many = {f"{n}.csv": CSV for n in range(1_001)}
    assert _problem(_zip(tmp_path / "c.zip", **many)) == "import-archive-members"


def test_a_damaged_member_keeps_no_other_out(tmp_path: Path) -> None:
    file = _zip(tmp_path / "a.zip", **{"a.csv": CSV, "b.csv": CSV.replace(b"Bien", b"Parfait")})
    content = bytearray(file.read_bytes())
    content[content.index(b"a.csv") + 10] ^= 0xFF
    file.write_bytes(content)
    reading = _read(file)
    assert reading.rows["text"].to_list() == ["Parfait", "Mal"]
    assert {each.problem.key for each in reading.files if each.problem} == {"import-archive-broken"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no FIFO")
def test_a_fifo_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    assert _problem(tmp_path / "a") == "import-not-regular"


def test_a_wide_unknown_file_keeps_no_other_out(tmp_path: Path) -> None:
    wide = written(tmp_path / "a.csv", ",".join(f"colonne {n}" for n in range(600)))
    known = written(tmp_path / "b.csv", ",".join(HEAD), "Fnac,avis,Bien")
    reading = _read(wide, known)
    problem = reading.files[0].problem
    assert problem is not None
    assert words(problem.key, "fr", **problem.details)
    assert reading.rows["text"].to_list() == ["Bien"]
