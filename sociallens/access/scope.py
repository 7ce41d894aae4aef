"""What a reader may see: the scope that every question carries, part of every cache key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NewType

RESTRICTING = ("site", "country", "community")  # the dimensions that a scope can be narrowed by


@dataclass(frozen=True)
class Part:
    """Contributions that have, in each named dimension, one of the values."""

    only: tuple[tuple[str, frozenset[str]], ...] = ()  # ascending; dimensions not named hold all

    @property
    def ordered(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The same with values ascending."""
        return tuple((dimension, tuple(sorted(values))) for dimension, values in self.only)

    def allows(self, row: Mapping[str, object]) -> bool:
        """Whether a contribution, by dimension, is in this part. What has no value is not."""
        return all(row.get(dimension) in values for dimension, values in self.only)


@dataclass(frozen=True)
class Scope:
    """A contribution is seen that is in any of the parts; without parts none is."""

    parts: frozenset[Part]

    @classmethod
    def of(cls, **only: Iterable[str]) -> Scope:
        """One part: `Scope.of(site=["Belverde"], country=["FR"])`; nothing named is everything."""
        unknown = only.keys() - set(RESTRICTING)
        if unknown:
            raise ValueError(f"not restricting: {', '.join(sorted(unknown))}")
        named = sorted((dimension, frozenset(values)) for dimension, values in only.items())
        return cls(frozenset({Part(tuple(named))}))

    @property
    def ordered(self) -> tuple[Part, ...]:
        """The parts, always in the same order."""
        return tuple(sorted(self.parts, key=lambda part: part.ordered))

    @property
    def everything(self) -> bool:
        """Whether nothing is kept from the reader."""
        return any(not part.only for part in self.parts)

    @property
    def dimensions(self) -> frozenset[str]:
        """The dimensions that decide what is in the scope."""
        if self.everything:
            return frozenset()
        return frozenset(dimension for part in self.parts for dimension, _ in part.only)

    def allows(self, row: Mapping[str, object]) -> bool:
        """Whether a contribution, by dimension, is seen."""
        return any(part.allows(row) for part in self.parts)


# Where somebody may read what customers wrote. Questions for texts take this and no other scope,
# so that type checking tells who asks for texts with the scope of figures.
TextScope = NewType("TextScope", Scope)
UNLIMITED = TextScope(Scope(frozenset({Part()})))
NOTHING = TextScope(Scope(frozenset()))
