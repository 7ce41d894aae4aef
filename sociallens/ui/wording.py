"""The view in words: its period, its filters, and how fresh its data are."""

from datetime import UTC, date, datetime, timedelta

from sociallens import narrowing
from sociallens.dimensions import FILTERS, Filter
from sociallens.errors import SocialLensError
from sociallens.estimates import correction, correction_words
from sociallens.i18n import Language, ago, day, month, on_page, words
from sociallens.search.meaning import meaning
from sociallens.store.manifest import Manifest
from sociallens.ui.state import Screen, screen


def say(key: str, **arguments: object) -> str:
    """Words of the locale files in the reader's language."""
    return words(key, screen.get().language, **arguments)


def explain(error: SocialLensError) -> str:
    """What went wrong, as the page says it."""
    return on_page(error.key, screen.get().language, **error.details)


def moment(at: str) -> str:
    """A time in ISO form, to the minute: `2 nov. 2026, 8 h 00`."""
    time, language = datetime.fromisoformat(at), screen.get().language
    hours = str(time.hour)
    return say("moment", day=day(time.date(), language), hours=hours, minutes=f"{time:%M}")


def small(text: str) -> str:
    """A label inside a sentence: `Service client` as `service client`."""
    return text[:1].lower() + text[1:]


def summary(shown: Screen) -> str:
    """One line that says what the link shows, to stand above it in a message."""
    selection = shown.selection
    parts = [words("demo-badge", shown.language)] if shown.engine.store.manifest.demo else []
    parts.append(period_words(shown))
    if before := selection.compared():
        text = narrowing.period_words(before.period, shown.language)
        parts.append(words("chip-compare", shown.language, period=text))
    parts += [chosen(shown, key, values) for key, values in selection.choices]
    parts += [meaning(selection.q, shown.language)] if selection.q else []
    parts += [words("chip-reposts", shown.language)] if selection.reposts else []
    parts += [corrected(shown)] if selection.corrected else []
    return "SocialLens · " + " · ".join(parts)


def corrected(shown: Screen) -> str:
    """By which audit the figures are corrected, or why they are not."""
    asked = correction(shown.engine, shown.selection, shown.scope)
    return correction_words(asked, shown.language)


def period_words(shown: Screen) -> str:
    """The period in view, in words."""
    return narrowing.period_words(shown.selection.period, shown.language)


def months_words(shown: Screen) -> str:
    """The period in view, shorter where it is whole months: `nov. 2025 – oct. 2026`."""
    period, language = shown.selection.period, shown.language
    if not (period.start and period.end) or period.end == date.max:
        return period_words(shown)
    if period.start.day != 1 or (period.end + timedelta(days=1)).day != 1:
        return period_words(shown)
    first, last = month(period.start, language), month(period.end, language)
    return first if first == last else f"{first} – {last}"


def filter_title(shown: Screen, declared: Filter) -> str:
    """The name of a filter, in words."""
    return narrowing.filter_title(declared, shown.language)


def chosen(shown: Screen, key: str, values: tuple[str, ...]) -> str:
    """The chosen values of a filter: `Facebook, Blogs`, `sauf Blogs`, or `Confiance : faible`."""
    declared = FILTERS[key]
    listed = narrowing.listed(key, values, shown.names)
    if declared.excluding:
        listed = words("values-except", shown.language, values=listed)
    if declared.dimension.prominent:  # whose values need no explanation
        return listed
    title = words(f"filter-{declared.dimension.name}", shown.language)
    return f"{title}{words('colon', shown.language)} {listed}"


def comparison_words(shown: Screen) -> str:
    """What is compared with, in words."""
    return words(f"compare-{shown.selection.compare}", shown.language)


def fresh(manifest: Manifest, last: date | None, now: datetime, language: Language) -> str:
    """`jusqu’au 25 mai · importé il y a 2 h`; empty where nothing was imported."""
    if not manifest.imports:
        return ""
    imported = datetime.fromisoformat(manifest.imports[-1].at)
    since = ago(imported.replace(tzinfo=imported.tzinfo or UTC), now, language)
    if last is None:
        return words("freshness-undated", language, ago=since)
    latest = day(last, language, year=last.year != now.year)
    return words("freshness", language, day=latest, ago=since)
