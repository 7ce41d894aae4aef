"""What is in a file, told by its content and never by its name."""

from collections.abc import Iterable
from pathlib import Path

from sociallens.errors import BadExport
from sociallens.importing.decode import decode
from sociallens.importing.profile import Profile
from sociallens.importing.tables import Table, read_delimited

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
    b"SQLite": "SQLite",
}


def load(path: Path, profiles: Iterable[Profile]) -> Table:
    """The rows of a file as text. Raises `BadExport` when it is no export that can be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadExport("import-not-read", reason=error.strerror or "") from error
    if not data.strip():
        raise BadExport("import-empty")
    for magic, kind in _FOREIGN.items():
        if data.startswith(magic):
            raise BadExport("import-foreign", kind=kind)
    candidates = tuple(profiles)
    text = decode(data)
    return read_delimited(text, lambda headers: any(p.claims(headers) for p in candidates))
