"""Which profile a file goes by: one asked for, one that claims it, or columns told or guessed."""

from dataclasses import replace
from pathlib import Path

from sociallens.errors import BadExport
from sociallens.importing.context import Context
from sociallens.importing.formats.detect import load
from sociallens.importing.formats.table import Table
from sociallens.importing.profiles import evidence, propose
from sociallens.importing.profiles.fields import REPLY
from sociallens.importing.profiles.profile import TEMPLATE_PROFILE, Profile, named
from sociallens.importing.profiles.saving import profile_of
from sociallens.importing.report import Message
from sociallens.importing.values.dates import AUTO
from sociallens.importing.values.ratings import FIVE
from sociallens.merchants import fold

UNKNOWN = "import-no-profile"
_LISTED = 25


def recognise(path: Path, name: str, context: Context) -> tuple[Table, Profile, Message]:
    """The rows of a file, its profile, and how that was found.

    Raises `BadExport` when the file as a whole cannot be read or recognised.
    """
    table, profile, why = _found(path, name, context)
    if context.zone:
        profile = replace(profile, zone=context.zone)
    return table, profile, why


def _found(path: Path, name: str, context: Context) -> tuple[Table, Profile, Message]:
    if context.mapping and context.profile == context.mapping.name:
        table, mapping = _mapped(path, context.mapping)
        return table, mapping, why_mapped(table, mapping)
    if context.profile:
        asked = named(context.profile, context.profiles)
        table, _ = load(path, (asked,), asked)
        return table, asked, Message("import-why-asked", _titles(asked))
    try:
        table, profile = load(path, tuple(context.profiles.values()), None)
    except BadExport as error:
        if error.key != UNKNOWN:
            raise
        found = _by_columns(path, name, context)
        if found is None:
            raise
        return found
    return table, profile, why_claimed(table, profile)


def _by_columns(path: Path, name: str, context: Context) -> tuple[Table, Profile, Message] | None:
    """The file as the given mapping reads it, or as a proposal without a doubt does."""
    if context.mapping:
        table, profile = _mapped(path, context.mapping)
        return table, profile, why_mapped(table, profile)
    if context.guess:
        table, _ = load(path, (), TEMPLATE_PROFILE)
        guessed = guess(table, name, context)
        if guessed:
            return (
                table,
                guessed,
                Message("import-why-guessed", {"columns": _pairs(table, guessed)}),
            )
    return None


def _mapped(path: Path, mapping: Profile) -> tuple[Table, Profile]:
    """The rows under the columns of a mapping. Raises `BadExport` naming those that lack."""
    try:
        return load(path, (mapping,), None)
    except BadExport as error:
        if error.key != UNKNOWN:
            raise
        table, _ = load(path, (), TEMPLATE_PROFILE)
        there = {fold(header) for header in table.headers}
        wanted = [name for need in mapping.needs for name in need]
        lacking = _listed([name for name in wanted if fold(name) not in there])
        found = _listed([header for header in table.headers if header])
        raise BadExport("import-map-missing", columns=lacking, found=found) from error


def guess(table: Table, name: str, context: Context) -> Profile | None:
    """The proposal for a table, where every part is sure and nothing required is missing."""
    columns = evidence.observe(table.frame, context.taxonomy, context.merchants)
    proposals = propose.propose(columns)
    doubts = propose.missing(proposals, given(name, context)) or propose.questions(
        columns, proposals
    )
    if doubts or not all(proposal.sure for proposal in proposals):
        return None
    return as_profile(proposals)


def as_profile(proposals: tuple[propose.Proposal, ...]) -> Profile:
    """The proposals, taken as they are."""
    formats = tuple(dict.fromkeys(name for each in proposals for name in each.formats))
    return profile_of(
        {proposal.field: proposal.header for proposal in proposals},
        formats=formats or (AUTO,),
        scale=next((each.scale for each in proposals if each.scale), FIVE),
    )


def given(name: str, context: Context) -> frozenset[str]:
    """The fields that a file need not have: whoever imports says them, or the file's name does."""
    told = {
        "site": context.site or context.merchants.find(Path(name).stem),
        "channel": context.channel,
    }
    return frozenset(field for field, value in told.items() if value)


def why_claimed(table: Table, profile: Profile) -> Message:
    """By which columns a profile claims a table."""
    headers = [header for header in table.headers if header]
    known = profile.used()
    columns = [header for header in headers if header.casefold() in known] or headers
    return Message("import-why", _titles(profile) | {"columns": ", ".join(columns[:6])})


def _titles(profile: Profile) -> dict[str, str]:
    return {"title_fr": profile.titles["fr"], "title_en": profile.titles["en"]}


def why_mapped(table: Table, profile: Profile) -> Message:
    """Which columns a person said to be what."""
    return Message("import-why-mapped", {"columns": _pairs(table, profile)})


def _pairs(table: Table, profile: Profile) -> str:
    """`text=Commentaire, published_at=Date`, of the columns that the table has."""
    present = {fold(header) for header in table.headers}

    reply = {REPLY + name: source for name, source in profile.reply.items()}
    every = {**profile.columns, **reply}
    return _listed(
        [
            f"{name}={source.columns[0]}"
            for name, source in every.items()
            if fold(source.columns[0]) in present
        ]
    )


def _listed(names: list[str]) -> str:
    """Names in a sentence, the first of very many: what a file says is no limit to a message."""
    shown = ", ".join(evidence.shortened(name) for name in names[:_LISTED])
    return shown if len(names) <= _LISTED else f"{shown}…"
