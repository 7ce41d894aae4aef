"""The published study: figures to hold one's own against, always with their source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sociallens import locales
from sociallens.locales import Language


@dataclass(frozen=True)
class Edition:
    """One edition of the study: its sample and what it published, by table and key."""

    n: int
    taxonomy: str  # the sector whose vocabulary it uses: figures of another do not compare
    labels: Mapping[Language, str]
    short_labels: Mapping[Language, str]
    figures: Mapping[str, Mapping[str, float]]

    def label(self, language: Language) -> str:
        """Author, period and sample."""
        return locales.label(self.labels, language)

    def short(self, language: Language) -> str:
        """The same in few words, to stand under a chart."""
        return locales.label(self.short_labels, language)


@cache
def editions() -> tuple[Edition, ...]:
    """Both editions, in the order they were published."""
    path = Path(__file__).with_name("study.toml")
    declared: dict[str, dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Edition(
            each["n"],
            each["taxonomy"],
            locales.labels(each),
            locales.labels(each, "short_"),
            {name: figures for name, figures in each.items() if isinstance(figures, dict)},
        )
        for each in declared.values()
    )
