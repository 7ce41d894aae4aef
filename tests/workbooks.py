"""Small XLSX files, written part by part."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def rows_xml(rows: Sequence[Sequence[str | float]], after: str = "") -> str:
    """The rows as the content of a sheet; `after` stands behind them."""

    def cell(place: str, value: str | float) -> str:
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f'<c r="{place}"><v>{value}</v></c>'

    def line(number: int, values: Sequence[str | float]) -> str:
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        cells = (cell(f"{letters[at]}{number}", value) for at, value in enumerate(values))
        return f'<row r="{number}">{"".join(cells)}</row>'

    own = "".join(line(number, row) for number, row in enumerate(rows, 1))
    return f"<sheetData>{own}</sheetData>{after}"


def workbook(path: Path, *rows: Sequence[str | float], sheets: Sequence[str] = ()) -> Path:
    """A small XLSX of these rows, below `sheets` that are given as XML."""
    bodies = {f"s{n}": body for n, body in enumerate([*sheets, rows_xml(rows)], 1)}
    write_workbook(path, bodies)
    return path


def write_workbook(
    file: Path | IO[bytes], sheets: Mapping[str, str], parts: Mapping[str, str] | None = None
) -> None:
    """An XLSX of sheets given as XML by their names, with `parts` (styles, sharedStrings)."""
    parts = parts or {}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"/>'
        for n, name in enumerate(sheets, 1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    ) + "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
    )
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r"'
            f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}">{related}</Relationships>',
        )
        for n, body in enumerate(sheets.values(), 1):
            archive.writestr(
                f"xl/worksheets/s{n}.xml", f'<worksheet xmlns="{MAIN}">{body}</worksheet>'
            )
        for name, body in parts.items():
            archive.writestr(f"xl/{name}.xml", body)
