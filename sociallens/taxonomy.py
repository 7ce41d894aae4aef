"""The vocabularies of a sector: channels, topics, causes, sentiments, with labels and colours.

A taxonomy is a folder with `taxonomy.toml` (topics and causes) and the classifier's terms;
`taxonomies/common.toml` holds what all sectors share.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sociallens.errors import BadTaxonomy
from sociallens.i18n import LANGUAGES, Language

FOLDER = Path(__file__).with_name("taxonomies")
DEFAULT = "ecommerce"
CUSTOMER_SERVICE = "customer_service"  # the topic that causes, severity and the headline refer to
NO_TOPIC = "none"
SHARED = ("channel", "sentiment", "severity", "intent", "role", "outcome", "date_precision")
OF_SECTOR = ("topic", "cause")


@dataclass(frozen=True)
class Term:
    """One value of a vocabulary."""

    key: str
    labels: Mapping[str, str]
    meanings: Mapping[str, str]
    colours: tuple[str, str]  # on a light page, on a dark page

    def label(self, language: Language) -> str:
        """The word for it."""
        return self.labels[language]


@dataclass(frozen=True)
class Taxonomy:
    """The vocabularies of one sector, each a mapping of keys to terms in their declared order."""

    name: str
    version: str
    folder: Path
    labels: Mapping[str, str]
    vocabularies: Mapping[str, Mapping[str, Term]]

    def __getitem__(self, vocabulary: str) -> Mapping[str, Term]:
        return self.vocabularies[vocabulary]

    def label(self, vocabulary: str, key: str, language: Language) -> str:
        """The label of a value; a value that the taxonomy no longer has shows as its key."""
        term = self.vocabularies[vocabulary].get(key)
        return term.labels[language] if term else key


_GREY = ("#6b7480", "#a3adb8")


def _term(key: str, declared: dict[str, Any], where: Path) -> Term:
    missing = [language for language in LANGUAGES if not declared.get(language)]
    if missing:
        raise BadTaxonomy("taxonomy-no-label", file=where.name, key=key, language=missing[0])
    colours = declared.get("colour", _GREY)
    return Term(
        key,
        {language: declared[language] for language in LANGUAGES},
        {language: declared.get(f"means_{language}", "") for language in LANGUAGES},
        (colours[0], colours[1]),
    )


def _vocabularies(path: Path, names: tuple[str, ...]) -> dict[str, Mapping[str, Term]]:
    declared = tomllib.loads(path.read_text(encoding="utf-8"))
    absent = [name for name in names if name not in declared]
    if absent:
        raise BadTaxonomy("taxonomy-no-vocabulary", file=path.name, vocabulary=absent[0])
    return {
        name: MappingProxyType({key: _term(key, v, path) for key, v in declared[name].items()})
        for name in names
    }


@cache
def load(name: str = DEFAULT) -> Taxonomy:
    """The taxonomy `name`: one that ships with the package, or the path of a folder.

    Raises `BadTaxonomy` when the folder, a vocabulary, a label or a required topic is missing.
    """
    folder = FOLDER / name if (FOLDER / name).is_dir() else Path(name)
    path = folder / "taxonomy.toml"
    if not path.is_file():
        shipped = ", ".join(sorted(p.parent.name for p in FOLDER.glob("*/taxonomy.toml")))
        raise BadTaxonomy("taxonomy-unknown", name=name, shipped=shipped)
    head = tomllib.loads(path.read_text(encoding="utf-8"))
    found = _vocabularies(FOLDER / "common.toml", SHARED) | _vocabularies(path, OF_SECTOR)
    for topic in (CUSTOMER_SERVICE, NO_TOPIC):
        if topic not in found["topic"]:
            raise BadTaxonomy("taxonomy-no-topic", file=path.name, topic=topic)
    labels: dict[str, str] = {language: str(head.get(language, name)) for language in LANGUAGES}
    return Taxonomy(name, str(head.get("version", "1")), folder, labels, MappingProxyType(found))
