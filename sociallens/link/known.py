"""What the links of a store can refer to."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sociallens.dimensions import DIMENSIONS, Held, Sites, Vocabulary, closed
from sociallens.taxonomy import Taxonomy


@dataclass(frozen=True)
class Known:
    """All that links can refer to in a store, within a reader's scope.

    `sites` maps the link key of each site to its name, `aliases` other spellings to names; `held`
    holds the values of dimensions that only the store knows; `first` is the first day with data,
    None without any, and `last` the last one, on which relative periods end (else today).
    """

    taxonomy: Taxonomy
    sites: Mapping[str, str]
    aliases: Mapping[str, str]
    held: Mapping[str, tuple[str, ...]]
    last: date
    reposts: bool = False  # whether there are any
    first: date | None = None

    @property
    def dated(self) -> bool:
        """Whether any contribution has a day."""
        return self.first is not None

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        return {site: key for key, site in reversed(list(self.sites.items()))}

    def values(self, dimension: str) -> tuple[str, ...]:
        """The values of a dimension that can be chosen."""
        declared = DIMENSIONS[dimension].values
        if isinstance(declared, Vocabulary):
            return tuple(self.taxonomy[declared.name])
        if isinstance(declared, Sites):
            return tuple(self.sites.values())
        if isinstance(declared, Held):
            return self.held.get(dimension, ())
        return closed(declared)

    def key(self, dimension: str, value: str) -> str:
        """The form of a dimension's value in links."""
        if not isinstance(DIMENSIONS[dimension].values, Sites):
            return value
        return self._keys.get(value, value)

    def value(self, dimension: str, text: str) -> str | None:
        """The value that the text of a link names; None if this store has no such value."""
        if isinstance(DIMENSIONS[dimension].values, Sites):
            return self.sites.get(text) or self.sites.get(text.casefold()) or self._site(text)
        return text if text in self.values(dimension) else None

    def _site(self, text: str) -> str | None:
        names = {site.casefold(): site for site in self.sites.values()}
        alias = self.aliases.get(text.casefold()) or next(
            (site for other, site in self.aliases.items() if slug(other) == slug(text)), ""
        )
        return names.get(text.casefold()) or names.get(alias.casefold())


def slug(name: str) -> str:
    """`Pixel&Co` as `pixel-co`: the letters and digits of any script, in lower case."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def site_keys(sites: tuple[str, ...]) -> dict[str, str]:
    """Link keys of sites: the slug, or the name in lower case if two sites share a slug.

    Names that differ in case only keep it, so that every site has its own key.
    """
    slugs = Counter(map(slug, sites))
    folded = Counter(site.casefold() for site in sites)
    keys = {}
    for site in sites:
        short, small = slug(site), site.casefold()
        unique = short if short and slugs[short] == 1 else small if folded[small] == 1 else site
        keys[unique] = site
    return keys
