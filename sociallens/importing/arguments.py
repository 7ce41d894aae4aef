"""Columns mapped on the command line: from `--map published_at=Date:dd/mm/yyyy` to a profile."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sociallens.errors import BadExport
from sociallens.importing.options import Options
from sociallens.importing.profiles.fields import FIELDS, REPLY
from sociallens.importing.profiles.profile import MAPPED, Profile, Source
from sociallens.importing.profiles.saving import profile_of
from sociallens.importing.values.date_forms import form_named
from sociallens.importing.values.dates import AUTO
from sociallens.importing.values.ratings import FIVE, SCALES
from sociallens.merchants import fold
from sociallens.schema import LABELS, TEMPLATE

DATES = ("published_at", "updated_at", REPLY + "published_at", REPLY + "updated_at")


@dataclass(frozen=True)
class ColumnArgument:
    """One column: the field it is for, its header, and how its values are written."""

    field: str
    header: str
    formats: tuple[str, ...] = ()
    scale: str = ""


def mapping(arguments: Sequence[str]) -> Profile | None:
    """The profile made of `FIELD=COLUMN[:FORM]` arguments; None without any. Raises `BadExport`.

    Columns with the template's own names are mapped by themselves, except labels: only a person
    can say who made those.
    """
    if not arguments:
        return None
    parsed = [parse(argument) for argument in arguments]
    formats = tuple(dict.fromkeys(name for column in parsed for name in column.formats))
    scale = next((column.scale for column in parsed if column.scale), FIVE)
    columns = {column.field: column.header for column in parsed}
    profile = profile_of(columns, formats=formats or (AUTO,), scale=scale)
    claimed = profile.known_headers()
    template = {
        name: Source((name,))
        for name in TEMPLATE
        if name not in LABELS and fold(name) not in claimed
    }
    return replace(profile, columns={**template, **profile.columns})


def options(columns: Sequence[str], **values: Any) -> Options:
    """The options of the command line, where mapped columns take precedence over any profile.

    Raises `BadExport` for malformed columns, and when both a profile and columns are given.
    """
    profile = mapping(columns)
    if profile is None:
        return Options(guess=True, **values)
    if values["profile"]:
        raise BadExport("import-map-profile", name=values["profile"])
    return Options(mapping=profile, **values | {"profile": profile.name})


def parse(argument: str) -> ColumnArgument:
    """An argument such as `rating=Note:/10` in its parts. Raises `BadExport` for another form."""
    name, equals, column = (part.strip() for part in argument.partition("="))
    if not equals or not column:
        raise BadExport("import-map-form", argument=argument[:80])
    if not _is_field(name):
        raise BadExport("import-map-field", field=name[:80], known=_field_names())
    header, colon, form = column.rpartition(":")
    if not colon or not header:
        return ColumnArgument(name, column)
    if name in DATES:
        formats = tuple(filter(None, map(form_named, form.split("|"))))
        if len(formats) == len(form.split("|")):
            return ColumnArgument(name, header.strip(), formats)
    if name == "rating" and form.strip().lstrip("/") in SCALES:
        return ColumnArgument(name, header.strip(), scale=form.strip().lstrip("/"))
    return ColumnArgument(name, column)


def _field_names() -> tuple[str, ...]:
    return (*MAPPED, *(name for name in FIELDS if name.startswith(REPLY)))


def _is_field(name: str) -> bool:
    return name in _field_names() or (
        name.startswith(REPLY) and name.removeprefix(REPLY) in TEMPLATE
    )
