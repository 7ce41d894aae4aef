"""What is in a file, told by its content and never by its name."""

import errno
import io
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from sociallens.errors import BadExport
from sociallens.importing.formats.archives import GZIP, ZIP, inflate, is_workbook, members
from sociallens.importing.formats.delimited import read_delimited
from sociallens.importing.formats.documents import is_json
from sociallens.importing.formats.encoding import Text, decode
from sociallens.importing.formats.long import is_long, read_long
from sociallens.importing.formats.mojibake import repair_frame
from sociallens.importing.formats.parquet import read_parquet
from sociallens.importing.formats.records import read_document
from sociallens.importing.formats.table import MAX_BYTES, Table
from sociallens.importing.formats.workbook import read_workbook
from sociallens.importing.profiles.profile import Profile, identify

_FOREIGN = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"7z\xbc\xaf": "7Z",
    b"Rar!": "RAR",
    b"\xd0\xcf\x11\xe0": "XLS/DOC",
    b"{\\rtf": "RTF",
    b"SQLite format": "SQLite",
    b"BZh": "BZIP2",
    b"\xfd7zXZ": "XZ",
    b"\x28\xb5\x2f\xfd": "ZSTD",
}
_TAR = slice(257, 262)  # where a TAR archive says `ustar`
_HEAD = 65_536
# What says that a member of an archive is no export at all.
ASIDE = ("import-foreign", "import-binary", "import-empty", "import-header-only")


@dataclass(frozen=True)
class Part:
    """A table of a file: the file itself, one of its sheets, or one in a member of an archive."""

    name: str  # below the file's: a sheet, a member; empty for the file itself
    table: Table
    profile: Profile


@dataclass(frozen=True)
class Unread:
    """A member of an archive that gave no table, and why."""

    name: str
    problem: BadExport
    is_export: bool  # else it is left aside, as a letter in a folder of exports is


def load(path: Path, profiles: Sequence[Profile], forced: Profile | None) -> tuple[Table, Profile]:
    """The rows of a file as text, and its profile: `forced`, or the one that claims it.

    Of a file with several parts, the one that is most like a table of texts. Raises `BadExport`
    when it is no export that can be read, or no profile or several claim it.
    """
    best: Part | None = None
    for part in parts(path, profiles, forced):
        if isinstance(part, Unread):
            if best is None:
                raise part.problem
        elif best is None or part.table.breadth > best.table.breadth:
            best = part
    if best is None:
        raise BadExport("import-empty")
    return best.table, best.profile


def parts(
    path: Path, profiles: Sequence[Profile], forced: Profile | None
) -> Iterator[Part | Unread]:
    """The tables in a file, one at a time. Raises `BadExport` as `load` does."""
    try:
        with path.open("rb") as file:
            head = file.read(len(ZIP))
            file.seek(0)
            if head.startswith(GZIP):
                yield from _tables(_single(inflate(file)), profiles, forced)
            elif head == ZIP and not is_workbook(file):
                yield from _members(file, profiles, forced)
            else:
                yield from _tables(file, profiles, forced)
    except OSError as error:
        why = errno.errorcode.get(error.errno or 0, "?")
        raise BadExport("import-not-opened", reason=why) from error


def _single(file: IO[bytes]) -> IO[bytes]:
    """A file that is taken out of an archive, when it is no archive itself."""
    head = file.read(_HEAD)
    file.seek(0)
    if head.startswith(GZIP) or (head.startswith(ZIP) and not is_workbook(file)):
        raise BadExport("import-archive-nested")
    return file


def _members(
    archive: IO[bytes], profiles: Sequence[Profile], forced: Profile | None
) -> Iterator[Part | Unread]:
    """The tables of the members; those that gave none come last."""
    failed: list[tuple[str, BadExport]] = []
    count = 0
    for name, file in members(archive):
        try:
            if isinstance(file, BadExport):
                raise file
            for part in _tables(_single(file), profiles, forced):
                count += 1
                yield replace(part, name=" › ".join(filter(None, (name, part.name))))
        except BadExport as error:
            failed.append((name, error))
    if not count and all(problem.key in ASIDE for _, problem in failed):
        raise BadExport("import-foreign", kind="ZIP")
    for name, problem in failed:
        yield Unread(name, problem, not count and problem.key not in ASIDE)


def _tables(file: IO[bytes], profiles: Sequence[Profile], forced: Profile | None) -> Iterator[Part]:
    head = file.read(_HEAD)
    _refuse_foreign(head)
    file.seek(0)
    for part in _read(file, head, profiles, forced):
        yield replace(part, table=part.table.change(_repaired))


def _repaired(table: Table) -> Table:
    frame, notes = repair_frame(table.frame)
    return replace(table, frame=frame, notes=table.notes + notes)


def _refuse_foreign(head: bytes) -> None:
    if not head.strip(b"\0 \t\r\n") and len(head) < _HEAD:
        raise BadExport("import-empty")
    for magic, kind in _FOREIGN.items():
        if head.startswith(magic) and (magic != b"MZ" or b"\0" in head):
            raise BadExport("import-foreign", kind=kind)
    if head[_TAR] == b"ustar":
        raise BadExport("import-foreign", kind="TAR")


def _read(
    file: IO[bytes], head: bytes, profiles: Sequence[Profile], forced: Profile | None
) -> Iterator[Part]:
    def claims(headers: list[str]) -> bool:
        return any(profile.claims(headers) for profile in profiles)

    def needed(headers: list[str]) -> set[str] | None:
        if not profiles:
            return None
        return (forced or identify(headers, profiles)).known_headers()

    if head.startswith(ZIP):
        sheets = read_workbook(file, claims)
        for sheet in sheets:
            name = sheet.name if len(sheets) > 1 else ""
            yield Part(name, sheet.table, _identified(sheet.table, profiles, forced))
    elif head.startswith(b"PAR1"):
        table = read_parquet(file, needed)
        yield Part("", table, _identified(table, profiles, forced))
    elif _is_table(head) and is_long(file):
        table = read_long(file, claims)
        yield Part("", table, _identified(table, profiles, forced))
    else:
        if file.seek(0, io.SEEK_END) > MAX_BYTES:
            raise BadExport("import-too-big", most=MAX_BYTES // 1_000_000)
        file.seek(0)
        text = decode(file.read())
        if _is_binary(text):
            raise BadExport("import-binary")
        if is_json(text):
            table, profile = read_document(text, profiles, forced)
            yield Part("", table, _identified(table, (profile,), profile))
        else:
            table = read_delimited(text, claims)
            yield Part("", table, _identified(table, profiles, forced))


def _is_table(head: bytes) -> bool:
    """Whether a file begins like delimited text in UTF-8."""
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in head:
        return False
    text = Text(list(io.StringIO(head.decode("utf-8", "ignore"), newline="")), "utf-8")
    return not is_json(text) and not _is_binary(text)


def _identified(table: Table, profiles: Sequence[Profile], forced: Profile | None) -> Profile:
    if not table.frame.height and not table.refusals:
        raise BadExport("import-header-only")
    return forced or identify(table.headers, profiles)


def _is_binary(text: Text) -> bool:
    sample = "".join(text.lines[:200])[:_HEAD]
    strange = sum(sign < " " and sign not in "\t\r\n\f" for sign in sample)
    return strange > 0.02 * len(sample)
