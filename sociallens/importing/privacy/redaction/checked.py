"""Bank and card numbers: by their check digits, and with a wrong one where nothing else fits.

With a typo they still are whose they are: right in shape and length, and grouped or announced.
"""

import math
import re
from collections.abc import Callable, Iterator

import polars as pl

from sociallens.importing.privacy.redaction.rules import fast

IBAN, CARD = "[IBAN]", "[carte]"
_IBAN = fast(
    r"(?i)(?:\b(?:iban|rib)\b[\s:=(]{0,3}(?:est\s|is\s)?)?"
    r"\b[A-Z]{2}\d{2}(?:[\s._-]{0,3}[A-Z0-9]){11,}"
)
_CARD = fast(
    r"(?i:\b(?:carte(?: bancaire| bleue)?|cb|visa|mastercard|amex)\b[\s:=(]{0,3}"
    r"(?:n[°º]|num[ée]ro)?[\s:]{0,2})\d(?:[\s._-]{0,2}\d){12,}|(?:^|[^\w.-])\d(?:[\s._-]{0,2}\d){13,}"
)
_SAID = ("iban", "rib")
_CARD_LENGTHS = (16, 15, 14, 19)
_CARD_STARTS = (2, 3, 4, 5, 6)
_CARD_GROUPS = ([4, 4, 4, 4], [4, 6, 5])
_DIGITS = 0.7  # of an IBAN, its country apart: the bank's letters are four at most
_AS_DIGITS = {ord(sign): str(int(sign, 36)) for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22,
    "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18,
    "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24,
}  # fmt: skip
_LEAST = math.ceil(_DIGITS * (min(_IBAN_LENGTHS.values()) - 3))  # digits of the shortest mistyped
_BETWEEN = bytes(code for code in range(128) if not chr(code).isalnum())
_FIGURES = re.compile("[0-9]+")


def without_accounts(text: pl.Series) -> pl.Series:
    """`text` without numbers of bank accounts and cards."""
    return _checked(_checked(text, _IBAN, _ibans, IBAN), _CARD, _cards, CARD)


def _checked(
    text: pl.Series, pattern: str, parts: Callable[[str], Iterator[str]], placeholder: str
) -> pl.Series:
    """`text` with those parts of the matches of `pattern` replaced whose check digits are right."""
    candidates = text.filter(text.str.contains(pattern).fill_null(False)).str.extract_all(pattern)
    matches = candidates.explode(empty_as_null=True, keep_nulls=True).drop_nulls().unique()
    found = {part for match in matches for part in parts(match)}
    confirmed = sorted(found, key=lambda part: (-len(part), part))
    if not confirmed:
        return text
    return text.str.replace_many(confirmed, [placeholder] * len(confirmed), leftmost=True)


def _ibans(run: str) -> Iterator[str]:
    compact = run.encode("ascii", "ignore").translate(None, _BETWEEN).decode().upper()
    if not _likely(compact):
        return
    places = [place for place, sign in enumerate(run) if sign.isascii() and sign.isalnum()]
    said = run[:4].casefold().startswith(_SAID)
    start = 0
    while start < len(compact) - 14:
        length = _IBAN_LENGTHS.get(compact[start : start + 2], 0)
        end = start + length
        if not (length and end <= len(compact) and _sums_to_one(compact[start:end])):
            end = _mistyped(run, places, start, length, said) if length else 0
        if end:
            yield run[places[start] : places[end - 1] + 1]
        start = end or start + 1


def _likely(compact: str) -> bool:
    """Whether there may be an IBAN: figures behind a country, or as many as a mistyped one has.

    Hardly a run has: most are a sentence behind the number of an order.
    """
    figures = [found.span() for found in _FIGURES.finditer(compact)]
    if sum(end - start for start, end in figures) >= _LEAST:
        return True
    return any(compact[start - 2 : start] in _IBAN_LENGTHS for start, _ in figures if start >= 2)


def _mistyped(run: str, places: list[int], start: int, length: int, said: bool) -> int:
    """Where an IBAN of a wrong sum ends: it stands alone, and is of its length or announced."""
    if start and places[start] == places[start - 1] + 1:
        return 0
    for typed in (length, length - 1, length + 1) if said else (length,):
        end = start + typed
        if end > len(places):
            continue
        signs = [run[place] for place in places[start:end]]
        alone = end == len(places) or places[end] > places[end - 1] + 1
        digits = sum(map(str.isdigit, signs[2:]))
        written = said or "".join(signs[:2]).isupper() or digits == typed - 2
        if alone and written and digits >= _DIGITS * (typed - 2):
            return end
    return 0


def _sums_to_one(compact: str) -> bool:
    if not compact[2:4].isdigit():
        return False
    return int((compact[4:] + compact[:4]).translate(_AS_DIGITS)) % 97 == 1


def _cards(run: str) -> Iterator[str]:
    """Whole groups of digits, as many as a card has, with the right check digit."""
    places = [place for place, sign in enumerate(run) if sign.isdigit()]
    digits = [int(run[place]) for place in places]
    edges = {i for i in range(1, len(places)) if places[i] > places[i - 1] + 1} | {0, len(places)}
    end = 0
    for start in sorted(edges):
        if start >= end and digits[start : start + 1] and digits[start] in _CARD_STARTS:
            ends = (start + length for length in _CARD_LENGTHS)
            whole = (e for e in ends if e in edges)
            right = (e for e in whole if _luhn(digits[start:e]) or _is_card(run, places[start:e]))
            end = next(right, 0)
            if end and not _is_series(digits[start:end]):
                yield run[places[start] : places[end - 1] + 1]


def _is_card(run: str, places: list[int]) -> bool:
    """Whether digits with a wrong sum are a card's: announced, or in the groups of one."""
    if run[:1].isalpha():
        return len(places) >= _CARD_LENGTHS[1]
    sizes = [len(group) for group in re.findall(r"\d+", run[places[0] : places[-1] + 1])]
    return sizes in _CARD_GROUPS


def _is_series(digits: list[int]) -> bool:
    """Whether these are years or round numbers, side by side."""
    fours = ["".join(map(str, digits[at : at + 4])) for at in range(0, len(digits), 4)]
    years = all(four[:2] in ("19", "20") for four in fours)
    return years or all(four.endswith("00") for four in fours)


def _luhn(digits: list[int]) -> bool:
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[::-2]) + sum(doubled)) % 10 == 0
