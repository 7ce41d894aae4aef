"""Who may see what, and do what with it."""

from sociallens.access.reader import LOCAL, RIGHTS, Entry, Identity, Reader, Right
from sociallens.access.scope import NOTHING, UNLIMITED, Part, Scope, TextScope

__all__ = [
    "LOCAL",
    "NOTHING",
    "RIGHTS",
    "UNLIMITED",
    "Entry",
    "Identity",
    "Part",
    "Reader",
    "Right",
    "Scope",
    "TextScope",
]
