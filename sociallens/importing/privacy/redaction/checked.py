"""Bank and card numbers: found by their shape, replaced only where their check digits are right."""

from collections.abc import Callable, Iterator

import polars as pl

from sociallens.importing.privacy.redaction.rules import fast

IBAN, CARD = "[IBAN]", "[carte]"
_IBAN = fast(r"(?i)\b[A-Z]{2}\d{2}(?:[\s._-]{0,3}[A-Z0-9]){11,}")
_CARD = fast(r"(?:^|[^\w.-])\d(?:[\s._-]{0,2}\d){13,}")
_CARD_LENGTHS = (16, 15, 14, 19)
_CARD_STARTS = (2, 3, 4, 5, 6)
_AS_DIGITS = {ord(sign): str(int(sign, 36)) for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_IBAN_LENGTHS = {
    "AD": 24, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18,
    "EE": 20, "ES": 24, "FI": 18, "FR": 27, "GB": 22, "GR": 27, "HR": 21, "HU": 28, "IE": 22,
    "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21, "MC": 27, "MT": 31, "NL": 18,
    "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "SM": 27, "TN": 24,
}  # fmt: skip


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
    places = [place for place, sign in enumerate(run) if sign.isascii() and sign.isalnum()]
    compact = "".join(run[place] for place in places).upper()
    start = 0
    while start < len(compact) - 14:
        end = start + _IBAN_LENGTHS.get(compact[start : start + 2], 0)
        if start + 2 < end <= len(compact) and _sums_to_one(compact[start:end]):
            yield run[places[start] : places[end - 1] + 1]
            start = end
        else:
            start += 1


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
            end = next((e for e in ends if e in edges and _luhn(digits[start:e])), 0)
            if end:
                yield run[places[start] : places[end - 1] + 1]


def _luhn(digits: list[int]) -> bool:
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[::-2]) + sum(doubled)) % 10 == 0
