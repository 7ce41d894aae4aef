"""The options of an import, which apply to all its files."""

from dataclasses import dataclass
from datetime import datetime

from sociallens.importing.privacy.pseudonyms import Key
from sociallens.importing.profiles.profile import Profile


@dataclass(frozen=True)
class Options:
    """The user's options, passed as one value from the command line or page down to the rows."""

    profile: str | None = None  # the name of a profile; without it, the one that the file shows
    mapping: Profile | None = None  # columns mapped by a person, for files that no profile claims
    guess: bool = False  # accept a proposal for such files if nothing about it is in doubt
    zone: str | None = None  # of times without a zone, instead of the profile's
    site: str | None = None  # the merchant of rows that name none
    channel: str | None = None  # the channel of rows that name none, as people write it
    taxonomy: str | None = None  # of a new store
    now: datetime | None = None  # instead of the present moment; naive means UTC
    key: Key | None = None  # of the pseudonyms, instead of the user's (demo data)
