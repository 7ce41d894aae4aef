"""Who reads, and what she may do where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sociallens.access.scope import Part, Scope, TextScope

Right = Literal["verbatims", "export", "import", "correct", "erase", "administer"]
RIGHTS: tuple[Right, ...] = get_args(Right)
TAKING: tuple[Right, ...] = ("export", "verbatims")  # that a token can give to a script
# They change or show the store as a whole: only an entry without restrictions gives them.
WHOLE: frozenset[Right] = frozenset(("import", "erase", "administer"))


@dataclass(frozen=True)
class Identity:
    """Whom a provider vouches for."""

    address: str  # of her e-mail, in small letters
    groups: frozenset[str] = frozenset()

    @property
    def domain(self) -> str:
        """What stands behind the @ of her address; empty where there is none."""
        return self.address.rpartition("@")[2] if "@" in self.address else ""


@dataclass(frozen=True)
class Entry:
    """One entry of the access file: to whom it gives which part, and what she may do there."""

    who: frozenset[str]  # addresses, `@domain`, `group:name`
    part: Part
    may: frozenset[Right] = frozenset()

    def names(self, identity: Identity) -> bool:
        """Whether it speaks of somebody."""
        called = {identity.address, f"@{identity.domain}"}
        return bool(self.who & (called | {f"group:{name}" for name in identity.groups}))


@dataclass(frozen=True)
class Reader:
    """Somebody and the entries that name her."""

    name: str  # her address; empty for whoever sits at this machine
    entries: tuple[Entry, ...]

    def scope(self, *rights: Right) -> Scope:
        """What she may see or, with rights, where she has all of them."""
        return Scope(frozenset(e.part for e in self.entries if e.may.issuperset(rights)))

    def texts(self, *rights: Right) -> TextScope:
        """Where she may read what customers wrote and, with rights, do that with it."""
        return TextScope(self.scope("verbatims", *rights))

    def figures(self, *rights: Right, words: bool) -> Scope:
        """Where she may see figures of a view; of one found by `words`, where she may read them.

        Else a count of messages that hold a name would tell what they say.
        """
        return self.texts(*rights) if words else self.scope(*rights)

    def may(self, *rights: Right) -> bool:
        """Whether she has these rights anywhere."""
        return bool(self.scope(*rights).parts)


# Without a login the server speaks to its own machine alone, whose user owns the store.
LOCAL = Reader("", (Entry(frozenset(), Part(), frozenset(RIGHTS)),))
