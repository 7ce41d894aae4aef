"""Values of closed vocabularies as exports write them: keys, labels and synonyms to keys."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sociallens.taxonomy import Taxonomy

_SYNONYMS = Path(__file__).with_name("synonyms.toml")


def simplify(value: str) -> str:
    """`value` without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", value.casefold())
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", plain)))


@cache
def _synonyms() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_SYNONYMS.read_text(encoding="utf-8"))


def spellings(taxonomy: Taxonomy, vocabulary: str) -> dict[str, str]:
    """Every simplified spelling of a vocabulary's values -> key; keys win over labels."""
    keys: dict[str, str] = {}
    terms = taxonomy[vocabulary]
    pairs = [(key, key) for key in terms]
    pairs += [(label, key) for key, term in terms.items() for label in term.labels.values()]
    declared = _synonyms().get(vocabulary, {})
    pairs += [(word, key) for key, several in declared.items() if key in terms for word in several]
    for spelling, key in pairs:
        keys.setdefault(simplify(spelling), key)
    return keys


def synonyms(vocabulary: str) -> dict[str, str]:
    """The declared spellings of the values of a vocabulary (`yes_no`, `country`) -> value."""
    return {
        simplify(word): key for key, several in _synonyms()[vocabulary].items() for word in several
    }


def lookup(values: list[str | None], keys: Mapping[str, str]) -> dict[str, str]:
    """Value -> key, for the values whose simplified form is in `keys`."""
    return {value: keys[simplify(value)] for value in values if value and simplify(value) in keys}
