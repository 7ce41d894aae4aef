"""Ratings as exports write them to 1 to 5, by declared scales."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

FIVE = "5"  # the scale of stars: what a rating is unless a profile says otherwise
LOWEST, HIGHEST = 1, 5


@dataclass(frozen=True)
class Scale:
    """From the worst mark to the best; between them the conversion is linear."""

    worst: float
    best: float


SCALES: Mapping[str, Scale] = {
    FIVE: Scale(1, 5),
    "10": Scale(0, 10),
    "20": Scale(0, 20),
    "100": Scale(0, 100),
}
WORDS: Mapping[str, int] = {
    word: mark
    for mark, words in {
        5: "excellent|five|cinq|parfait|perfect|tres satisfait|very satisfied|recommends|positive",
        4: "tres bien|tres bon|very good|great|bien|bon|good|four|quatre|satisfait|satisfied",
        3: "moyen|correct|average|ok|okay|fair|three|trois|neutre|neutral",
        2: "mediocre|poor|decevant|insuffisant|two|deux|insatisfait|dissatisfied",
        1: "mauvais|tres mauvais|bad|very bad|terrible|horrible|awful|nul|one|un|une"
        "|tres insatisfait|very dissatisfied|doesn't recommend",
    }.items()
    for word in words.split("|")
}
_NUMBER = r"([0-9]{1,3}(?:[.,][0-9]{1,6})?)"
_OF = r" ?(?:/|sur|out of|of|von|de) ?(5|10|20|100)(?:[.,]0+)?\b"
_STARS = r"(?:etoiles?|stars?|★|⭐|\*)"
_BEFORE = r"^(?:note|noted?|rated|rating|avis|score)? ?:? ?"
_DENOMINATED = rf"{_BEFORE}{_NUMBER} ?{_STARS}?{_OF} ?{_STARS}?\.?$"
_PERCENT = rf"^{_NUMBER} ?%$"
_BARE = rf"{_BEFORE}{_NUMBER}(?:[ -]?{_STARS})?$"
_DRAWN = r"^[★⭐*]{1,5}[☆✩]{0,4}$"
_NAMED = r"(?:/|sur|out.?of|_)[ _]?(100|20|10|5)\b"
_ZERO = r"^0(?:[.,]0+)?$"
_MOST = 0.9  # of the values: one odd mark does not hide the scale
_NONE_DRAWN = "[^★⭐*]"


def read(values: pl.Expr, scale: str = FIVE) -> pl.Expr:
    """Ratings of 1 to 5, null for what is none: `4`, `4/5`, `8 sur 10`, `★★★☆☆`, `Bien`.

    `scale` is that of numbers alone; a number that names its own, or stars, or a word, goes
    by that.
    """
    plain = values.str.normalize("NFKD").str.replace_all(r"\p{M}+|\u{FE0F}", "")
    plain = plain.str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
    bare = _linear(_number(plain.str.extract(_BARE)), SCALES[scale])
    stars = plain.str.replace_all(_NONE_DRAWN, "").str.len_chars().cast(pl.Float32)
    drawn = pl.when(plain.str.contains(_DRAWN)).then(stars)
    words = plain.replace_strict(WORDS, default=None, return_dtype=pl.Float32)
    share = _linear(_number(plain.str.extract(_PERCENT)), SCALES["100"])
    return pl.coalesce(bare, _denominated(plain), share, drawn, words)


def fits(values: pl.Series) -> dict[str, int]:
    """Scale -> how many of `values` it reads, for the scales that read any."""
    frame = pl.DataFrame({"value": values.cast(pl.String)})
    counts = frame.select(
        read(pl.col("value"), scale).is_not_null().sum().alias(scale) for scale in SCALES
    ).row(0, named=True)
    return {scale: count for scale, count in counts.items() if count}


def scale_of(values: pl.Series, header: str = "") -> tuple[str | None, int]:
    """The scale of `values`, if they are ratings, and how many of them it reads.

    It is the one that `header` names (`Note /10`), else the narrowest that reads nearly all.
    A 0 says "no rating" beside stars; marks that never pass 5 are of no wider scale.
    """
    filled = values.cast(pl.String).drop_nulls().str.strip_chars()
    counts = fits(filled)
    declared = pl.select(pl.lit(header.casefold()).str.extract(_NAMED)).item()
    if declared in counts:
        return str(declared), counts[declared]
    zeros = int(filled.str.contains(_ZERO).sum())
    least = _MOST * filled.len()
    if FIVE in counts and counts[FIVE] + zeros >= least:
        return FIVE, counts[FIVE]
    high = filled.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False) > HIGHEST
    wide = counts if high.any() else {}
    scale = next((name for name, count in wide.items() if count >= least), None)
    return scale, counts.get(scale or "", 0)


def _denominated(plain: pl.Expr) -> pl.Expr:
    number = _number(plain.str.extract(_DENOMINATED, 1))
    denominator = plain.str.extract(_DENOMINATED, 2)
    marks = [
        pl.when(denominator == name).then(_linear(number, scale)) for name, scale in SCALES.items()
    ]
    return pl.coalesce(marks)


def _number(text: pl.Expr) -> pl.Expr:
    return text.str.replace(",", ".", literal=True).cast(pl.Float32, strict=False)


def _linear(mark: pl.Expr, scale: Scale) -> pl.Expr:
    """`mark` from its scale to 1 to 5; null outside of it."""
    within = pl.when(mark.is_between(scale.worst, scale.best)).then(mark)
    share = (within - scale.worst) / (scale.best - scale.worst)
    return (LOWEST + (HIGHEST - LOWEST) * share).cast(pl.Float32)
