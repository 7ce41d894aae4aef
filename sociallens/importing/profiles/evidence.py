"""What the values of a column look like: counted, with samples."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl

from sociallens.importing.formats.table import LINE
from sociallens.importing.values import countries, dates, ratings, vocabulary
from sociallens.locales import LOCALES
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
_FINE = r"^[0-9]+[.,][0-9]?[1-46-9][0-9]*$"  # neither whole nor halves
_PATH = r"^[\w-]+(?:/[\w-]+){2,}$"
CLOSED = {
    "channel": "channel",
    "sentiment": "sentiment",
    "topic": "topic",
    "cause": "cause",
    "severity": "severity",
    "intent": "intent",
    "role": "role",
}


@dataclass(frozen=True)
class ColumnEvidence:
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


def observe(
    frame: pl.DataFrame, taxonomy: Taxonomy, merchants: Merchants
) -> tuple[ColumnEvidence, ...]:
    """Every column of the first rows of `frame`, with a header."""
    head = frame.head(SAMPLE)
    return tuple(
        _column_evidence(head[name], taxonomy, merchants)
        for name in head.columns
        if name != LINE and name.strip()
    )


def _column_evidence(column: pl.Series, taxonomy: Taxonomy, merchants: Merchants) -> ColumnEvidence:
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
    return ColumnEvidence(
        header=column.name,
        rows=column.len(),
        filled=filled.len(),
        distinct=counts.height,
        length=_mean(lengths),
        words=_mean(filled.str.count_matches(r"\S+")),
        samples=_samples(filled.unique(maintain_order=True)),
        reads=reads,
        formats=formats,
        orders=orders,
        scale=scale,
        unread=unread,
    )


def _dates(filled: pl.Series) -> tuple[tuple[str, ...], tuple[str, ...], int, tuple[str, ...]]:
    formats, orders = dates.suitable_formats(filled)
    read = dates.read(filled, (*formats, *orders[:1]), "UTC")["time"]
    missed = filled.filter(read.is_null())
    readable = filled.len() - missed.len()
    return formats, orders, readable, _samples(missed.unique(maintain_order=True))


def _reads(counts: pl.DataFrame, taxonomy: Taxonomy, merchants: Merchants) -> dict[str, int]:
    value = pl.col("value")
    counts_by_kind = counts.select(
        url=pl.col("times").filter(value.str.contains(_URL)).sum(),
        number=pl.col("times").filter(value.str.contains(_NUMBER)).sum(),
        letters=pl.col("times").filter(value.str.contains(r"\p{L}{2}")).sum(),
        fine=pl.col("times").filter(value.str.contains(_FINE)).sum(),
        path=pl.col("times").filter(value.str.contains(_PATH)).sum(),
        rounded=pl.col("times").filter(value.str.contains(_ROUNDED)).sum(),
    ).row(0, named=True)
    short = counts.filter(value.str.len_chars() <= _SHORT)
    times = dict(short.rows())
    parts = {text: _parts(text) for text in times}
    vocabularies: dict[str, Mapping[str, str]] = {
        kind: vocabulary.spellings(taxonomy, name) for kind, name in CLOSED.items()
    }
    vocabularies |= {
        "country": countries.spellings(),
        "language": _languages(),
        "yes_no": vocabulary.synonyms("yes_no"),
    }
    for kind, words in vocabularies.items():
        counts_by_kind[kind] = sum(
            count for text, count in times.items() if all(part in words for part in parts[text])
        )
    counts_by_kind["site"] = sum(count for text, count in times.items() if merchants.find(text))
    return counts_by_kind


def _parts(text: str) -> list[str]:
    """The values of a cell that may list several, simplified."""
    return [vocabulary.simplify(part) for part in re.split("[;|]", text) if part.strip()]


@cache
def _languages() -> dict[str, str]:
    """Codes of languages and their names in every language of ours, simplified -> code."""
    codes = {"und": "und", "zh cn": "zh"}
    for locale in LOCALES.values():
        for code, name in locale.babel.languages.items():
            if len(code) in (2, 3):
                codes |= {vocabulary.simplify(name): code, code.lower(): code}
                codes[f"{code.lower()} {code.lower()}"] = code  # fr-FR
    return codes


def _mean(numbers: pl.Series) -> float:
    mean = numbers.mean()
    return float(mean) if isinstance(mean, int | float) else 0.0


def _samples(values: pl.Series) -> tuple[str, ...]:
    return tuple(shortened(value) for value in values.head(SHOWN))


def shortened(value: str) -> str:
    """A value or a header as a sentence can hold it: one line of 60 characters at most."""
    plain = " ".join(value.split())
    return plain if len(plain) <= _SHORT else plain[: _SHORT - 1] + "…"
