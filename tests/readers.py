"""Readers who may do everything, with a part of the data."""

from sociallens.access import RIGHTS, Entry, Reader, Scope


def seeing(scope: Scope) -> Reader:
    """Whoever has all rights within a scope, and nothing beside."""
    entries = tuple(Entry(frozenset(), part, frozenset(RIGHTS)) for part in scope.ordered)
    return Reader("", entries)
