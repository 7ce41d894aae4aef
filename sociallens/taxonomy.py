"""The vocabularies of a sector: channels, topics, causes, sentiments, with labels and colours.

A taxonomy is a folder with `taxonomy.toml` (topics and causes) and the classifier's terms;
`taxonomies/common.toml` holds what all sectors share. `terms_of` names folders of terms that it
shares with others: what people say of contacts, applications and prices is the same in most.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sociallens import locales, toml
from sociallens.errors import BadTaxonomy
from sociallens.locales import Language

FILE = "taxonomy.toml"
FOLDER = Path(__file__).with_name("taxonomies")
DEFAULT = "ecommerce"
CUSTOMER_SERVICE = "customer_service"  # the topic that causes, severity and the headline refer to
NO_TOPIC = "none"
SHARED = ("channel", "sentiment", "severity", "intent", "role", "outcome", "date_precision")
OF_SECTOR = ("topic", "cause")


@dataclass(frozen=True)
class Term:
    """One value of a vocabulary, with the languages in which its sector words it."""

    key: str
    labels: Mapping[Language, str]
    meanings: Mapping[Language, str]
    colours: tuple[str, str]  # on a light page, on a dark page

    def label(self, language: Language) -> str:
        """Its label, or its key if it has no label that the reader may understand."""
        return locales.label(self.labels, language) or self.key

    def meaning(self, language: Language) -> str:
        """Its explanation; empty if the sector gives none."""
        return locales.label(self.meanings, language)


@dataclass(frozen=True)
class Taxonomy:
    """The vocabularies of one sector, each a mapping of keys to terms in their declared order."""

    name: str
    version: str
    folder: Path
    labels: Mapping[Language, str]
    vocabularies: Mapping[str, Mapping[str, Term]]

    def __getitem__(self, vocabulary: str) -> Mapping[str, Term]:
        return self.vocabularies[vocabulary]

    def title(self, language: Language) -> str:
        """The name of the sector."""
        return locales.label(self.labels, language) or self.name

    def label(self, vocabulary: str, key: str, language: Language) -> str:
        """The label of a value, or its key if the taxonomy no longer has it."""
        term = self.vocabularies[vocabulary].get(key)
        return term.label(language) if term else key


_GREY = ("#6b7480", "#a3adb8")


def _term(key: str, declared: dict[str, Any]) -> Term:
    colours = declared.get("colour", _GREY)
    labels, meanings = locales.labels(declared), locales.labels(declared, "means_")
    return Term(key, labels, meanings, (colours[0], colours[1]))


def _read(path: Path) -> dict[str, Any]:
    try:
        return toml.read(path)
    except (OSError, ValueError) as error:
        raise BadTaxonomy("taxonomy-unreadable", file=path.name, reason=str(error)) from error


def _vocabularies(path: Path, names: tuple[str, ...]) -> dict[str, Mapping[str, Term]]:
    declared = _read(path)
    absent = [name for name in names if name not in declared]
    if absent:
        raise BadTaxonomy("taxonomy-no-vocabulary", file=path.name, vocabulary=absent[0])
    return {
        name: MappingProxyType({key: _term(key, v) for key, v in declared[name].items()})
        for name in names
    }


def load(name: str = DEFAULT) -> Taxonomy:
    """The taxonomy `name`: one that ships with the package, or the path of a folder.

    Raises `BadTaxonomy` when the folder, a vocabulary or a required topic is missing, or when the
    file cannot be read.
    """
    return _load(name, digest(name))


def digest(name: str) -> str:
    """The SHA-256 of the taxonomy's files, to notice changes; empty if there are none."""
    files = (_folder(name) / FILE, FOLDER / "common.toml")
    try:
        return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()
    except OSError:
        return ""  # `load` raises the reason


def folders_of_terms(folder: Path) -> tuple[Path, ...]:
    """Where the terms of a sector stand: those of all, those it shares, its own, which win."""
    head = _read(folder / FILE)
    return (FOLDER / "common", *(_folder(name) for name in head.get("terms_of", ())), folder)


def shipped() -> list[str]:
    """The names of the sectors that ship."""
    return sorted(path.parent.name for path in FOLDER.glob(f"*/{FILE}"))


def _folder(name: str) -> Path:
    return FOLDER / name if (FOLDER / name).is_dir() else Path(name)


@lru_cache(maxsize=16)
def _load(name: str, _: str) -> Taxonomy:
    folder = _folder(name)
    path = folder / FILE
    if not path.is_file():
        raise BadTaxonomy("taxonomy-unknown", name=name, shipped=", ".join(shipped()))
    head = _read(path)
    vocabularies = _vocabularies(FOLDER / "common.toml", SHARED) | _vocabularies(path, OF_SECTOR)
    for topic in (CUSTOMER_SERVICE, NO_TOPIC):
        if topic not in vocabularies["topic"]:
            raise BadTaxonomy("taxonomy-no-topic", file=path.name, topic=topic)
    version = str(head.get("version", "1"))
    return Taxonomy(name, version, folder, locales.labels(head), MappingProxyType(vocabularies))
