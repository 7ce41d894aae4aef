"""Numbers of spreadsheets as text: plain numbers, and the days since 1900 that dates are."""

import re
from datetime import datetime, timedelta

# The formats that stand in no file because every spreadsheet has them.
_BUILT_IN = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), 71, *range(72, 82)}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)
_FEBRUARY_1900 = 60  # Excel has a 29 February in 1900: the days before it are one off
_LAST = 2_958_466  # the year 10000
_EXACT = 10**15  # whole numbers that a spreadsheet keeps exactly


def is_date(number: str, code: str | None) -> bool:
    """Whether a number format shows dates or times."""
    if code is None:
        return number.isdigit() and len(number) < 4 and int(number) in _BUILT_IN
    first = _LITERAL.sub("", code).split(";")[0].lower()
    return first != "general" and any(letter in first for letter in "ymdhs")


def readable(raw: str, as_date: bool, shift: int) -> str:
    """A stored number in the form that people read: `4` for `4.0`, ISO for a date."""
    try:
        value = float(raw)
    except ValueError:
        return raw.strip()
    if as_date and 0 <= value < _LAST:
        return _date(value, shift)
    if value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    # Longer numbers stay unchanged: they were rounded before.
    return raw.strip() if abs(value) >= _EXACT else str(value)


def _date(value: float, shift: int) -> str:
    if value < 1:
        return (_EPOCH + timedelta(seconds=round(value * 86_400))).time().isoformat()
    days = value + shift + (1 if value < _FEBRUARY_1900 and not shift else 0)
    moment = _EPOCH + timedelta(seconds=round(days * 86_400))
    return moment.date().isoformat() if value.is_integer() else moment.isoformat()
