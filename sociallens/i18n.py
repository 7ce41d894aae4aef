"""Words, numbers and dates in the reader's language.

Words are Fluent messages (`locales/<language>/*.ftl`), numbers and dates come from Babel's CLDR.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")
MOST_LISTED = 20
LOCALES = Path(__file__).with_name("locales")
# British English: day before month, as French readers and their colleagues expect.
_BABEL = {"fr": Locale("fr", "FR"), "en": Locale("en", "GB")}


def _spaced(text: str) -> str:
    """French with the spaces that may not break: before tall signs, inside quotation marks."""
    return re.sub(r" ([;?!%])", "\u202f\\1", re.sub(r"(?<=«) | (?=[:»])", "\u00a0", text))


@cache
def _files(language: Language) -> Mapping[str, Path]:
    """Message -> the file that it is in."""
    return {
        name: path
        for path in sorted((LOCALES / language).glob("*.ftl"))
        for name in re.findall(r"^([a-zA-Z][\w-]*) *=", path.read_text(encoding="utf-8"), re.M)
    }


@cache
def _bundle(language: Language, path: Path) -> FluentBundle:
    """The messages of a file, which is parsed when the first of them is said."""
    bundle = FluentBundle([str(_BABEL[language])], use_isolating=False)
    text = path.read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(_spaced(text) if language == "fr" else text))
    return bundle


class Said(str):
    """Words of ours, which may stand in other words at full length."""


def words(key: str, language: Language, /, **arguments: Any) -> str:
    """The message `key` (`message` or `message.attribute`) with its arguments filled in.

    What an argument says is cut to a length that can be read: a string after 500 characters, a
    tuple of strings after 20. Raises `KeyError` for a message that the language does not have,
    and `ValueError` for one that lacks an argument: both are bugs.
    """
    return _worded(key, language, **{name: _cut(a, language) for name, a in arguments.items()})


def _cut(argument: Any, language: Language) -> Any:
    if isinstance(argument, tuple):
        listed = Said(", ".join(_shortened(str(each), 60) for each in argument[:MOST_LISTED]))
        others = len(argument) - MOST_LISTED
        return words("list-others", language, listed=listed, count=others) if others > 0 else listed
    if isinstance(argument, str):
        return _shortened(argument, 2_000 if isinstance(argument, Said) else 500)
    return argument


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


@lru_cache(maxsize=50_000)  # a page says the same few hundred things at every rerun
def _worded(key: str, language: Language, /, **arguments: Any) -> Said:
    name, _, attribute = key.partition(".")
    bundle = _bundle(language, _files(language)[name])
    message = bundle.get_message(name)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise KeyError(key)
    text, problems = bundle.format_pattern(pattern, arguments)
    if problems:
        raise ValueError(f"{language}: {key}: {problems}")
    return Said(text)


@lru_cache(maxsize=50_000)
def number(value: float, language: Language, decimals: int = 0) -> str:
    """`1234.5` as `1 234,5` (fr) or `1,234.5` (en)."""
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_BABEL[language])


def percent(share: float, language: Language, decimals: int = 0) -> str:
    """`0.9` as `90 %` (fr, narrow space before the sign) or `90%` (en)."""
    return number(share * 100, language, decimals) + percent_sign(language)


def percent_sign(language: Language) -> str:
    """What follows a percentage."""
    return "\u202f%" if language == "fr" else "%"


def day(value: date, language: Language, *, year: bool = True) -> str:
    """`1 déc. 2011` or, without the year, `1 déc.`."""
    if year:
        return format_date(value, format="d MMM y", locale=_BABEL[language])
    return format_skeleton("MMMd", value, locale=_BABEL[language])


def days(start: date, end: date, language: Language) -> str:
    """A period in words: `1 déc. 2011 – 15 janv. 2012`, the first year only where it differs."""
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
        locale=_BABEL[language],
    )
