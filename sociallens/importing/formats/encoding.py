"""Bytes to lines of text: which encoding a file is in, and which of its lines are in another."""

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Set
from dataclasses import dataclass, field

_ONLY_CP1252 = re.compile(rb"[\x80-\x9f]")  # control codes in Latin-9, quotes and dashes in cp1252
_ONLY_LATIN9 = re.compile(rb"[\xa4\xbc\xbd\xbe]")  # the euro and the oe of Latin-9
_PROBE = 4096


@dataclass(frozen=True)
class Text:
    """A decoded file. Lines are physical lines, counted from 1, with their ends."""

    lines: list[str]
    encoding: str
    repaired: frozenset[int] = field(default_factory=frozenset)  # lines in another encoding
    undecodable: frozenset[int] = field(default_factory=frozenset)


def decode(data: bytes) -> Text:
    """The lines of `data`, in the encoding that its bytes show. Never fails: see `undecodable`."""
    if data.startswith(BOM_UTF8):
        return _utf8(data[3:])
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        little = data.startswith(BOM_UTF16_LE)
        return _whole(data[2:], "utf-16-le" if little else "utf-16-be")
    head = data[:_PROBE]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > 0.4 * len(zeros) and head.count(0) < 0.6 * len(head):
            return _whole(data, encoding)
    return _utf8(data)


def _whole(data: bytes, encoding: str) -> Text:
    text = data.decode(encoding, errors="replace")
    lines = _split(text)
    bad = frozenset(n for n, line in enumerate(lines, 1) if "\ufffd" in line)
    return Text(lines, encoding, undecodable=bad)


def _split(text: str) -> list[str]:
    return list(io.StringIO(text, newline=""))


def _utf8(data: bytes) -> Text:
    try:
        return Text(_split(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        return _legacy_or_mixed(data)


def _legacy_or_mixed(data: bytes) -> Text:
    pieces = data.split(b"\n")
    foreign = {n for n, piece in enumerate(pieces) if not _is_utf8(piece)}
    accented = sum(not piece.isascii() for n, piece in enumerate(pieces) if n not in foreign)
    if accented == 0:
        encoding = _single_byte(data)
        return _lines(pieces, dict.fromkeys(range(len(pieces)), encoding), encoding)
    encodings = {n: "cp1252" if n in foreign else "utf-8" for n in range(len(pieces))}
    return _lines(pieces, encodings, "utf-8", foreign)


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(data: bytes) -> str:
    latin9 = not _ONLY_CP1252.search(data) and _ONLY_LATIN9.search(data)
    return "iso8859-15" if latin9 else "cp1252"


def _lines(
    pieces: list[bytes], encodings: dict[int, str], encoding: str, foreign: Set[int] = frozenset()
) -> Text:
    lines: list[str] = []
    repaired: set[int] = set()
    bad: set[int] = set()
    last = len(pieces) - 1
    for n, piece in enumerate(pieces):
        text = piece.decode(encodings[n], errors="replace") + ("\n" if n < last else "")
        lines += [text] if text else []
        if "\ufffd" in text:
            bad.add(len(lines))
        elif n in foreign:
            repaired.add(len(lines))
    return Text(lines, encoding, frozenset(repaired), frozenset(bad))
