"""Archives to their members: ZIP with its folders, GZIP. Inflated in memory, never onto a disk."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from sociallens.errors import BadExport
from sociallens.importing.formats.table import MAX_INFLATED
from sociallens.importing.formats.workbook import DAMAGED, MAX_RATIO, SMALL, check_inflation

MAX_MEMBERS = 1_000
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
_NAME = 120  # characters of a member's name that are shown
_PIECE = 1 << 20


def is_workbook(file: IO[bytes]) -> bool:
    """Whether a ZIP is an XLSX; so is a torn one, whose reader says what is wrong with it."""
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.lower() == "xl/workbook.xml" for name in archive.namelist())
    except DAMAGED:
        return True
    finally:
        file.seek(0)


def inflate(file: IO[bytes]) -> IO[bytes]:
    """What a GZIP file holds. Raises `BadExport` when it is damaged or out of proportion."""
    packed = file.seek(0, io.SEEK_END)
    file.seek(0)
    most = min(MAX_INFLATED, max(SMALL, MAX_RATIO * packed))
    content = io.BytesIO()
    try:
        with gzip.GzipFile(fileobj=file) as stream:
            while piece := stream.read(_PIECE):
                if content.tell() + len(piece) > most:
                    raise BadExport("import-archive-bomb", limit=f"{most // 1_000_000} MB")
                content.write(piece)
    except (OSError, EOFError, zlib.error) as error:
        raise BadExport("import-archive-broken") from error
    content.seek(0)
    return content


def members(file: IO[bytes]) -> Iterator[tuple[str, IO[bytes] | BadExport]]:
    """The files in a ZIP by their shown names, one at a time; hidden ones are none of them.

    Names are only shown, never used as paths; a member that is damaged or protected gives the
    error. Raises `BadExport` when the archive is, or is out of proportion once inflated.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            check_inflation(archive, "import-archive-bomb")
            entries = [entry for entry in archive.infolist() if _is_file(entry)]
            if len(entries) > MAX_MEMBERS:
                raise BadExport("import-archive-members", most=MAX_MEMBERS, found=len(entries))
            for entry in entries:
                yield _safe_name(entry.filename), _content(archive, entry)
    except DAMAGED as error:
        raise BadExport("import-archive-broken") from error


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> IO[bytes] | BadExport:
    try:
        return io.BytesIO(archive.read(entry))
    except DAMAGED:
        return BadExport("import-archive-broken")


def _is_file(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return not entry.is_dir() and not hidden and parts[0] != "__MACOSX"


def _safe_name(name: str) -> str:
    """A member's name without control characters and steps out of its folder."""
    plain = "".join(sign for sign in name.replace("\\", "/") if sign.isprintable())
    parts = [part for part in plain.split("/") if part not in ("", ".", "..")]
    return "/".join(parts)[-_NAME:] or "?"
