"""Who may see what, and do what with it."""

from sociallens.access.reader import LOCAL, RIGHTS, TAKING, Entry, Identity, Reader, Right
from sociallens.access.scope import NOTHING, RESTRICTING, UNLIMITED, Part, Scope, TextScope

__all__ = [
    "LOCAL",
    "NOTHING",
    "RESTRICTING",
    "RIGHTS",
    "TAKING",
    "UNLIMITED",
    "Entry",
    "Identity",
    "Part",
    "Reader",
    "Right",
    "Scope",
    "TextScope",
]
