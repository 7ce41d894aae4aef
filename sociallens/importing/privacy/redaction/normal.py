"""Texts as detection reads them: composed accents, plain digits and letters, nothing invisible.

Narrower than NFKC on purpose: "½", "…", "™" and "m²" are left alone, and so are the joiners within
emojis, because the text that stays should stay as it was written.
"""

import unicodedata
from functools import cache

import polars as pl

_INVISIBLE = r"\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff"
_HIDDEN_AFTER = rf"([0-9A-Za-zÀ-ÿ@.+()\s-])[{_INVISIBLE}]+"
_KEYCAP = r"([0-9#*])\ufe0f?\u20e3"
_ENTITY = r"&(?:#[xX]?[0-9a-fA-F]{2,4}|commat|period|lowbar);"
_OTHER_DIGITS = r"[\p{Nd}--[0-9]]"
_BLOCKS = ((0x2070, 0x209C), (0x2460, 0x24FF), (0xFE50, 0xFE6B), (0xFF01, 0xFF5E),
           (0x1D400, 0x1D7FF))  # fmt: skip
_STYLED = r"[\u2070-\u209c\u2460-\u24ff\ufe50-\ufe6b\uff01-\uff5e\x{1d400}-\x{1d7ff}]"
_LAST_SCRIPT = 0x20000  # above it are ideographs, tags and private use, and no digits
_DECOMPOSED = r"[\u0300-\u036f]"
_UNUSUAL = rf"[{_INVISIBLE}]|{_STYLED}|{_DECOMPOSED}|\u20e3|{_ENTITY}|{_OTHER_DIGITS}"


def normal(text: pl.Series) -> pl.Series:
    """`text` for detection; most texts come back as they are."""
    unusual = text.str.contains(_UNUSUAL).fill_null(False)
    if not unusual.any():
        return text
    odd = text.filter(unusual).str.normalize("NFC").str.replace_all(_HIDDEN_AFTER, "$1")
    odd = odd.str.replace_all(_KEYCAP, "$1")
    styled, plain = zip(*_plain().items(), strict=True)
    odd = odd.str.replace_many(list(styled), list(plain))
    return text.clone().scatter(unusual.arg_true(), odd)


@cache
def _plain() -> dict[str, str]:
    """Full-width, circled and mathematical signs, entities, digits of any script -> the ASCII sign
    that they are written for.
    """
    signs = [chr(code) for first, last in _BLOCKS for code in range(first, last + 1)]
    pairs = {sign: unicodedata.normalize("NFKC", sign) for sign in signs}
    plain = {sign: plain for sign, plain in pairs.items() if len(plain) == 1 and plain.isascii()}
    digits = (chr(code) for code in range(0x80, _LAST_SCRIPT) if chr(code).isdecimal())
    named = {"&commat;": "@", "&period;": ".", "&lowbar;": "_"}
    numbered = {
        form.format(code): chr(code)
        for code in range(0x21, 0x7F)
        for form in ("&#{};", "&#0{};", "&#x{:x};", "&#x{:X};", "&#X{:X};")
    }
    return plain | {sign: str(unicodedata.decimal(sign)) for sign in digits} | named | numbered
