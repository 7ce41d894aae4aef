"""What the trail tells, declared once: an event and the facts that belong to it.

No fact is a text of a customer, her name or address, or words that somebody searched for.
"""

from collections.abc import Mapping

Fact = str | int | bool

EVENTS: Mapping[str, frozenset[str]] = {
    name: frozenset(facts)
    for name, facts in {
        "sign-in": (),
        "sign-in-refused": ("reason",),
        "sign-out": (),
        "signed-out": ("of",),  # everywhere, by an operator
        "access-changed": ("digest", "entries"),
        "token-made": ("token", "of", "days"),
        "token-revoked": ("token", "of"),
        "export": ("table", "form", "rows", "filters", "scope", "version"),
        "export-refused": ("table", "reason"),
        "import": ("files", "rows", "rejected", "version"),
        "correct": ("messages", "task", "version"),
        "undo": ("entries", "version"),
        "revert": ("to", "version"),
        "audit-drawn": ("audit", "messages"),
        "audit-answered": ("audit", "messages"),
        "vocabulary": ("terms",),
        "erase": ("kind", "rows", "version"),
        "purge": ("before", "source", "rows", "version"),
        "subject-file": ("rows",),  # what is held about an author, given to her
        "key-rotated": ("key",),
        "backup": ("version",),
        "restore": ("version",),
    }.items()
}
