"""How well the values of a column suit each field."""

from collections.abc import Callable, Mapping

from sociallens.importing.profiles.evidence import CLOSED, Seen


def _plain(seen: Seen) -> bool:
    """Neither dates, nor addresses, nor mere numbers."""
    return max(seen.share("date"), seen.share("url"), seen.share("number")) < 0.5


def _worded(seen: Seen) -> bool:
    """Plain, and of words rather than of signs and digits."""
    return _plain(seen) and seen.share("letters") >= 0.5


def _distinct(seen: Seen) -> float:
    if seen.share("rounded") > 0.1 or seen.length > 200 or seen.words > 3 or _mostly_dates(seen):
        return 0.0
    return _between(seen.unique, 0.8, 0.97)


def _mostly_dates(seen: Seen) -> bool:
    return seen.share("date") > 0.9 and seen.share("number") < 0.5


def _text(seen: Seen) -> float:
    if not _worded(seen) or seen.share("country") > 0.8 or seen.share("yes_no") > 0.8:
        return 0.0
    if seen.words < 1.3 and seen.filled > 20:
        return 0.1
    varied = _between(seen.unique, 0.02, 0.3) if seen.filled > 20 else 1.0
    return varied * (0.75 + 0.25 * _between(seen.length, 2, 25))


def _title(seen: Seen) -> float:
    if seen.unique <= 0.5 and seen.filled > 1:  # of the page or the place, not of a row
        return 0.3
    return (1.0 if seen.length <= 200 else 0.4) if _text(seen) or seen.filled < 20 else 0.1


def _few(seen: Seen) -> float:
    if seen.share("site") >= 0.5:
        return 1.0
    if not _plain(seen) or seen.length > 60:
        return 0.0
    return 1.0 if seen.distinct <= max(3, 0.25 * seen.filled) else 0.3


def _channel(seen: Seen) -> float:
    return _between(seen.share("channel"), 0.3, 0.8)


def _person(seen: Seen) -> float:
    if seen.length > 60 or seen.words > 5 or _mostly_dates(seen) or seen.share("url") > 0.5:
        return 0.0
    if seen.share("path") > 0.5:  # accounts/1/reviews/2: what a record is called inside
        return 0.0
    number = 0.75 if seen.share("number") > 0.5 else 1.0
    return number * (0.3 if seen.distinct == 1 and seen.filled > 5 else 1.0)


def _replier(seen: Seen) -> float:
    """Who answers may be one and the same."""
    short = seen.length <= 60 and not _mostly_dates(seen) and seen.share("yes_no") < 0.5
    return float(short and seen.share("number") < 0.5)


def _reply(seen: Seen) -> float:
    if not _worded(seen) or seen.share("yes_no") > 0.5:
        return 0.0
    return 0.8 + 0.2 * _between(seen.length, 5, 40)


def _address(seen: Seen) -> float:
    """One of each contribution is surer than that of a page, which many of them have."""
    share = _between((seen.reads.get("url", 0) + 1) / (seen.filled + 1), 0.5, 0.9)
    if seen.distinct == 1 and seen.filled > 1:
        return share * 0.5
    return share * (0.8 + 0.2 * _between(seen.unique, 0.3, 0.9))


def _repeated(seen: Seen) -> float:
    if seen.length > 120 or seen.words > 2 or _mostly_dates(seen):
        return 0.0
    return 1.0 if seen.distinct < seen.filled else 0.5


def _reference(seen: Seen) -> float:
    if seen.length > 120 or seen.words > 2 or _mostly_dates(seen) or seen.share("yes_no") > 0.5:
        return 0.0
    return 1.0


def _label(seen: Seen) -> float:
    return 0.0 if seen.length > 80 or _mostly_dates(seen) or seen.share("number") > 0.5 else 1.0


def _between(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _share(kind: str, low: float = 0.5, high: float = 0.9) -> Callable[[Seen], float]:
    """The share of cells that are of a kind; one odd cell of three is not held against them."""
    return lambda seen: _between((seen.reads.get(kind, 0) + 1) / (seen.filled + 1), low, high)


def _rating(seen: Seen) -> float:
    """Finely divided numbers are rather the mean of a place or a product."""
    return _share("rating")(seen) * (0.8 if seen.share("fine") > 0.5 else 1.0)


def _country(seen: Seen) -> float:
    """Codes come before names: they are what is stored."""
    return _share("country")(seen) * (1.0 if seen.length <= 3 else 0.95)


# How well the filled cells of a column suit a field, 0 to 1.
TESTS: Mapping[str, Callable[[Seen], float]] = {
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


def fit(test: str, seen: Seen) -> float:
    """How well the values of a column pass a test, 0 to 1."""
    return TESTS[test](seen) if seen.filled else EMPTY


def understood(test: str, seen: Seen) -> int:
    """How many of its filled cells a field of this test reads."""
    return seen.reads.get(test, 0) if test in COUNTED else seen.filled
