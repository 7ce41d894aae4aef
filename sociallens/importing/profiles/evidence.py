"""What the values of a column look like, and how well that suits each field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl
from babel import Locale

from sociallens.importing.formats.table import LINE
from sociallens.importing.values import dates, ratings, vocabulary
from sociallens.merchants import Merchants
from sociallens.taxonomy import Taxonomy

SAMPLE = 5_000  # rows that are looked at
SHOWN = 3  # sample values of a column
_SHORT = 60  # characters of a sample value
_DATE_LENGTH = 60  # characters: what is longer is no date
_RATING_LENGTH = 30  # characters on average
_URL = r"(?i)^https?://\S+$"
_NUMBER = r"^[+-]?[0-9]+(?:[.,][0-9]+)?%?$"
_ROUNDED = r"(?i)^[0-9][.,][0-9]+e\+[0-9]+$"  # a spreadsheet's form of a long number
_CLOSED = {
    "channel": "channel",
    "sentiment": "sentiment",
    "topic": "topic",
    "cause": "cause",
    "severity": "severity",
    "intent": "intent",
    "role": "role",
}


@dataclass(frozen=True)
class Seen:
    """One column of a file: counts of the rows looked at, and what reads how many of them."""

    header: str
    rows: int
    filled: int
    distinct: int
    length: float  # mean characters of filled cells
    words: float  # mean words
    samples: tuple[str, ...]  # distinct values, shortened
    reads: Mapping[str, int]  # kind of value -> filled cells that are one
    formats: tuple[str, ...] = ()  # that read its dates
    orders: tuple[str, ...] = ()  # of day and month, where the values leave it open
    scale: str | None = None  # of its ratings
    unread: tuple[str, ...] = ()  # of a column of dates, values that no format reads

    def share(self, kind: str) -> float:
        """The share of filled cells that are of this kind."""
        return self.reads.get(kind, 0) / self.filled if self.filled else 0.0

    @property
    def unique(self) -> float:
        """Distinct values per filled cell."""
        return self.distinct / self.filled if self.filled else 0.0


def observe(frame: pl.DataFrame, taxonomy: Taxonomy, merchants: Merchants) -> tuple[Seen, ...]:
    """Every column of the first rows of `frame`, with a header."""
    head = frame.head(SAMPLE)
    return tuple(
        _seen(head[name], taxonomy, merchants)
        for name in head.columns
        if name != LINE and name.strip()
    )


def _seen(column: pl.Series, taxonomy: Taxonomy, merchants: Merchants) -> Seen:
    stripped = column.cast(pl.String).str.strip_chars()
    filled = stripped.filter(stripped != "").rename("value")
    counts = filled.value_counts(name="times")
    lengths = filled.str.len_chars()
    reads = _reads(counts, taxonomy, merchants)
    formats: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    if filled.len() and float(lengths.median() or 0) <= _DATE_LENGTH:  # type: ignore[arg-type]
        formats, orders, reads["date"], unread = _dates(filled)
    scale = None
    if filled.len() and _mean(lengths) <= _RATING_LENGTH:
        scale, reads["rating"] = ratings.scale_of(filled, column.name)
    return Seen(
        header=column.name,
        rows=column.len(),
        filled=filled.len(),
        distinct=counts.height,
        length=_mean(lengths),
        words=_mean(filled.str.count_matches(r"\S+")),
        samples=_shown(filled.unique(maintain_order=True)),
        reads=reads,
        formats=formats,
        orders=orders,
        scale=scale,
        unread=unread,
    )


def _dates(filled: pl.Series) -> tuple[tuple[str, ...], tuple[str, ...], int, tuple[str, ...]]:
    formats, orders = dates.chosen(filled)
    read = dates.read(filled, (*formats, *orders[:1]), "UTC")["time"]
    missed = filled.filter(read.is_null())
    found = filled.len() - missed.len()
    return formats, orders, found, _shown(missed.unique(maintain_order=True))


def _reads(counts: pl.DataFrame, taxonomy: Taxonomy, merchants: Merchants) -> dict[str, int]:
    value = pl.col("value")
    found = counts.select(
        url=pl.col("times").filter(value.str.contains(_URL)).sum(),
        number=pl.col("times").filter(value.str.contains(_NUMBER)).sum(),
        rounded=pl.col("times").filter(value.str.contains(_ROUNDED)).sum(),
    ).row(0, named=True)
    short = counts.filter(value.str.len_chars() <= _SHORT)
    times = dict(short.rows())
    parts = {text: _parts(text) for text in times}
    known: dict[str, Mapping[str, str]] = {
        kind: vocabulary.words(taxonomy, name) for kind, name in _CLOSED.items()
    }
    known |= {"country": _countries(), "language": _languages(), "yes_no": vocabulary.yes_no()}
    for kind, words in known.items():
        found[kind] = sum(
            count for text, count in times.items() if all(part in words for part in parts[text])
        )
    found["site"] = sum(count for text, count in times.items() if merchants.find(text))
    return found


def _parts(text: str) -> list[str]:
    """The values of a cell that may list several, simplified."""
    return [vocabulary.simplify(part) for part in re.split("[;|]", text) if part.strip()]


@cache
def _countries() -> dict[str, str]:
    return _names("territories", lambda code: len(code) == 2)


@cache
def _languages() -> dict[str, str]:
    return _names("languages", lambda code: len(code) in (2, 3)) | {"und": "und", "zh cn": "zh"}


def _names(table: str, wanted: Callable[[str], bool]) -> dict[str, str]:
    """Codes and their French and English names, simplified -> code."""
    found = {}
    for language in ("fr", "en"):
        for code, name in getattr(Locale(language), table).items():
            if wanted(code):
                found[vocabulary.simplify(name)] = code
                found[code.lower()] = code
                found[f"{code.lower()} {code.lower()}"] = code  # fr-FR
    return found


def _mean(numbers: pl.Series) -> float:
    mean = numbers.mean()
    return float(mean) if isinstance(mean, int | float) else 0.0


def _shown(values: pl.Series) -> tuple[str, ...]:
    return tuple(_shortened(value) for value in values.head(SHOWN))


def _shortened(value: str) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"


def _plain(seen: Seen) -> bool:
    """Neither dates, nor addresses, nor mere numbers."""
    return max(seen.share("date"), seen.share("url"), seen.share("number")) < 0.5


def _distinct(seen: Seen) -> float:
    if seen.share("rounded") > 0.1 or seen.length > 200 or seen.words > 3 or _mostly_dates(seen):
        return 0.0
    return _between(seen.unique, 0.8, 0.97)


def _mostly_dates(seen: Seen) -> bool:
    return seen.share("date") > 0.9 and seen.share("number") < 0.5


def _text(seen: Seen) -> float:
    if not _plain(seen) or seen.share("country") > 0.8 or seen.share("yes_no") > 0.8:
        return 0.0
    if seen.words < 1.3 and seen.filled > 20:
        return 0.1
    varied = _between(seen.unique, 0.02, 0.3) if seen.filled > 20 else 1.0
    return varied * (0.75 + 0.25 * _between(seen.length, 2, 25))


def _title(seen: Seen) -> float:
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
    number = 0.75 if seen.share("number") > 0.5 else 1.0
    return number * (0.3 if seen.distinct == 1 and seen.filled > 5 else 1.0)


def _replier(seen: Seen) -> float:
    """Who answers may be one and the same."""
    short = seen.length <= 60 and not _mostly_dates(seen) and seen.share("yes_no") < 0.5
    return float(short and seen.share("number") < 0.5)


def _reply(seen: Seen) -> float:
    if not _plain(seen) or seen.share("yes_no") > 0.5:
        return 0.0
    return 0.8 + 0.2 * _between(seen.length, 5, 40)


def _address(seen: Seen) -> float:
    """The address of the shop is that of no contribution."""
    share = _between((seen.reads.get("url", 0) + 1) / (seen.filled + 1), 0.5, 0.9)
    return share * (0.3 if seen.distinct == 1 and seen.filled > 1 else 1.0)


def _repeated(seen: Seen) -> float:
    return 0.0 if seen.length > 120 or seen.words > 2 or _mostly_dates(seen) else 1.0


def _label(seen: Seen) -> float:
    return 0.0 if seen.length > 80 or _mostly_dates(seen) or seen.share("number") > 0.5 else 1.0


def _between(value: float, low: float, high: float) -> float:
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _share(kind: str, low: float = 0.5, high: float = 0.9) -> Callable[[Seen], float]:
    """The share of cells that are of a kind; one odd cell of three is not held against them."""
    return lambda seen: _between((seen.reads.get(kind, 0) + 1) / (seen.filled + 1), low, high)


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
    "rating": _share("rating"),
    "url": _address,
    "repeated": _repeated,
    "reference": _repeated,
    "label": _label,
    "country": _share("country"),
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
COUNTED = frozenset((*_CLOSED, "date", "rating", "url", "country", "language"))
EMPTY = 0.75  # how well a column without a value suits whatever its name says


def fit(test: str, seen: Seen) -> float:
    """How well the values of a column pass a test, 0 to 1."""
    return TESTS[test](seen) if seen.filled else EMPTY


def understood(test: str, seen: Seen) -> int:
    """How many of its filled cells a field of this test reads."""
    return seen.reads.get(test, 0) if test in COUNTED else seen.filled
