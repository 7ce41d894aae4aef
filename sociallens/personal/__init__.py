"""The rights of people whose words a store holds: to be forgotten, to be told, to expire.

What is to go is planned, and the plan is on the disk before anything changes: an erasure that is
interrupted anywhere is finished by whoever runs one next.
"""

from sociallens.personal.erasing import Erased, erase, finish, preview, purge, purged
from sociallens.personal.plan import unfinished
from sociallens.personal.request import Request
from sociallens.personal.rotating import rotate
from sociallens.personal.telling import told

__all__ = [
    "Erased",
    "Request",
    "erase",
    "finish",
    "preview",
    "purge",
    "purged",
    "rotate",
    "told",
    "unfinished",
]
