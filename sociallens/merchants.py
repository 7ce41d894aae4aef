"""The merchants of a store: one name each, their other spellings, their own accounts.

Declared in `merchants.toml`: the store's own copy where there is one, else the one shipped.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sociallens.errors import BadMerchants

FILE = "merchants.toml"
SHIPPED = Path(__file__).with_name(FILE)


def fold(name: str) -> str:
    """A name as it is compared: case, width and outer blanks do not count."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()).removeprefix("www.")


def account(name: str) -> str:
    """An account as it is compared: as a name, without the leading @."""
    return fold(name).removeprefix("@")


@dataclass(frozen=True)
class Merchants:
    """The declared merchants."""

    canonical: Mapping[str, str]  # every folded name and alias -> the name to show
    accounts: Mapping[str, str]  # every folded account -> the merchant it belongs to

    def resolve(self, name: str) -> str:
        """The declared name of a merchant; one that is not declared keeps the name it came with."""
        return self.canonical.get(fold(name), " ".join(name.split()))

    def find(self, text: str) -> str | None:
        """The one merchant named by the words of `text` (a file name); None for none or several."""
        words = re.findall(r"[^\W_]+", fold(text))
        pieces = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, i + 4)]
        found = {self.canonical[piece] for piece in pieces if piece in self.canonical}
        return found.pop() if len(found) == 1 else None


def _listed(facts: Any, field: str) -> list[str]:
    found = facts.get(field, []) if isinstance(facts, dict) else None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise ValueError(f"{field}: a list of names in quotes is wanted")
    return found


def _merchants(declared: Mapping[str, Any], where: Path) -> Merchants:
    canonical: dict[str, str] = {}
    accounts: dict[str, str] = {}
    for name, facts in declared.items():
        for spelling in (name, *_listed(facts, "aliases")):
            other = canonical.setdefault(fold(spelling), name)
            if other != name:
                raise BadMerchants(
                    "merchants-twice", file=where.name, alias=spelling, first=other, second=name
                )
        accounts |= {account(handle): name for handle in _listed(facts, "accounts")}
    return Merchants(MappingProxyType(canonical), MappingProxyType(accounts))


def load(store: Path | None = None) -> Merchants:
    """The merchants of the store at `store`, or the shipped ones.

    Raises `BadMerchants` when the file is no TOML or gives one alias to two merchants.
    """
    own = store / FILE if store else SHIPPED
    path = own if own.is_file() else SHIPPED
    try:
        return _merchants(tomllib.loads(path.read_text(encoding="utf-8")), path)
    except ValueError as error:
        raise BadMerchants("merchants-unreadable", file=str(path), problem=str(error)) from error
