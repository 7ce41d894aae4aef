"""Who may see what: the scope of a reader, which every question carries."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """The sites a reader may see: all of them, or those named. Part of every cache key."""

    sites: frozenset[str] | None = None


EVERY_SITE = Scope()
