"""Errors that a reader can act on: a message of the locale files, with what was found and where."""

from typing import Any


class SocialLensError(Exception):
    """A message for the user, worded in her language at the edge (page or command line).

    `key` is a message of the locale files, `details` its arguments: the value that was
    found, the place, what would work.
    """

    def __init__(self, key: str, /, **details: Any) -> None:
        super().__init__(key, details)
        self.key = key
        self.details = details

    def __str__(self) -> str:
        return f"{self.key} {self.details}"


class BadExport(SocialLensError):
    """A file that cannot be imported as a whole."""


class BadTaxonomy(SocialLensError):
    """A taxonomy file that contradicts itself."""


class StoreError(SocialLensError):
    """A store that is missing, damaged or busy."""


class BadMerchants(SocialLensError):
    """A file of merchants that contradicts itself."""


class BadKey(SocialLensError):
    """A key of the author pseudonyms that is damaged, readable by others or another store's."""


class BadSettings(SocialLensError):
    """A settings file that cannot be read or holds something else than it should."""
