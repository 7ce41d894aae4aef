"""Text that was taken for another encoding once too often ("Ã©" for "é"), made whole again."""

import re
from collections import Counter
from collections.abc import Mapping

import polars as pl

from sociallens.importing.formats.table import LINE

# The bytes 80 to BF as programs show them: as cp1252 signs, else as they are.
_SIGN = {
    bytes((code,)).decode("cp1252", "ignore") or chr(code): code for code in range(0x80, 0xC0)
} | {chr(code): code for code in range(0x80, 0xC0)}
_NEXT = "".join(re.escape(sign) for sign in _SIGN)
# The same bytes as Mac Roman shows them: "√©" for "é".
_MAC = {bytes((code,)).decode("mac_roman"): code for code in range(0x80, 0x100)}
_MAC_NEXT = "".join(sign for sign, code in _MAC.items() if code < 0xC0)
_CONTROL = "\x80-\x9f"  # signs that no text has, but text that was decoded as Latin-1 does
_ODD = "".join(re.escape(sign) for sign in _SIGN if sign not in "“”‘’‚„«»‹›…–—\xa0")
_SEQUENCE = (
    rf"[ÂÃ][{_NEXT}]"
    rf"|â[€‚„\x80\x82\x84][{_NEXT}]"
    rf"|[ÄÅ](?:[{_CONTROL}{_ODD}]|[{_NEXT}](?=\w))"
    rf"|[Ã-ß][{_CONTROL}]"
    rf"|[à-ï](?:[{_CONTROL}][{_NEXT}]|[{_NEXT}][{_CONTROL}])"
    rf"|ï¸[\x8f]|ð[Ÿ\x9f][{_NEXT}]{{2}}"
)
_BROKEN = re.compile(_SEQUENCE)
_BROKEN_MAC = re.compile(rf"(?<=[^\W\d_])√[{_MAC_NEXT}]|√[{_MAC_NEXT}](?=[^\W\d_])"
                         rf"|¬[†´ª∞]|‚Ä[{_MAC_NEXT}]")  # fmt: skip
# A capital before and no letter behind: "IRMÃ»" may as well be Portuguese between quotes.
_CLOSING = re.compile(r"(?<=[A-Z])Ã[»”’](?!\w)")
_LOST = re.compile("Ã(?= )|â€(?= )")  # what is left where a blank took the place of a sign
_LIKELY = (  # the same, more roughly and in Rust's dialect
    r"[ÂÃÄÅ][\x{80}-\x{bf}\x{2000}-\x{2122}\x{152}-\x{17e}\x{192}\x{2c6}\x{2dc}]"
    r"|√[^\s\w]|√\p{L}|¬[†´ª∞]|‚Ä|â[€‚„\x{80}-\x{84}]|[Ä-ï][\x{80}-\x{9f}]|ð[Ÿ\x{9f}]"
)


def repair(text: str) -> str:
    """`text` with each sequence that can only be UTF-8 taken for cp1252 or Latin-1 mended."""
    mended = _BROKEN.sub(_mend, text)
    if "√" in text or "¬" in text or "‚Ä" in text:
        mended = _BROKEN_MAC.sub(lambda match: _decoded(match[0], _MAC), mended)
    if mended != text:
        mended = _LOST.sub(lambda match: {"Ã": "à", "â€": "”"}[match[0]], mended)
    return mended


def _mend(match: re.Match[str]) -> str:
    if _CLOSING.match(match.string, match.start()):
        return match[0]
    return _decoded(match[0], _SIGN)


def _decoded(signs: str, codes: Mapping[str, int]) -> str:
    data = bytes(codes[sign] if sign in codes else ord(sign) for sign in signs)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return signs


def repair_frame(frame: pl.DataFrame) -> tuple[pl.DataFrame, Counter[str]]:
    """The rows of text with broken cells mended, and notes: rows mended, rows left in doubt."""
    mended: set[int] = set()
    doubtful: set[int] = set()
    changes: list[pl.Series] = []
    for name in frame.columns:
        column = frame[name]
        if name == LINE or column.dtype != pl.String:
            continue
        accented = (column.str.len_bytes() > column.str.len_chars()).fill_null(False).arg_true()
        if accented.is_empty():  # broken signs are none of ASCII
            continue
        places = accented.filter(column.gather(accented).str.contains(_LIKELY))
        if places.is_empty():
            continue
        before = column.gather(places).to_list()
        after = [repair(cell) for cell in before]
        for place, old, new in zip(places, before, after, strict=True):
            (mended if old != new else doubtful).add(place)
        changes.append(column.scatter(places, after))
    notes = Counter({
        "import-note-mojibake": len(mended),
        "import-note-mojibake-doubt": len(doubtful - mended),
    })  # fmt: skip
    return (frame.with_columns(changes) if changes else frame), notes
