"""Bytes to lines of text: which encoding a file is in, and which of its lines are in another."""

import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field
from itertools import islice

from sociallens.errors import BadExport
from sociallens.importing.formats.table import MAX_ROWS

_PROBE = 4096
MAX_LINES = 2 * MAX_ROWS

# Single-byte encodings that a foreign byte may be of; the first of equals is the likeliest.
_SINGLE = ("cp1252", "iso8859-15", "mac_roman", "cp850")
_FOREIGN = re.compile(rb"[\x80-\xff]+")
_FOREIGNERS = 20_000  # signs that are looked at to tell an encoding
_SMALL = frozenset("àâäáãåæçèéêëìíîïðñòóôöõøœùúûüýÿßþš ")
_TALL = frozenset("ÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜÝ")
_MARKS = frozenset("’‘“”«»–—…€°£§\xa0·•™®©²³½¼¿¡")
_FRENCH = frozenset("éèêàçùâîôûëïœ’")


@dataclass(frozen=True)
class Text:
    """A decoded file. Lines are physical lines, counted from 1, with their ends."""

    lines: list[str]
    encoding: str
    repaired: frozenset[int] = field(default_factory=frozenset)  # lines in another encoding
    undecodable: frozenset[int] = field(default_factory=frozenset)


def decode(data: bytes) -> Text:
    """The lines of `data`, in the encoding that its bytes show; for bad ones see `undecodable`.

    Raises `BadExport` for more lines than any export has.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise BadExport("import-empty")
    if max(data.count(b"\n"), data.count(b"\r")) > MAX_LINES:
        raise BadExport("import-too-many-rows", most=MAX_ROWS)
    while data.startswith(BOM_UTF8):
        data = data[3:]
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        little = data.startswith(BOM_UTF16_LE)
        return _whole(data[2:], "utf-16-le" if little else "utf-16-be")
    head = data[:_PROBE]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > 0.4 * len(zeros) and head.count(0) < 0.6 * len(head):
            return _whole(data, encoding)
    return _utf8(data)


def _whole(data: bytes, encoding: str) -> Text:
    text = data.decode(encoding, errors="replace").lstrip("\ufeff")
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
        return _whole(data, _single_byte(data))
    encodings = {n: "cp1252" if n in foreign else "utf-8" for n in range(len(pieces))}
    return _lines(pieces, encodings, foreign)


def _is_utf8(piece: bytes) -> bool:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(data: bytes) -> str:
    """The encoding in which the accents stand where words have them."""
    places = (match.span() for match in islice(_FOREIGN.finditer(data), _FOREIGNERS))
    sequences = Counter(data[max(0, start - 1) : end + 1] for start, end in places)
    scores = {name: sum(_likely(piece.decode(name, "replace")) * count
                        for piece, count in sequences.items()) for name in _SINGLE}  # fmt: skip
    return max(scores, key=lambda name: scores[name])


def _likely(piece: str) -> float:
    """How well foreign signs, between their neighbours, fit a word or a sentence."""
    score = 0.0
    for at, sign in enumerate(piece):
        if sign.isascii():
            continue
        before = piece[at - 1] if at else ""
        after = piece[at + 1 : at + 2]
        score += _fits(sign, before, after) + 0.5 * (sign in _FRENCH)
    return score


def _fits(sign: str, before: str, after: str) -> float:
    if sign in _SMALL:
        return -1 if before.isupper() and after.isupper() else 1
    if sign in _TALL:
        return -2 if before.islower() else 1
    if sign in _MARKS:
        inside = before.isalpha() and after.isalpha()
        return 0.5 if not inside or sign in "’‘" else -1
    return -2


def _lines(pieces: list[bytes], encodings: dict[int, str], foreign: Set[int]) -> Text:
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
    return Text(lines, "utf-8", frozenset(repaired), frozenset(bad))
