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
        "access": ("digest", "entries"),  # the file that a server reads from now on
        "token-made": ("token", "of", "days"),
        "token-revoked": ("token", "of"),
        "export": ("table", "form", "rows", "filters"),
        "import": ("files",),
        "correct": ("messages", "task"),
        "undo": ("entries",),
        "revert": ("to",),
        "audit-drawn": ("audit", "messages"),
        "audit-answered": ("audit", "messages"),
        "vocabulary": ("terms",),
        "erase": ("by", "messages"),
        "purge": ("messages",),
        "key-rotated": (),
        "about-author": ("messages",),
        "backup": ("version",),
        "restore": ("version",),
    }.items()
}
