"""The view in words: its period, its filters, its values, and how fresh its data are."""

from datetime import UTC, date, datetime

from babel import Locale, UnknownLocaleError

from sociallens.filters import (
    FILTER,
    NO_LANGUAGE,
)
from sociallens.i18n import LOCALES, Language, ago, day, days, words
from sociallens.store.manifest import Manifest
from sociallens.ui.state import Screen


def summary(screen: Screen) -> str:
    """One line that says what the link shows, to stand above it in a message."""
    selection = screen.selection
    parts = [words("demo-badge", screen.language)] if screen.engine.store.manifest.demo else []
    parts.append(period_words(screen))
    parts += [
        ", ".join(value_label(screen, name, value) for value in values)
        for name, values in selection.choices
    ]
    parts += [words("chip-text", screen.language, q=selection.q)] if selection.q else []
    parts += [words("chip-reposts", screen.language)] if selection.reposts else []
    return "SocialLens · " + " · ".join(parts)


def period_words(screen: Screen) -> str:
    """The period in view: `1 déc. 2011 – 15 janv. 2012`, or that it is everything."""
    period, language = screen.selection.period, screen.language
    if period.start and period.end:
        return days(period.start, period.end, language)
    if period.start:
        return words("period-since", language, day=days(period.start, period.start, language))
    if period.end:
        return words("period-until", language, day=days(period.end, period.end, language))
    return words("period-all", language)


def value_label(screen: Screen, name: str, value: str) -> str:
    """A filter's value in words."""
    if vocabulary := FILTER[name].vocabulary:
        return screen.engine.taxonomy.label(vocabulary, value, screen.language)
    if name == "language":
        return language_name(value, screen.language)
    return value


def language_name(code: str, language: Language) -> str:
    """`fr` as `français` or `French`; a code that is no language as itself."""
    if code == NO_LANGUAGE:
        return words("language-none", language)
    try:
        return Locale.parse(code).get_display_name(LOCALES[language].babel) or code
    except (UnknownLocaleError, ValueError):
        return code


def comparison_words(screen: Screen) -> str:
    """What is compared with, in words."""
    return words(f"compare-{screen.selection.compare}", screen.language)


def fresh(manifest: Manifest, last: date | None, now: datetime, language: Language) -> str:
    """`jusqu’au 25 mai · importé il y a 2 h`; empty where nothing was imported."""
    if not manifest.imports:
        return ""
    imported = datetime.fromisoformat(manifest.imports[-1].at)
    since = ago(imported.replace(tzinfo=imported.tzinfo or UTC), now, language)
    if last is None:
        return words("freshness-undated", language, ago=since)
    said = day(last, language, year=last.year != now.year)
    return words("freshness", language, day=said, ago=since)
