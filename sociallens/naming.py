"""Messages and the values of dimensions in one reader's language."""

from collections.abc import Callable
from dataclasses import dataclass

from babel import Locale as Territory
from babel import UnknownLocaleError

from sociallens.dimensions import DIMENSIONS, NO_LANGUAGE, Bands, Cases, Held, Vocabulary
from sociallens.i18n import LOCALES, Language, words
from sociallens.locales import Locale
from sociallens.taxonomy import Taxonomy


@dataclass(frozen=True)
class Names:
    """What things are called in a language, with the vocabularies of a taxonomy."""

    taxonomy: Taxonomy
    language: Language

    @property
    def locale(self) -> Locale:
        """How the language writes numbers and dates."""
        return LOCALES[self.language]

    def say(self, key: str, **arguments: object) -> str:
        """A message of the locale files."""
        return words(key, self.language, **arguments)

    def value(self, dimension: str, value: str) -> str:
        """A dimension's value in words."""
        values = DIMENSIONS[dimension].values
        if isinstance(values, Vocabulary):
            return self.taxonomy.label(values.name, value, self.language)
        if isinstance(values, Bands | Cases):
            return self.say(f"value-{dimension}-{value}")
        if isinstance(values, Held):
            return _HELD[values.naming](value, self.language)
        return value

    def scale(self, dimension: str) -> tuple[str, ...]:
        """The values of an ordered scale, in its order; none where values have no order."""
        declared = DIMENSIONS[dimension]
        return tuple(self.taxonomy[declared.vocabulary]) if declared.ordered else ()

    def tone(self, dimension: str, value: str) -> str:
        """Whether a value means something bad or good; empty where it means neither."""
        return _TONES.get(dimension, {}).get(value, "")


_TONES = {
    "sentiment": {"negative": "negative", "positive": "positive"},
    "severity": {"high": "severe", "medium": "negative"},
}


def _itself(value: str, language: Language) -> str:
    return value


def country_name(code: str, language: Language) -> str:
    """`FR` as `France`; a code that is no country's as itself."""
    return str(LOCALES[language].babel.territories.get(code.upper(), code))


def labeller_name(labeller: str, language: Language) -> str:
    """Who or what gave a label: a person, the stars, a version of the classifier."""
    kind, _, version = labeller.partition(":")
    known = ("person", "stars", "model")
    version, _, calibration = version.partition("+c")
    if calibration:
        return words("labeller-calibrated", language, version=version, calibration=calibration)
    return words(f"labeller-{kind}", language, version=version) if kind in known else labeller


def language_name(code: str, language: Language) -> str:
    """`fr` as `français` or `French`; a code that is no language as itself."""
    if code == NO_LANGUAGE:
        return words("language-none", language)
    try:
        return Territory.parse(code).get_display_name(LOCALES[language].babel) or code
    except (UnknownLocaleError, ValueError):
        return code


_HELD: dict[str, Callable[[str, Language], str]] = {
    "itself": _itself,
    "language": language_name,
    "country": country_name,
    "labeller": labeller_name,
}
