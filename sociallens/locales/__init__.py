"""The languages that readers are spoken to in: one folder each, declared in its `locale.toml`.

A language is data alone: `locale.toml` says how it is written, `*.ftl` hold its words. Labels of
sectors, of the study and of profiles stand in their own files, by language.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

import babel

# The name of a language's folder, and what links and files of labels call it.
Language: TypeAlias = str
FOLDER = Path(__file__).parent
INTERNATIONAL = "en"  # what a reader is shown where her own language has no label
_NARROW, _FULL = "\u202f", "\u00a0"
_SPACE = f"[ {_FULL}]"


@dataclass(frozen=True)
class Dialect:
    """How a spreadsheet of this language expects CSV."""

    separator: str
    decimal_comma: bool
    byte_order_mark: bool


@dataclass(frozen=True)
class Spacing:
    """Which spaces may not break: those before or after these signs, in full width or narrow."""

    narrow_before: str = ""
    before: str = ""
    after: str = ""

    def apply(self, text: str) -> str:
        """The text with its spaces made unbreakable."""
        for signs, space in ((self.narrow_before, _NARROW), (self.before, _FULL)):
            if signs:
                text = re.sub(f"{_SPACE}(?=[{re.escape(signs)}])", space, text)
        if self.after:
            text = re.sub(f"(?<=[{re.escape(self.after)}]){_SPACE}", _FULL, text)
        return text


@dataclass(frozen=True)
class Locale:
    """One language: how its numbers, dates, spaces and CSV files are written."""

    code: Language
    order: int
    babel: babel.Locale
    spacing: Spacing
    csv: Dialect

    @property
    def folder(self) -> Path:
        """Where its words are."""
        return FOLDER / self.code

    @cached_property
    def percent(self) -> tuple[str, str]:
        """What stands before and after a percentage: `("", " %")` in French."""
        pattern = self.babel.percent_formats[None]
        return self.spacing.apply(pattern.prefix[0]), self.spacing.apply(pattern.suffix[0])

    @cached_property
    def separators(self) -> str:
        """The decimal sign and the one between thousands, as `", "` with a narrow space."""
        signs = self.babel.number_symbols["latn"]
        return f"{signs['decimal']}{signs['group']}"

    @cached_property
    def date_order(self) -> str:
        """Day, month and year as numbers: `DD/MM/YYYY`."""
        pattern = self.babel.date_formats["short"].pattern
        order = dict.fromkeys(sign for sign in pattern if sign in "dMy")
        sign = next((each for each in pattern if each in "/.-"), "/")
        return sign.join({"d": "DD", "M": "MM", "y": "YYYY"}[part] for part in order)


def _declared(path: Path) -> Locale:
    declared: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return Locale(
        path.parent.name,
        declared["order"],
        babel.Locale.parse(declared["babel"]),
        Spacing(**declared.get("spacing", {})),
        Dialect(**declared["csv"]),
    )


LOCALES: Mapping[Language, Locale] = {
    each.code: each
    for each in sorted(
        map(_declared, FOLDER.glob("*/locale.toml")), key=lambda each: (each.order, each.code)
    )
}
LANGUAGES: tuple[Language, ...] = tuple(LOCALES)
DEFAULT = LANGUAGES[0]


def spoken(language: str | None) -> Language:
    """The language, where there are words in it, else the default."""
    return language if language and language in LOCALES else DEFAULT


def negotiated(name: str) -> Language:
    """The language nearest to a system's locale: `fr_CA.UTF-8` is French, `C` the default."""
    preferred = re.split("[.@]", name.lower())[0].replace("-", "_")
    return spoken(babel.negotiate_locale([preferred], LANGUAGES) if preferred else None)


def labels(declared: Mapping[str, Any], prefix: str = "") -> dict[Language, str]:
    """The labels that a declaration gives under the names of languages, behind `prefix`."""
    return {
        language: str(declared[prefix + language])
        for language in LANGUAGES
        if declared.get(prefix + language)
    }


def label(labels: Mapping[Language, str], language: Language) -> str:
    """The label in a language, else in the nearest to it that has one; empty where none has."""
    order = (language, INTERNATIONAL, *LANGUAGES)
    return next((labels[each] for each in order if labels.get(each)), "")
