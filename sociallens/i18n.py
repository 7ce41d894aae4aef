"""Words, numbers and dates in the reader's language.

Words are Fluent messages (`locales/<language>/*.ftl`), numbers and dates come from Babel's CLDR,
and what else a language decides is declared in its `locale.toml`.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel.dates import format_skeleton, format_timedelta
from babel.numbers import (
    NumberPattern,
    format_decimal,
    get_decimal_symbol,
    get_group_symbol,
    get_minus_sign_symbol,
    parse_pattern,
)
from fluent.runtime import FluentBundle, FluentResource

from sociallens.locales import DEFAULT, LANGUAGES, LOCALES, Language, label

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "LOCALES",
    "Language",
    "Wording",
    "ago",
    "day",
    "days",
    "in_every_language",
    "lasting",
    "moment",
    "month",
    "number",
    "on_page",
    "percent",
    "quarter",
    "words",
]
MOST_LISTED = 20


@cache
def _files(language: Language) -> Mapping[str, Path]:
    """Message -> the file that it is in."""
    return {
        name: path
        for path in sorted(LOCALES[language].folder.glob("*.ftl"))
        for name in re.findall(r"^([a-zA-Z][\w-]*) *=", path.read_text(encoding="utf-8"), re.M)
    }


@cache
def _bundle(language: Language, path: Path) -> FluentBundle:
    """The messages of a file, which is parsed when the first of them is said."""
    locale = LOCALES[language]
    bundle = FluentBundle([str(locale.babel)], use_isolating=False)
    bundle.add_resource(FluentResource(locale.spacing.apply(path.read_text(encoding="utf-8"))))
    return bundle


class Wording(str):
    """Words of ours, which may stand in other words at full length."""


def words(key: str, language: Language, /, **arguments: Any) -> str:
    """The message `key` (`message` or `message.attribute`) with its arguments filled in.

    What an argument says is cut to a length that can be read: a string after 500 characters, a
    tuple of strings after 20. Of labels by language the one in `language` is taken. Raises
    `KeyError` for a message that the language does not have, and `ValueError` for one that lacks
    an argument: both are bugs.
    """
    return _worded(key, language, **{name: _cut(a, language) for name, a in arguments.items()})


def on_page(key: str, language: Language, /, **arguments: Any) -> str:
    """The message as a page says it: its attribute `page`, where the message itself names the
    options of the command line.
    """
    message = _bundle(language, _files(language)[key]).get_message(key)
    return words(f"{key}.page" if "page" in message.attributes else key, language, **arguments)


def in_every_language(key: str) -> dict[Language, str]:
    """A message without arguments as labels by language."""
    return {language: words(key, language) for language in LANGUAGES}


def _cut(argument: Any, language: Language) -> Any:
    if isinstance(argument, str):
        return _shortened(argument, 2_000 if isinstance(argument, Wording) else 500)
    if isinstance(argument, tuple):
        listed = Wording(", ".join(_shortened(str(each), 60) for each in argument[:MOST_LISTED]))
        others = len(argument) - MOST_LISTED
        return words("list-others", language, listed=listed, count=others) if others > 0 else listed
    if isinstance(argument, dict):  # a label by language
        return _cut(label(argument, language), language)
    return argument


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


@lru_cache(maxsize=50_000)  # a page says the same few hundred things at every rerun
def _worded(key: str, language: Language, /, **arguments: Any) -> Wording:
    name, _, attribute = key.partition(".")
    bundle = _bundle(language, _files(language)[name])
    message = bundle.get_message(name)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise KeyError(key)
    text, problems = bundle.format_pattern(pattern, arguments)
    if problems:
        raise ValueError(f"{language}: {key}: {problems}")
    return Wording(text)


@lru_cache(maxsize=50_000)
def number(value: float, language: Language, decimals: int = 0) -> str:
    """`1234.5` as `1 234,5` (fr) or `1,234.5` (en)."""
    if signs := _thousands(language):  # a page has thousands of numbers: Babel takes a while
        return f"{Decimal(str(value)):,.{decimals}f}".translate(signs)
    locale = LOCALES[language].babel
    return format_decimal(value, format=_pattern(language, decimals), locale=locale)


@cache
def _thousands(language: Language) -> Mapping[int, str]:
    """What Python's signs are in a language that sets thousands apart, as Python does.

    Empty for one that groups digits otherwise.
    """
    locale, pattern = LOCALES[language].babel, _pattern(language, 0)
    if pattern.grouping != (3, 3) or pattern.prefix != ("", "-") or pattern.suffix != ("", ""):
        return {}
    signs = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
    return str.maketrans(signs | {"-": get_minus_sign_symbol(locale)})


@cache
def _pattern(language: Language, decimals: int) -> NumberPattern:
    """The language's own grouping of digits, with as many decimals."""
    pattern = parse_pattern(LOCALES[language].babel.decimal_formats[None].pattern)
    pattern.frac_prec = (decimals, decimals)
    return pattern


def percent(share: float, language: Language, decimals: int = 0) -> str:
    """`0.9` as `90 %` (fr, narrow space before the sign) or `90%` (en)."""
    before, after = LOCALES[language].percent
    return f"{before}{number(share * 100, language, decimals)}{after}"


def day(value: date, language: Language, *, year: bool = True) -> str:
    """`1 déc. 2011` or, without the year, `1 déc.`."""
    return _dated("yMMMd" if year else "MMMd", value, language)


def moment(value: datetime, language: Language) -> str:
    """`30 oct. 2026, 18:12`, in the time zone of the value."""
    clock = format_skeleton("Hm", value, locale=LOCALES[language].babel)
    return f"{day(value, language)}, {clock}"


def month(value: date, language: Language) -> str:
    """`déc. 2011` or `Dec 2011`."""
    return _dated("yMMM", value, language)


def quarter(value: date, language: Language) -> str:
    """`T4 2011` or `Q4 2011`."""
    return _dated("yQQQ", value, language)


@lru_cache(maxsize=50_000)
def _dated(skeleton: str, value: date, language: Language) -> str:
    return format_skeleton(skeleton, value, locale=LOCALES[language].babel)


def days(start: date, end: date, language: Language) -> str:
    """A period in words: `1 déc. 2011 – 15 janv. 2012`, the first year only where it differs.

    A single day is written once.
    """
    if start == end:
        return day(end, language)
    first = day(start, language, year=start.year != end.year)
    return f"{first} – {day(end, language)}"


def ago(then: datetime, now: datetime, language: Language) -> str:
    """How long ago, to the minute at most: `il y a 2 h` or `2 hr ago`."""
    passed = max(now - then, timedelta(minutes=1))
    return format_timedelta(
        -passed,
        granularity="minute",
        threshold=1,
        add_direction=True,
        format="short",
        locale=LOCALES[language].babel,
    )


def lasting(passed: timedelta, language: Language, *, least: Literal["minute", "day"]) -> str:
    """How long, in the largest unit of which there are two: `12 min`, `41 h`, `5 j`, `3 mois`."""
    brief = passed < timedelta(weeks=2)  # the short names of longer units are hard to tell apart
    return format_timedelta(
        passed,
        granularity=least,
        threshold=2,
        format="short" if brief else "long",
        locale=LOCALES[language].babel,
    )
