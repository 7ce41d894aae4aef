"""A profile for a file that no profile knows: guessed from its headers, corrected, saved."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from sociallens.errors import BadExport
from sociallens.importing.profiles.profile import TITLE, own_folder, parse, shipped
from sociallens.importing.values import dates
from sociallens.importing.values.vocabulary import simplify

# What the columns are called elsewhere, the likeliest first.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "published_at": (
        "published at", "published", "date de publication", "created at", "created time", "date",
        "datetime", "timestamp", "time", "heure",
    ),
    "text": (
        "text", "texte", "full text", "message", "commentaire", "comment", "comments", "contenu",
        "content", "avis", "review", "verbatim", "body", "description", "tweet", "snippet",
    ),
    TITLE: ("title", "titre", "headline", "objet", "subject"),
    "site": ("site", "enseigne", "marque", "brand", "merchant", "marchand", "company"),
    "channel": ("channel", "canal", "source type", "page type", "plateforme", "platform", "media"),
    "author": ("author", "auteur", "username", "user", "utilisateur", "name", "nom", "pseudo"),
    "rating": ("rating", "note", "stars", "etoiles", "score"),
    "id": ("id", "identifiant", "reference", "ref", "tweet id", "review id", "mention id"),
    "conversation_id": ("conversation id", "thread id", "conversation", "thread", "fil"),
    "parent_id": ("parent id", "parent", "in reply to", "en reponse a"),
    "url": ("url", "lien", "link", "permalink", "adresse"),
    "community": ("community", "communaute", "domain", "domaine", "forum", "page"),
    "country": ("country", "pays", "country code"),
    "language": ("language", "langue", "lang"),
    "role": ("role",),
    "topic": ("topic", "sujet", "theme", "thematique"),
    "causes": ("causes", "cause", "motif"),
    "sentiment": ("sentiment", "tonalite", "tone", "polarity"),
    "severity": ("severity", "gravite"),
    "intent": ("intent", "intention"),
    "updated_at": ("updated at", "modified", "date de modification"),
}  # fmt: skip
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")
_TEXT_LENGTH = 30  # characters: a column that is longer on average holds texts


def propose(headers: Sequence[str], sample: pl.DataFrame | None = None) -> dict[str, str]:
    """A guess of which header feeds which column: exact names first, then names within names.

    `sample` are rows under these headers: the longest texts are the text where no name says so.
    """
    simple = {header: simplify(header) for header in headers if header}
    found: dict[str, str] = {}
    for fits in (_same, _within):
        for column, names in _CALLED.items():
            free = [header for header in simple if header not in found.values()]
            match = next((h for name in names for h in free if fits(name, simple[h])), None)
            if match is not None and column not in found:
                found[column] = match
    if "text" not in found and sample is not None:
        free = [header for header in simple if header not in found.values()]
        lengths = {header: _length(sample[header]) for header in free if header in sample.columns}
        longest = max(lengths, key=lambda header: lengths[header], default=None)
        if longest is not None and lengths[longest] >= _TEXT_LENGTH:
            found["text"] = longest
    return found


def _same(name: str, header: str) -> bool:
    return name == header


def _within(name: str, header: str) -> bool:
    return f" {name} " in f" {header} "


def _length(values: pl.Series) -> float:
    mean = values.cast(pl.String).str.len_chars().mean()
    return float(mean) if isinstance(mean, int | float) else 0.0


def date_formats(values: pl.Series) -> tuple[str, ...]:
    """The formats that read every one of `values`; two of them mean that somebody must choose."""
    filled = values.cast(pl.String).str.strip_chars().replace("", None).drop_nulls()
    if filled.is_empty():
        return ()
    return tuple(
        name
        for name in dates.FORMATS
        if dates.read(filled, (name,), "UTC")["time"].null_count() == 0
    )


def save(
    name: str,
    mapping: Mapping[str, str],
    folder: Path | None = None,
    *,
    formats: Sequence[str] = ("iso", "french"),
    zone: str = "Europe/Paris",
    defaults: Mapping[str, Any] | None = None,
) -> Path:
    """Write a profile of the user's own: `mapping` says which header feeds which column.

    It claims files that have all these headers. Raises `BadExport` for a name that is no name
    or belongs to a shipped profile, and for a column that the schema does not have.
    """
    if not _NAME.fullmatch(name):
        raise BadExport("import-profile-name", name=name)
    if name in {profile.name for profile in shipped()}:
        raise BadExport("import-profile-taken", name=name)
    folder = folder or own_folder()
    text = _declaration(name, mapping, formats, zone, defaults or {})
    parse(name, text)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def _declaration(
    name: str,
    mapping: Mapping[str, str],
    formats: Sequence[str],
    zone: str,
    defaults: Mapping[str, Any],
) -> str:
    lines = [
        f"title = {{ fr = {_toml(name)}, en = {_toml(name)} }}",
        'basis = { fr = "Colonnes indiquées à l’import.", en = "Columns given at import." }',
        f"needs = {_toml(list(mapping.values()))}",
        f"dates = {_toml(list(formats))}",
        f"zone = {_toml(zone)}",
        "",
        "[columns]",
        *(f"{_toml(column)} = {_toml(header)}" for column, header in mapping.items()),
        "",
        "[defaults]",
        *(f"{_toml(column)} = {_toml(value)}" for column, value in defaults.items()),
    ]
    return "\n".join(lines) + "\n"


def _toml(value: Any) -> str:
    """A string, a boolean or a list of strings: in these, JSON is TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
