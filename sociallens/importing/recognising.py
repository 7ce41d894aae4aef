"""The profile that a file is read by: requested, recognised, mapped by a person, or guessed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sociallens.errors import BadExport
from sociallens.importing.context import Context
from sociallens.importing.formats.detect import Unread, load, parts
from sociallens.importing.formats.table import Table
from sociallens.importing.profiles import evidence, propose
from sociallens.importing.profiles.fields import REPLY
from sociallens.importing.profiles.profile import TEMPLATE_PROFILE, Profile, profile_named
from sociallens.importing.profiles.saving import profile_of
from sociallens.importing.report import Message
from sociallens.importing.values.dates import AUTO
from sociallens.importing.values.ratings import FIVE
from sociallens.merchants import fold

UNKNOWN = "import-no-profile"


@dataclass(frozen=True)
class Recognised:
    """A table of a file and the profile to read it by."""

    name: str  # of the part, below the file's; empty for the file itself
    table: Table
    profile: Profile
    why: Message


def recognise(path: Path, name: str, context: Context) -> Iterator[Recognised | Unread]:
    """The tables of a file with their profiles and the reason for each.

    Raises `BadExport` when the file as a whole cannot be read or recognised.
    """
    for part in _parts(path, name, context):
        if isinstance(part, Recognised) and context.zone:
            yield replace(part, profile=replace(part.profile, zone=context.zone))
        else:
            yield part


def _parts(path: Path, name: str, context: Context) -> Iterator[Recognised | Unread]:
    mapping = context.mapping
    if mapping and context.profile == mapping.name:
        yield from _mapped(path, mapping)
        return
    forced = profile_named(context.profile, context.profiles) if context.profile else None
    profiles = (forced,) if forced else tuple(context.profiles.values())
    try:
        for part in parts(path, profiles, forced):
            if isinstance(part, Unread):
                yield part
            else:
                message = Message("import-why-asked", {"title": part.profile.titles})
                reason = message if forced else why_claimed(part.table, part.profile)
                yield Recognised(part.name, part.table, part.profile, reason)
    except BadExport as error:
        if error.key != UNKNOWN:
            raise
        if mapping:
            yield from _mapped(path, mapping)
        elif guessed := _guessed(path, name, context):
            yield from _parts_with(path, guessed, "import-why-guessed")
        else:
            raise


def _parts_with(path: Path, profile: Profile, key: str) -> Iterator[Recognised | Unread]:
    """The parts of a file that have the columns of `profile`."""
    for part in parts(path, (profile,), None):
        if isinstance(part, Unread):
            yield part
        else:
            message = Message(key, {"columns": _pairs(part.table, profile)})
            yield Recognised(part.name, part.table, profile, message)


def _guessed(path: Path, name: str, context: Context) -> Profile | None:
    if not context.guess:
        return None
    table, _ = load(path, (), TEMPLATE_PROFILE)
    return guess(table, name, context)


def _mapped(path: Path, mapping: Profile) -> Iterator[Recognised | Unread]:
    """The parts of a file read by a mapping. Raises `BadExport` with the missing columns."""
    try:
        yield from _parts_with(path, mapping, "import-why-mapped")
    except BadExport as error:
        if error.key != UNKNOWN:
            raise
        table, _ = load(path, (), TEMPLATE_PROFILE)
        headers = {fold(header) for header in table.headers}
        names = [name for need in mapping.needs for name in need]
        lacking = tuple(name for name in names if fold(name) not in headers)
        present = tuple(header for header in table.headers if header)
        raise BadExport("import-map-missing", columns=lacking, found=present) from error


def guess(table: Table, name: str, context: Context) -> Profile | None:
    """The proposal for a table if all of it is sure and nothing required is missing, else None."""
    columns = evidence.observe(table.frame, context.taxonomy, context.merchants)
    proposals = propose.propose(columns)
    doubts = propose.missing(proposals, supplied_fields(name, context)) or propose.questions(
        columns, proposals
    )
    if doubts or not all(proposal.sure for proposal in proposals):
        return None
    return as_profile(proposals)


def as_profile(proposals: tuple[propose.Proposal, ...]) -> Profile:
    """The profile that takes the proposals as they are."""
    return profile_of(
        {proposal.field: proposal.header for proposal in proposals},
        formats=(AUTO,),  # part by part: one sheet may hold serial numbers, the next one dates
        scale=next((each.scale for each in proposals if each.scale), FIVE),
    )


def supplied_fields(name: str, context: Context) -> frozenset[str]:
    """The fields that a file need not have: the options or the file's name supply them."""
    supplied = {
        "site": context.site or context.merchants.find(Path(name).stem),
        "channel": context.channel,
    }
    return frozenset(field for field, value in supplied.items() if value)


def why_claimed(table: Table, profile: Profile) -> Message:
    """The message that names the columns by which a profile claims a table."""
    headers = [header for header in table.headers if header]
    expected = profile.known_headers()
    columns = [header for header in headers if header.casefold() in expected] or headers
    return Message("import-why", {"title": profile.titles, "columns": tuple(columns[:6])})


def _pairs(table: Table, profile: Profile) -> tuple[str, ...]:
    """`text=Commentaire`, `published_at=Date`, … for the columns that the table has."""
    present = {fold(header) for header in table.headers}
    reply = {REPLY + name: source for name, source in profile.reply.items()}
    every = {**profile.columns, **reply}
    return tuple(
        f"{name}={source.columns[0]}"
        for name, source in every.items()
        if fold(source.columns[0]) in present
    )
