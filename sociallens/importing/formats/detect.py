"""What is in a file, told by its content and never by its name."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from sociallens.errors import BadExport
from sociallens.importing.formats import documents
from sociallens.importing.formats.delimited import read_delimited
from sociallens.importing.formats.encoding import Text, decode
from sociallens.importing.formats.parquet import read_parquet
from sociallens.importing.formats.table import Table
from sociallens.importing.formats.workbook import DAMAGED, read_workbook
from sociallens.importing.profiles.profile import Profile, identify

MAX_BYTES = 2_000_000_000
_FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"\x1f\x8b": "GZIP",
    b"7z\xbc\xaf": "7Z",
    b"Rar!": "RAR",
    b"\xd0\xcf\x11\xe0": "XLS/DOC",
    b"{\\rtf": "RTF",
    b"SQLite format": "SQLite",
}
_HEAD = 65_536


def load(path: Path, profiles: Sequence[Profile], forced: Profile | None) -> tuple[Table, Profile]:
    """The rows of a file as text, and its profile: `forced`, or the one that claims it.

    Raises `BadExport` when it is no export that can be read, or no profile or several claim it.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise BadExport("import-not-read", reason=error.strerror or "") from error
    if size > MAX_BYTES:
        raise BadExport("import-too-big", most=MAX_BYTES // 1_000_000)
    if not head.strip(b"\0 \t\r\n") and size <= _HEAD:
        raise BadExport("import-empty")
    for magic, kind in _FOREIGN.items():
        if head.startswith(magic) and (magic != b"MZ" or b"\0" in head):
            raise BadExport("import-foreign", kind=kind)
    table, profile = _loaded(path, head, profiles, forced)
    if table.frame.is_empty() and not table.refusals:
        raise BadExport("import-header-only")
    return table, profile


def _loaded(
    path: Path, head: bytes, profiles: Sequence[Profile], forced: Profile | None
) -> tuple[Table, Profile]:
    def claims(headers: list[str]) -> bool:
        return any(profile.claims(headers) for profile in profiles)

    if head.startswith(b"PK\x03\x04"):
        if not _is_workbook(path):
            raise BadExport("import-foreign", kind="ZIP")
        table = read_workbook(path, claims)
    elif head.startswith(b"PAR1"):
        table = read_parquet(path)
    else:
        text = decode(path.read_bytes())
        if _is_binary(text):
            raise BadExport("import-binary")
        if _is_json(text):
            return _document(text, profiles, forced)
        table = read_delimited(text, claims)
    return table, forced or identify(table.headers, profiles)


def _is_workbook(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except DAMAGED:
        return True  # the reader of workbooks says what is wrong


def _is_binary(text: Text) -> bool:
    sample = "".join(text.lines[:200])[:_HEAD]
    strange = sum(sign < " " and sign not in "\t\r\n\f" for sign in sample)
    return strange > 0.02 * len(sample)


def _is_json(text: Text) -> bool:
    first = next((line.strip() for line in text.lines if line.strip()), "")
    return first.startswith(("{", "["))


def _document(
    text: Text, profiles: Sequence[Profile], forced: Profile | None
) -> tuple[Table, Profile]:
    document = documents.parse(text)
    if forced:
        table = documents.records(document, forced.shape)
        if table.frame.is_empty():
            raise BadExport("import-profile-shape", name=forced.name)
        return table, forced
    shapes = {profile.shape for profile in profiles}
    tables = {shape: documents.records(document, shape) for shape in shapes}
    claiming = [p for p in profiles if p.claims(tables[p.shape].headers)]
    headers = [header for p in claiming for header in tables[p.shape].headers]
    claiming = [p for p in claiming if not any(o.outclaims(p, headers) for o in claiming)]
    if len(claiming) == 1:
        return tables[claiming[0].shape], claiming[0]
    if not any(table.frame.height for table in tables.values()):
        raise BadExport("import-json-records")
    plain = tables.get(None) or next(iter(tables.values()))
    if claiming:
        return plain, identify(plain.headers, claiming)
    return plain, identify(plain.headers, ())
