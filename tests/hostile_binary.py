"""Hostile workbooks, Parquet files and archives, made by hand: see `tests.hostile`."""

import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Make = Callable[[Path], object]
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BOOK = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
}
COLUMNS = ("id", "site", "channel", "published_at", "text")
VALUES = ("h1", "Belverde", "avis", "2024-01-02", "Livraison rapide et soignée merci")


def cell(place: str, value: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'


def row(number: int, values: tuple[str, ...]) -> str:
    cells = "".join(cell(f"{'ABCDE'[at]}{number}", value) for at, value in enumerate(values))
    return f'<row r="{number}">{cells}</row>'


TWO = row(1, COLUMNS) + row(2, VALUES)


def sheet(content: str, before: str = "", after: str = "") -> str:
    return f"{before}{SHEET}<sheetData>{content}</sheetData>{after}</worksheet>"


def book(parts: dict[str, str] | None = None, content: str = "") -> Make:
    """A workbook of one sheet, whose parts are replaced by `parts`."""

    def make(path: Path) -> None:
        every = _BOOK | {"xl/worksheets/sheet1.xml": content or sheet(TWO)} | (parts or {})
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in every.items():
                archive.writestr(name, text)

    return make


def swollen(piece: bytes, times: int) -> Make:
    """A workbook whose sheet is `piece` many times: little in the archive, much outside."""

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in _BOOK.items():
                archive.writestr(name, text)
            with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
                part.write(f"{SHEET}<sheetData>{TWO}".encode())
                for _ in range(times):
                    part.write(piece)
                part.write(b"</sheetData></worksheet>")

    return make


def understated(path: Path) -> None:
    """The directory of the archive says that its sheet is small."""
    swollen(b"<row/>" * 200_000, 100)(path)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        length = struct.unpack_from("<H", data, at + 28)[0]
        if data[at + 46 : at + 46 + length].endswith(b"sheet1.xml"):
            struct.pack_into("<I", data, at + 24, 1000)
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(data)


def workbooks() -> Iterator[tuple[str, Make, int | None]]:
    """Name, maker, and how many good rows must arrive (None: whether it is read is open)."""
    far = {
        "double": '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>',
        "single": "<c r='XFD1048576' t='inlineStr'><is><t>x</t></is></c>",
        "line": '<c\nr="XFD1048576"\nt="inlineStr"><is><t>x</t></is></c>',
        "entity": '<c r="&#88;FD1048576" t="inlineStr"><is><t>x</t></is></c>',
        "spaces": '<c   t="inlineStr"   r = "XFD1048576" ><is><t>x</t></is></c>',
        "beyond": '<c r="XFE16777217" t="inlineStr"><is><t>x</t></is></c>',
        "zero": '<c r="A0" t="inlineStr"><is><t>x</t></is></c>',
        "long": '<c r="AAAAAAAAAAAA1" t="inlineStr"><is><t>x</t></is></c>',
        "huge": '<c r="A99999999999999999999" t="inlineStr"><is><t>x</t></is></c>',
        "within": '<c r="SF4999999" t="inlineStr"><is><t>x</t></is></c>',
    }
    for name, one in far.items():
        yield f"far_{name}.xlsx", book(content=sheet(f'{TWO}<row r="1048576">{one}</row>')), None
    spaces = SHEET.replace("xmlns=", "xmlns:x=").replace("<worksheet", "<x:worksheet")
    named = f'{spaces}<x:sheetData><x:row r="1"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
    yield "far_prefix.xlsx", book(content=f"{named}</x:sheetData></x:worksheet>"), None
    stated = f'<dimension ref="A1:XFD1048576"/><sheetData>{TWO}</sheetData></worksheet>'
    yield "far_dimension.xlsx", book(content=SHEET + stated), None
    strings = "<si><t>text</t></si></sst>"
    shared = row(1, ("site", "channel")).replace("</row>", '<c r="C1" t="s"><v>0</v></c></row>')
    for name, count in {
        "double": 'count="9999999999" uniqueCount="9999999999"',
        "single": "count='4000000000' uniqueCount='4000000000'",
        "largest": 'count="18446744073709551615" uniqueCount="18446744073709551615"',
        "negative": 'count="-1" uniqueCount="-1"',
    }.items():
        parts = {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" {count}>{strings}'}
        yield f"strings_{name}.xlsx", book(parts, sheet(shared)), None
    for name, index in {"beyond": "999999", "negative": "-5", "word": "abc"}.items():
        parts = {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}'}
        one = f'{TWO}<row r="3"><c r="A3" t="s"><v>{index}</v></c></row>'
        yield f"string_{name}.xlsx", book(parts, sheet(one)), None
    merged = '<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    yield "merged_all.xlsx", book(content=sheet(TWO, after=merged)), None
    xxe = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    yield "outside_entity.xlsx", book(content=sheet(TWO + row(3, ("&x;",)), xxe)), None
    laughs = "".join(f'<!ENTITY {"bcdefghij"[n]} "{("&" + "abcdefghi"[n] + ";") * 10}">'
                     for n in range(9))  # fmt: skip
    lol = f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">{laughs}]>'
    yield "laughs.xlsx", book(content=sheet(TWO + row(3, ("&j;",)), lol)), None
    yield "deep.xlsx", book(content=SHEET + "<a>" * 200_000), None
    yield "no_sheet.xlsx", book({"xl/worksheets/sheet1.xml": ""}), None
    yield "no_rows.xlsx", book(content=sheet("")), None
    yield "slip.xlsx", book({"../../../slip.txt": "x"}), 1
    yield "good.xlsx", book(), 1
    yield "rows_swollen.xlsx", swollen(b"<row/>" * 200_000, 100), None
    yield "spaces_swollen.xlsx", swollen(b" " * 1_000_000, 600), None
    yield "understated.xlsx", understated, None
    yield "cut.xlsx", lambda path: (book()(path), path.write_bytes(path.read_bytes()[:700])), None
    yield "entries.xlsx", many_entries, None


def many_entries(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(40_000):
            archive.writestr(f"e{number}", "")
        archive.writestr("xl/workbook.xml", "")


def table(**more: object) -> pa.Table:
    columns = {name: [value] for name, value in zip(COLUMNS, VALUES, strict=True)}
    return pa.table(columns | more)


def parquet(made: Callable[[], pa.Table], **options: object) -> Make:
    return lambda path: pq.write_table(made(), path, **options)


def changed(change: Callable[[bytearray], object]) -> Make:
    """A good Parquet file whose bytes were then changed."""

    def make(path: Path) -> None:
        sink = io.BytesIO()
        pq.write_table(table(), sink)
        data = bytearray(sink.getvalue())
        change(data)
        path.write_bytes(data)

    return make


def flipped(seed: int, where: str) -> Make:
    chance = random.Random(seed)

    def flip(data: bytearray) -> None:
        footer = len(data) - 8 - struct.unpack_from("<I", data, len(data) - 8)[0]
        for _ in range(4):
            at = (
                chance.randrange(4, footer)
                if where == "body"
                else chance.randrange(footer, len(data) - 8)
            )
            data[at] = chance.randrange(256)

    return changed(flip)


def dictionary(length: int, rows: int) -> pa.Table:
    texts = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), ["t" * length])
    return pa.table({"site": ["Belverde"] * rows, "channel": ["avis"] * rows, "text": texts})


def large(path: Path) -> None:
    """450 MB that do not pack: words by chance."""
    chance = random.Random(1)
    schema = pa.schema([("site", pa.string()), ("channel", pa.string()), ("text", pa.string())])
    with pq.ParquetWriter(path, schema, compression="none", use_dictionary=False) as writer:
        for _ in range(45):
            texts = [chance.randbytes(500).hex() for _ in range(10_000)]
            same = [["Belverde"] * 10_000, ["avis"] * 10_000]
            writer.write_table(pa.table([*same, texts], schema=schema))


def parquets() -> Iterator[tuple[str, Make, int | None]]:
    yield "good.parquet", parquet(table), 1
    yield "line.parquet", parquet(lambda: table(**{"#line": [7]})), 1
    yield "odd_type.parquet", parquet(lambda: table(extra=[{"a": 1}])), 1
    yield "binary.parquet", parquet(lambda: table(extra=[b"\xff\xfe"])), 1
    yield "seconds.parquet", parquet(lambda: table(extra=pa.array([1], pa.duration("s")))), 1
    yield "unnamed.parquet", parquet(lambda: table(**{"": ["x"]})), None
    wide = {f"c{n}": ["x"] for n in range(5_000)}
    yield "wide.parquet", parquet(lambda: table(**wide)), None
    yield "no_rows.parquet", parquet(lambda: table().slice(0, 0)), None
    yield "dictionary.parquet", parquet(lambda: dictionary(1_000_000, 5_000)), None
    yield "long_cells.parquet", parquet(lambda: dictionary(60_000, 100)), None
    yield "large.parquet", large, None
    yield "cut.parquet", changed(lambda data: data.__delitem__(slice(len(data) // 2, None))), None
    yield "no_footer.parquet", lambda path: path.write_bytes(b"PAR1" + bytes(100) + b"PAR1"), None
    long = struct.pack("<I", 2**31 - 1)
    yield "footer.parquet", changed(lambda d: d.__setitem__(slice(-8, -4), long)), None
    for seed in range(10):
        yield f"body_{seed}.parquet", flipped(seed, "body"), None
        yield f"footer_{seed}.parquet", flipped(100 + seed, "footer"), None


def archives() -> Iterator[tuple[str, Make, int | None]]:
    def packed(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner.zip", b"0" * 50_000_000)

    def swollen_gzip(path: Path) -> None:
        with gzip.open(path, "wb") as file:
            for _ in range(3_000):
                file.write(b"0" * 1_000_000)

    yield "nested.zip", packed, None
    yield "swollen.csv.gz", swollen_gzip, None
    yield "false.gz", lambda path: path.write_bytes(b"\x1f\x8b" + bytes(range(200))), None
    yield "false.zip", lambda path: path.write_bytes(b"PK\x03\x04" + bytes(200)), None
