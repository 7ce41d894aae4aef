"""The merchants of a store: their names, other spellings, and accounts.

They are declared in `merchants.toml`: the store's copy if there is one, else the shipped one.
"""

import hashlib
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sociallens import toml
from sociallens.errors import BadMerchants

FILE = "merchants.toml"
SHIPPED = Path(__file__).with_name(FILE)


def fold(name: str) -> str:
    """A name in the form that is compared: without differences of case, width and spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split()).removeprefix("www.")


def account(name: str) -> str:
    """An account in the form that is compared: folded like a name, without the leading @."""
    return fold(name).removeprefix("@")


@dataclass(frozen=True)
class Merchants:
    """The declared merchants."""

    canonical: Mapping[str, str]  # every folded name and alias -> the name to show
    accounts: Mapping[str, str]  # every folded account -> the merchant it belongs to
    sectors: Mapping[str, str] = field(default_factory=dict)  # merchant -> its own sector

    def resolve(self, name: str) -> str:
        """The declared name of a merchant; an undeclared one keeps its own."""
        return self.canonical.get(fold(name), " ".join(name.split()))

    def find(self, text: str) -> str | None:
        """The one merchant named in `text` (a file name); None if there is none or several."""
        words = re.findall(r"[^\W_]+", fold(text))
        pieces = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, i + 4)]
        matches = {self.canonical[piece] for piece in pieces if piece in self.canonical}
        return matches.pop() if len(matches) == 1 else None


@dataclass(frozen=True)
class _File:
    """The text of a file of merchants; errors name its lines."""

    name: str
    text: str

    def merchants(self) -> Merchants:
        """The merchants that the file declares. Raises `BadMerchants`."""
        canonical: dict[str, str] = {}
        accounts: dict[str, str] = {}
        sectors: dict[str, str] = {}
        for name, facts in self._declared().items():
            if not isinstance(facts, dict):
                raise self._wrong("merchants-table", self._line(name), name=name)
            for spelling in (name, *self._listed(name, facts, "aliases")):
                other = canonical.setdefault(fold(spelling), name)
                if other != name:
                    raise BadMerchants(
                        "merchants-twice", file=self.name, alias=spelling, first=other, second=name
                    )
            handles = self._listed(name, facts, "accounts")
            accounts |= {account(handle): name for handle in handles}
            if "sector" in facts:
                sectors[name] = self._word(name, facts, "sector")
        return Merchants(*map(MappingProxyType, (canonical, accounts, sectors)))

    def _declared(self) -> Mapping[str, Any]:
        if not self.text.strip():
            raise BadMerchants("merchants-empty", file=self.name)
        try:
            return toml.parse(self.text)
        except tomllib.TOMLDecodeError as error:
            # The place stands at the end of its English words: "(at line 3, column 5)".
            place = re.search(r"line (\d+)", str(error))
            last = len(self.text.rstrip().splitlines())
            line = int(place[1]) if place else last
            raise self._wrong("merchants-toml", line) from error

    def _listed(self, name: str, facts: Mapping[str, Any], field: str) -> list[str]:
        values = facts.get(field, [])
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            line = self._line(field, self._line(name))
            raise self._wrong("merchants-list", line, field=field, name=name)
        return values

    def _word(self, name: str, facts: Mapping[str, Any], field: str) -> str:
        value = facts[field]
        if not isinstance(value, str) or not value.strip():
            line = self._line(field, self._line(name))
            raise self._wrong("merchants-word", line, field=field, name=name)
        return value

    def _line(self, words: str, after: int = 1) -> int:
        """The first line, from `after` on, that contains `words`; `after` if none does."""
        lines = enumerate(self.text.splitlines(), 1)
        return next((number for number, line in lines if number >= after and words in line), after)

    def _wrong(self, key: str, line: int, **details: str) -> BadMerchants:
        return BadMerchants(key, file=self.name, line=line, **details)


def load(store: Path | None = None) -> Merchants:
    """The merchants of the store at `store`, or the shipped ones.

    Raises `BadMerchants` when the file cannot be read, is empty, is not TOML, or gives one alias
    to two merchants.
    """
    path = _path(store)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        raise BadMerchants("merchants-closed", file=str(path), reason=reason) from error
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Merchants:
    """The merchants that the content of a file declares; errors call it `name`.

    Raises `BadMerchants` as `load` does.
    """
    try:
        return _File(name, data.decode("utf-8-sig")).merchants()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadMerchants("merchants-encoding", file=name, line=line) from error


def digest(store: Path) -> str:
    """The SHA-256 of a store's merchants file, to notice changes; empty if unreadable."""
    try:
        return hashlib.sha256(_path(store).read_bytes()).hexdigest()
    except OSError:
        return ""  # `load` raises the reason


def _path(store: Path | None) -> Path:
    own = store / FILE if store else SHIPPED
    return own if own.is_file() else SHIPPED
