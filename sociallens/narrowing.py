"""What a view is narrowed to, in words."""

from sociallens.dimensions import FILTERS, Filter
from sociallens.i18n import Language, days, words
from sociallens.naming import Names
from sociallens.selection import Period


def period_words(period: Period, language: Language) -> str:
    """A period: `1 déc. 2011 – 15 janv. 2012`, or that it is everything."""
    if period.start and period.end:
        return days(period.start, period.end, language)
    if period.start:
        return words("period-since", language, day=days(period.start, period.start, language))
    if period.end:
        return words("period-until", language, day=days(period.end, period.end, language))
    return words("period-all", language)


def filter_title(declared: Filter, language: Language) -> str:
    """The name of a filter: `Sujets`, or `Sujets, sauf`."""
    title = words(f"filter-{declared.dimension.name}", language)
    return words("filter-except", language, title=title) if declared.excluding else title


def listed(key: str, values: tuple[str, ...], names: Names) -> str:
    """The chosen values of a filter: `Facebook, Blogs`."""
    return ", ".join(names.value(FILTERS[key].dimension.name, value) for value in values)
