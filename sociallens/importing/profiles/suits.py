"""How well the values of a column suit each field."""

from collections.abc import Callable, Mapping

from sociallens.importing.profiles.evidence import CLOSED, ColumnEvidence


def _plain(column: ColumnEvidence) -> bool:
    """Neither dates, nor addresses, nor mere numbers."""
    return max(column.share("date"), column.share("url"), column.share("number")) < 0.5


def _worded(column: ColumnEvidence) -> bool:
    """Plain, and of words rather than of signs and digits."""
    return _plain(column) and column.share("letters") >= 0.5


def _distinct(column: ColumnEvidence) -> float:
    if (
        column.share("rounded") > 0.1
        or column.length > 200
        or column.words > 3
        or _mostly_dates(column)
    ):
        return 0.0
    return _between(column.unique, 0.8, 0.97)


def _mostly_dates(column: ColumnEvidence) -> bool:
    return column.share("date") > 0.9 and column.share("number") < 0.5


def _text(column: ColumnEvidence) -> float:
    if not _worded(column) or column.share("country") > 0.8 or column.share("yes_no") > 0.8:
        return 0.0
    if column.words < 1.3 and column.filled > 20:
        return 0.1
    varied = _between(column.unique, 0.02, 0.3) if column.filled > 20 else 1.0
    return varied * (0.75 + 0.25 * _between(column.length, 2, 25))


def _title(column: ColumnEvidence) -> float:
    if column.unique <= 0.5 and column.filled > 1:  # of the page or the place, not of a row
        return 0.3
    return (1.0 if column.length <= 200 else 0.4) if _text(column) or column.filled < 20 else 0.1


def _few(column: ColumnEvidence) -> float:
    if column.share("site") >= 0.5:
        return 1.0
    if not _plain(column) or column.length > 60:
        return 0.0
    return 1.0 if column.distinct <= max(3, 0.25 * column.filled) else 0.3


def _channel(column: ColumnEvidence) -> float:
    return _between(column.share("channel"), 0.3, 0.8)


def _person(column: ColumnEvidence) -> float:
    if column.length > 60 or column.words > 5 or _mostly_dates(column) or column.share("url") > 0.5:
        return 0.0
    if column.share("path") > 0.5:  # accounts/1/reviews/2: what a record is called inside
        return 0.0
    number = 0.75 if column.share("number") > 0.5 else 1.0
    return number * (0.3 if column.distinct == 1 and column.filled > 5 else 1.0)


def _replier(column: ColumnEvidence) -> float:
    """Who answers may be one and the same."""
    short = column.length <= 60 and not _mostly_dates(column) and column.share("yes_no") < 0.5
    return float(short and column.share("number") < 0.5)


def _reply(column: ColumnEvidence) -> float:
    if not _worded(column) or column.share("yes_no") > 0.5:
        return 0.0
    return 0.8 + 0.2 * _between(column.length, 5, 40)


def _address(column: ColumnEvidence) -> float:
    """One of each contribution is surer than that of a page, which many of them have."""
    share = _between((column.reads.get("url", 0) + 1) / (column.filled + 1), 0.5, 0.9)
    if column.distinct == 1 and column.filled > 1:
        return share * 0.5
    return share * (0.8 + 0.2 * _between(column.unique, 0.3, 0.9))


def _repeated(column: ColumnEvidence) -> float:
    if column.length > 120 or column.words > 2 or _mostly_dates(column):
        return 0.0
    return 1.0 if column.distinct < column.filled else 0.5


def _reference(column: ColumnEvidence) -> float:
    if (
        column.length > 120
        or column.words > 2
        or _mostly_dates(column)
        or column.share("yes_no") > 0.5
    ):
        return 0.0
    return 1.0


def _label(column: ColumnEvidence) -> float:
    return (
        0.0 if column.length > 80 or _mostly_dates(column) or column.share("number") > 0.5 else 1.0
    )


def _between(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _share(kind: str, low: float = 0.5, high: float = 0.9) -> Callable[[ColumnEvidence], float]:
    """The share of cells that are of a kind; one odd cell of three is not held against them."""
    return lambda column: _between((column.reads.get(kind, 0) + 1) / (column.filled + 1), low, high)


def _rating(column: ColumnEvidence) -> float:
    """Finely divided numbers are rather the mean of a place or a product."""
    return _share("rating")(column) * (0.8 if column.share("fine") > 0.5 else 1.0)


def _country(column: ColumnEvidence) -> float:
    """Codes come before names: they are what is stored."""
    return _share("country")(column) * (1.0 if column.length <= 3 else 0.95)


# How well the filled cells of a column suit a field, 0 to 1.
TESTS: Mapping[str, Callable[[ColumnEvidence], float]] = {
    "distinct": _distinct,
    "date": _share("date"),
    "text": _text,
    "title": _title,
    "few": _few,
    "channel": _channel,
    "person": _person,
    "replier": _replier,
    "rating": _rating,
    "url": _address,
    "repeated": _repeated,
    "reference": _reference,
    "label": _label,
    "country": _country,
    "language": _share("language"),
    "role": _share("role"),
    "sentiment": _share("sentiment"),
    "topic": _share("topic", 0.4, 0.8),
    "cause": _share("cause", 0.4, 0.8),
    "severity": _share("severity"),
    "intent": _share("intent"),
    "reply": _reply,
}
# Tests that count the cells that they understand; the others take them all.
COUNTED = frozenset((*CLOSED, "date", "rating", "url", "country", "language"))
EMPTY = 0.75  # how well a column without a value suits whatever its name says


def fit(test: str, column: ColumnEvidence) -> float:
    """How well the values of a column pass a test, 0 to 1."""
    return TESTS[test](column) if column.filled else EMPTY


def understood(test: str, column: ColumnEvidence) -> int:
    """How many of its filled cells a field of this test reads."""
    return column.reads.get(test, 0) if test in COUNTED else column.filled
