"""What whoever imports says about all files of an import."""

from dataclasses import dataclass
from datetime import datetime

from sociallens.importing.privacy.pseudonyms import Key
from sociallens.importing.profiles.profile import Profile


@dataclass(frozen=True)
class Options:
    """One value from the edge (command line, page) down to the rows. All of it may be left open."""

    profile: str | None = None  # the name of a profile; without it, the one that the file shows
    mapping: Profile | None = None  # columns said by a person, for files that no profile claims
    guess: bool = False  # take a proposal for such files where nothing about it is in doubt
    zone: str | None = None  # of times that name none, instead of the profile's
    site: str | None = None  # the merchant of rows that name none
    channel: str | None = None  # the channel of rows that name none, as people write it
    taxonomy: str | None = None  # of a new store
    now: datetime | None = None  # another moment than this one
    key: Key | None = None  # another key of the pseudonyms than the user's (made-up data)
