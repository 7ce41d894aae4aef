"""A mapping of columns as a profile: for one import, or kept under a name for the next files."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from sociallens.errors import BadExport
from sociallens.i18n import DEFAULT, LANGUAGES, Language, in_every_language
from sociallens.importing.profiles.fields import REPLY
from sociallens.importing.profiles.profile import Profile, own_folder, parse, shipped
from sociallens.importing.values.date_forms import FORMATS
from sociallens.importing.values.dates import AUTO
from sociallens.importing.values.ratings import FIVE, SCALES
from sociallens.importing.values.vocabulary import simplify
from sociallens.locales import label

MAPPING = "mapping"  # the source of rows that came by columns given for one import
PARIS = "Europe/Paris"
_LONGEST = 60  # characters of a profile's name


def profile_of(
    columns: Mapping[str, str],
    *,
    title: str = "",
    formats: Sequence[str] = (AUTO,),
    zone: str = PARIS,
    scale: str = FIVE,
    defaults: Mapping[str, Any] | None = None,
) -> Profile:
    """A profile for files that have these columns: field -> header.

    Fields are those of the template, `title`, and, with `reply.` before them, those of the
    brand's reply in the same record. Raises `BadExport` for an unknown field, format, scale or
    zone, and when there is no column at all.
    """
    name = slug(title) if title else MAPPING
    return parse(name, _declaration(title or MAPPING, columns, formats, zone, scale, defaults))


def save(
    title: str,
    columns: Mapping[str, str],
    folder: Path | None = None,
    *,
    formats: Sequence[str] = (AUTO,),
    zone: str = PARIS,
    scale: str = FIVE,
    defaults: Mapping[str, Any] | None = None,
) -> Path:
    """Write the profile of `profile_of` under any title; a title that is kept anew replaces it.

    The file's name is made of the title's letters and digits; where a shipped profile or one
    of another title has it, a number follows. Raises `BadExport` for a title without any
    letter or digit.
    """
    folder = folder or own_folder()
    text = _declaration(title, columns, formats, zone, scale, defaults)
    name = _free(slug(title), title, folder)
    parse(name, text)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def slug(title: str) -> str:
    """`Avis d’été (boutique)` as `avis-d-ete-boutique`. Raises `BadExport` when nothing is left."""
    plain = re.sub(r"[^a-z0-9]+", "-", simplify(title)).strip("-")
    if not plain and not simplify(title):
        raise BadExport("import-profile-untitled")
    # Letters outside of ASCII only: their code points name the file.
    return (plain or "-".join(f"{ord(sign):x}" for sign in simplify(title)))[:_LONGEST].strip("-")


def check_zone(zone: str) -> str:
    """The zone, if it is one. Raises `BadExport`."""
    if zone not in available_timezones():
        raise BadExport("import-zone-unknown", zone=zone[:_LONGEST])
    return zone


def _free(name: str, title: str, folder: Path) -> str:
    """`name`, or with the first number that nothing else goes by."""
    taken = {profile.name for profile in shipped()} | {MAPPING}
    number, tried = 1, name
    while tried in taken or _title_of(folder / f"{tried}.toml") not in (None, title):
        number += 1
        tried = f"{name}-{number}"
    return tried


def _title_of(path: Path) -> str | None:
    if not path.is_file():
        return None
    return label(parse(path.stem, path.read_text(encoding="utf-8")).titles, DEFAULT)


def _declaration(
    title: str,
    columns: Mapping[str, str],
    formats: Sequence[str],
    zone: str,
    scale: str,
    defaults: Mapping[str, Any] | None,
) -> str:
    _check(columns, formats, scale)
    own = {field: header for field, header in columns.items() if not field.startswith(REPLY)}
    reply = {
        field.removeprefix(REPLY): header
        for field, header in columns.items()
        if field.startswith(REPLY)
    }
    lines = [
        f"title = {_table(dict.fromkeys(LANGUAGES, title))}",
        f"basis = {_table(in_every_language('mapping-basis'))}",
        f"needs = {_toml(list(dict.fromkeys(columns.values())))}",
        f"dates = {_toml(list(formats))}",
        f"zone = {_toml(check_zone(zone))}",
        f"scale = {_toml(scale)}",
    ]
    for section, pairs in (("columns", own), ("reply", reply), ("defaults", defaults or {})):
        lines += ["", f"[{section}]", *(f"{_toml(k)} = {_toml(v)}" for k, v in pairs.items())]
    return "\n".join(lines) + "\n"


def _check(columns: Mapping[str, str], formats: Sequence[str], scale: str) -> None:
    if not columns:
        raise BadExport("import-map-empty")
    unknown = [name for name in formats if name not in FORMATS and name != AUTO]
    if unknown:
        raise BadExport("import-format-unknown", format=unknown[0], known=tuple(FORMATS))
    if scale not in SCALES:
        raise BadExport("import-scale-unknown", scale=scale, known=tuple(SCALES))


def _table(labels: Mapping[Language, str]) -> str:
    return f"{{ {', '.join(f'{_toml(key)} = {_toml(text)}' for key, text in labels.items())} }}"


def _toml(value: Any) -> str:
    """A string, a boolean or a list of strings: in these, JSON is TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
